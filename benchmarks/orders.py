# ruff: noqa: INP001, T201  a script that is run by its path and prints its figures
"""Whether the same articles end in the same stories and claim groups, whatever their order and the workers.

    python benchmarks/orders.py [--orders 20] [--articles 200]

Posts articles of gold/, and reprints made from them, to a fresh system on this machine, again and again: in
an order drawn by chance, with one to three nlp workers of one or two processes and one or two ingest workers.
Compares the stories as sets of articles and the claim groups as sets of (article, place of a claim), and
prints those that differ. All runs as it does for users, but for one thing: a text that was annotated in an
earlier run is not annotated anew; what was found then is answered.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import gold_articles
import gold_events
from claimwire_client import Client, ClientSettings, Submission
from claimwire_contracts.messages import Annotate, Annotated, Annotation
from claimwire_local.plan import Plan
from claimwire_local.running import free_port
from claimwire_local.system import System

GOLD = Path(__file__).parent / "gold"
KEPT = "ORDERS_ANNOTATIONS"
"""The environment variable by which a worker learns where annotations are kept."""
TASKS_AT_ONCE = 40
PATIENT = {"CLAIMWIRE_RATE_PER_MINUTE": "0", "CLAIMWIRE_TASK_SECONDS": "600"}
"""A first text waits for the model, which is loaded where it is needed, and that on a busy machine."""
BEGIN = datetime(2026, 3, 1, 6, tzinfo=UTC)

Place = tuple[str, int]
"""An article, and the position of one of its claims."""


class Outcome(NamedTuple):
    """What became of the articles, told without ids."""

    stories: frozenset[frozenset[str]]
    groups: frozenset[frozenset[Place]]


def main() -> int:
    """Run the orders; 1 if any ended otherwise than the first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--kept", type=Path, help="keep annotations here for a later run")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        return work()
    with tempfile.TemporaryDirectory(prefix="claimwire-orders-", ignore_cleanup_errors=True) as folder:
        os.environ[KEPT] = str(args.kept or folder)
        Path(os.environ[KEPT]).mkdir(parents=True, exist_ok=True)
        posted = articles(args.articles)
        outcomes = [run(posted, seed) for seed in range(args.orders)]
    return report(len(posted), outcomes)


