"""How two claims of one story relate: tables of sentences, each pair in the two reports' order."""

import pytest
from claim_pairs import CONFLICTS, DRIFTS, SAME, UNLIKE, UPDATES
from claimwire_nlp.matching import agreement
from claimwire_nlp.matching.agreement import Outcome
from stored import verdicts


@pytest.mark.parametrize(("one", "other"), SAME)
def test_claims_that_say_the_same_in_other_words_are_found(one: str, other: str) -> None:
    assert {verdict.relation for verdict in verdicts(one, other)} == {"same"}


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_claims_that_differ_in_who_or_what_or_whether_are_left_apart(one: str, other: str) -> None:
    assert verdicts(one, other) == []


@pytest.mark.parametrize(("kind", "hours", "one", "other"), CONFLICTS)
def test_claims_that_cannot_both_hold_conflict(kind: str, hours: float, one: str, other: str) -> None:
    assert [(verdict.relation, verdict.conflict) for verdict in verdicts(one, other, hours)] == [
        ("conflict", kind)
    ]


@pytest.mark.parametrize(("one", "other"), UPDATES)
def test_another_figure_hours_later_is_an_update(one: str, other: str) -> None:
    assert [verdict.relation for verdict in verdicts(one, other, hours=8)] == ["update"]


@pytest.mark.parametrize(("one", "other"), UPDATES)
def test_another_figure_as_of_the_same_time_is_a_conflict(one: str, other: str) -> None:
    assert [verdict.relation for verdict in verdicts(one, other, hours=1)] == ["conflict"]


@pytest.mark.parametrize(("relation", "one", "other", "drift"), DRIFTS)
def test_an_altered_quotation_is_shown_with_what_was_altered(
    relation: str, one: str, other: str, drift: str
) -> None:
    assert [(verdict.relation, verdict.drift) for verdict in verdicts(one, other)] == [(relation, drift)]


def test_an_update_names_the_earlier_figure_first() -> None:
    early, late = UPDATES[0]
    (verdict,) = verdicts(early, late, hours=8)
    assert verdict.detail == "Three hurt (Harbour Post), later Five hurt (Daily Wire)"


def test_a_conflict_names_both_figures_and_who_gives_them() -> None:
    (_, _, one, other) = CONFLICTS[0]
    (verdict,) = verdicts(one, other)
    assert verdict.detail == "Five killed (Harbour Post) against Twenty killed (Daily Wire)"


@pytest.mark.parametrize("hours", [2, 20])
def test_a_contradiction_is_told_on_the_day_and_later(hours: float, monkeypatch: pytest.MonkeyPatch) -> None:
    likely = Outcome(same=0.1, conflict=0.75, update=0.1, other=0.05)
    monkeypatch.setattr(agreement, "outcome", lambda _: likely)
    one, other = "The keeper locked the gates of the park.", "The park's gates stood open."
    assert [verdict.relation for verdict in verdicts(one, other, hours)] == ["conflict"]


@pytest.mark.parametrize(("hours", "relations"), [(0, []), (20, ["update"])])
def test_an_update_is_told_where_one_is_later_whatever_it_changes(
    hours: float, relations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    likely = Outcome(same=0.1, conflict=0.2, update=0.65, other=0.05)
    monkeypatch.setattr(agreement, "outcome", lambda _: likely)
    one, other = "The keeper locked the gates of the park.", "The park's gates stood open."
    assert [verdict.relation for verdict in verdicts(one, other, hours)] == relations
