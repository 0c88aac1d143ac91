"""Conversations of several requests, without I/O: a flow yields steps and is sent their replies.

    step ──▶ (the client waits `pause`, sends `call`) ──▶ reply, or UnreachableError as a value ──▶ step ...

`Client` and `AsyncClient` both run the same flows; retrying and waiting are thus written once.
"""

import time
from collections.abc import Generator
from typing import Any, NamedTuple, TypeVar

import httpx
from claimwire_contracts.types import Batch, Job
from pydantic import ValidationError

from claimwire_client import calls
from claimwire_client.call import Call
from claimwire_client.errors import (
    DroppedError,
    StillRunningError,
    UnreachableError,
    UnreadableReplyError,
    problem_error,
    retry_after,
)

T = TypeVar("T")

ATTEMPTS = 5
LONGEST_PAUSE = 60.0
"""A gateway that asks for more is believed, and the caller told: a shorter pause would be refused again."""
BUSY = (429, 503)
LONG_POLL = 20.0
ENDED = ("succeeded", "failed", "cancelled")


class Step(NamedTuple):
    """What a flow asks of its client: wait `pause` seconds, then send `call`."""

    call: Call[Any]
    pause: float = 0.0


Answer = httpx.Response | UnreachableError
Flow = Generator[Step, Answer, T]


def sent(call: Call[T]) -> Flow[T]:
    """Send a call, again where the gateway is busy or the connection was lost, where that is harmless."""
    pause = 0.0
    for attempt in range(ATTEMPTS):
        answer = yield Step(call, pause)
        again = pause_before(call, answer, attempt)
        if again is None:
            return read(call, answer)
        pause = again
    raise AssertionError("the last attempt is always read")


def pause_before(call: Call[Any], answer: Answer, attempt: int) -> float | None:
    """Seconds to wait before the next attempt; None where this answer is the last word."""
    if attempt == ATTEMPTS - 1 or not call.patient:
        return None
    if isinstance(answer, UnreachableError):
        return backoff(attempt) if call.repeatable and isinstance(answer, DroppedError) else None
    if answer.status_code not in BUSY:
        return None
    asked = retry_after(answer)
    pause = backoff(attempt) if asked is None else asked
    return pause if pause <= LONGEST_PAUSE else None


def backoff(attempt: int) -> float:
    """Half a second, doubled with each attempt."""
    return float(0.5 * 2**attempt)


def read(call: Call[T], answer: Answer) -> T:
    """A reply's noun.

    Raises:
        UnreachableError: there was no reply.
        ProblemError: the gateway refused.
        UnreadableReplyError: it is not what the contract says.
    """
    if isinstance(answer, UnreachableError):
        raise answer
    if answer.is_error:
        raise problem_error(answer)
    try:
        return call.read(answer.content)
    except ValidationError as error:
        where = f"{call.method} {answer.url}"
        raise UnreadableReplyError(
            f"{where} answered {answer.status_code}, but not as Claimwire does: {error}"
        ) from error


def wait_for(job_id: str, *, timeout: float | None = None) -> Flow[Job]:
    """Wait until a job has ended, well or not.

    Raises:
        StillRunningError: it had not ended after `timeout` seconds.
    """
    until = time.monotonic() + (float("inf") if timeout is None else timeout)
    job = yield from sent(calls.job(job_id))
    while job.state not in ENDED:
        left = until - time.monotonic()
        if left <= 0:
            raise StillRunningError(job)
        job = yield from sent(calls.job(job_id, wait=round(min(LONG_POLL, max(left, 0.1)), 1)))
    return job


def wait_for_batch(batch_id: str, *, every: float = 1.0) -> Flow[Batch]:
    """Wait until every job of a batch has ended."""
    call = calls.batch(batch_id)
    batch = yield from sent(call)
    while running(batch):
        answer = yield Step(call, every)
        batch = read(call, answer)
    return batch


def running(batch: Batch) -> int:
    """How many of a batch's jobs have not ended."""
    return sum(count for state, count in batch.counts.items() if state not in ENDED)
