"""What is read through the API after articles went through the real pipeline, with workers that are fakes."""

from typing import Any

import pytest
from claimwire_contracts.types import GAP
from claimwire_gateway.flow_metrics import FlowMetrics
from claimwire_gateway.pipeline import Pipeline
from claimwire_gateway.settings import Settings
from claimwire_gateway.testing import FakeBroker, replies
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

Json = dict[str, Any]


class Desk:
    """Posts articles and lets them be read."""

    def __init__(self, api: TestClient, engine: Engine) -> None:
        self.api = api
        self._broker = FakeBroker()
        self._pipeline = Pipeline(engine, self._broker, Settings(), FlowMetrics())

    def post(self, text: str, **fields: Any) -> str:
        document_id: str = self.api.post("/v1/documents", json={"text": text, **fields}).json()["document_id"]
        while self._pipeline.dispatch():
            for stage, message in self._broker.take():
                self._pipeline.apply(replies(stage, message))
        return document_id

    def get(self, path: str, **query: Any) -> Any:
        reply = self.api.get(path, params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()


@pytest.fixture
def desk(api: TestClient, engine: Engine) -> Desk:
    return Desk(api, engine)


@pytest.fixture
def two_reports(desk: Desk) -> Desk:
    desk.post(
        "Anna met Bert today.\nAnna: the talks went well",
        outlet="Wire",
        external_id="wire",
        published_at="2026-05-01T08:00:00Z",
    )
    desk.post(
        "Anna and Bert spoke.\nAnna: the talks went well",
        outlet="Gazette",
        external_id="gazette",
        published_at="2026-05-02T08:00:00Z",
    )
    return desk


def test_two_reports_of_one_event_are_one_story(two_reports: Desk) -> None:
    [story] = two_reports.get("/v1/stories")["items"]
    assert story.items() <= two_reports.get(f"/v1/stories/{story['id']}").items()
    assert story["outlets"] == ["Gazette", "Wire"]
    assert [each["outlet"] for each in story["documents"]] == ["Wire", "Gazette"]
    assert {each["name"] for each in story["entities"]} >= {"Anna", "Bert"}
    assert two_reports.get("/v1/documents", story=story["id"])["items"][0]["story_id"] == story["id"]


def test_a_shared_claim_shows_its_origins(two_reports: Desk) -> None:
    [story] = two_reports.get("/v1/stories")["items"]
    groups = two_reports.get(f"/v1/stories/{story['id']}/claims")["items"]
    shared = groups[0]
    assert len(shared["documents"]) == 2
    assert sorted(shared["outlets"]) == ["Gazette", "Wire"]
    assert shared["independent_origins"] == 1
    assert shared["status"] == "single_origin"
    assert {group["id"] for group in groups} == {
        claim["group_id"] for claim in two_reports.get("/v1/claims", story=story["id"])["items"]
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 4),
        ({"q": "talks"}, 2),
        ({"q": "earthquake"}, 0),
        ({"source": "Anna"}, 2),
        ({"source": "nobody"}, 0),
        ({"outlet": "Wire"}, 2),
        ({"kind": "narrated"}, 2),
        ({"hedged": "true"}, 0),
        ({"hedged": "false"}, 4),
        ({"from": "2026-05-02"}, 2),
        ({"to": "2026-05-01"}, 2),
        ({"entity": "ent_none"}, 0),
        ({"story": "sto_none"}, 0),
    ],
)
def test_claims_are_found_by_every_filter(two_reports: Desk, query: Json, count: int) -> None:
    assert len(two_reports.get("/v1/claims", **query)["items"]) == count


def test_an_entity_leads_to_its_claims_and_documents(two_reports: Desk) -> None:
    [anna] = two_reports.get("/v1/entities", q="ann", type="PERSON")["items"]
    at = f"/v1/entities/{anna['id']}"
    assert two_reports.get(at) == anna
    assert anna["documents"] == 2
    assert len(two_reports.get(f"{at}/documents")["items"]) == 2
    assert len(two_reports.get(f"{at}/claims", **{"as": "source"})["items"]) == 2
    both = two_reports.get(f"{at}/claims")["items"]
    assert len(both) >= len(two_reports.get(f"{at}/claims", **{"as": "subject"})["items"])
    assert {claim["id"] for claim in both} == {
        claim["id"] for claim in two_reports.get("/v1/claims", entity=anna["id"])["items"]
    }


@pytest.mark.parametrize("noun", ["claims", "entities", "documents", "stories"])
def test_pages_of_one_give_every_item_once(two_reports: Desk, noun: str) -> None:
    whole = [item["id"] for item in two_reports.get(f"/v1/{noun}")["items"]]
    seen: list[str] = []
    url: str | None = f"/v1/{noun}?limit=1"
    while url:
        page = two_reports.get(url)
        seen += [item["id"] for item in page["items"]]
        url = page["next"]
    assert seen == whole


