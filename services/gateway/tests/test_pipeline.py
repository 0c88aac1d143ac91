"""The flow, on a real PostgreSQL, with a broker and workers in memory."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from claimwire_contracts import tasks
from claimwire_contracts.messages import Crashed, FetchFailed, Prepared, Started
from claimwire_contracts.types import Job, Submission
from claimwire_gateway.decider import Change
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.pipeline import Pipeline
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import claims, documents, groups, jobs, stories
from claimwire_gateway.store.errors import WrongState
from claimwire_gateway.testing import FakeBroker, replies
from sqlalchemy import Engine, text

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Flow:
    """A pipeline with its fakes, and the few things that tests do with it."""

    def __init__(self, engine: Engine, **settings: object) -> None:
        self.engine = engine
        self.broker = FakeBroker()
        self.settings = Settings(**{"retry_seconds": 60.0, **settings})
        self.pipeline = Pipeline(engine, self.broker, self.settings, FlowMetrics())

    def submit(self, words: str, **fields: object) -> Job:
        with self.engine.begin() as conn:
            return jobs.submit(conn, Submission(text=words, **fields))

    def job(self, job: Job) -> Job:
        with self.engine.connect() as conn:
            return jobs.get(conn, job.id)

    def finish(self) -> None:
        """Let workers answer until nothing is due or in flight."""
        while self.pipeline.dispatch():
            for stage, message in self.broker.take():
                self.pipeline.apply(replies(stage, message))

    def expire(self) -> None:
        with self.engine.begin() as conn:
            conn.execute(text("UPDATE jobs SET lease_until = now() - interval '1 s' WHERE lease IS NOT NULL"))

    def apply(self, reply: tasks.Payload) -> Change | None:
        changes = self.pipeline.apply([reply])
        return changes[0] if changes else None

    def due_now(self) -> None:
        with self.engine.begin() as conn:
            conn.execute(text("UPDATE jobs SET due_at = now()"))

    def attempts(self, job: Job) -> int:
        return self.job(job).attempts


@pytest.fixture
def flow(engine: Engine) -> Flow:
    return Flow(engine)


def test_a_document_goes_through_all_stages_and_ends_in_a_story(flow: Flow) -> None:
    job = flow.submit("Anna met Bert in Oslo.\nAnna: talks went well", outlet="Wire")
    flow.finish()
    done = flow.job(job)
    assert done.state == "succeeded"
    assert [(stage.name, stage.state, stage.attempts) for stage in done.stages] == [
        ("prepare", "succeeded", 1),
        ("annotate", "succeeded", 1),
        ("match", "succeeded", 1),
    ]
    with flow.engine.connect() as conn:
        document = documents.get(conn, job.document_id)
        assert document.story_id is not None
        assert [each.name for each in documents.entities(conn, job.document_id)] == ["Anna", "Bert", "Oslo"]
        found = documents.claims_of(conn, job.document_id)
    assert [claim.content.text for claim in found] == ["Anna met Bert in Oslo.", "talks went well"]
    for claim in found:
        [span] = claim.content.spans
        assert document.text[span.start : span.end] == claim.content.text
        assert claim.group_id is not None


def test_a_doubled_reply_changes_nothing(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(stage, message)] = flow.broker.take()
    began, done = replies(stage, message)
    assert flow.apply(began)
    assert flow.apply(began) is None
    assert flow.apply(done)
    assert flow.apply(done) is None
    assert flow.apply(began) is None
    assert flow.job(job).stage == "annotate"
    assert flow.attempts(job) == 1


def test_a_late_reply_to_a_cancelled_job_changes_nothing(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(stage, message)] = flow.broker.take()
    with flow.engine.begin() as conn:
        jobs.cancel(conn, job.id)
    assert [flow.apply(reply) for reply in replies(stage, message)] == [None, None]
    assert flow.job(job).state == "cancelled"


def test_a_reply_to_a_deleted_document_changes_nothing(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(stage, message)] = flow.broker.take()
    with flow.engine.begin() as conn:
        documents.remove(conn, job.document_id)
    assert [flow.apply(reply) for reply in replies(stage, message)] == [None, None]


def test_a_result_under_an_old_lease_is_welcome_while_its_stage_is_open(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(stage, message)] = flow.broker.take()
    began, done = replies(stage, message)
    flow.expire()
    assert flow.pipeline.sweep() == 1
    flow.pipeline.dispatch()
    assert flow.apply(began) is None
    assert flow.apply(done)
    assert flow.job(job).stage == "annotate"


def test_work_whose_result_comes_before_the_news_that_it_began_counts_once(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(stage, message)] = flow.broker.take()
    began, done = replies(stage, message)
    flow.pipeline.apply([done, began])
    assert (flow.job(job).stage, flow.attempts(job)) == ("annotate", 1)


def test_news_of_an_old_lease_does_not_touch_the_new_one(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(_, old)] = flow.broker.take()
    flow.expire()
    flow.pipeline.sweep()
    flow.pipeline.dispatch()
    crashed = Crashed(job_id=job.id, lease=old["lease"], stage="prepare", detail="gone")
    assert flow.apply(tasks.wire(crashed)) is None
    assert flow.attempts(job) == 0


def test_work_that_crashes_three_times_is_quarantined_with_its_reason(flow: Flow) -> None:
    job = flow.submit("CRASH")
    healthy = flow.submit("Anna met Bert.")
    flow.finish()
    failed = flow.job(job)
    assert (failed.state, failed.attempts) == ("failed", 3)
    assert failed.error is not None
    assert failed.error.type == "quarantined"
    assert "told to crash" in (failed.error.detail or "")
    assert flow.job(healthy).state == "succeeded"


def test_work_that_begins_and_never_ends_is_quarantined(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    for _ in range(3):
        flow.pipeline.dispatch()
        [(stage, message)] = flow.broker.take()
        flow.apply(replies(stage, message)[0])
        flow.expire()
        flow.pipeline.sweep()
    failed = flow.job(job)
    assert failed.state == "failed"
    assert failed.error is not None
    assert failed.error.type == "quarantined"


def test_a_message_that_waits_is_not_given_out_again_however_long(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    for _ in range(5):
        flow.expire()
        assert flow.pipeline.sweep() == 0
    assert flow.broker.length(tasks.INGEST_QUEUE) == 1
    assert flow.attempts(job) == 0


def test_a_flushed_broker_loses_no_job(flow: Flow) -> None:
    submitted = [flow.submit(f"Anna met Bert {at}.") for at in range(5)]
    flow.pipeline.dispatch()
    flow.broker.flush()
    flow.expire()
    assert flow.pipeline.sweep() == 5
    flow.finish()
    assert {flow.job(job).state for job in submitted} == {"succeeded"}
    assert {flow.attempts(job) for job in submitted} == {3}


def test_a_message_is_lost_where_one_sent_later_has_begun(flow: Flow) -> None:
    lost = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    flow.broker.flush()
    later = flow.submit("Carl met Dora.")
    flow.submit("Emil met Fred.")
    flow.pipeline.dispatch()
    [(stage, message), other] = flow.broker.take()
    assert message["job_id"] == later.id
    flow.apply(replies(stage, message)[0])
    flow.broker.queues[tasks.INGEST_QUEUE].append(other)
    with flow.engine.begin() as conn:
        conn.execute(
            text("UPDATE jobs SET lease_until = now() - interval '1 s' WHERE id = :id"), {"id": lost.id}
        )
    assert flow.pipeline.sweep() == 1


def test_with_the_broker_away_nothing_is_given_out_and_nothing_counts(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.broker.away = True
    with pytest.raises(Exception, match="told to be away"):
        flow.pipeline.dispatch()
    flow.broker.away = False
    flow.finish()
    assert flow.job(job).state == "succeeded"
    assert flow.attempts(job) == 3


def test_a_page_that_fails_passingly_is_fetched_again_later(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    waits = []
    for _ in range(3):
        flow.due_now()
        flow.pipeline.dispatch()
        [(_, message)] = flow.broker.take()
        base = {"job_id": job.id, "lease": message["lease"]}
        flow.apply(tasks.wire(Started(stage="prepare", worker="w", **base)))
        change = flow.apply(tasks.wire(FetchFailed(title="Timed out", detail="10 s", retryable=True, **base)))
        assert change
        waits.append(change.due_in)
        assert flow.pipeline.dispatch() == 0
    assert waits == [60, 120, 0]
    failed = flow.job(job)
    assert failed.error is not None
    assert (failed.state, failed.error.type) == ("failed", "fetch_failed")


def test_what_holds_no_article_fails_at_once_with_the_workers_words(flow: Flow) -> None:
    job = flow.submit("  ")
    flow.finish()
    failed = flow.job(job)
    assert failed.error is not None
    assert (failed.state, failed.error.type, failed.error.title) == ("failed", "not_text", "No text")


def test_a_failed_job_can_be_retried_and_a_succeeded_one_cannot(flow: Flow) -> None:
    job = flow.submit("CRASH")
    flow.finish()
    with flow.engine.begin() as conn:
        conn.execute(text('UPDATE documents SET submission = \'{"text": "Anna met Bert."}\''))
        again = jobs.retry(conn, job.id)
    assert (again.state, again.error) == ("queued", None)
    flow.finish()
    assert flow.job(job).state == "succeeded"
    with flow.engine.begin() as conn, pytest.raises(WrongState):
        jobs.retry(conn, job.id)


def test_an_answer_that_cannot_be_stored_counts_as_a_crash(flow: Flow) -> None:
    job = flow.submit("Anna met Bert.")
    flow.pipeline.dispatch()
    [(_, message)] = flow.broker.take()
    broken = {
        "outcome": "prepared",
        "text": "x",
        "fingerprint": {"digest": "d", "signature": [2**70], "bands": []},
    }
    change = flow.apply({"job_id": job.id, "lease": message["lease"], **broken})
    assert change
    assert (change.job.state, flow.attempts(job)) == ("running", 1)


@pytest.mark.parametrize("payload", [{}, {"outcome": "prepared"}, {"outcome": "no such"}, {"job_id": 1}])
def test_an_unreadable_reply_is_dropped(flow: Flow, payload: dict[str, object]) -> None:
    assert flow.apply(payload) is None


def test_the_window_bounds_what_is_in_flight(engine: Engine) -> None:
    flow = Flow(engine, window=3)
    for at in range(5):
        flow.submit(f"Anna met Bert {at}.")
    assert flow.pipeline.dispatch() == 3
    assert flow.pipeline.dispatch() == 0
    flow.finish()


def test_greater_priority_goes_first(flow: Flow) -> None:
    flow.submit("Anna met Bert.")
    with flow.engine.begin() as conn:
        urgent = jobs.submit(conn, Submission(text="Carl met Dora."), priority=5)
    flow.pipeline.dispatch()
    [(_, first), _] = flow.broker.take()
    assert first["job_id"] == urgent.id


def test_text_that_postgres_refuses_is_stored_without_it(flow: Flow) -> None:
    job = flow.submit("Anna\x00 met Bert.", tags=["a\x00b"])
    flow.finish()
    assert flow.job(job).state == "succeeded"
    base = {"job_id": job.id, "lease": "x"}
    odd = Prepared(text="a\x00b", fingerprint={"digest": "d", "signature": [], "bands": []}, **base)
    assert flow.apply(tasks.wire(odd)) is None


ARTICLES = [
    ("Anna met Bert in Oslo.\nAnna: talks went well\nBert: 5 were hurt", "Wire", 0),
    ("Anna met Bert in Oslo.\nAnna: talks went well\nBert: 5 were hurt", "Copy", 3),
    ("Anna saw Bert.\nAnna: reportedly talks went well\nBert: 20 were hurt", "Post", 1),
    ("Bert and Carl spoke.\nCarl: talks went well", "Herald", 2),
    ("Dora sang to Emil.\nDora: the hall was full", "Globe", 1),
    ("Emil thanked Dora.\nDora: the hall was full", "Times", 4),
    ("Fred fell.\nFred: nothing happened", "Mail", 5),
]


def shape(engine: Engine) -> object:
    """Stories and claim groups without ids: what must not depend on the order."""
    with engine.connect() as conn:
        found = []
        for story in stories.page(conn).items:
            names = {each.id: each.outlet for each in story.documents}
            texts = {
                claim.id: claim.content.text for claim in claims.page(conn, story=story.id, limit=100).items
            }
            found.append(
                (
                    sorted(
                        (each.outlet, names.get(each.duplicate_of or each.reprint_of))
                        for each in story.documents
                    ),
                    sorted(
                        (
                            sorted(texts[id_] for id_ in group.claims),
                            sorted(names[id_] for id_ in group.documents),
                            group.independent_origins,
                            group.status,
                        )
                        for group in groups.of_story(conn, story.id)
                    ),
                )
            )
    return sorted(found)


def shuffled(seed: int) -> Callable[[Flow], None]:
    """Post and process in an order of chance: some together, some after others have ended."""

    def go(flow: Flow) -> None:
        chance = random.Random(seed)
        for words, outlet, hour in chance.sample(ARTICLES, len(ARTICLES)):
            flow.submit(words, outlet=outlet, published_at=MORNING + timedelta(hours=hour))
            if chance.random() < 0.5:
                step(flow, chance)
        while flow.pipeline.dispatch() or any(flow.broker.queues.values()):
            step(flow, chance)

    return go


def step(flow: Flow, chance: random.Random) -> None:
    flow.pipeline.dispatch()
    waiting = list(flow.broker.take())
    chance.shuffle(waiting)
    for stage, message in waiting:
        flow.pipeline.apply(replies(stage, message))


def test_articles_end_in_the_same_stories_in_any_order(engine: Engine) -> None:
    seen = []
    for seed in range(4):
        with engine.begin() as conn:
            conn.execute(text("TRUNCATE documents, stories, entities, batches CASCADE"))
        shuffled(seed)(Flow(engine))
        seen.append(shape(engine))
    assert all(each == seen[0] for each in seen)
    assert [story[0] for story in seen[0]] == [
        [("Copy", "Wire"), ("Post", None), ("Wire", None)],
        [("Globe", None), ("Times", None)],
        [("Herald", None)],
        [("Mail", None)],
    ]
