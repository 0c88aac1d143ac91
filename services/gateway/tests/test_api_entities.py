"""Entities through the API: who is meant across documents, and what a hand decides about it for good.

Articles go through the real pipeline; the worker that reads them is a fake, whose verdicts are the test's.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from claimwire_contracts import tasks
from claimwire_contracts.messages import (
    Annotated,
    Annotation,
    EntityVerdict,
    ExtractedEntity,
    Match,
    Matched,
    SpeakerVerdict,
)
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.pipeline import Pipeline
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import annotations
from claimwire_gateway.testing import FakeBroker, replies
from fastapi.testclient import TestClient
from sqlalchemy import Engine

Json = dict[str, Any]
Judge = Callable[[Match], Iterable[EntityVerdict | SpeakerVerdict]]

SURNAMES = {"berg": "anna", "roe": "ada"}
"""In these tests a name in this table is part of every name that holds the other word."""


class Desk:
    """Posts articles, whose one-word names are whole but for those of `SURNAMES`, and asks the API."""

    def __init__(self, api: TestClient, engine: Engine) -> None:
        self.api = api
        self.engine = engine
        self.judge: Judge = lambda _: ()
        self._broker = FakeBroker()
        self._pipeline = Pipeline(engine, self._broker, Settings(), FlowMetrics())

    def post(self, text: str, **fields: Any) -> str:
        document_id: str = self.api.post("/v1/documents", json={"text": text, **fields}).json()["document_id"]
        self.work()
        return document_id

    def work(self) -> None:
        while self._pipeline.dispatch():
            for stage, message in self._broker.take():
                self._pipeline.apply([self._changed(each, message) for each in replies(stage, message)])

    def again(self, document_id: str) -> None:
        """Annotate and match a document once more, as a new version of the pipeline would."""
        with self.engine.begin() as conn:
            found = annotated(self.get(f"/v1/documents/{document_id}")["text"])
            annotations.annotate(conn, document_id, found)
        job = self.get(f"/v1/documents/{document_id}")["job_id"]
        with self.engine.begin() as conn:
            conn.exec_driver_sql(
                "UPDATE jobs SET state = 'queued', stage = 'match', lease = NULL, error = NULL,"
                " stages = jsonb_set(jsonb_set(stages, '{2,state}', '\"queued\"'), '{2,finished_at}', 'null')"
                f" WHERE id = '{job}'"
            )
        self.work()

    def get(self, path: str, **query: Any) -> Any:
        reply = self.api.get(path, params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def send(self, path: str, body: Json | None = None, status: int = 200) -> Any:
        reply = self.api.post(path, json=body)
        assert reply.status_code == status, reply.text
        return reply.json()

    def meant(self, document_id: str) -> dict[str, str]:
        """Whom each name of a document means."""
        named = self.get(f"/v1/documents/{document_id}/entities")["items"]
        return {name: each["id"] for each in named for name in (each["name"], *each["aliases"])}

    def _changed(self, answer: tasks.Payload, message: tasks.Payload) -> tasks.Payload:
        if answer["outcome"] == "annotated":
            found = Annotated.model_validate(answer)
            partly = [partial(each) for each in found.annotation.entities]
            note = found.annotation.model_copy(update={"entities": partly})
            return tasks.wire(found.model_copy(update={"annotation": note}))
        if answer["outcome"] == "matched":
            judged = list(self.judge(Match.model_validate(message)))
            told = {
                "entities": [each for each in judged if isinstance(each, EntityVerdict)],
                "speakers": [each for each in judged if isinstance(each, SpeakerVerdict)],
            }
            return tasks.wire(Matched.model_validate(answer).model_copy(update=told))
        return answer


def partial(entity: ExtractedEntity) -> ExtractedEntity:
    return entity.model_copy(update={"partial": entity.key in SURNAMES, "handles": [f"name:{entity.key}"]})


def annotated(text: str) -> Annotation:
    message = {"job_id": "j", "lease": "l", "document_id": "d", "text": text}
    [_, answer] = replies("annotate", message)
    found = Annotated.model_validate(answer).annotation
    return found.model_copy(update={"entities": [partial(each) for each in found.entities]})


def surnames(match: Match) -> Iterable[EntityVerdict]:
    """Every surname is part of all names of the story that the table says; `Roe` of `Ada` and `Bea`."""
    everyone = [each for document in (match.document, *match.candidates) for each in document.entities]
    for short in everyone:
        for whole in everyone:
            if SURNAMES.get(short.key) == whole.key or (short.key, whole.key) == ("roe", "bea"):
                yield EntityVerdict(
                    entity=short.id,
                    other=whole.id,
                    relation="part",
                    score=0.9,
                    rule="a surname, in one story",
                )


@pytest.fixture
def desk(api: TestClient, engine: Engine) -> Desk:
    found = Desk(api, engine)
    found.judge = surnames
    return found


@pytest.fixture
def bergs(desk: Desk) -> tuple[Desk, str, str]:
    """Two articles of one story: one names Anna, the other Berg."""
    return (
        desk,
        desk.post("Anna met Carl and Dora."),
        desk.post("Berg met Carl and Dora.\nBerg: the talks failed"),
    )


def test_a_surname_of_one_outlet_is_the_person_whom_another_names(bergs: tuple[Desk, str, str]) -> None:
    desk, full, short = bergs
    anna = desk.meant(full)["Anna"]
    assert desk.meant(short)["Berg"] == anna
    entity = desk.get(f"/v1/entities/{anna}")
    assert (entity["name"], entity["aliases"], entity["documents"]) == ("Anna", ["Berg"], 2)
    assert [each["id"] for each in desk.get("/v1/entities", q="berg")["items"]] == [anna]
    [said] = desk.get(f"/v1/entities/{anna}/claims", **{"as": "source"})["items"]
    assert (said["document_id"], said["source"]["entity_id"]) == (short, anna)
    assert {said["id"]} == {each["id"] for each in desk.get("/v1/claims", source=anna)["items"]}
    assert {each["id"] for each in desk.get(f"/v1/entities/{anna}/documents")["items"]} == {full, short}
    [story] = desk.get("/v1/stories")["items"]
    assert {each["name"] for each in story["entities"]} == {"Anna", "Carl", "Dora"}


def test_the_order_of_posting_does_not_matter(desk: Desk) -> None:
    short, full = desk.post("Berg met Carl and Dora."), desk.post("Anna met Carl and Dora.")
    before = desk.meant(short)["Berg"]
    assert before == desk.meant(full)["Anna"]
    assert desk.get(f"/v1/entities/{before}")["name"] == "Anna"


def test_an_id_given_out_before_the_name_was_known_answers_with_who_it_is(desk: Desk) -> None:
    short = desk.post("Berg met Carl and Dora.")
    before = desk.meant(short)["Berg"]
    full = desk.post("Anna met Carl and Dora.")
    assert desk.get(f"/v1/entities/{before}")["id"] == desk.meant(full)["Anna"] != before


def test_a_surname_of_two_bearers_is_neither_and_those_of_two_stories_are_two(desk: Desk) -> None:
    both = desk.post("Ada and Bea met Carl and Dora."), desk.post("Roe met Carl and Dora.")
    elsewhere = desk.post("Roe sang to Emil and Finn.")
    meant = {**desk.meant(both[0]), **desk.meant(both[1])}
    assert len({meant["Ada"], meant["Bea"], meant["Roe"], desk.meant(elsewhere)["Roe"]}) == 4


def test_the_verdicts_that_made_two_names_one_are_told(bergs: tuple[Desk, str, str]) -> None:
    desk, full, short = bergs
    [decision] = desk.get(f"/v1/entities/{desk.meant(full)['Anna']}/decisions")["items"]
    assert (decision["kind"], decision["rule"], decision["score"]) == ("part", "a surname, in one story", 0.9)
    assert (decision["entity_name"], decision["other_name"], decision["by"]) == ("Berg", "Anna", None)
    assert decision["documents"] == [short]
    assert decision["in_effect"]
    assert desk.get(f"/v1/decisions/{decision['id']}") == decision


def test_what_a_rule_joined_and_a_hand_parted_stays_apart(bergs: tuple[Desk, str, str]) -> None:
    desk, full, short = bergs
    [decision] = desk.get(f"/v1/entities/{desk.meant(full)['Anna']}/decisions")["items"]
    undone = desk.send(f"/v1/decisions/{decision['id']}/undo")
    assert undone["undone_by"]
    assert not undone["in_effect"]
    later = desk.post("Berg and Anna met Carl and Dora.")
    desk.again(short)
    for document in (short, later):
        assert desk.meant(document)["Berg"] != desk.meant(full)["Anna"]
    desk.send(f"/v1/decisions/{decision['id']}/undo", status=409)


def test_two_entities_are_merged_by_hand_for_good_and_parted_again(desk: Desk) -> None:
    first, second = desk.post("Carl sang."), desk.post("Karl danced.")
    carl, karl = desk.meant(first)["Carl"], desk.meant(second)["Karl"]
    decision = desk.send(f"/v1/entities/{karl}/merge", {"into": carl, "reason": "one singer"})
    assert (decision["kind"], decision["entity"], decision["other"]) == ("merge", karl, carl)
    assert (decision["reason"], decision["rule"]) == ("one singer", "by hand")
    assert decision["by"]
    later = desk.post("Karl left.")
    desk.again(second)
    for document, name in ((first, "Carl"), (second, "Karl"), (later, "Karl")):
        assert desk.meant(document)[name] == carl
    assert desk.get(f"/v1/entities/{karl}")["id"] == carl
    assert desk.get(f"/v1/entities/{carl}")["documents"] == 3
    assert [each["id"] for each in desk.get("/v1/entities", q="karl")["items"]] == [carl]
    assert {each["document_id"] for each in desk.get("/v1/claims", entity=karl)["items"]} <= {
        first,
        second,
        later,
    }
    desk.send(f"/v1/decisions/{decision['id']}/undo")
    assert desk.meant(later)["Karl"] == karl
    assert desk.get(f"/v1/entities/{karl}")["documents"] == 2
    [kept] = desk.get(f"/v1/entities/{karl}/decisions")["items"]
    assert (kept["undone_at"] is not None, kept["in_effect"]) == (True, False)


def test_a_namesake_is_split_off_by_hand_for_good_and_joined_again(desk: Desk) -> None:
    runner = desk.post("Carl ran in Oslo and Bergen.")
    mayor = desk.post("Carl opened the bridge with Dora.\nCarl: it will hold")
    carl = desk.meant(runner)["Carl"]
    assert desk.meant(mayor)["Carl"] == carl
    decision = desk.send(f"/v1/entities/{carl}/split", {"documents": [mayor], "reason": "the mayor"})
    other = decision["entity"]
    desk.again(mayor)
    assert (desk.meant(runner)["Carl"], desk.meant(mayor)["Carl"]) == (carl, other)
    [said] = desk.get(f"/v1/entities/{other}/claims", **{"as": "source"})["items"]
    assert said["source"]["entity_id"] == other
    assert desk.get(f"/v1/entities/{carl}/claims", **{"as": "source"})["items"] == []
    more = desk.post("Carl and Dora praised the bridge.")
    assert desk.meant(more)["Carl"] == other
    assert desk.meant(desk.post("Carl won in Oslo and Bergen."))["Carl"] == carl
    desk.send(f"/v1/decisions/{decision['id']}/undo")
    assert {desk.meant(each)["Carl"] for each in (runner, mayor, more)} == {carl}


def test_a_source_told_by_its_role_alone_is_the_one_person_of_the_story_who_has_it(desk: Desk) -> None:
    def judge(match: Match) -> Iterable[SpeakerVerdict]:
        told = [match.document, *match.candidates]
        for claim in (
            claim for document in told for claim in document.claims if claim.profile.source is None
        ):
            for entity in (each for document in told for each in document.entities if each.key == "anna"):
                yield SpeakerVerdict(claim_id=claim.id, entity=entity.id, score=0.9, rule="role")

    desk.judge = judge
    full, role = desk.post("Anna met Carl and Dora."), desk.post("Carl saw Dora.\nThe mayor: it will hold")
    anna = desk.meant(full)["Anna"]
    claims = desk.get(f"/v1/documents/{role}/claims")["items"]
    assert [claim["source"] and claim["source"]["entity_id"] for claim in claims] == [None, anna]
    assert [each["id"] for each in desk.get("/v1/claims", source=anna)["items"]] == [claims[1]["id"]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"into": "ent_none", "with": "ent_none"}, 422),
        ({"into": "ent_none"}, 404),
        ({"with": "é\u0007"}, 404),
        ({"onto": "ent_none"}, 422),
        ({"into": "SELF"}, 409),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(desk: Desk, body: Json, status: int) -> None:
    carl = desk.meant(desk.post("Carl sang."))["Carl"]
    filled = {name: carl if value == "SELF" else value for name, value in body.items()}
    assert desk.send(f"/v1/entities/{carl}/merge", filled, status)["status"] == status


def test_a_split_that_makes_no_sense_is_refused(desk: Desk) -> None:
    first, second = desk.post("Carl sang."), desk.post("Dora sang.")
    carl = desk.meant(first)["Carl"]
    for body, status in (
        ({"documents": []}, 422),
        ({"documents": [second]}, 409),
        ({"documents": [first]}, 409),
        ({}, 422),
    ):
        desk.send(f"/v1/entities/{carl}/split", body, status)
    desk.send("/v1/entities/ent_none/split", {"documents": [first]}, 404)
    desk.send("/v1/decisions/dec_none/undo", status=404)
    assert desk.api.get("/v1/entities/ent_none/decisions").status_code == 404
