"""What tells that a later claim replaces an earlier one: pure."""

import pytest
from claimwire_nlp.matching.pairs import Claim, pairs, wordings
from claimwire_nlp.matching.since import Since, since
from stored import stored

CHANGES = [
    (
        "The strike was planned for Monday.",
        "The strike has been called off.",
        {"changed": 1.0, "formerly": 1.0},
    ),
    ("The fire destroyed 40 houses.", "The fire destroyed 55 houses.", {"grown": 1.0}),
    ("The fire destroyed 55 houses.", "The fire destroyed 40 houses.", {"grown": -1.0}),
    ("Lind will meet Reza in Geneva.", "Lind met Reza in Geneva.", {"done": 1.0, "formerly": 1.0}),
    ("Lind met Reza in Geneva.", "Lind spoke with Reza in Geneva.", {}),
]


def claim(text: str, hours: float) -> Claim:
    document = stored("d", text, hours=hours)
    [only] = document.claims
    return Claim(only, document.id, document.seen_at.timestamp(), "Post", {}, [])


@pytest.mark.parametrize(("earlier", "later", "told"), CHANGES)
def test_a_change_is_told_by_words_plans_and_figures(
    earlier: str, later: str, told: dict[str, float]
) -> None:
    one, other = claim(earlier, 0), claim(later, 8)
    found = since(one, other)
    assert found == since(other, one)
    assert {name: value for name, value in found._asdict().items() if value and name != "hours"} == told
    assert 0 < found.hours < 1


@pytest.mark.parametrize(("earlier", "later", "told"), CHANGES)
def test_of_two_claims_of_one_time_neither_is_the_later(
    earlier: str, later: str, told: dict[str, float]
) -> None:
    del told
    assert since(claim(earlier, 0), claim(later, 0.05)) == Since()


def test_with_one_claim_on_the_other_side_nothing_rivals_a_pair() -> None:
    [(a, b)] = pairs(stored("a", "Lind met Reza in Geneva."), stored("b", "Lind met Omar Reza in Geneva."))
    for claim in (a, b):
        assert claim.rivals.near.second < claim.rivals.near.first
        assert claim.rivals.same.second < claim.rivals.same.first


def test_the_later_of_two_claims_says_how_much_later_it_is() -> None:
    first, second = claim("Nine men are missing.", 0), claim("Three men are missing.", 8)
    one, other = wordings(first, second)
    assert (one.later, other.later) == ("", "hours later")
    assert wordings(second, first) == (other, one)
