"""What is found across gold events is scored as it should be, on two small events made for it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from claimwire_contracts.types import (
    Claim,
    ClaimGroup,
    Conflict,
    GroupOrigin,
    HedgeLoss,
    Passage,
    QuoteDrift,
    Span,
    Update,
)

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import difference_score
import event_reading
import event_score
import gold_events

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SAYS = {
    "g1": "Nine hens escaped from the yard",
    "g2": "Two hens escaped from the yard",
    "g3": "The gate stood open all night",
    "g4": "Eleven hens have escaped so far",
}
TOLD = {"a.txt": ["g1", "g3"], "b.txt": ["g1", "g2"], "c.txt": ["g3", "g4"]}
"""The groups that each article tells, a sentence each; every article is of an outlet of its file's letter."""


def article(file: str) -> gold_events.Article:
    text, claims = "Hens\n", {}
    for group in TOLD[file]:
        start = len(text)
        text += SAYS[group] + ".\n"
        claims[group] = [[start, start + len(SAYS[group])]]
    return gold_events.Article(file, file[0], NOW, None, None, "Hens", text, claims)


def event() -> gold_events.Event:
    group = gold_events.Group("", [gold_events.Origin("the farmer", "person")], 1, "single_origin")
    return gold_events.Event(
        id="hens",
        split="tune",
        articles=[article(file) for file in TOLD],
        groups={name: group._replace(says=says) for name, says in SAYS.items()},
        conflicts=[gold_events.Conflict(["g1", "g2"], "number")],
        updates=[["g1", "g4"]],
        hedge_loss=[gold_events.HedgeLoss("g3", ["a"], ["c"])],
        quote_drift=[gold_events.QuoteDrift("g1", "a.txt", "b.txt")],
        chase=["The Barn Owl, report on gates"],
    )


def claims(file: str) -> list[Claim]:
    """A claim for each thing told, named FILE-GROUP, and a last one that no mark falls on."""
    told, text = article(file), article(file).text.removeprefix("Hens\n")
    found = [(f"{file[0]}-{group}", text.index(SAYS[group]), SAYS[group]) for group in told.claims]
    return [claim(id_, at, words) for id_, at, words in [*found, (f"{file[0]}-x", 0, text[:4])]]


def claim(id_: str, start: int, words: str) -> Claim:
    content = Passage(text=words, spans=[Span(start=start, end=start + len(words))])
    return Claim(id=id_, document_id=id_[0], kind="narrated", content=content, confidence=1.0)


def group(id_: str, *members: str, origins: int = 1, **more: object) -> ClaimGroup:
    root = GroupOrigin(name="the farmer", role="person", documents=[])
    fields = {"text": "", "documents": [], "outlets": [], "origins": [root], "status": "single_origin"}
    given = fields | more | {"id": id_, "claims": list(members), "independent_origins": origins}
    return ClaimGroup.model_validate(given)


def reading(*groups: ClaimGroup) -> event_reading.Reading:
    found = {f"hens/{file}": (article(file).text.removeprefix("Hens\n"), claims(file)) for file in TOLD}
    return event_reading.Reading([event()], found, groups)


RIGHT = (group("1", "a-g1", "b-g1"), group("2", "b-g2"), group("3", "a-g3", "c-g3"), group("4", "c-g4"))


def test_claims_that_are_joined_as_marked_score_full_marks() -> None:
    found = event_score.grouping(reading(*RIGHT))
    assert found.extracted.figures.recall == 1.0
    assert (found.pairs.figures, found.bcubed.f1) == (event_score.Figures(1.0, 1.0), 1.0)


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        ((group("1", "a-g1"), group("2", "b-g1")), 1.0, 0.0),
        ((group("1", "a-g1", "b-g1", "c-g4"),), 1 / 3, 0.5),
        ((group("1", "a-g1", "b-g1", "c-x"),), 1.0, 0.5),
        ((group("1", "b-g1", "b-g2"),), 1.0, 0.0),
    ],
)
def test_only_pairs_of_marked_claims_of_different_articles_count(
    groups: tuple[ClaimGroup, ...], precision: float, recall: float
) -> None:
    figures = event_score.grouping(reading(*groups)).pairs.figures
    assert (figures.precision, figures.recall) == pytest.approx((precision, recall))


