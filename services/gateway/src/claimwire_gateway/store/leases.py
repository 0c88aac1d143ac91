"""Leases: which jobs are due, in flight, or in flight for too long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from claimwire_contracts.types import StageName
from sqlalchemy import Connection, exists, func, select, update

from claimwire_gateway.decider import OPEN, Held
from claimwire_gateway.store import ids
from claimwire_gateway.store.jobs import held
from claimwire_gateway.store.tables import jobs

MANY = 100
"""As many expired leases are looked at in one transaction."""


class Leased(NamedTuple):
    """A job that is given out, and the token that its reply will bear."""

    job_id: str
    document_id: str
    stage: StageName
    lease: str


def take(conn: Connection, stage: StageName, room: int, *, seconds: float) -> list[Leased]:
    """Lease the due jobs of a stage, greatest priority and then oldest first.

    Rows that another pipeline is leasing are passed over: no two ever lease the same job.

    Args:
        conn: a transaction; the jobs are in flight when it commits.
        stage: which one.
        room: how many at most.
        seconds: how long the lease runs while the message waits.
    """
    if room <= 0:
        return []
    due = (
        select(jobs.c.id)
        .where(
            jobs.c.stage == stage,
            jobs.c.lease.is_(None),
            jobs.c.state.in_(OPEN),
            jobs.c.due_at <= func.now(),
        )
        .order_by(jobs.c.priority.desc(), jobs.c.created_at, jobs.c.id)
        .limit(room)
        .with_for_update(skip_locked=True)
        .cte("due")  # evaluated once: a subquery might be run again, and lock more than its limit
    )
    token = ids.new("lease")
    query = (
        update(jobs)
        .where(jobs.c.id == due.c.id)
        .values(
            lease=token,
            lease_until=func.now() + timedelta(seconds=seconds),
            sent_at=func.clock_timestamp(),
            started_at=None,
        )
        .returning(jobs)
    )
    rows = sorted(conn.execute(query), key=lambda row: (-row.priority, row.created_at, row.id))
    return [Leased(row.id, row.document_id, row.stage, row.lease) for row in rows]


def give_back(conn: Connection, leased: Iterable[Leased]) -> None:
    """End leases whose messages could not be sent: the jobs are due at once."""
    nothing = {"lease": None, "lease_until": None, "sent_at": None, "started_at": None}
    for each in leased:
        own = (jobs.c.id == each.job_id) & (jobs.c.lease == each.lease)
        conn.execute(update(jobs).where(own).values(**nothing))


def extend(conn: Connection, job_id: str, *, seconds: float) -> None:
    """Let a lease run on."""
    until = func.now() + timedelta(seconds=seconds)
    conn.execute(update(jobs).where(jobs.c.id == job_id, jobs.c.lease.is_not(None)).values(lease_until=until))


def in_flight(conn: Connection) -> dict[StageName, int]:
    """How many jobs of each stage are given out."""
    query = (
        select(jobs.c.stage, func.count().label("number"))
        .where(jobs.c.lease.is_not(None))
        .group_by(jobs.c.stage)
    )
    return {row.stage: row.number for row in conn.execute(query)}


def expired(conn: Connection) -> list[Held]:
    """Jobs whose lease has run out, their rows locked until the transaction ends."""
    query = (
        select(jobs)
        .where(jobs.c.lease.is_not(None), jobs.c.lease_until < func.now())
        .order_by(jobs.c.lease_until)
        .limit(MANY)
        .with_for_update(skip_locked=True)
    )
    return [held(row) for row in conn.execute(query)]


def overtaken(conn: Connection, stage: StageName, sent_at: datetime) -> bool:
    """Whether a job of the stage that was sent later has begun: queues keep their order."""
    later = exists().where(
        jobs.c.stage == stage,
        jobs.c.lease.is_not(None),
        jobs.c.started_at.is_not(None),
        jobs.c.sent_at > sent_at,
    )
    return bool(conn.execute(select(later)).scalar())
