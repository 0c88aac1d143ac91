"""The same articles end in the same stories and claim groups, in whatever order they come."""

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from claimwire_contracts import tasks
from claimwire_contracts.messages import Annotate, Annotated, Annotation, Match, Prepare
from claimwire_contracts.types import StageName, Submission
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.pipeline import Pipeline
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import jobs, tables
from claimwire_gateway.store.engine import connect
from claimwire_gateway.store.migrate import migrate
from claimwire_gateway.testing import FakeBroker
from claimwire_ingest import prepare
from claimwire_ingest import settings as ingest
from claimwire_local import samples
from claimwire_local.servers import start_postgres
from claimwire_nlp.annotate import annotate
from claimwire_nlp.matching.match import match
from sqlalchemy import Engine, text

REPRINTS = 8


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with start_postgres(tmp_path_factory.mktemp("orders")) as postgres:
        engine = connect(Settings(database_url=postgres.url))
        migrate(engine)
        yield engine
        engine.dispose()


@cache
def annotation(asked: str) -> Annotation:
    """What is found in a text, once for all orders."""
    return annotate(Annotate.model_validate_json(asked))


def answer(stage: StageName, message: Any) -> Any:
    """What a worker answers."""
    if stage == "prepare":
        return prepare.prepare(Prepare.model_validate(message), ingest.Settings())
    if stage == "match":
        return match(Match.model_validate(message))
    request = Annotate.model_validate(message)
    nobody = request.model_copy(update={"job_id": "", "lease": "", "document_id": ""})
    found = annotation(nobody.model_dump_json())
    return Annotated(job_id=request.job_id, lease=request.lease, annotation=found)


def articles() -> list[Submission]:
    """The samples, and copies of them under other outlets: some whole, some without a paragraph."""
    own = [Submission.model_validate(each) for each in samples.articles()]
    return own + [reprint(one, place) for place, one in enumerate(own[:REPRINTS])]


def reprint(one: Submission, place: int) -> Submission:
    paragraphs = re.split(r"\n\n+", one.text or "")
    if place % 2 and len(paragraphs) > 3:
        del paragraphs[2]
    said = {"text": "\n\n".join(paragraphs), "outlet": f"Reprint {place}", "external_id": f"reprint-{place}"}
    return one.model_copy(update=said)


def told(engine: Engine, seed: int) -> tuple[set[frozenset[str]], set[frozenset[tuple[str, int]]]]:
    """Stories and claim groups, without ids, after posting and answering in an order of chance."""
    chance, broker = random.Random(seed), FakeBroker()
    pipeline = Pipeline(engine, broker, Settings(), FlowMetrics())
    every = ", ".join(table.name for table in tables.metadata.sorted_tables)
    with engine.begin() as conn:
        conn.execute(text(f"TRUNCATE {every} CASCADE"))
    posted = articles()
    for one in chance.sample(posted, len(posted)):
        with engine.begin() as conn:
            jobs.submit(conn, one)
        if chance.random() < 0.5:
            step(pipeline, broker, chance)
    while pipeline.dispatch() or any(broker.queues.values()):
        step(pipeline, broker, chance)
    return outcome(engine)


def step(pipeline: Pipeline, broker: FakeBroker, chance: random.Random) -> None:
    pipeline.dispatch()
    waiting = list(broker.take())
    for stage, message in chance.sample(waiting, len(waiting)):
        assert pipeline.apply([tasks.wire(answer(stage, message))]) != [None]


def outcome(engine: Engine) -> tuple[set[frozenset[str]], set[frozenset[tuple[str, int]]]]:
    stories: dict[str, set[str]] = {}
    groups: dict[str, set[tuple[str, int]]] = {}
    with engine.connect() as conn:
        for name, story in conn.execute(text("SELECT external_id, story_id FROM documents")):
            stories.setdefault(story, set()).add(name)
        said = (
            "SELECT external_id, position, group_id FROM claims JOIN documents ON documents.id = document_id"
        )
        for name, position, group in conn.execute(text(said)):
            groups.setdefault(group, set()).add((name, position))
    return set(map(frozenset, stories.values())), set(map(frozenset, groups.values()))


def test_articles_end_in_the_same_stories_and_claim_groups_in_any_order(store: Engine) -> None:
    stories, groups = told(store, 0)
    assert sum(map(len, stories)) == len(articles())
    assert {frozenset(each) for each in stories if len(each) > 1}
    for seed in range(1, 4):
        again = told(store, seed)
        assert again[0] == stories
        assert again[1] == groups
