# ruff: noqa: INP001  imported by the scripts that lie beside it
"""Which claim of the system asserts what a gold mark marks.

Both are sets of token positions in the article as it was stored. A mark's claim is the one with the largest
Jaccard index, from `SAME` on; else the one that covers most of the mark, from `COVERED` on: a claim that
says more than was marked still says it. Several marks may fall on one claim.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\w+")
SAME = 0.5
COVERED = 0.7

Positions = frozenset[int]
Spans = Sequence[Sequence[int]]


class Token(NamedTuple):
    """A word and where it lies: code points, end exclusive."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text."""
    return [Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]


def positions(spans: Spans, words: Sequence[Token]) -> Positions:
    """The positions of the tokens that lie in spans, at least in part."""
    return frozenset(
        number
        for number, token in enumerate(words)
        if any(token.start < end and start < token.end for start, end in spans)
    )


def carried(gold: Sequence[Token], stored: Sequence[Token]) -> dict[int, int]:
    """Where the tokens of a gold text are in the text as stored, which may lack title or furniture."""
    matcher = SequenceMatcher(None, [t.word for t in gold], [t.word for t in stored], autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def claim_for(mark: Positions, claims: Mapping[str, Positions]) -> str | None:
    """The id of the claim that asserts a mark, of equals the first; None where none does."""
    if not mark or not claims:
        return None
    alike = {id_: _jaccard(mark, claim) for id_, claim in claims.items()}
    best = max(alike, key=alike.__getitem__)
    if alike[best] >= SAME:
        return best
    covered = {id_: len(mark & claim) / len(mark) for id_, claim in claims.items()}
    best = max(covered, key=covered.__getitem__)
    return best if covered[best] >= COVERED else None


def _jaccard(a: Positions, b: Positions) -> float:
    return len(a & b) / len(a | b)
