"""Reading and deleting what the flow has written."""

from collections.abc import Callable
from typing import Any

import pytest
from claimwire_contracts.messages import Annotation, ExtractedClaim, ExtractedEntity
from claimwire_contracts.types import Mention, Page, Passage, Problem, RejectedLine, Span, Submission
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.pipeline import Pipeline
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import (
    annotations,
    batches,
    claims,
    cursors,
    documents,
    entities,
    groups,
    idempotency,
    jobs,
    stories,
)
from claimwire_gateway.store.errors import NotFound, WrongState
from claimwire_gateway.store.idempotency import StoredReply
from claimwire_gateway.store.regroup import OPENING
from claimwire_gateway.testing import FakeBroker, replies
from sqlalchemy import Connection, Engine, event, text


def post(engine: Engine, *articles: str, **fields: object) -> list[str]:
    """Post articles and process them; their documents' ids."""
    broker = FakeBroker()
    pipeline = Pipeline(engine, broker, Settings(), FlowMetrics())
    with engine.begin() as conn:
        lines = [(at, Submission(text=words, **fields)) for at, words in enumerate(articles)]
        submitted = jobs.submit_many(conn, lines)
    while pipeline.dispatch():
        for stage, message in broker.take():
            pipeline.apply(replies(stage, message))
    return [job.document_id for job in submitted]


def walk(conn: Connection, page: Callable[..., Page[Any]], **wanted: object) -> list[str]:
    """The ids of a whole listing, two a page."""
    found, cursor = [], None
    while True:
        part = page(conn, cursor=cursor, limit=2, **wanted)
        found += [item.id for item in part.items]
        if (cursor := part.next) is None:
            return found


def test_deleting_the_document_that_held_a_story_together_splits_it(engine: Engine) -> None:
    left, bridge, right = post(engine, "Anna met Bert.", "Anna and Bert saw Carl and Dora.", "Carl met Dora.")
    with engine.begin() as conn:
        whole = documents.get(conn, left).story_id
        assert documents.get(conn, right).story_id == whole
        documents.remove(conn, bridge)
        parts = {documents.get(conn, left).story_id, documents.get(conn, right).story_id}
        assert len(parts) == 2
        assert whole in parts
        for part in parts:
            assert [len(group.claims) for group in groups.of_story(conn, part)] == [1]
        with pytest.raises(NotFound):
            documents.get(conn, bridge)


def test_deleting_a_storys_last_document_ends_it(engine: Engine) -> None:
    [only] = post(engine, "Anna met Bert.")
    with engine.begin() as conn:
        story = documents.get(conn, only).story_id
        documents.remove(conn, only)
        assert stories.page(conn).items == []
        with pytest.raises(NotFound):
            stories.get(conn, story)
        assert entities.page(conn).items == []


def test_a_story_that_was_merged_leads_to_the_one_it_went_into(engine: Engine) -> None:
    [left], [right] = post(engine, "Anna met Bert."), post(engine, "Carl met Dora.")
    with engine.connect() as conn:
        old = {documents.get(conn, left).story_id, documents.get(conn, right).story_id}
    post(engine, "Anna and Bert saw Carl and Dora.")
    with engine.connect() as conn:
        found = {stories.get(conn, id_).id for id_ in old}
        assert found == {documents.get(conn, left).story_id}
        assert len(stories.get(conn, old.pop()).documents) == 3
        assert len(claims.page(conn, story=old.pop()).items) == 3


def test_a_copy_names_its_original_until_that_is_deleted(engine: Engine) -> None:
    first, second = post(engine, "Anna met Bert.", "Anna met Bert.")
    with engine.begin() as conn:
        copies = {id_: documents.get(conn, id_).duplicate_of for id_ in (first, second)}
        [copy] = [id_ for id_, original in copies.items() if original]
        documents.remove(conn, copies[copy])
        assert documents.get(conn, copy).duplicate_of is None


ARTICLES = (
    "Anna met Bert in Oslo.\nAnna: reportedly the talks collapsed",
    "Carl flew to Oslo.\nCarl: the bridges are closed",
    "Dora sang.\nDora: the hall was full",
)


