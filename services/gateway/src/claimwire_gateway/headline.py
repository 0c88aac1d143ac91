"""Which of a group's tellings is put above it: the plainest, so that one sees at once what it says. Pure.

flat before hedged | whole before cut | can be read alone | in plain words | originals | names | short
"""

import re
from collections.abc import Sequence

from claimwire_contracts.types import GAP

from claimwire_gateway.chains import GroupedClaim

FEWEST_WORDS = 4
"""Fewer do not tell who did what."""

DEPENDENT = re.compile(
    r"(?:he|she|it|they|we|i|you|this|that|these|those|there|his|her|its|their|our|my|who|what|which|but|and|or)\b",
    re.IGNORECASE,
)
"""What begins so leans on the words before it."""
PRONOUN = re.compile(r"\b(?:he|she|they|him|them|his|her|their|we|our|us|i|my)\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“”„«»]")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
"""A capital within a sentence, not at its beginning."""


def headline(claims: Sequence[GroupedClaim]) -> str:
    """The text of the plainest claim. Of equals the text that sorts first, whatever order they came in.

    Args:
        claims: a group's, at least one.
    """
    return min(claims, key=_plainness).text


def _plainness(claim: GroupedClaim) -> tuple[bool | int | str, ...]:
    text = claim.text
    words = len(text.split())
    return (
        claim.hedged,
        GAP in text or words < FEWEST_WORDS,
        DEPENDENT.match(text) is not None or not text[:1].isupper(),
        QUOTED.search(text) is not None or PRONOUN.search(text) is not None,
        claim.original_id is not None,
        NAME.search(text) is None,
        words,
        len(text),
        text,
    )
