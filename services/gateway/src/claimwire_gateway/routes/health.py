"""Whether the process lives, whether the whole is ready, and the figures for Prometheus."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Literal

import anyio.to_thread
from claimwire_contracts.types import FieldError, Noun, Ready
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from claimwire_gateway import metrics
from claimwire_gateway.metrics import Metrics
from claimwire_gateway.problems import ProblemError, responses
from claimwire_gateway.queues import SERVICES, Queues
from claimwire_gateway.routes.parameters import Store
from claimwire_gateway.store import jobs
from claimwire_gateway.store.engine import answers

router = APIRouter(tags=["health"])

POSTGRESQL_SECONDS = 3
"""For one answer of PostgreSQL; a load balancer does not wait longer."""


class Alive(Noun):
    """The process answers."""

    status: Literal["alive"] = "alive"


@router.get("/healthz", summary="Liveness: this process answers")
async def healthz() -> Alive:
    """Asks nothing of other parts: a database that is away is no reason to restart the API."""
    return Alive()


@router.get("/readyz", summary="Readiness: a posted document can be processed", responses=responses(503))
async def readyz(request: Request, engine: Store) -> Ready:
    """200 while PostgreSQL and Redis answer and each of pipeline, ingest and nlp has a live process."""
    parts = await states(engine, request.app.state.queues)
    failing = {part: state for part, state in parts.items() if not state.startswith("ok")}
    if failing:
        raise _not_ready(failing)
    return Ready(parts=parts)


def _not_ready(failing: Mapping[str, str]) -> ProblemError:
    detail = "; ".join(f"{part}: {state}" for part, state in failing.items())
    errors = [FieldError(field=part, detail=state) for part, state in failing.items()]
    return ProblemError(503, detail, kind="not-ready", errors=errors, headers={"Retry-After": "3"})


async def states(engine: Engine, queues: Queues) -> dict[str, str]:
    """Each part's state, "ok" first where it is."""
    postgresql, alive = await asyncio.gather(_postgresql(engine), _alive(queues))
    if alive is None:
        return {"postgresql": postgresql, "redis": "does not answer", **dict.fromkeys(SERVICES, "unknown")}
    workers = {name: f"ok ({alive[name]} alive)" if alive[name] else "none alive" for name in SERVICES}
    return {"postgresql": postgresql, "redis": "ok", **workers}


async def _postgresql(engine: Engine) -> str:
    up = False
    with anyio.move_on_after(POSTGRESQL_SECONDS), suppress(SQLAlchemyError):
        up = await anyio.to_thread.run_sync(answers, engine, abandon_on_cancel=True)
    return "ok" if up else "does not answer"


async def _alive(queues: Queues) -> Mapping[str, int] | None:
    try:
        return await run_in_threadpool(queues.alive)
    except RedisError:
        return None


METRICS_TEXT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Exposition format."}
}


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response, responses=METRICS_TEXT)
def get_metrics(request: Request, engine: Store) -> Response:
    """Requests, jobs by state, backlog, age of the oldest, queue lengths, live processes."""
    kept: Metrics = request.app.state.metrics
    _read_store(kept, engine)
    _read_queues(kept, request.app.state.queues)
    return Response(kept.text(), headers={"Content-Type": metrics.MEDIA_TYPE})


def _read_store(kept: Metrics, engine: Engine) -> None:
    try:
        with engine.connect() as conn:
            kept.set_jobs(jobs.counts(conn), jobs.waiting(conn))
    except SQLAlchemyError:
        kept.forget("postgresql")
    else:
        kept.set_up("postgresql")


def _read_queues(kept: Metrics, queues: Queues) -> None:
    try:
        kept.set_queues(queues.lengths(), queues.alive())
    except RedisError:
        kept.forget("redis")
    else:
        kept.set_up("redis")
