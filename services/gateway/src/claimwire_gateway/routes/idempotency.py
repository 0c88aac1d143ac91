"""Idempotency-Key: a request sent again is answered as the first time."""

import hashlib
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy import Connection, Engine

from claimwire_gateway.problems import ProblemError
from claimwire_gateway.routes.parameters import Caller, Set, Store
from claimwire_gateway.store import idempotency
from claimwire_gateway.store.idempotency import StoredReply

REPLAYED = "Idempotency-Replayed"

Key = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


class OnlyOnce:
    """One request's work, done once for each key of a caller."""

    def __init__(
        self, engine: Engine, *, scope: str, key: str | None, fingerprint: str, hours: float
    ) -> None:
        self._engine = engine
        self._name = {"scope": scope, "key": key or ""}
        self._fingerprint = fingerprint
        self._hours = hours

    def do(self, work: Callable[[Connection], StoredReply]) -> Response:
        """Do the work and keep its reply with it, or give the reply that was kept.

        Raises:
            ProblemError: 409 while the first request is under way, 422 where its body was another.
        """
        if not self._name["key"]:
            with self._engine.begin() as conn:
                return _given(work(conn))
        kept = self._reserve()
        if kept is not None:
            return _given(kept, {REPLAYED: "true"})
        return _given(self._work_and_keep(work))

    def _reserve(self) -> StoredReply | None:
        with self._engine.begin() as conn:
            kept = idempotency.reserve(conn, **self._name, fingerprint=self._fingerprint, hours=self._hours)
        if kept == "in_flight":
            again = {"Retry-After": "1"}
            raise ProblemError(
                409,
                "the first request with this Idempotency-Key is under way",
                kind="in-flight",
                headers=again,
            )
        if kept == "other_body":
            raise ProblemError(
                422,
                "this Idempotency-Key came with another body: take a new key",
                kind="idempotency-mismatch",
            )
        return kept if isinstance(kept, StoredReply) else None

    def _work_and_keep(self, work: Callable[[Connection], StoredReply]) -> StoredReply:
        try:
            with self._engine.begin() as conn:
                reply = work(conn)
                idempotency.complete(conn, **self._name, reply=reply)
        except BaseException:
            with self._engine.begin() as conn:
                idempotency.release(conn, **self._name)
            raise
        return reply


def _given(reply: StoredReply, more: dict[str, str] | None = None) -> Response:
    return JSONResponse(reply.body, reply.status, {**reply.headers, **(more or {})})


async def _once(
    request: Request,
    engine: Store,
    settings: Set,
    caller: Caller,
    idempotency_key: Annotated[
        Key | None, Header(description="Any word of yours; kept for a day under your API key.")
    ] = None,
) -> OnlyOnce:
    body = await request.body()
    fingerprint = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).hexdigest()
    hours = settings.idempotency_hours
    return OnlyOnce(engine, scope=caller, key=idempotency_key, fingerprint=fingerprint, hours=hours)


Once = Annotated[OnlyOnce, Depends(_once)]
