"""The order of the flow, all of it.

    submit | dispatch | ingest.prepare | apply    text, fingerprint
           | dispatch | nlp.annotate   | apply    entities, claims
           | dispatch | nlp.match      | apply    edges | regroup -> stories, claim groups

    sweep                                         leases that ran out: again, or quarantined

PostgreSQL holds every job; Redis a window of messages in flight. `dispatch` leases due jobs and sends
them; workers answer to the gateway's queue; `apply` takes an answer in one transaction with its job's row
locked, so that each is applied once. What an answer means for a job is decided in `decider`, purely.
Any of this may die at any time: what was not committed is done again.
"""

import logging
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from claimwire_contracts import tasks
from claimwire_contracts.messages import Annotated, Crashed, Matched, Prepared, Reply, Started, reply
from claimwire_contracts.types import StageName
from pydantic import ValidationError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from claimwire_gateway import decider, logs
from claimwire_gateway.broker import Broker, BrokerAwayError, Handle, RedisBroker
from claimwire_gateway.decider import Change, Held, Limits
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import annotations, edges, jobs, leases, regroup, requests
from claimwire_gateway.store.engine import connect, passing, wait
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.leases import Leased
from claimwire_gateway.store.migrate import migrate

log = logging.getLogger(__name__)

LATEST_FIRST: tuple[StageName, ...] = tuple(reversed(decider.ORDER))
"""Stages in the order they are given out: what has begun is ended before more is begun."""

SWEEP_EVERY = 1.0


class Pipeline:
    """One pipeline process; several may run at once."""

    def __init__(self, engine: Engine, broker: Broker, settings: Settings, metrics: FlowMetrics) -> None:
        self._engine = engine
        self._broker = broker
        self._settings = settings
        self._metrics = metrics
        self._limits = Limits(
            settings.attempts, settings.task_seconds + settings.lease_margin, settings.retry_seconds
        )
        self._due = threading.Event()

    def dispatch(self) -> int:
        """Lease due jobs, as many as the window has room for, and send them; how many were sent."""
        sent = 0
        for stage in LATEST_FIRST:
            with self._engine.begin() as conn:
                leased = leases.take(
                    conn, stage, self._room(conn, stage), seconds=self._settings.unstarted_seconds
                )
            sent += self._send(leased)
        return sent

    def apply(self, payloads: Iterable[tasks.Payload]) -> list[Change | None]:
        """Apply workers' answers; what each changed, None where it was late, doubled or unreadable.

        All in one transaction, which costs more than what it holds. Where one answer cannot be stored, each
        is applied by itself, and that one counts as a crash.

        Raises:
            OperationalError: PostgreSQL is away; the answers are to be applied later.
        """
        answers = [answer for payload in payloads if (answer := _read(payload))]
        try:
            changes = self._applied(answers)
        except Exception as error:
            if passing(error):
                raise
            if len(answers) > 1:
                return [change for answer in answers for change in self.apply([tasks.wire(answer)])]
            return self._surprised(answers[0], error)
        for answer, change in zip(answers, changes, strict=True):
            self._tell(answer, change)
        return changes

    def sweep(self) -> int:
        """Look at the leases that have run out; how many jobs were given out again or quarantined."""
        with self._engine.begin() as conn:
            return sum(self._swept(conn, held) for held in leases.expired(conn))

    def run(self, stop: threading.Event) -> bool:
        """Work until stopped; with PostgreSQL or Redis away, wait and carry on when it is back.

        Returns:
            Whether it was told to stop; otherwise it fell over, and is to be started anew.
        """
        consumer = threading.Thread(
            target=self._broker.consume, args=(self._take(stop), stop), name="replies"
        )
        consumer.start()
        next_sweep = next_alive = 0.0
        while not stop.is_set() and consumer.is_alive():
            now = time.monotonic()
            if now >= next_alive:
                self._patiently(self._broker.say_alive, stop)
                next_alive = now + tasks.ALIVE_EVERY
            if now >= next_sweep:
                self._patiently(self.sweep, stop)
                next_sweep = now + SWEEP_EVERY
            if not self._patiently(self.dispatch, stop):
                self._due.wait(self._settings.poll_seconds)
                self._due.clear()
        told = stop.is_set()
        stop.set()
        consumer.join()
        return told

    # --- dispatch ------------------------------------------------------------------------------------

    def _room(self, conn: Connection, stage: StageName) -> int:
        """What the window of the stage's queue has left, all stages that share the queue counted."""
        queue = tasks.STAGES[stage][1]
        out = leases.in_flight(conn)
        return self._settings.window - sum(
            out.get(each, 0) for each, (_, q) in tasks.STAGES.items() if q == queue
        )

    def _send(self, leased: list[Leased]) -> int:
        if not leased:
            return 0
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            for at, each in enumerate(leased):
                try:
                    self._send_one(conn, each)
                except BrokerAwayError:
                    leases.give_back(conn, leased[at:])
                    raise
        return len(leased)

    def _send_one(self, conn: Connection, leased: Leased) -> None:
        days, most = self._settings.story_days, self._settings.candidates
        try:
            message = requests.of(conn, leased, days=days, most=most)
        except NotFound:
            return
        except Exception as error:
            if passing(error):
                raise
            _log_surprise("a request could not be made", leased.job_id, error)
            self.apply([_crashed(leased, leased.stage, error)])
            return
        self._broker.send(leased.stage, message)
        self._metrics.sent(leased.stage)

    # --- apply ---------------------------------------------------------------------------------------

    def _take(self, stop: threading.Event) -> Handle:
        def take(payloads: list[tasks.Payload]) -> bool:
            while not stop.is_set():
                try:
                    self.apply(payloads)
                except SQLAlchemyError as error:
                    log.warning("waiting for PostgreSQL", extra={"error": type(error).__name__})
                    stop.wait(0.5)
                else:
                    return True
            return False

        return take

    def _applied(self, answers: list[Reply]) -> list[Change | None]:
        with self._engine.begin() as conn:
            if any(isinstance(answer, Matched) for answer in answers):
                regroup.lock(conn)  # before the jobs' rows, as a deletion does; else both could wait for ever
            held = jobs.lock_all(conn, {answer.job_id for answer in answers})
            changes = [self._applied_to(held, conn, answer) for answer in answers]
            made = [change for change in changes if change]
            jobs.save_all(conn, made)
            done = {change.job.document_id for change in made if change.job.state == "succeeded"}
            regroup.around(conn, done)
        return changes

    def _applied_to(self, jobs_held: dict[str, Held], conn: Connection, answer: Reply) -> Change | None:
        """Apply one answer, and put the job as it then is in its place, where the next answer finds it."""
        held = jobs_held.get(answer.job_id)
        if held is None:
            return None
        now = datetime.now(UTC)
        change = decider.on_reply(held, answer, now, self._limits)
        if change is not None:
            _write(conn, held.job.document_id, answer)
            jobs_held[answer.job_id] = decider.after(held, change, now)
            if held.started_at and isinstance(answer, Prepared | Annotated | Matched):
                self._metrics.took(held.job.stage, held.started_at)
        return change

    def _surprised(self, answer: Reply, error: Exception) -> list[Change | None]:
        _log_surprise("a reply could not be applied", answer.job_id, error)
        if isinstance(answer, Crashed):
            return [None]
        return self.apply([_crashed(answer, decider.stage_of(answer), error)])

    def _tell(self, answer: Reply, change: Change | None) -> None:
        outcome = answer.outcome if change else "ignored"
        self._metrics.applied(outcome)
        fields = {"job_id": answer.job_id, "outcome": answer.outcome, "applied": change is not None}
        if change:
            fields |= {"stage": change.job.stage, "state": change.job.state}
            if change.lease_for is None:
                self._due.set()
        log.log(logging.DEBUG if isinstance(answer, Started) else logging.INFO, "reply", extra=fields)

    # --- sweep ---------------------------------------------------------------------------------------

    def _swept(self, conn: Connection, held: Held) -> bool:
        lost = held.started_at is None and self._lost(conn, held)
        change = decider.on_expiry(held, datetime.now(UTC), self._limits, lost=lost)
        if change is None:
            leases.extend(conn, held.job.id, seconds=self._settings.unstarted_seconds)
            return False
        jobs.save_all(conn, [change])
        log.warning("lease expired", extra={"job_id": held.job.id, "stage": held.job.stage, "lost": lost})
        return True

    def _lost(self, conn: Connection, held: Held) -> bool:
        """Whether a message that nobody began is gone: its queue is empty, or a later one has begun.

        While replies wait to be read, one of them may say that it began; without Redis nobody can tell.
        """
        try:
            if self._broker.length(tasks.GATEWAY_QUEUE):
                return False
            if not self._broker.length(tasks.STAGES[held.job.stage][1]):
                return True
        except BrokerAwayError:
            return False
        return held.sent_at is not None and leases.overtaken(conn, held.job.stage, held.sent_at)

    # --- run -----------------------------------------------------------------------------------------

    def _patiently(self, work: Callable[[], int | None], stop: threading.Event) -> int | None:
        try:
            return work()
        except BrokerAwayError:
            log.warning("waiting for Redis")
        except SQLAlchemyError as error:
            if not passing(error):
                raise
            log.warning("waiting for PostgreSQL", extra={"error": type(error).__name__})
        stop.wait(1)
        return None


