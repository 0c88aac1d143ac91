# ruff: noqa: INP001, T201  a script that is run by its path and prints its figures
"""What linking one document costs, in stores of ten thousand to a million: the cost must not grow.

    python benchmarks/growth.py [--sizes 10000,100000,1000000] [--probes 200] [--write docs/growth.md]

A real PostgreSQL is filled with a made-up corpus (corpus.py), once with a time line that grows at one rate of
documents a day and once with ten days that grow denser. Then the same fresh documents are taken through the
pipeline, into the stores by turns, so that what else the machine does weighs on all sizes alike. With --data
the stores are kept, and a second run finds them filled.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import corpus
import growth_store
import psycopg
from claimwire_contracts import tasks
from claimwire_contracts.messages import Annotated, Annotation, Fingerprint, Match, Message, Prepared
from claimwire_contracts.types import Submission
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.pipeline import Pipeline
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import jobs
from claimwire_gateway.testing import FakeBroker
from claimwire_local.servers import start_postgres
from claimwire_nlp.matching.match import match
from sqlalchemy import Engine, event, text

DAYS = 10
"""The length of the time line that grows denser; that of the other in the smallest store."""
SIZES = (1, 1, 2, 2, 3, 5, 8, 12, 20, 40)
"""Articles of the events that fresh ones are added to; the same in every store."""
FRESH = 2
"""Articles added to each of them."""
STEPS = ("store", "request", "match", "apply")
TUNED = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'2GB'",
    "fsync": "off",
    "autovacuum": "off",
    "shared_buffers": "'4GB'",
}
"""For filling fast and measuring steadily, with the memory that a server of so many documents would be given;
none of it makes a plan another one."""


class Growth(NamedTuple):
    """A way in which a corpus grows: documents a day, by its size."""

    name: str
    says: str
    per_day: Callable[[int, int], float]


GROWTHS = (
    Growth("time", "a longer time line, at one rate", lambda _, smallest: smallest / DAYS),
    Growth("dense", f"{DAYS} days, more documents a day", lambda size, _: size / DAYS),
)


class Cost(NamedTuple):
    """What linking one document took: milliseconds by step, of them those in SQL, and the candidates."""

    taken: dict[str, float]
    sql: dict[str, float]
    candidates: int


class Prober:
    """Takes documents through the pipeline over one store, with the work of the workers done at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._broker = FakeBroker()
        self._pipeline = Pipeline(engine, self._broker, Settings(), FlowMetrics())
        self._sql = 0.0
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)

    def link(self, told: corpus.Told, annotation: Annotation) -> Cost:
        """Link one article as if it had just come out."""
        taken: dict[str, float] = {}
        sql: dict[str, float] = {}

        @contextmanager
        def step(name: str) -> Iterator[None]:
            self._sql, began = 0.0, time.perf_counter()
            yield
            taken[name], sql[name] = 1000 * (time.perf_counter() - began), 1000 * self._sql

        self._submit(told)
        message = self._next()
        fingerprint = Fingerprint(
            digest=f"{told.mark:064x}", signature=growth_store.signature(told), bands=growth_store.bands(told)
        )
        self._answer(Prepared(**_heading(message), text=" ".join(told.words), fingerprint=fingerprint))
        message = self._next()
        with step("store"):
            self._answer(
                Annotated(**_heading(message), document_id=message["document_id"], annotation=annotation)
            )
        with step("request"):
            request = Match.model_validate(self._next())
        with step("match"):
            matched = match(request)
        with step("apply"):
            self._answer(matched)
        return Cost(taken, sql, len(request.candidates))

    def _submit(self, told: corpus.Told) -> None:
        with self._engine.begin() as conn:
            submission = Submission(text=" ".join(told.words), outlet=told.outlet, published_at=told.at)
            job = jobs.submit(conn, submission)
            arrival = text("UPDATE documents SET created_at = published_at WHERE id = :id")
            conn.execute(arrival, {"id": job.document_id})

    def _next(self) -> dict[str, Any]:
        self._pipeline.dispatch()
        [(_, payload)] = self._broker.take()
        return payload

    def _answer(self, reply: Message) -> None:
        [change] = self._pipeline.apply([tasks.wire(reply)])
        assert change is not None

    def _before(self, *_: object) -> None:
        self._began = time.perf_counter()

    def _after(self, *_: object) -> None:
        self._sql += time.perf_counter() - self._began