@pytest.mark.parametrize(
    ("wanted", "contents"),
    [
        ({"q": "talk collapse"}, ["reportedly the talks collapsed"]),
        ({"q": "carl"}, ["the bridges are closed", "Carl flew to Oslo."]),
        ({"q": "bridge -closed"}, []),
        ({"q": '"hall was full"'}, ["the hall was full"]),
        ({"q": "):( & | !"}, []),
        ({"source": "ann"}, ["reportedly the talks collapsed"]),
        ({"source": "100%"}, []),
        ({"kind": "narrated", "q": "oslo"}, ["Carl flew to Oslo.", "Anna met Bert in Oslo."]),
        ({"hedged": True}, ["reportedly the talks collapsed"]),
        ({"outlet": "Wire", "q": "full"}, ["the hall was full"]),
        ({"outlet": "Post"}, []),
    ],
)
def test_claims_are_found(engine: Engine, wanted: dict[str, Any], contents: list[str]) -> None:
    post(engine, *ARTICLES, outlet="Wire")
    with engine.connect() as conn:
        found = [claim.content.text for claim in claims.page(conn, **wanted).items]
    assert sorted(found) == sorted(contents)


def test_an_entity_gathers_its_documents_and_claims(engine: Engine) -> None:
    post(engine, *ARTICLES)
    with engine.connect() as conn:
        [oslo] = entities.page(conn, q="OSL").items
        [anna] = entities.page(conn, q="Anna", entity_type="PERSON").items
        assert (oslo.documents, oslo.mentions) == (2, 2)
        assert len(entities.documents_of(conn, oslo.id).items) == 2
        [said] = claims.of_entity(conn, anna.id, role="source").items
        assert claims.of_entity(conn, anna.id, role="subject").items == []
        assert said.source is not None
        assert said.source.entity_id == anna.id
        assert claims.page(conn, source=anna.id).items == claims.page(conn, entity=anna.id).items == [said]
        assert entities.page(conn, entity_type="ORG").items == []


def test_two_clusters_of_one_entity_are_one_with_all_their_names_and_roles(engine: Engine) -> None:
    [document_id] = post(engine, "Anna met Bert.")
    first, second = Mention(start=0, end=4, text="Anna"), Mention(start=9, end=13, text="Bert")
    full = ExtractedEntity(
        name="Anna Berg", type="PERSON", key="a", aliases=["Berg", "A\0B"], roles=["mayor"], mentions=[second]
    )
    short = ExtractedEntity(
        name="Anna", type="PERSON", key="a", aliases=["Berg"], roles=["chair", "mayor"], mentions=[first]
    )
    with engine.begin() as conn:
        note = Annotation(entities=[full, short], claims=[], pipeline_version="test")
        annotations.annotate(conn, document_id, note)
        [found] = documents.entities(conn, document_id)
    assert (found.name, found.aliases, found.roles) == (
        "Anna Berg",
        ["Anna", "Berg", "AB"],
        ["chair", "mayor"],
    )
    assert found.mentions == [first, second]


def test_of_a_claim_with_parts_the_parts_are_stored_in_its_place(engine: Engine) -> None:
    [document_id] = post(engine, "It is shut and two were hurt. It rained.")

    def asserted(start: int, end: int, words: str, *parts: ExtractedClaim) -> ExtractedClaim:
        content = Passage(text=words, spans=[Span(start=start, end=end)])
        return ExtractedClaim(kind="narrated", content=content, confidence=0.5, parts=list(parts))

    shut, hurt = asserted(0, 10, "It is shut"), asserted(15, 28, "two were hurt")
    whole = asserted(0, 28, "It is shut and two were hurt", shut, hurt)
    with engine.begin() as conn:
        note = Annotation(entities=[], claims=[whole, asserted(30, 39, "It rained")], pipeline_version="test")
        annotations.annotate(conn, document_id, note)
        found = documents.claims_of(conn, document_id)
    assert [claim.content.text for claim in found] == ["It is shut", "two were hurt", "It rained"]
    assert len({claim.id for claim in found}) == len(found)


def test_stories_and_documents_are_found_by_their_words(engine: Engine) -> None:
    first, _, _ = post(engine, *ARTICLES, title="Evening news")
    with engine.connect() as conn:
        [story] = stories.page(conn, q="collapse").items
        assert [each.id for each in story.documents] == [first]
        assert story.counts == {"documents": 1, "claims": 2, "claim_groups": 2}
        assert [each.name for each in story.entities] == ["Anna", "Bert", "Oslo"]
        assert [each.id for each in documents.page(conn, q="collapsed").items] == [first]
        assert len(documents.page(conn, q="evening").items) == 3


def test_a_story_without_headlines_is_called_by_its_opening_cut_between_words(engine: Engine) -> None:
    [long] = post(engine, "Anna met Bert " + "again " * 40 + ".")
    with engine.connect() as conn:
        title = stories.get(conn, documents.get(conn, long).story_id).title
    assert title is not None
    assert title.startswith("Anna met Bert again")
    assert title.endswith("again …")
    assert len(title) <= OPENING


