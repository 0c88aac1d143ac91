"""Jobs: ask, wait, watch, cancel, retry."""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated, Any

from claimwire_contracts.types import Job, JobEvent, JobState, Page
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import EventSourceResponse, ServerSentEvent

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import JobId, Listing, Store, Word, linked
from claimwire_gateway.store import jobs
from claimwire_gateway.store.errors import NotFound, WrongState
from claimwire_gateway.watch import Watch, finished

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

MOST_WAIT = 30
KEEP_ALIVE = 15
"""Seconds between comments, so that proxies do not close a stream on which nothing happens."""


class Jobs(Listing):
    """The query of the listing."""

    state: JobState | None = Field(default=None, description="Jobs in this state alone.")
    batch_id: Word | None = Field(default=None, alias="batch", description="The id of a batch.")


async def _watch(request: Request) -> Watch:
    watch: Watch = request.app.state.watch
    return watch


Watching = Annotated[Watch, Depends(_watch)]


def links(job: Job) -> Job:
    """The job with where to go from it."""
    at = f"/v1/jobs/{job.id}"
    document = f"/v1/documents/{job.document_id}"
    more = {"batch": f"/v1/batches/{job.batch_id}"} if job.batch_id else {}
    found = {"self": at, "events": f"{at}/events", "cancel": f"{at}/cancel", "retry": f"{at}/retry"}
    found |= {"document": document, "entities": f"{document}/entities", "claims": f"{document}/claims"}
    return job.model_copy(update={"links": found | more})


def _get(engine: Engine, job_id: str) -> Job:
    with engine.connect() as conn:
        return jobs.get(conn, job_id)


@router.get("", summary="List jobs, newest first", responses=responses(422))
def list_jobs(request: Request, engine: Store, query: Annotated[Jobs, Query()]) -> Page[Job]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        page = jobs.page(conn, **query.filters(), **query.page())
    return linked(request, page.model_copy(update={"items": [links(job) for job in page.items]}))


@router.get("/{job_id}", summary="A job, at once or when it has finished", responses=responses(404, 422))
async def get_job(
    job_id: JobId,
    engine: Store,
    watch: Watching,
    wait: Annotated[
        float, Query(ge=0, le=MOST_WAIT, description="Seconds to wait for the job to finish.")
    ] = 0,
) -> Job:
    """The job; 200 also where it failed: `state` says so, and `error` why.

    With `wait`, the answer comes when the job has finished, or as it stands when the time is out.
    """
    job = await run_in_threadpool(_get, engine, job_id)
    return links(await watch.finished(job, wait))


EVENT_STREAM: dict[str, Any] = {
    "description": "One event for each change, the past ones first; ends after the job has finished.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


@router.get(
    "/{job_id}/events",
    summary="A job's events as they happen (SSE)",
    response_class=EventSourceResponse,
    responses={200: EVENT_STREAM, **responses(404, 422)},
)
async def get_events(
    job_id: JobId,
    engine: Store,
    watch: Watching,
    last_event_id: Annotated[
        int, Header(ge=0, lt=2**63, description="Resume after this event; EventSource sends it by itself.")
    ] = 0,
) -> EventSourceResponse:
    """Server-sent events named `job`; `data` is the event as JSON, `id` is what to resume after."""
    await run_in_threadpool(_get, engine, job_id)
    return EventSourceResponse(_stream(engine, watch, job_id, last_event_id), ping=KEEP_ALIVE, sep="\n")


async def _stream(engine: Engine, watch: Watch, job_id: str, after: int) -> AsyncIterator[ServerSentEvent]:
    """The events; ends early where the job is deleted or PostgreSQL goes, and its reader comes again."""
    with suppress(NotFound, SQLAlchemyError):
        while not watch.stopping:
            job, events = await run_in_threadpool(_news, engine, job_id, after)
            for event in events:
                after = event.id
                yield ServerSentEvent(data=event.model_dump_json(), event="job", id=str(event.id))
            if _over(job, events):
                return
            await watch.changed(job, KEEP_ALIVE)


def _news(engine: Engine, job_id: str, after: int) -> tuple[Job, list[JobEvent]]:
    """The job, read before its events: where it had finished, they tell of it."""
    with engine.connect() as conn:
        return jobs.get(conn, job_id), jobs.events(conn, job_id, after=after)


def _over(job: Job, events: list[JobEvent]) -> bool:
    return finished(job) and (not events or events[-1].state == job.state)


@router.post("/{job_id}/cancel", summary="Cancel a job", responses=responses(404, 409))
def cancel_job(job_id: JobId, engine: Store) -> Job:
    """Stop a job; what it has finished is kept. Cancelling twice changes nothing."""
    with engine.begin() as conn:
        return links(jobs.cancel(conn, job_id))


@router.post("/{job_id}/retry", summary="Run a failed or cancelled job again", responses=responses(404, 409))
def retry_job(job_id: JobId, engine: Store) -> Job:
    """Run a job again from the stage that it ended in. Retrying one that is under way changes nothing."""
    try:
        with engine.begin() as conn:
            return links(jobs.retry(conn, job_id))
    except WrongState:
        job = _get(engine, job_id)
        if finished(job):
            raise
        return links(job)
