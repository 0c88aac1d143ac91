"""Whether two claims' figures can both hold. Bounds are honoured: "at least 30" and 34 can."""

import re
from math import inf, log10
from typing import NamedTuple

from claimwire_contracts.types import Quantity

from claimwire_nlp.matching import words

ABOUT = 0.1
"""A figure said to be about right may be off by this share."""
ROUNDED = 0.05
ROUND_FROM = 1000
"""Round figures from here on are taken for rounded ones: 5,200 and "5,000" can both hold."""
FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
YEARS = range(1900, 2100)
DIGITS = 2.0
"""A figure of more digits than these tells no more."""
SPELLED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip


class Dispute(NamedTuple):
    """Figures of two claims that do not agree. `comparable` says whether they count the same thing."""

    a: Quantity
    b: Quantity
    comparable: bool


def dispute(a: list[Quantity], b: list[Quantity]) -> Dispute | None:
    """The first figures of either claim that nothing in the other agrees with; None if only one has such."""
    left, right = _unmatched(a, b), _unmatched(b, a)
    pairs = [Dispute(x, y, comparable(x, y)) for x in left for y in right]
    return min(pairs, key=lambda pair: (not pair.comparable, pair.a.start, pair.b.start)) if pairs else None


def agreed(a: list[Quantity], b: list[Quantity]) -> bool:
    """Whether some figure of one, that is no mere "one", is a figure of the other and counts the same."""
    return any(
        x.value == y.value and abs(x.value) > 1 and (comparable(x, y) or not (x.unit and y.unit))
        for x in a
        for y in b
    )


def bare(text: str, quantities: list[Quantity]) -> set[float]:
    """The figures of a text that no quantity has: "kills 12" counts nobody, yet 21 would be another claim."""
    for quantity in quantities:
        text = text.replace(quantity.text, " ")
    digits = {float(figure.replace(",", "")) for figure in FIGURE.findall(text)}
    return digits | {float(SPELLED[word]) for word in text.casefold().split() if word in SPELLED}


def values(text: str, quantities: list[Quantity]) -> set[float]:
    """All figures of a text, whatever they count."""
    return bare(text, quantities) | {quantity.value for quantity in quantities}


def telling(values: set[float]) -> float:
    """How much it tells that two claims have these figures in common, 0 to 1: a 3 tells less than a 4,217.

    What may be a year is left out: the days tell of it.
    """
    counted = [abs(value) for value in values if not (value in YEARS and value == int(value))]
    return max((min(1.0, log10(value) / DIGITS) for value in counted if value > 1), default=0.0)


def _unmatched(these: list[Quantity], those: list[Quantity]) -> list[Quantity]:
    return [q for q in these if not any(comparable(q, other) and agree(q, other) for other in those)]


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count the same thing, as far as their units tell."""
    return unit(a) == unit(b)


def other_money(a: list[Quantity], b: list[Quantity]) -> bool:
    """Whether one number is a sum in two currencies: "€240 million" is not "240 million kronor"."""
    sums, others = ([quantity for quantity in each if _is_money(quantity)] for each in (a, b))
    return any(x.value == y.value and x.unit != y.unit for x in sums for y in others)


def _is_money(quantity: Quantity) -> bool:
    """Whether it is a sum: of all units the codes of currencies alone are in capitals."""
    return (quantity.unit or "").isupper()


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether both figures can be right."""
    (a_low, a_high), (b_low, b_high) = _range(a), _range(b)
    return (a_low <= b_high and b_low <= a_high) or _rounded(a.value, b.value)


def unit(quantity: Quantity) -> str:
    """The unit as it is compared: the noun's canonical singular."""
    noun = (quantity.unit or "").casefold().split()[-1:] or [""]
    word = words.canonical(noun[0])
    return words.canonical(word.removesuffix("s")) if word == noun[0] and len(word) > 2 else word  # noqa: PLR2004  "s" is no plural of nothing


def _range(quantity: Quantity) -> tuple[float, float]:
    value = quantity.value
    slack = abs(value) * ABOUT
    step = 1e-9 + abs(value) * 1e-9
    return {
        "exact": (value, value),
        "at_least": (value, inf),
        "more_than": (value + step, inf),
        "at_most": (-inf, value),
        "less_than": (-inf, value - step),
        "about": (value - slack, value + slack),
    }[quantity.bound]


def _rounded(a: float, b: float) -> bool:
    """Whether one is a round figure near the other."""
    coarse = [value for value in (a, b) if abs(value) >= ROUND_FROM and value % 100 == 0]
    return bool(coarse) and abs(a - b) <= ROUNDED * max(abs(a), abs(b))
