"""The plainest telling of a claim group: pure."""

from datetime import UTC, datetime

import pytest
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.headline import headline, sentence
from hypothesis import given
from hypothesis import strategies as st

EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def told(text: str, *, hedged: bool = False, copied: bool = False) -> GroupedClaim:
    return GroupedClaim(
        id=text[:8],
        group_id="g",
        document_id=f"d {text}",
        outlet=None,
        original_id="d" if copied else None,
        seen_at=EIGHT,
        text=text,
        hedged=hedged,
        origin=None,
    )


PLAINER = [
    ("The port of Lindau is shut", told("The port of Lindau is reportedly shut", hedged=True)),
    ("The port of Lindau is shut", told("It has been shut since Monday")),
    ("The port of Lindau is shut", told("closed the port of Lindau … because of fog")),
    ("The port of Lindau is shut", told("“We shut the port”")),
    ("The port of Lindau is shut", told("The port is shut")),
    ("The port of Lindau is shut", told("that the port of Lindau on the lake is shut to all ships")),
    ("The port of Lindau is shut", told("The port of Konst is shut", copied=True)),
    ("The port of Lindau is shut", told("a closure")),
]


@pytest.mark.parametrize(("plain", "other"), PLAINER)
def test_the_plainer_of_two_tellings_is_the_headline(plain: str, other: GroupedClaim) -> None:
    assert headline([other, told(plain)]) == plain


SENTENCES = [
    ("that the bridge is shut", "The bridge is shut"),
    ("“The bridge is shut,”", "“The bridge is shut”"),
    ("That bridge is shut", "That bridge is shut"),
    ("that ", "That "),
]


@pytest.mark.parametrize(("content", "alone"), SENTENCES)
def test_a_headline_stands_as_a_sentence(content: str, alone: str) -> None:
    assert sentence(content) == alone


TEXTS = ["that it rained", "It rained", "Rain fell on Lindau all day", "Lindau saw rain all day long", "rain"]


@given(st.permutations([told(text) for text in TEXTS]))
def test_the_headline_does_not_hang_on_the_order_of_the_claims(claims: list[GroupedClaim]) -> None:
    assert headline(claims) == headline([told(text) for text in TEXTS])
