"""A text with its claims marked: cut where marks begin and end, so that overlapping ones nest nowhere. Pure.

Offsets are Unicode code points, end exclusive.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from claimwire_contracts.types import GAP, Claim, Conflict, Mention, Span

Kind = Literal["content", "narrated", "source", "cue", "hedge"]
KINDS: tuple[Kind, ...] = ("content", "narrated", "source", "cue", "hedge")


class Mark(NamedTuple):
    """A stretch of the text, what it is to the claim with that number."""

    start: int
    end: int
    kind: Kind
    number: int


class Segment(NamedTuple):
    """A piece of the text under the same marks from end to end; `closes` are the claims that end with it."""

    text: str
    kinds: tuple[Kind, ...] = ()
    closes: tuple[int, ...] = ()


class Piece(NamedTuple):
    """A piece of a claim's content, and whether it is what differs from another claim's."""

    text: str
    differs: bool


def of_claims(claims: Iterable[Claim]) -> list[Mark]:
    """The marks of a document's claims, which are numbered from 1 in the order given."""
    return [mark for number, claim in enumerate(claims, start=1) for mark in of_claim(claim, number)]


def of_claim(claim: Claim, number: int) -> Iterator[Mark]:
    """The marks of one claim."""
    spans: list[tuple[Kind, Iterable[Span]]] = [
        ("narrated" if claim.kind == "narrated" else "content", claim.content.spans),
        ("cue", claim.cue.spans if claim.cue else ()),
        ("hedge", claim.hedges),
    ]
    spans += [("source", source.spans) for source in (claim.source, *claim.via) if source]
    for kind, places in spans:
        yield from (Mark(place.start, place.end, kind, number) for place in places)


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Segment]]:
    """The text's paragraphs, each as its segments; what of a mark lies beyond the text is left out."""
    found: list[list[Segment]] = [[]]
    for segment in segments(text, list(marks)):
        for number, line in enumerate(segment.text.split("\n")):
            if number:
                found.append([])
            if line:
                found[-1].append(Segment(line, segment.kinds))
        close(found, segment.closes)
    return [paragraph for paragraph in found if paragraph]


def close(found: list[list[Segment]], closes: tuple[int, ...]) -> None:
    """Let claims end with the last words so far, also where a line break or two came after them."""
    last = next((paragraph for paragraph in reversed(found) if paragraph), None)
    if last and closes:
        last[-1] = last[-1]._replace(closes=last[-1].closes + closes)


def segments(text: str, marks: list[Mark]) -> Iterator[Segment]:
    """The whole text in segments, in order; joined they are the text."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(min(mark.end, len(text)), []).append(mark)
    last = last_ends(marks, len(text))
    bounds = sorted({0, len(text), *(place for place in (*opening, *closing) if place <= len(text))})
    under: Counter[Kind] = Counter()
    for start, end in pairwise(bounds):
        under.update(mark.kind for mark in opening.get(start, ()))
        under.subtract(mark.kind for mark in closing.get(start, ()))
        yield Segment(text[start:end], tuple(kind for kind in KINDS if under[kind] > 0), last.get(end, ()))


def last_ends(marks: Iterable[Mark], length: int) -> dict[int, tuple[int, ...]]:
    """Where each claim's content ends for the last time: there stands its number."""
    ends: dict[int, int] = {}
    for mark in marks:
        if mark.kind in ("content", "narrated"):
            ends[mark.number] = max(ends.get(mark.number, 0), min(mark.end, length))
    places: dict[int, list[int]] = {}
    for number, end in ends.items():
        places.setdefault(end, []).append(number)
    return {end: tuple(sorted(numbers)) for end, numbers in places.items()}


def differing(claim: Claim, conflict: Conflict) -> list[Piece]:
    """A claim's content in pieces, its figures or dates told apart where these conflict."""
    sorts: dict[str, Sequence[Mention]] = {"number": claim.quantities, "date": claim.dates}
    places = sorts.get(conflict.kind, [])
    told = [place for place in places if place.text.split()[0] in conflict.detail] or places
    return cut(claim.content.text, [within(claim, place) for place in told])


def within(claim: Claim, place: Span) -> tuple[int, int]:
    """Where a stretch of the document lies in a claim's content; nowhere (0, 0) if it is outside."""
    offset = 0
    for span in claim.content.spans:
        if span.start <= place.start and place.end <= span.end:
            return offset + place.start - span.start, offset + place.end - span.start
        offset += span.end - span.start + len(GAP)
    return 0, 0


def cut(text: str, places: Iterable[tuple[int, int]]) -> list[Piece]:
    """A text in pieces, in order; joined they are the text."""
    found, last = [], 0
    for start, end in sorted(places):
        if last <= start < end:
            found += [Piece(text[last:start], differs=False), Piece(text[start:end], differs=True)]
            last = end
    return [piece for piece in [*found, Piece(text[last:], differs=False)] if piece.text]