def test_a_gold_group_is_judged_by_the_found_one_that_holds_most_of_it() -> None:
    counted, status = event_score.origins(reading(*RIGHT[:2], group("3", "a-g3", "c-g3", origins=2)))
    assert (counted.right, counted.marked, status.right) == (2, 3, 3)
    assert event_score.origins(reading(*RIGHT), least=2)[0].marked == 2


def against(id_: str, kind: str, *evidence: str) -> Conflict:
    return Conflict.model_validate({"group_id": id_, "kind": kind, "claims": evidence, "detail": ""})


def test_conflicts_are_right_wrong_or_not_to_be_judged() -> None:
    found = difference_score.conflicts(
        reading(
            group(
                "1",
                "a-g1",
                "b-g1",
                conflicts=[
                    against("2", "number", "a-g1", "b-g2"),
                    against("4", "number", "a-g1", "c-g4"),
                    against("5", "number", "a-g1", "c-x"),
                ],
            ),
            group("2", "b-g2", conflicts=[against("1", "number", "b-g2", "a-g1")]),
            group("4", "c-g4"),
            group("5", "c-x"),
        )
    )
    assert (found.tally.right, found.tally.found, found.tally.hit, found.tally.apart) == (1, 2, 1, 1)
    assert (found.kind.right, found.kind.found, found.updates) == (1, 1, 1)


def test_updates_are_found_whichever_side_tells_them() -> None:
    told = [Update(group_id="1", detail="")]
    found = difference_score.updates(reading(*RIGHT[:3], group("4", "c-g4", updates=told)))
    assert (found.right, found.found, found.hit, found.marked) == (1, 1, 1, 1)


def test_a_hedge_loss_is_right_by_group_and_outlets() -> None:
    right, turned = HedgeLoss(hedged="a-g3", flat="c-g3"), HedgeLoss(hedged="c-g3", flat="a-g3")
    by_pair, by_group = difference_score.hedge_losses(
        reading(group("3", "a-g3", "c-g3", hedge_loss=[right, turned]))
    )
    assert (by_pair.right, by_pair.found, by_pair.marked) == (1, 2, 1)
    assert (by_group.right, by_group.found, by_group.marked) == (1, 1, 1)


def test_a_drift_is_right_by_group_and_articles() -> None:
    drifts = [QuoteDrift(a="b-g1", b="a-g1", detail=""), QuoteDrift(a="a-x", b="b-x", detail="")]
    found = difference_score.quote_drifts(reading(group("1", "a-g1", "b-g1", "a-x", quote_drift=drifts)))
    assert (found.right, found.found, found.apart) == (1, 1, 1)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Barn Owl", "The Barn Owl, report on gates", True),
        ("report of the Barn Owl", "The Owl Barn's study", True),
        ("report of the Fox", "The Barn Owl, report on gates", False),
        ("its yearly report", "The Barn Owl, yearly report", True),
        ("", "The Barn Owl", False),
    ],
)
def test_a_cited_report_is_recognised_by_its_names(a: str, b: str, same: bool) -> None:
    assert difference_score.alike(a, b) is same


def test_articles_are_posted_with_their_headline_apart_and_by_time() -> None:
    first, *_ = event_reading.submissions([event()])
    assert (first.external_id, first.title) == ("hens/a.txt", "Hens")
    assert first.text == f"{SAYS['g1']}.\n{SAYS['g3']}.\n"


def test_owners_are_told_as_the_gateway_reads_them() -> None:
    owned = event()
    articles = [one._replace(owner="Coop Group" if one.file != "c.txt" else None) for one in owned.articles]
    assert event_reading.owners([owned._replace(articles=articles)]) == "Coop Group: a | b\n"