def main(settings: Settings) -> int:
    """Run a pipeline process until SIGTERM or SIGINT; the exit code."""
    logs.configure(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    engine = connect(settings)
    wait(engine, seconds=60)
    migrate(engine)
    metrics = FlowMetrics()
    metrics.serve(settings.host, settings.metrics_port)
    broker = RedisBroker(settings)
    log.info("pipeline ready")
    try:
        told = Pipeline(engine, broker, settings, metrics).run(stop)
    finally:
        broker.close()
        engine.dispose()
    return 0 if told else 1


def _read(payload: tasks.Payload) -> Reply | None:
    try:
        return reply.validate_python(payload)
    except ValidationError as error:
        log.error("unreadable reply", extra={"errors": error.error_count()})  # noqa: TRY400  its text stays out
        return None


def _write(conn: Connection, document_id: str, answer: Reply) -> None:
    if isinstance(answer, Prepared):
        annotations.prepare(conn, document_id, answer)
    elif isinstance(answer, Annotated):
        annotations.annotate(conn, document_id, answer.annotation)
    elif isinstance(answer, Matched):
        edges.save(conn, answer)


def _crashed(given: Reply | Leased, stage: StageName, error: Exception) -> tasks.Payload:
    """A surprise on this side counts like one of a worker, or it would come round for ever."""
    detail = f"the pipeline: {type(error).__name__}"
    return tasks.wire(Crashed(job_id=given.job_id, lease=given.lease, stage=stage, detail=detail))


def _log_surprise(message: str, job_id: str, error: Exception) -> None:
    """Tell where an error came from, not its words: these may hold the article's."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "claimwire" in frame.filename]
    log.error(message, extra={"job_id": job_id, "error": type(error).__name__, "where": own})
