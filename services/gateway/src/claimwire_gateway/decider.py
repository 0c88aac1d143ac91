"""What a reply, a lease's end, a cancellation or a retry means for a job. Pure: it decides, the edge acts.

queued ──Started──▶ running ──result──▶ next stage ... ──last result──▶ succeeded
   │                  │ Crashed, lease expired: again, up to the limit ──▶ failed (quarantined)
   │                  │ FetchFailed: again later, up to the limit ──────▶ failed (fetch_failed)
   └──── cancel ──────┴─ NotText ───────────────────────────────────────▶ failed (not_text)
"""

from datetime import datetime
from typing import NamedTuple

from claimwire_contracts.messages import (
    Annotated,
    Crashed,
    FetchFailed,
    Matched,
    NotText,
    Prepared,
    Reply,
    Started,
)
from claimwire_contracts.tasks import STAGES
from claimwire_contracts.types import Job, JobStage, JobState, Problem, StageName

OPEN: tuple[JobState, ...] = ("queued", "running")

ORDER: tuple[StageName, ...] = tuple(STAGES)

STAGE_OF: dict[type, StageName] = {
    Prepared: "prepare",
    FetchFailed: "prepare",
    NotText: "prepare",
    Annotated: "annotate",
    Matched: "match",
}


class Limits(NamedTuple):
    """How often and how long; seconds."""

    attempts: int
    lease: float
    retry: float


class Held(NamedTuple):
    """A job whose row is locked, and the lease it is in flight under, if any."""

    job: Job
    lease: str | None
    started_at: datetime | None
    sent_at: datetime | None


class Change(NamedTuple):
    """What becomes of a job: it keeps its lease for `lease_for` seconds, or is due again in `due_in`."""

    job: Job
    detail: str | None = None
    lease_for: float | None = None
    due_in: float = 0.0


def on_reply(held: Held, reply: Reply, at: datetime, limits: Limits) -> Change | None:
    """What a reply changes; None where it is late, doubled or of another stage, and changes nothing.

    A result under an old lease is welcome as long as its stage is open: the work is done. News of an old
    lease (it began, it crashed) is not: the job has been given out anew since.
    """
    job = held.job
    if job.state not in OPEN or stage_of(reply) != job.stage:
        return None
    if isinstance(reply, Prepared | Annotated | Matched):
        # With two pipelines the news that work began may be read after its result.
        return Change(advanced(job if attempts(job) else _attempted(job, at), at))
    if isinstance(reply, NotText):
        return Change(_failed(job, at, "not_text", reply.title, reply.detail), reply.title)
    if reply.lease != held.lease:
        return None
    return _on_news(held, reply, at, limits)


def on_expiry(held: Held, at: datetime, limits: Limits, *, lost: bool) -> Change | None:
    """What the end of a lease changes; None where it shall just run on.

    Work that began and did not end counts as an attempt. A message that was not begun may just be waiting:
    it is given out again only where it is `lost`, and never counts, however long the queue is.
    """
    if held.started_at is not None:
        return _again_or_quarantine(held.job, at, limits, f"no answer within {limits.lease:g} seconds")
    if lost:
        return Change(held.job, "message lost; given out again")
    return None


def after(held: Held, change: Change, at: datetime) -> Held:
    """The job as it is held once the change is made."""
    if change.lease_for is None:
        return Held(change.job, None, None, None)
    return Held(change.job, held.lease, at, held.sent_at)


def advanced(job: Job, at: datetime) -> Job:
    """The job with its stage done: at the next one, or succeeded."""
    stages = _with_stage(job, state="succeeded", finished_at=at)
    if job.stage == ORDER[-1]:
        return job.model_copy(update={"state": "succeeded", "stages": stages})
    following = ORDER[ORDER.index(job.stage) + 1]
    return job.model_copy(update={"state": "running", "stage": following, "stages": stages})


def ended(job: Job, state: JobState, at: datetime, error: Problem | None = None) -> Job:
    """The job ended where it is: failed or cancelled."""
    stages = _with_stage(job, state=state, finished_at=at)
    return job.model_copy(update={"state": state, "stages": stages, "error": error})


def restarted(job: Job) -> Job:
    """A failed or cancelled job, to be run again from the stage that it ended in, with all its attempts."""
    stages = _with_stage(job, state="queued", started_at=None, finished_at=None, attempts=0)
    return job.model_copy(update={"state": "queued", "stages": stages, "error": None})


def stage_of(reply: Reply) -> StageName:
    """The stage that a reply is about."""
    if isinstance(reply, Started | Crashed):
        return reply.stage
    return STAGE_OF[type(reply)]


def fresh_stages() -> list[JobStage]:
    """The stages of a job that has not begun."""
    return [JobStage(name=name, state="queued") for name in ORDER]


def attempts(job: Job) -> int:
    """How often the job's present stage has begun."""
    return next(stage.attempts for stage in job.stages if stage.name == job.stage)


def _on_news(
    held: Held, reply: Started | Crashed | FetchFailed, at: datetime, limits: Limits
) -> Change | None:
    if isinstance(reply, Started):
        return _on_started(held, reply, at, limits)
    job = held.job if held.started_at is not None else _attempted(held.job, at)
    if isinstance(reply, Crashed):
        return _again_or_quarantine(job, at, limits, reply.detail)
    return _on_fetch_failed(job, reply, at, limits)


def _on_started(held: Held, reply: Started, at: datetime, limits: Limits) -> Change | None:
    if held.started_at is not None:
        return None
    return Change(_attempted(held.job, at), f"started by {reply.worker}", lease_for=limits.lease)


def _on_fetch_failed(job: Job, reply: FetchFailed, at: datetime, limits: Limits) -> Change:
    if reply.retryable and attempts(job) < limits.attempts:
        wait = limits.retry * 2 ** (attempts(job) - 1)
        return Change(_requeued(job), f"{reply.title}; again in {wait:g} seconds", due_in=wait)
    return Change(_failed(job, at, "fetch_failed", reply.title, reply.detail), reply.title)


def _again_or_quarantine(job: Job, at: datetime, limits: Limits, reason: str) -> Change:
    if attempts(job) < limits.attempts:
        return Change(_requeued(job), reason)
    title = f"The {job.stage} stage ended by surprise {attempts(job)} times"
    return Change(_failed(job, at, "quarantined", title, reason), reason)


def _attempted(job: Job, at: datetime) -> Job:
    stages = _with_stage(job, state="running", started_at=at, finished_at=None, attempts=attempts(job) + 1)
    return job.model_copy(update={"state": "running", "stages": stages, "attempts": job.attempts + 1})


def _requeued(job: Job) -> Job:
    return job.model_copy(update={"stages": _with_stage(job, state="queued")})


def _failed(job: Job, at: datetime, kind: str, title: str, detail: str) -> Job:
    return ended(job, "failed", at, Problem(type=kind, title=title, detail=detail))


def _with_stage(job: Job, **changed: object) -> list[JobStage]:
    return [each.model_copy(update=changed) if each.name == job.stage else each for each in job.stages]