def main() -> None:
    """Fill the stores, take the fresh documents through each, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--growths", default=",".join(growth.name for growth in GROWTHS))
    parser.add_argument("--probes", type=int, default=200)
    parser.add_argument("--data", type=Path, help="keep the stores here (30 GB for a million)")
    parser.add_argument("--write", type=Path, help="write the figures to this file, too")
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    parts = [HEAD]
    for growth in GROWTHS:
        if growth.name in args.growths.split(","):
            with _folder(args.data) as folder:
                parts.append(report(growth, measure(growth, folder, sizes, args.probes)))
            print(parts[-1], flush=True)
    if args.write:
        args.write.write_text("\n".join(parts), encoding="utf-8")


def measure(growth: Growth, folder: Path, sizes: list[int], probes: int) -> dict[int, list[Cost]]:
    """The costs in a store of each size, of the same fresh documents."""
    with _tuned(folder / growth.name) as url:
        probers = {}
        ends = {}
        for size in sizes:
            engine = growth_store.open_store(url, f"{growth.name}-{size}")
            per_day = growth.per_day(size, sizes[0])
            ends[size] = corpus.BEGIN + timedelta(days=size / per_day)
            if not growth_store.is_filled(engine):
                fill(engine, size, per_day, ends[size])
            probers[size] = Prober(engine)
        return by_turns(probers, ends, probes)


def fill(engine: Engine, size: int, per_day: float, end: datetime) -> None:
    """Fill a store, the events that fresh documents will be added to included."""
    began = time.monotonic()
    growth_store.fill(engine, _told(_all_events(size, per_day, end), size))
    tell(f"{size:,} documents filled in, {time.monotonic() - began:.0f} s")


def by_turns(probers: dict[int, Prober], ends: dict[int, datetime], probes: int) -> dict[int, list[Cost]]:
    """Link each fresh document in every store before the next."""
    costs: dict[int, list[Cost]] = {size: [] for size in probers}
    fresh = {size: list(fresh_documents(ends[size], probes)) for size in probers}
    for number in range(probes):
        for size, prober in probers.items():
            costs[size].append(prober.link(*fresh[size][number]))
        if number % 50 == 49:  # noqa: PLR2004  a line of progress
            tell(f"{number + 1} of {probes} documents linked in each store")
    return costs


def fresh_documents(end: datetime, count: int) -> Iterator[tuple[corpus.Told, Annotation]]:
    """Articles that are not in the store, of events that are: the same ones but for their day."""
    made = 0
    for one in probed_events(end):
        for told in list(one.tellings(more=FRESH))[one.size :]:
            if made == count:
                return
            yield told, growth_store.annotation(one, told)
            made += 1


def probed_events(end: datetime) -> Iterator[corpus.Event]:
    """Events of the last two days, which are numbered below nought."""
    number = 0
    while True:
        begins = end - timedelta(hours=48 - number % 24)
        yield corpus.Event(-1 - number, begins, SIZES[number % len(SIZES)])
        number += 1


HEAD = """# What linking one document costs as the corpus grows

Made by `benchmarks/growth.py`: fresh documents of made-up events, taken through the pipeline over a real
PostgreSQL that holds as many documents as the column says, with the language work done for them. `store`
writes the annotation, `request` finds the candidates and makes the message, `match` judges them, `apply`
stores the verdicts and regroups. Milliseconds, median (and 95th percentile), and the ratio of the last
column's median to the first's. Text search is not filled in, nothing is flushed to disk, and PostgreSQL has
4 GB of buffers.
"""


def report(growth: Growth, costs: dict[int, list[Cost]]) -> str:
    """The figures as a table of Markdown."""
    sizes = list(costs)
    lines = [
        f"## {growth.says.capitalize()}",
        "",
        "| |" + "".join(f" {size:,} |" for size in sizes) + " ratio |",
    ]
    lines.append("|---" * (len(sizes) + 2) + "|")
    rows: list[tuple[str, Callable[[Cost], float]]] = [("candidates", lambda cost: cost.candidates)]
    for step in STEPS:
        if step != "match":
            rows.append((f"{step}, SQL", lambda cost, step=step: cost.sql[step]))
        rows.append((step, lambda cost, step=step: cost.taken[step]))
    rows.append(("all SQL", lambda cost: sum(cost.sql.values())))
    rows.append(("all", lambda cost: sum(cost.taken.values())))
    for name, of in rows:
        found = [[of(cost) for cost in costs[size]] for size in sizes]
        medians = [statistics.median(each) for each in found]
        shown = [
            f" {median:.1f} ({statistics.quantiles(each, n=20)[-1]:.1f}) |"
            for median, each in zip(medians, found, strict=True)
        ]
        lines.append(f"| {name} |{''.join(shown)} {medians[-1] / max(medians[0], 1e-9):.2f} |")
    return "\n".join([*lines, ""])


def tell(what: str) -> None:
    """Say how far it is."""
    print(what, file=sys.stderr, flush=True)


def _all_events(size: int, per_day: float, end: datetime) -> Iterator[corpus.Event]:
    yield from corpus.events(size, per_day)
    for number, one in enumerate(probed_events(end)):
        if number == PROBED:
            return
        yield one


PROBED = 100
STEP = 50_000
"""Documents between two lines of progress."""


def _told(events: Iterable[corpus.Event], size: int) -> Iterator[corpus.Event]:
    done = 0
    for one in events:
        if done // STEP != (done + one.size) // STEP:
            tell(f"{done:,} of {size:,} documents made up")
        done += one.size
        yield one


def _heading(message: dict[str, Any]) -> dict[str, Any]:
    return {"job_id": message["job_id"], "lease": message["lease"]}


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="claimwire-growth-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _tuned(folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    with start_postgres(folder) as postgres, psycopg.connect(postgres.url, autocommit=True) as conn:
        for name, value in TUNED.items():
            conn.execute(f"ALTER SYSTEM SET {name} = {value}")
    with start_postgres(folder) as postgres:
        yield postgres.url


if __name__ == "__main__":
    main()
