"""Which hedges a claim carries, and how far they hold it back."""

import pytest
from reading import claims

STRENGTHS = [
    ("The ferry allegedly left without a pilot.", [("allegedly", "strong")]),
    ("The owner is rumoured to have fled.", [("is rumoured", "strong")]),
    ("Unconfirmed reports said the ferry had sunk.", [("Unconfirmed", "strong")]),
    ("The owner claimed that the ferry had been sold.", [("claimed", "strong")]),
    ("The ferry reportedly left without a pilot.", [("reportedly", "medium")]),
    ("The ferry is believed to have sunk.", [("is believed", "medium")]),
    ("Perhaps the ferry had been sold.", [("Perhaps", "medium")]),
    ("The ferry may have been sold.", [("may", "medium")]),
    ("The ferry is likely to be sold in the spring.", [("likely", "weak")]),
    ("The ferry seems to have been sold.", [("seems", "weak")]),
    ("The ferry is expected to dock in Corva.", [("is expected", "weak")]),
    ("There is a chance that the ferry had been sold.", [("chance", "weak")]),
    ("The owner is accused of selling the ferry.", [("is accused", "strong")]),
    ("The ferry looks set to be sold.", [("looks", "weak")]),
    ("The ferry sank.", []),
]


@pytest.mark.parametrize(("text", "hedges"), STRENGTHS)
def test_a_hedge_says_how_far_it_holds_back(text: str, hedges: list[tuple[str, str]]) -> None:
    assert [(h.text, h.strength) for claim in claims(text)[:1] for h in claim.hedges] == hedges


FLAT = [
    "Lind arrived in Corva on Friday, after a crackdown that reportedly killed hundreds.",
    "The police arrested an alleged smuggler in Corva.",
    "The court jailed a man who may have sold the ferry.",
    "Rescuers could not reach the ferry.",
    "The mayor opened the bridge, which is believed to be the longest in the north.",
    "The minister appeared in court.",
]


@pytest.mark.parametrize("text", FLAT)
def test_a_hedge_within_another_clause_or_on_a_noun_hedges_no_claim(text: str) -> None:
    assert [claim.hedged for claim in claims(text)][:1] == [False]


@pytest.mark.parametrize(
    "text",
    ["The man is a suspected smuggler.", "The ferry was, apparently, sold.", "Ten sailors are feared dead."],
)
def test_a_hedge_on_the_predicate_hedges_the_claim(text: str) -> None:
    assert [claim.hedged for claim in claims(text)] == [True]
