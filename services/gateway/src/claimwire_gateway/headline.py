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
THAT = re.compile(r"^that\s+(?=\S)")
COMMA = re.compile(r",([\"”])$")
"""A quotation ends with one where its speaker follows."""
NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
"""A capital within a sentence, not at its beginning."""


def headline(claims: Sequence[GroupedClaim]) -> str:
    """The plainest claim as a sentence. Of equals the text that sorts first, whatever order they came in.

    Args:
        claims: a group's, at least one.
    """
    return sentence(min(claims, key=_plainness).text)


def sentence(text: str) -> str:
    """A content as it would stand alone: "that the bridge is shut" → "The bridge is shut"."""
    told = THAT.sub("", text) or text
    told = COMMA.sub(r"\1", told)
    return told[:1].upper() + told[1:]


def _plainness(claim: GroupedClaim) -> tuple[bool | int | str, ...]:
    text = THAT.sub("", claim.text)
    words = len(text.split())
    return (
        claim.hedged,
        GAP in text or words < FEWEST_WORDS,
        DEPENDENT.match(text) is not None,
        QUOTED.search(text) is not None or PRONOUN.search(text) is not None,
        claim.original_id is not None,
        NAME.search(text) is None,
        words,
        len(text),
        claim.text,
    )