def articles(number: int) -> list[Submission]:
    """Articles of gold/events and gold/articles, three quarters of that number, and reprints of them."""
    own = [*_of_events(), *_alone()]
    own = random.Random(5).sample(own, min(len(own), number * 3 // 4))  # noqa: S311
    again = _reprints(own, number - len(own))
    return [*own, *again]


def run(posted: list[Submission], seed: int) -> Outcome:
    """Post the articles in the seed's order to a system with the seed's workers; what became of them."""
    chance = random.Random(seed)  # noqa: S311  an order, no secret
    order = chance.sample(posted, len(posted)) if seed else posted
    nlp, processes, ingest = (
        (1, 1, 1) if not seed else (chance.randint(1, 3), chance.randint(1, 2), chance.randint(1, 2))
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="claimwire-orders-", ignore_cleanup_errors=True) as folder:
        settings = PATIENT | {"CLAIMWIRE_CONCURRENCY": str(processes)}
        plan = Plan(data=Path(folder), port=free_port(), nlp=nlp, ingest=ingest, settings=settings)
        with _remembering(System(plan)) as system, Client(ClientSettings(url=system.address)) as client:
            outcome = told(client, order, chance)
    tell(
        f"order {seed}: {nlp} nlp workers of {processes}, {ingest} of ingest; {len(outcome.stories)} stories,"
        f" {len(outcome.groups)} groups; {time.monotonic() - began:.0f} s"
    )
    return outcome


def told(client: Client, order: list[Submission], chance: random.Random) -> Outcome:
    """Post articles, now and then waiting for those before, and read what became of them."""
    jobs = {}
    for one in order:
        jobs[str(one.external_id)] = job = client.submit(one)
        if chance.random() < 1 / TASKS_AT_ONCE:
            client.wait_for(job.id)
    documents = {}
    for name, job in jobs.items():
        ended = client.wait_for(job.id)
        if ended.state != "succeeded":
            raise RuntimeError(f"{name}: its job {ended.state}: {ended.error}")
        documents[name] = job.document_id
    stories: dict[str, set[str]] = {}
    groups: dict[str, set[Place]] = {}
    for name, document in documents.items():
        stories.setdefault(client.document(document).story_id or name, set()).add(name)
        for position, claim in enumerate(client.document_claims(document)):
            groups.setdefault(claim.group_id or f"{name} {position}", set()).add((name, position))
    return Outcome(frozenset(map(frozenset, stories.values())), frozenset(map(frozenset, groups.values())))


def report(number: int, outcomes: list[Outcome]) -> int:
    """Print how many orders ended as the first did, and what differs in the others."""
    first = outcomes[0]
    others = {seed: each for seed, each in enumerate(outcomes) if each != first}
    for seed, each in others.items():
        for what, mine, theirs in (
            ("story", first.stories, each.stories),
            ("group", first.groups, each.groups),
        ):
            for part in sorted(mine - theirs, key=sorted):
                print(f"order {seed} lacks {what} {sorted(part)}")
            for part in sorted(theirs - mine, key=sorted):
                print(f"order {seed} has {what} {sorted(part)}")
    print(
        f"{number} articles, {len(first.stories)} stories, {len(first.groups)} claim groups:"
        f" {len(outcomes) - len(others)} of {len(outcomes)} orders end the same"
    )
    return 1 if others else 0


def work() -> int:
    """Be an nlp worker that annotates no text twice."""
    from claimwire_nlp import serve, worker  # noqa: PLC0415  they load the language's packages
    from claimwire_nlp.settings import Settings  # noqa: PLC0415

    settings = Settings()
    own = serve.handlers(settings)
    folder = Path(os.environ[KEPT])

    def annotate(message: Annotate) -> Annotated:
        asked = message.model_dump_json(exclude={"job_id", "lease", "document_id"})
        path = folder / f"{sha256(asked.encode()).hexdigest()}.json"
        if path.exists():
            annotation = Annotation.model_validate_json(path.read_bytes())
            return Annotated(job_id=message.job_id, lease=message.lease, annotation=annotation)
        found = own.annotate(message)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(found.annotation.model_dump_json(by_alias=True), encoding="utf-8")
        fresh.rename(path)
        return found

    worker.run(settings, own._replace(annotate=annotate))
    return 0


def _remembering(system: System) -> System:
    """The system with workers of ours in place of its nlp workers."""
    parts = system._services  # noqa: SLF001  no user needs other workers
    for name, service in parts.items():
        if name.startswith("nlp"):
            parts[name] = replace(service, argv=[sys.executable, __file__, "--worker"])
    return system


def _of_events() -> Iterator[Submission]:
    for event in gold_events.read(GOLD / "events"):
        for one in event.articles:
            yield Submission(
                text=one.text,
                title=one.title,
                outlet=one.outlet,
                published_at=one.published_at,
                external_id=f"{event.id}/{one.file}",
            )


def _alone() -> Iterator[Submission]:
    for number, path in enumerate(sorted((GOLD / "articles").glob("*.txt"))):
        text, _ = gold_articles.parsed(path.read_text(encoding="utf-8"))
        at = BEGIN + timedelta(hours=5 * number) if number % 4 else None
        yield Submission(text=text, outlet=f"Outlet {number % 9}", published_at=at, external_id=path.stem)


def _reprints(own: list[Submission], number: int) -> Iterator[Submission]:
    """Copies of articles under other outlets: the same words, some left out, or a line put before them."""
    chance = random.Random(11)  # noqa: S311
    for place in range(number):
        one = chance.choice(own)
        paragraphs = [part for part in re.split(r"\n+", one.text or "") if part.strip()]
        if place % 3 == 1 and len(paragraphs) > 3:  # noqa: PLR2004  enough stays to know it by
            del paragraphs[chance.randrange(2, len(paragraphs))]
        if place % 3 == 2:  # noqa: PLR2004
            paragraphs.insert(0, "This report was carried by several papers.")
        at = one.published_at and one.published_at + timedelta(minutes=chance.randrange(600))
        yield Submission(
            text="\n\n".join(paragraphs),
            title=one.title,
            outlet=f"Reprint {chance.randrange(12)}",
            published_at=at,
            external_id=f"reprint-{place:03d} of {one.external_id}",
        )


def tell(what: str) -> None:
    """Say how far it is."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
