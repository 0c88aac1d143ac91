"""Waiting for jobs without holding a thread or a connection: one query a moment for all that wait."""

import asyncio
from collections import defaultdict
from contextlib import suppress

from claimwire_contracts.types import Job
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine

from claimwire_gateway.store import jobs
from claimwire_gateway.store.errors import NotFound

EVERY = 0.1
"""Seconds between two looks, which is how late a waiter may learn of a change."""

Waiter = tuple[Job, "asyncio.Future[Job]"]


def finished(job: Job) -> bool:
    """Whether nothing more will happen to a job unless it is retried."""
    return job.state not in jobs.OPEN


class Watch:
    """Looks at the jobs that someone waits for, while someone does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiters: defaultdict[str, list[Waiter]] = defaultdict(list)
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @property
    def stopping(self) -> bool:
        """Whether the process is about to end, and with it every wait."""
        return self._stopping.is_set()

    async def finished(self, job: Job, seconds: float) -> Job:
        """The job once it has finished, or as it stands when the time is out."""
        end = asyncio.get_running_loop().time() + seconds
        while not finished(job) and not self.stopping:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                break
            job = await self.changed(job, left)
        return job

    async def changed(self, job: Job, seconds: float) -> Job:
        """The job once it differs from what is given, or the same when the time is out.

        Raises:
            NotFound: it was deleted meanwhile.
        """
        waiter = (job, asyncio.get_running_loop().create_future())
        self._waiters[job.id].append(waiter)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look_while_awaited())
        with suppress(TimeoutError):
            return await asyncio.wait_for(waiter[1], seconds)
        return job

    def stop(self) -> None:
        """End every wait at once."""
        self._stopping.set()
        for waiter in self._all():
            _resolve(waiter, waiter[0])

    async def _look_while_awaited(self) -> None:
        while self._forget_done():
            await asyncio.sleep(EVERY)
            try:
                found = await run_in_threadpool(self._read, list(self._waiters))
            except Exception as error:  # noqa: BLE001  each waiter answers for itself what the store raised
                self._fail(error)
                continue
            for waiter in self._all():
                _tell(waiter, found.get(waiter[0].id))

    def _read(self, job_ids: list[str]) -> dict[str, Job]:
        with self._engine.connect() as conn:
            return {job.id: job for job in jobs.get_many(conn, job_ids)}

    def _all(self) -> list[Waiter]:
        return [waiter for waiters in self._waiters.values() for waiter in waiters]

    def _fail(self, error: Exception) -> None:
        for _, future in self._all():
            if not future.done():
                future.set_exception(error)

    def _forget_done(self) -> bool:
        for job_id, waiters in list(self._waiters.items()):
            waiters[:] = [waiter for waiter in waiters if not waiter[1].done()]
            if not waiters:
                del self._waiters[job_id]
        return bool(self._waiters)


def _mark(job: Job) -> tuple[object, ...]:
    return job.updated_at, job.state, job.stage


def _tell(waiter: Waiter, now: Job | None) -> None:
    """Wake a waiter whose job has changed, or was deleted."""
    job, future = waiter
    if now is None and not future.done():
        future.set_exception(NotFound(f"there is no job {job.id} any more"))
    elif now is not None and _mark(now) != _mark(job):
        _resolve(waiter, now)


def _resolve(waiter: Waiter, job: Job) -> None:
    if not waiter[1].done():
        waiter[1].set_result(job)
