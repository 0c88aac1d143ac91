from typing import Any

import pytest
from claimwire_local import samples

FERRY = {name for name in (one["external_id"] for one in samples.articles()) if name.startswith("ferry")}
STEEL = {name for name in (one["external_id"] for one in samples.articles()) if name.startswith("steel")}


class Samples:
    """What became of the sample articles; documents by their file's name."""

    def __init__(self, claimwire: Any) -> None:
        posted = samples.articles()
        batch = claimwire.submit_batch(posted)
        assert claimwire.batch_finished(batch["id"], 120) == {"succeeded": len(posted)}
        self.documents = {
            line["external_id"]: claimwire.get(f"/v1/documents/{line['document_id']}")
            for line in batch["accepted"]
        }
        self.names = {document["id"]: name for name, document in self.documents.items()}
        self.groups = {
            story: list(claimwire.items(f"/v1/stories/{story}/claims"))
            for story in {document["story_id"] for document in self.documents.values()}
        }
        self.claims = {
            claim["id"]: claim
            for name in (min(FERRY), min(STEEL))
            for claim in claimwire.items(f"/v1/claims?story={self.story_of(name)}")
        }

    def story_of(self, name: str) -> str:
        story: str = self.documents[name]["story_id"]
        return story

    def groups_of(self, name: str, words: str) -> list[Any]:
        """The groups of an article's story that hold a claim of this article with these words."""
        document = self.documents[name]["id"]
        return [
            group
            for group in self.groups[self.story_of(name)]
            for claim in group["claims"]
            if self.claims[claim]["document_id"] == document
            and words in self.claims[claim]["content"]["text"]
        ]

    def in_story(self, story: str) -> set[str]:
        return {name for name, document in self.documents.items() if document["story_id"] == story}


@pytest.fixture(scope="module")
def posted(claimwire: Any) -> Samples:
    return Samples(claimwire)


@pytest.mark.parametrize(("one", "all_of_them"), [(min(FERRY), FERRY), (min(STEEL), STEEL)])
def test_reports_of_one_event_end_in_one_story(posted: Samples, one: str, all_of_them: set[str]) -> None:
    assert posted.in_story(posted.story_of(one)) == all_of_them


@pytest.mark.parametrize("alone", ["heron-01-naturalist-weekly", "marathon-01-halloran-courier"])
def test_an_unrelated_article_is_a_story_of_its_own(posted: Samples, alone: str) -> None:
    assert posted.in_story(posted.story_of(alone)) == {alone}


def test_a_reprint_under_another_headline_is_recognised(posted: Samples) -> None:
    original = posted.documents["ferry-01-continental-press"]
    reprint = posted.documents["ferry-02-halloran-courier-reprint"]
    assert reprint["reprint_of"] == original["id"]
    assert original["reprint_of"] is None


def test_a_reprint_adds_no_independent_origin(posted: Samples) -> None:
    pair = {"ferry-01-continental-press", "ferry-02-halloran-courier-reprint"}
    groups = [
        group
        for group in posted.groups[posted.story_of(min(FERRY))]
        if {posted.names[document] for document in group["documents"]} == pair
    ]
    assert groups
    assert {group["independent_origins"] for group in groups} == {1}
    assert {group["status"] for group in groups} <= {"single_origin", "conflicting"}


MORNING, MERIDIAN = "ferry-01-continental-press", "ferry-03-daily-meridian"
EVENING, HOSPITAL = "ferry-04-kestrel-broadcasting-evening", "ferry-05-coastline-today-evening"


def test_an_agency_its_reprint_and_an_outlet_that_cites_it_are_one_origin(posted: Samples) -> None:
    [group] = posted.groups_of(MORNING, "killing at least three people")
    outlets = {"Continental Press", "The Halloran Courier", "Daily Meridian"}
    assert outlets <= set(group["outlets"])
    assert group["independent_origins"] == 1


def test_a_toll_that_has_risen_by_the_evening_is_an_update(posted: Samples) -> None:
    [morning] = posted.groups_of(MORNING, "killing at least three people")
    [evening] = posted.groups_of(EVENING, "risen to seven")
    assert evening["id"] in {update["group_id"] for update in morning["updates"]}
    assert morning["conflicts"] == []


def test_two_tolls_of_one_evening_are_a_conflict_of_numbers(posted: Samples) -> None:
    [coast_guard] = posted.groups_of(EVENING, "risen to seven")
    [hospital] = posted.groups_of(HOSPITAL, "Eleven people died")
    found = {(conflict["group_id"], conflict["kind"]) for conflict in hospital["conflicts"]}
    assert found == {(coast_guard["id"], "number")}


def test_a_denial_is_a_conflict(posted: Samples) -> None:
    [denied] = posted.groups_of(EVENING, "overloaded")
    assert {conflict["kind"] for conflict in denied["conflicts"]} == {"polarity"}


def test_a_hedge_that_another_outlet_drops_is_shown(posted: Samples) -> None:
    [group] = posted.groups_of(MORNING, "more passengers than")
    flat = {posted.claims[loss["flat"]]["document_id"] for loss in group["hedge_loss"]}
    assert posted.documents[MERIDIAN]["id"] in flat


def test_an_altered_quotation_is_shown(posted: Samples) -> None:
    [group] = posted.groups_of(MORNING, "no one will be spared")
    assert any("spared → protected" in drift["detail"] for drift in group["quote_drift"])


def test_what_a_cited_newspaper_has_from_one_source_is_one_origin(posted: Samples) -> None:
    [group] = posted.groups_of(min(STEEL), "took the decision in principle")
    assert {"Business Ledger", "Daily Meridian"} <= set(group["outlets"])
    assert group["independent_origins"] == 1


@pytest.mark.parametrize("name", [min(FERRY), min(STEEL)])
def test_a_storys_outlets_share_claims(posted: Samples, name: str) -> None:
    groups = posted.groups[posted.story_of(name)]
    assert max(len(group["outlets"]) for group in groups) >= 3


def test_every_claim_of_a_story_is_in_exactly_one_group(posted: Samples, claimwire: Any) -> None:
    for name in (min(FERRY), min(STEEL)):
        story = posted.story_of(name)
        grouped = [claim for group in posted.groups[story] for claim in group["claims"]]
        assert sorted(grouped) == sorted(
            claim["id"] for claim in claimwire.items(f"/v1/claims?story={story}")
        )
