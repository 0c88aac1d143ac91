"""Jobs: the work on one document, from submission to its end. What is in flight is in `leases`."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from claimwire_contracts.tasks import STAGES
from claimwire_contracts.types import Job, JobEvent, JobState, Page, StageName, Submission
from sqlalchemy import (
    Boolean,
    Connection,
    Interval,
    Row,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from claimwire_gateway import decider
from claimwire_gateway.decider import Change, Held
from claimwire_gateway.store import cursors, ids
from claimwire_gateway.store.errors import NotFound, WrongState
from claimwire_gateway.store.tables import among, documents, job_events, jobs

OPEN = decider.OPEN
"""The states of an unfinished job."""

STATES: tuple[JobState, ...] = get_args(JobState)

Line = tuple[int, Submission]
"""A batch's line number, from 1, and what it holds."""


def submit(conn: Connection, submission: Submission, *, priority: int = 0) -> Job:
    """Store a document and the job that will process it.

    Args:
        conn: within a transaction; the job is due when that commits.
        submission: as validated; it is kept as posted.
        priority: greater ones are given out first.
    """
    return submit_many(conn, [(0, submission)], priority=priority)[0]


def submit_many(
    conn: Connection, lines: Sequence[Line], *, batch_id: str | None = None, priority: int = 0
) -> list[Job]:
    """Store many documents and their jobs at once, in their order."""
    if not lines:
        return []
    posted = [_as_posted(submission) for _, submission in lines]
    conn.execute(insert(documents), posted)
    job_ids = [ids.new("job") for _ in lines]
    conn.execute(
        insert(jobs),
        [
            {
                "id": job_id,
                "document_id": document["id"],
                "batch_id": batch_id,
                "batch_line": line if batch_id else None,
                "stages": [stage.model_dump(mode="json") for stage in decider.fresh_stages()],
                "priority": priority,
            }
            for job_id, document, (line, _) in zip(job_ids, posted, lines, strict=True)
        ],
    )
    conn.execute(
        insert(job_events), [{"job_id": id_, "state": "queued", "stage": "prepare"} for id_ in job_ids]
    )
    return get_many(conn, job_ids)


def get(conn: Connection, job_id: str) -> Job:
    """The job.

    Raises:
        NotFound: there is none.
    """
    row = conn.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no job {job_id}")
    return read(row)


def get_many(conn: Connection, job_ids: Sequence[str]) -> list[Job]:
    """The jobs that exist, in the order asked."""
    rows = conn.execute(select(jobs).where(jobs.c.id.in_(job_ids))).all()
    found = {row.id: read(row) for row in rows}
    return [found[id_] for id_ in job_ids if id_ in found]


def page(
    conn: Connection,
    *,
    state: JobState | None = None,
    batch_id: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Job]:
    """Jobs, newest first.

    Raises:
        BadCursor: the cursor is not one of this listing.
    """
    query = select(jobs)
    if state is not None:
        query = query.where(jobs.c.state == state)
    if batch_id is not None:
        query = query.where(jobs.c.batch_id == batch_id)
    return cursors.page(conn, query, [jobs.c.created_at, jobs.c.id], read, cursor=cursor, limit=limit)


def events(conn: Connection, job_id: str, *, after: int = 0, limit: int = 1000) -> list[JobEvent]:
    """What happened to a job after the event `after`, in order."""
    query = (
        select(job_events)
        .where(job_events.c.job_id == job_id, job_events.c.id > after)
        .order_by(job_events.c.id)
        .limit(limit)
    )
    return [JobEvent.model_validate(row._asdict()) for row in conn.execute(query)]


def cancel(conn: Connection, job_id: str) -> Job:
    """Cancel a job; what it has finished is kept. Cancelling a cancelled job changes nothing.

    Raises:
        NotFound: there is none.
        WrongState: it has succeeded or failed.
    """
    job = lock(conn, job_id).job
    if job.state == "cancelled":
        return job
    if job.state not in OPEN:
        raise WrongState(f"the job's state is {job.state}; only queued and running jobs can be cancelled")
    return save(conn, decider.ended(job, "cancelled", datetime.now(UTC)))


def retry(conn: Connection, job_id: str) -> Job:
    """Run a failed or cancelled job again, from the stage that it ended in.

    Raises:
        NotFound: there is none.
        WrongState: it has succeeded, or is queued or running still.
    """
    job = lock(conn, job_id).job
    if job.state in OPEN or job.state == "succeeded":
        raise WrongState(f"the job's state is {job.state}; only failed and cancelled jobs can be retried")
    return save(conn, decider.restarted(job), detail="retried")


