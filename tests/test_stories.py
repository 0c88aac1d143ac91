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

    def story_of(self, name: str) -> str:
        story: str = self.documents[name]["story_id"]
        return story

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
