"""What a claim would say with another's figure or day in place of its own.

    "The turnout was 64 per cent" and "only 46 per cent of those entitled took part"
    → "The turnout was 46 per cent" says the same: the figure alone sets them apart.

So a contradiction is found by the same reading as an agreement, in whatever words either is told.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from claimwire_contracts.types import ConflictKind, DateSpan, Quantity

from claimwire_nlp.matching import dates, numbers
from claimwire_nlp.matching.pairs import Claim

MOST = 4
"""Swaps that are tried for one pair of claims and one kind."""
SCALE = 8
"""Times as long that one period may be as another to be compared with it."""
AGE = 60
"""Days between two days that one event may be given."""
COUNTED_AS_ONE = {
    "people", "person", "employee", "worker", "striker", "protester", "demonstrator", "passenger", "miner",
    "man", "woman", "resident", "staff", "victim", "patient", "pupil", "student", "customer", "member",
    "soldier", "inhabitant",
}  # fmt: skip
"""Who is counted goes by many names."""


class Swap(NamedTuple):
    """A claim changed in one thing, what that is, and the words that stand against each other."""

    claim: Claim
    kind: ConflictKind
    mine: str
    theirs: str
    figures: tuple[Quantity, Quantity] | None = None


def swaps(a: Claim, b: Claim) -> Iterator[Swap]:
    """The first claim with each figure, then each day, of the second that its own cannot agree with."""
    yield from _figures(a, b)
    yield from _days(a, b)


def _figures(a: Claim, b: Claim) -> Iterator[Swap]:
    mine, theirs = (_alone(these, those) for these, those in (_sides(a, b), _sides(b, a)))
    tried = 0
    for x, y in product(mine, theirs):
        if tried < MOST and _one_unit(x, y) and not numbers.agree(x, y) and x.text in a.claim.text:
            tried += 1
            quantities = [y if quantity is x else quantity for quantity in a.claim.quantities]
            claim = _changed(a, x.text, y.text, quantities=quantities)
            yield Swap(claim, "number", x.text, y.text, (x, y))


def _sides(a: Claim, b: Claim) -> tuple[list[Quantity], list[Quantity]]:
    return a.claim.quantities, b.claim.quantities


def _alone(these: list[Quantity], those: list[Quantity]) -> list[Quantity]:
    """The figures that none of the others agrees with."""
    return [x for x in these if not any(_one_unit(x, y) and numbers.agree(x, y) for y in those)]


def _one_unit(a: Quantity, b: Quantity) -> bool:
    units = {numbers.unit(a), numbers.unit(b)}
    return len(units) == 1 or "" in units or units <= COUNTED_AS_ONE


def _days(a: Claim, b: Claim) -> Iterator[Swap]:
    apart = dates.contested(a.claim.dates, b.claim.dates)
    if apart and apart[0].text in a.claim.text and _one_scale(*apart):
        x, y = apart
        days: list[DateSpan] = [y if day is x else day for day in a.claim.dates]
        yield Swap(_changed(a, x.text, y.text, dates=days), "date", x.text, y.text)


def _one_scale(a: DateSpan, b: DateSpan) -> bool:
    """Whether both are days, or months, or years, and of one age: 2011 does not contradict Tuesday."""
    if a.from_ is None or a.to is None or b.from_ is None or b.to is None:
        return False
    short, long = sorted(((a.to - a.from_).days + 1, (b.to - b.from_).days + 1))
    return long <= SCALE * short and abs((a.from_ - b.from_).days) <= max(AGE, SCALE * long)


def _changed(a: Claim, mine: str, theirs: str, **fields: object) -> Claim:
    text = a.claim.text.replace(mine, theirs, 1)
    return a._replace(claim=a.claim.model_copy(update={"text": text, **fields}))