def counts(conn: Connection, *, batch_id: str | None = None) -> dict[str, int]:
    """The number of jobs in each state, those with none included."""
    query = select(jobs.c.state, func.count().label("number")).group_by(jobs.c.state)
    if batch_id is not None:
        query = query.where(jobs.c.batch_id == batch_id)
    found = {row.state: row.number for row in conn.execute(query)}
    return {state: found.get(state, 0) for state in STATES}


def backlog(conn: Connection) -> int:
    """How many jobs are unfinished."""
    query = select(func.count()).select_from(jobs).where(jobs.c.state.in_(OPEN))
    return conn.execute(query).scalar_one()


def waiting(conn: Connection) -> dict[StageName, tuple[int, float]]:
    """Of each stage: how many unfinished jobs are at it, and the age in seconds of the oldest."""
    age = func.extract("epoch", func.now() - func.min(jobs.c.created_at))
    query = select(jobs.c.stage, func.count(), age).where(jobs.c.state.in_(OPEN)).group_by(jobs.c.stage)
    found = {stage: (number, float(oldest)) for stage, number, oldest in conn.execute(query)}
    return {stage: found.get(stage, (0, 0.0)) for stage in STAGES}


def lock(conn: Connection, job_id: str) -> Held:
    """The job with its lease, its row locked until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    locked = lock_all(conn, [job_id])
    if job_id not in locked:
        raise NotFound(f"there is no job {job_id}")
    return locked[job_id]


def lock_all(conn: Connection, job_ids: Collection[str]) -> dict[str, Held]:
    """The jobs that exist, their rows locked.

    Always in one order: two who lock the same rows would else wait for each other for ever.
    """
    query = select(jobs).where(among(jobs.c.id, job_ids)).order_by(jobs.c.id).with_for_update()
    return {row.id: held(row) for row in conn.execute(query)}


def save(conn: Connection, job: Job, *, detail: str | None = None) -> Job:
    """Write a locked job back; it is in flight no more, and due at once if it is open."""
    save_all(conn, [Change(job, detail)])
    return get(conn, job.id)


def save_all(conn: Connection, changes: Sequence[Change]) -> None:
    """Write locked jobs back, with an event for each change; of several changes to a job the last stays."""
    if not changes:
        return
    last = {change.job.id: _columns(change) for change in changes}
    conn.execute(SAVE, list(last.values()))
    conn.execute(insert(job_events), [_event(change) for change in changes])


KEPT = bindparam("kept", type_=Boolean)

SAVE = (
    update(jobs)
    .where(jobs.c.id == bindparam("job"))
    .values(
        state=bindparam("to_state"),
        stage=bindparam("to_stage"),
        stages=bindparam("to_stages"),
        error=bindparam("to_error"),
        due_at=func.now() + bindparam("due_in", type_=Interval),
        updated_at=func.now(),
        lease=case((KEPT, jobs.c.lease)),
        lease_until=case((KEPT, func.now() + bindparam("lease_for", type_=Interval))),
        sent_at=case((KEPT, jobs.c.sent_at)),
        started_at=case((KEPT, func.now())),
    )
)


def read(row: Row[Any]) -> Job:
    """The job in a row of its table."""
    attempts = sum(stage["attempts"] for stage in row.stages)
    return Job.model_validate({**row._asdict(), "attempts": attempts})


def held(row: Row[Any]) -> Held:
    """The job in a row of its table, with its lease."""
    return Held(read(row), row.lease, row.started_at, row.sent_at)


def _as_posted(submission: Submission) -> dict[str, Any]:
    given = storable(submission.model_dump(mode="json", exclude_none=True))
    columns = ("external_id", "outlet", "url", "title", "language")
    return {
        "id": ids.new("doc"),
        "submission": given,
        "published_at": submission.published_at,
        "seen_at": submission.published_at or datetime.now(UTC),
        "tags": given.get("tags", []),
        **{column: given.get(column) for column in columns},
    }


def storable(value: Any) -> Any:
    """The value without NULs and lone surrogates, which PostgreSQL refuses in text and JSON alike."""
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="ignore").decode()
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {key: storable(each) for key, each in value.items()}
    return value


def _columns(change: Change) -> dict[str, Any]:
    job = change.job
    return {
        "job": job.id,
        "to_state": job.state,
        "to_stage": job.stage,
        "to_stages": [stage.model_dump(mode="json") for stage in job.stages],
        "to_error": job.error and job.error.model_dump(mode="json"),
        "kept": change.lease_for is not None,
        "lease_for": timedelta(seconds=change.lease_for or 0),
        "due_in": timedelta(seconds=change.due_in),
    }


def _event(change: Change) -> dict[str, Any]:
    job = change.job
    return {"job_id": job.id, "state": job.state, "stage": job.stage, "detail": storable(change.detail)}
