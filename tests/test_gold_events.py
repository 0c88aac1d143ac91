"""The events with gold claim groups can be read, and what their story.json says fits their articles."""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
GOLD = BENCHMARKS / "gold" / "events"
ROLES = {"person", "organization", "agency", "anonymous", "outlet"}
KINDS = {"number", "polarity", "date", "participant"}

sys.path.insert(0, str(BENCHMARKS))
from gold_events import Event, Origin, parsed, read  # noqa: E402  it lies beside the scripts that it is run with

STORY: dict[str, Any] = {
    "split": "tune",
    "articles": [
        {
            "file": "a.txt",
            "outlet": "The Beacon",
            "published_at": "2026-02-03T09:10:00Z",
            "reprint_of": None,
            "owner": None,
        }
    ],
    "groups": {
        "g1": {
            "says": "The mill shuts.",
            "origins": [{"name": "Ana Šarić", "role": "person"}],
            "independent_origins": 1,
            "status": "single_origin",
        }
    },
    "conflicts": [],
    "updates": [],
    "hedge_loss": [],
    "quote_drift": [],
    "chase": [],
}
EVENTS = list(read(GOLD))
each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)


def event_of(folder: Path, text: str) -> Event:
    (folder / "01-mill").mkdir()
    (folder / "01-mill" / "a.txt").write_text(text, encoding="utf-8")
    (folder / "01-mill" / "story.json").write_text(json.dumps(STORY), encoding="utf-8")
    (only,) = read(folder)
    return only


def test_an_event_is_its_articles_and_its_groups(tmp_path: Path) -> None:
    event = event_of(tmp_path, "Mill to shut\n\n<g1>“It shuts,”</g1> said Ana Šarić. <g1>“In May.”</g1>\n")
    (article,) = event.articles
    assert (event.id, event.split, article.title) == ("01-mill", "tune", "Mill to shut")
    assert event.groups["g1"].origins == [Origin("Ana Šarić", "person")]
    assert article.text == "Mill to shut\n\n“It shuts,” said Ana Šarić. “In May.”"
    assert [article.text[start:end] for start, end in article.claims["g1"]] == ["“It shuts,”", "“In May.”"]
    assert article.published_at.isoformat() == "2026-02-03T09:10:00+00:00"


def test_claims_may_lie_in_one_another_and_keep_their_numbers() -> None:
    text, claims = parsed("<g12>Fire <g3>kills 4</g3></g12>")
    assert {name: [text[start:end] for start, end in spans] for name, spans in claims.items()} == {
        "g3": ["kills 4"],
        "g12": ["Fire kills 4"],
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<g1>It shuts.", "<g1> is not closed"),
        ("It shuts.</g1>", "</g1> was not opened"),
        ("<g1>It <g1>shuts</g1>.", "<g1> is not closed before it opens again"),
        ("<g2>It shuts</g2>.", "<g2> is no group of story.json"),
        ("<c1>It shuts</c1>.", "'<c1>' is no tag"),
    ],
)
def test_an_article_with_a_wrong_tag_is_refused_by_its_name(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(ValueError) as caught:
        event_of(tmp_path, text)
    assert str(caught.value) == f"01-mill/a.txt: {complaint}"


@each_event
def test_an_event_has_three_to_six_articles_and_its_split_follows_from_its_number(event: Event) -> None:
    assert event.split == ("tune" if int(event.id[:2]) % 2 else "test")
    files = [article.file for article in event.articles]
    assert 3 <= len(files) <= 6
    assert files == sorted(path.name for path in (GOLD / event.id).glob("*.txt"))


@each_event
def test_every_group_is_told_in_an_article_and_five_in_two_or_more(event: Event) -> None:
    told = [set(article.claims) for article in event.articles]
    assert set().union(*told) == set(event.groups)
    assert sum(sum(group in claims for claims in told) > 1 for group in event.groups) >= 5


@each_event
def test_every_claim_is_words_of_its_article_without_blanks_around_them(event: Event) -> None:
    for article in event.articles:
        assert article.text.split("\n")[1] == "", "the title stands alone"
        for spans in article.claims.values():
            assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans
            words = [article.text[start:end] for start, end in spans]
            assert all(word and word == word.strip() and "\n" not in word for word in words), words


@each_event
def test_every_difference_names_groups_articles_and_outlets_of_its_event(event: Event) -> None:
    claims = {article.file: article.claims for article in event.articles}
    outlets = {name: {a.outlet for a in event.articles if name in a.claims} for name in event.groups}
    for groups in [*(conflict.groups for conflict in event.conflicts), *event.updates]:
        assert len(groups) == 2
        assert set(groups) <= set(event.groups)
    assert all(conflict.kind in KINDS for conflict in event.conflicts)
    for loss in event.hedge_loss:
        assert loss.hedged, loss
        assert loss.flat, loss
        assert {*loss.hedged, *loss.flat} <= outlets[loss.group], loss
    for drift in event.quote_drift:
        assert drift.group in claims[drift.a], drift
        assert drift.group in claims[drift.b], drift


@each_event
def test_a_reprint_is_of_an_article_of_its_event(event: Event) -> None:
    files = {article.file for article in event.articles}
    assert all(
        article.reprint_of in files - {article.file} for article in event.articles if article.reprint_of
    )


@each_event
def test_the_status_of_a_group_follows_from_its_conflicts_and_its_origins(event: Event) -> None:
    disputed = {group for conflict in event.conflicts for group in conflict.groups}
    for name, group in event.groups.items():
        assert {origin.role for origin in group.origins} <= ROLES, name
        assert group.independent_origins <= len(group.origins), name
        sole = "corroborated" if group.independent_origins > 1 else "single_origin"
        assert group.status == ("conflicting" if name in disputed else sole), name