def test_a_story_merged_into_another_answers_for_it(desk: Desk) -> None:
    desk.post("Anna met Bert.")
    desk.post("Carl met Dora.")
    before = [story["id"] for story in desk.get("/v1/stories")["items"]]
    assert len(before) == 2
    desk.post("Anna and Bert met Carl and Dora.")
    [story] = desk.get("/v1/stories")["items"]
    for old in before:
        assert desk.get(f"/v1/stories/{old}")["id"] == story["id"]
        assert desk.get(f"/v1/stories/{old}/claims")["items"]
        assert len(desk.get("/v1/documents", story=old)["items"]) == 3


ODD = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40).filter(
    str.strip
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ODD)
def test_every_span_of_every_reply_is_the_text_it_points_at(desk: Desk, odd: str) -> None:
    document_id = desk.post(f"Zoë 👩‍👩‍👧 Anna {odd}\nAnna: {odd} 🦆 é")
    text = desk.get(f"/v1/documents/{document_id}")["text"]
    for entity in desk.get(f"/v1/documents/{document_id}/entities")["items"]:
        for mention in entity["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
    claims = desk.get(f"/v1/documents/{document_id}/claims")["items"]
    assert claims
    for claim in claims:
        for place in filter(None, [claim["content"], claim["source"], claim["cue"], *claim["via"]]):
            assert GAP.join(text[span["start"] : span["end"]] for span in place["spans"]) == place["text"]


def test_a_story_shows_who_is_quoted_and_how_its_outlets_source(two_reports: Desk) -> None:
    [story] = two_reports.get("/v1/stories")["items"]
    shown = two_reports.get(f"/v1/stories/{story['id']}")
    groups = {group["id"]: group for group in two_reports.get(f"/v1/stories/{story['id']}/claims")["items"]}
    assert [groups[group_id]["outlets"] for group_id in shown["claims"]["shared"]] == [["Wire", "Gazette"]]
    [anna] = shown["quoted"]
    assert (anna["name"], anna["words"], len(anna["claims"])) == ("Anna", 8, 2)
    assert [(each["outlet"], len(each["named"])) for each in shown["sourcing"]] == [
        ("Gazette", 1),
        ("Wire", 1),
    ]
    assert "quoted" not in story


@pytest.mark.parametrize(
    ("since", "new"), [("2026-05-01", 3), ("2026-05-02", 1), ("2026-05-02T09:00:00+00:00", 0)]
)
def test_a_story_tells_what_is_new_since_a_time_or_day(two_reports: Desk, since: str, new: int) -> None:
    [story] = two_reports.get("/v1/stories")["items"]
    shown = two_reports.get(f"/v1/stories/{story['id']}", since=since)
    listed = two_reports.get(f"/v1/stories/{story['id']}/claims", since=since)["items"]
    assert len(shown["claims"]["new"]) == new
    assert {each["id"] for each in listed} == {*shown["claims"]["new"], *shown["claims"]["changed"]}


@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=2026-05-01T09:00:00", "since=", "sinse=2026-05-01"]
)
@pytest.mark.parametrize("path", ["", "/claims"])
def test_a_time_that_is_none_is_refused_with_the_mend(api: TestClient, path: str, query: str) -> None:
    reply = api.get(f"/v1/stories/sto_1{path}?{query}")
    assert reply.status_code == 422
    [error] = reply.json()["errors"]
    assert error["field"] == query.partition("=")[0]
    assert error["detail"]


def test_a_cited_outlet_is_chased_and_its_other_articles_are_named(desk: Desk, engine: Engine) -> None:
    elsewhere = desk.post("Carl met Dora.", outlet="The Lake Gazette")
    desk.post("Anna met Bert.\nAnna: a study by Weir Labs is due", outlet="Wire")
    cited = desk.post("Anna and Bert spoke.\nAnna: a report by Lake Gazette is due", outlet="Herald")
    story = desk.get(f"/v1/documents/{cited}")["story_id"]
    listed = {item["author"]: item for item in desk.get(f"/v1/stories/{story}")["chase"]}
    assert listed.keys() == {"Weir Labs", "Lake Gazette"}
    assert listed["Lake Gazette"]["held"] == [elsewhere]
    assert listed["Lake Gazette"]["cited_by"][0]["document_id"] == cited
    assert listed["Weir Labs"]["held"] == []


@pytest.mark.parametrize(
    "path", ["/v1/stories/{}", "/v1/stories/{}/claims?since=2026-05-01", "/", "/stories/{}"]
)
def test_a_story_is_read_with_as_many_queries_however_large_it_is(
    two_reports: Desk, engine: Engine, path: str
) -> None:
    def queries() -> int:
        seen: list[str] = []
        [story] = two_reports.get("/v1/stories")["items"]

        def note(*its: Any) -> None:
            seen.append(its[2])

        event.listen(engine, "before_cursor_execute", note)
        assert two_reports.api.get(path.format(story["id"])).status_code == 200
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    before = queries()
    for number in range(3):
        two_reports.post(
            f"Anna met Bert {number} times.\nBert: a report by Weir Labs is due", outlet=f"Post {number}"
        )
    assert queries() == before