def test_a_page_of_stories_takes_as_many_queries_as_one_story(engine: Engine) -> None:
    post(engine, *ARTICLES)
    with engine.connect() as conn:
        asked: list[str] = []
        event.listen(conn, "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert len(stories.page(conn, limit=1).items) == 1
        for_one = len(asked)
        assert len(stories.page(conn, limit=3).items) == 3
        assert len(asked) == 2 * for_one


def test_pages_stay_in_step_while_rows_arrive(engine: Engine) -> None:
    with engine.begin() as conn:
        before = [job.id for job in jobs.submit_many(conn, [(at, Submission(text="A.")) for at in range(5)])]
    with engine.begin() as conn:
        first = jobs.page(conn, limit=2)
        jobs.submit(conn, Submission(text="Later."))
        second = jobs.page(conn, limit=2, cursor=first.next)
        third = jobs.page(conn, limit=2, cursor=second.next)
    seen = [job.id for job in [*first.items, *second.items, *third.items]]
    assert seen == sorted(before, reverse=True)
    assert third.next is None


def test_every_listing_can_be_walked(engine: Engine) -> None:
    post(engine, *ARTICLES)
    with engine.connect() as conn:
        for page, number in (
            (jobs.page, 3),
            (documents.page, 3),
            (claims.page, 6),
            (entities.page, 5),
            (stories.page, 3),
        ):
            assert len(set(walk(conn, page))) == number, page


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "é",
        "\x00",
        "W10",
        "bnVsbA",
        "WyJhIiwgImIiXQ",
        cursors.encode(["2026-01-01T00:00:00+00:00", "a\x00"]),
    ],
)
def test_a_bad_cursor_is_told_from_an_error(engine: Engine, cursor: str) -> None:
    with engine.connect() as conn, pytest.raises(cursors.BadCursor):
        jobs.page(conn, cursor=cursor)


def test_a_batch_counts_its_jobs_and_keeps_its_lines(engine: Engine) -> None:
    with engine.begin() as conn:
        batch_id = batches.create(conn)
        jobs.submit_many(conn, [(1, Submission(text="A.", external_id="x"))], batch_id=batch_id)
        batches.reject(conn, batch_id, [RejectedLine(line=2, problem=Problem(title="Broken"))])
        jobs.submit_many(conn, [(3, Submission(text="B."))], batch_id=batch_id)
        batch = batches.get(conn, batch_id)
        with pytest.raises(NotFound):
            batches.get(conn, "bat_none")
    assert [(line.line, line.external_id) for line in batch.accepted] == [(1, "x"), (3, None)]
    assert [line.line for line in batch.rejected] == [2]
    assert batch.counts == {"queued": 2, "running": 0, "succeeded": 0, "failed": 0, "cancelled": 0}


def test_cancelling_keeps_what_is_done_and_a_cancelled_job_can_be_retried(engine: Engine) -> None:
    with engine.begin() as conn:
        job = jobs.submit(conn, Submission(text="A."))
        assert jobs.cancel(conn, job.id) == jobs.cancel(conn, job.id)
        assert jobs.retry(conn, job.id).state == "queued"
        with pytest.raises(WrongState):
            jobs.retry(conn, job.id)
        happened = jobs.events(conn, job.id)
        assert [event.state for event in happened] == ["queued", "cancelled", "queued"]
        assert jobs.events(conn, job.id, after=happened[1].id) == happened[2:]
        assert (jobs.backlog(conn), jobs.waiting(conn)["prepare"][0]) == (1, 1)


def test_an_idempotency_key_is_given_once_and_replays(engine: Engine) -> None:
    mine = {"scope": "key", "key": "k"}
    reply = StoredReply(status=202, headers={"Location": "/v1/jobs/1"}, body={"id": "1"})
    with engine.begin() as conn:
        reserve = lambda fingerprint: idempotency.reserve(conn, **mine, fingerprint=fingerprint, hours=1)  # noqa: E731
        assert reserve("a") == "reserved"
        assert reserve("a") == "in_flight"
        assert reserve("b") == "other_body"
        idempotency.complete(conn, **mine, reply=reply)
        assert reserve("a") == reply
        assert reserve("b") == "other_body"
        conn.execute(text("UPDATE idempotency_keys SET expires_at = now() - interval '1 s'"))
        assert reserve("b") == "reserved"
        idempotency.release(conn, **mine)
        assert reserve("a") == "reserved"
        conn.execute(text("UPDATE idempotency_keys SET held_until = now() - interval '1 s'"))
        assert reserve("a") == "reserved"
