"""Quantities: numbers with what they count and how they are bounded ("at least 30 people")."""

import re
from collections.abc import Iterator

from claimwire_contracts.types import Bound
from spacy.language import Language
from spacy.tokens import Doc, Token

from claimwire_nlp.claims import almanac, casualties, numerals, units
from claimwire_nlp.claims.numerals import CURRENCIES, HYPHENS, number
from claimwire_nlp.layers import Amount

BOUNDS: dict[str, Bound] = {
    "at least": "at_least", "no fewer than": "at_least", "no less than": "at_least",
    "not less than": "at_least", "a minimum of": "at_least", "more than": "more_than", "over": "more_than",
    "above": "more_than", "exceeding": "more_than", "greater than": "more_than", "upwards of": "more_than",
    "upward of": "more_than", "as many as": "at_most", "as much as": "at_most", "up to": "at_most",
    "at most": "at_most", "no more than": "at_most", "a maximum of": "at_most", "fewer than": "less_than",
    "less than": "less_than", "under": "less_than", "below": "less_than", "nearly": "about",
    "almost": "about", "about": "about", "around": "about", "approximately": "about", "roughly": "about",
    "within": "at_most", "not exceed": "at_most", "some": "about", "an estimated": "about",
    "estimated": "about", "close to": "about", "circa": "about",
}  # fmt: skip
LONGEST_FIRST = sorted(
    ((words.split(), bound) for words, bound in BOUNDS.items()), key=lambda bound: -len(bound[0])
)
LONGEST = len(LONGEST_FIRST[0][0])
AFTER: dict[str, Bound] = {"more": "at_least", "less": "at_most", "fewer": "at_most"}
"""Bounds behind a quantity ("500 euros or more")."""
YEAR = re.compile(r"^(?:1[5-9]|20)\d{2}$")
MONTHS = {
    *almanac.MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
}  # fmt: skip
CLOCK = {"a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "est", "et", "local"}
NUMBERING = {
    "#", "No.", "/", ":", "Section", "Article", "Route", "Highway", "Page", "page", "Room", "room", "Flight",
    "flight", "Chapter", "chapter", "Channel", "Boeing", "Airbus", "Radio", "Gate", "gate", "Platform",
    "platform", "Covid", "Phase", "phase", "Level", "level", "Grade", "Formula", "Interstate", "Block",
}  # fmt: skip
"""Words whose number names a thing and counts none."""
SPANS = {"year", "month", "week", "day", "decade", "hour"}
"""What "over" is a time, and no bound, before ("over ten years")."""
MULTIPLYING = {"double": 2.0, "triple": 3.0, "quadruple": 4.0}
TIMES = "times"
AGES = [["year", "-", "old"], ["month", "-", "old"], ["week", "-", "old"]]
SUBJECTS = {"nsubj", "nsubjpass"}
KNOWN = {"the", "these", "those", "all", "both"}


@Language.component("claimwire_quantities", assigns=["doc._.amounts"])
def quantities(doc: Doc) -> Doc:
    """Write `doc._.amounts`."""
    doc._.amounts = tuple(find(doc))
    return doc


def find(doc: Doc) -> Iterator[Amount]:
    """The quantities of a text, in order: each span covers bound, number and unit."""
    i = 0
    while i < len(doc):
        end, value = number(doc, i)
        if value is None:
            i = max(end, i + 1) if (amount := _worded(doc, i)) is None else amount.span.end
            if amount is not None:
                yield amount
        elif _is_no_quantity(doc, i, end):
            i = max(end, i + 1)
        elif (pair := _range(doc, i, end, value)) is not None:
            yield from pair
            i = pair[1].span.end
        else:
            amount = _counted(doc, i, end, value)
            if amount is not None:
                yield amount
            i = max(end, amount.span.end if amount is not None else end)


def _counted(doc: Doc, i: int, end: int, value: float) -> Amount | None:
    """A number with its unit and its bound; none where it counts nothing."""
    part = 0 < value < 1 and not doc[i].text[0].isdigit()
    unit_end, unit = units.of_part(doc, end) if part else units.find(doc, i, end)
    start, bound = _bound(doc, i)
    if unit is None and (people_end := casualties.end(doc, start, i, end)):
        unit_end, unit = people_end, casualties.UNIT
    if doc[start].lower_ == "over" and unit in SPANS and not _old(doc, unit_end):
        start, bound = i, "exact"
    if behind := _behind(doc, unit_end):
        unit_end, bound = unit_end + 2, behind
    known = start > 0 and doc[start - 1].lower_ in KNOWN  # "the two" are somebody whom the text has named
    alone = doc[end - 1].dep_ in SUBJECTS and doc[end - 1].pos_ == "NUM" and not known
    if unit is None and not alone and not (doc[i].text[0].isdigit() and bound != "exact"):
        return None
    return Amount(doc[start:unit_end], value, unit, bound)


def _worded(doc: Doc, i: int) -> Amount | None:
    """A quantity without a number: "dozens of villagers", "doubled", "twice as long"."""
    found = numerals.plural(doc, i)
    if found is not None:
        end, value = found
        unit_end, unit = units.of_part(doc, end)
        start, bound = _bound(doc, i)
        return Amount(doc[start:unit_end], value, unit, "at_least" if bound == "exact" else bound)
    token = doc[i]
    factor = MULTIPLYING.get(token.lemma_.lower()) if token.pos_ == "VERB" else None
    if token.lower_ == "twice" and i + 1 < len(doc) and doc[i + 1].lower_ in {"as", "the"}:
        factor = MULTIPLYING["double"]
    return Amount(doc[i : i + 1], factor, TIMES, "exact") if factor else None


def _range(doc: Doc, i: int, end: int, low: float) -> tuple[Amount, Amount] | None:
    """The two ends of "between 5 and 7 survivors" or "3% to 4%": at least the one, at most the other."""
    joint = end + 1 if end < len(doc) and doc[end].text == "%" else end
    if joint + 1 >= len(doc):
        return None
    first = i - 1 if i and doc[i - 1].text in CURRENCIES else i
    before = doc[first - 1].lower_ if first else ""
    joined = doc[joint].lower_ == "and" if before == "between" else doc[joint].lower_ in {"to", *HYPHENS}
    other = joint + 2 if doc[joint + 1].text in CURRENCIES else joint + 1
    if not joined or before == "from" or other >= len(doc):
        return None
    last, high = number(doc, other)
    if high is None or high <= low or _is_no_quantity(doc, other, last):
        return None
    unit_end, unit = units.find(doc, other, last)
    start = first - 1 if before == "between" else first
    second = Amount(doc[joint + 1 : unit_end], high, unit, "at_most")
    return (Amount(doc[start:joint], low, unit, "at_least"), second) if unit is not None else None


def _behind(doc: Doc, end: int) -> Bound | None:
    """The bound behind a quantity."""
    follows = end + 1 < len(doc) and doc[end].lower_ == "or"
    return AFTER.get(doc[end + 1].lower_) if follows else None


def _old(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].lower_ in {"old", "ago"}


def _aged(doc: Doc, end: int) -> bool:
    """Whether a number is an age ("19-year-old")."""
    return [token.lower_ for token in doc[end + 1 : end + 4]] in AGES


def _is_no_quantity(doc: Doc, start: int, end: int) -> bool:
    """Years, days of a month, times of day, scores, and numbers within names count nothing."""
    token = doc[start]
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if YEAR.match(token.text) and end == start + 1 and not _counts(after) and not _money(before):
        return True
    if before is not None and (before.lower_.rstrip(".") in MONTHS or before.text in NUMBERING):
        return before.text not in {"May", "may"} or before.pos_ == "PROPN"
    if after is not None and (
        after.lower_ in CLOCK or after.lower_.rstrip(".") in MONTHS or after.text == ":"
    ):
        return True
    if before is not None and before.text in HYPHENS and start > 1 and doc[start - 2].pos_ == "PROPN":
        return True
    if after is not None and after.text in HYPHENS and _aged(doc, end):
        return True
    return token.lower_ == "one" and (after is None or after.pos_ != "NOUN")


def _counts(after: Token | None) -> bool:
    return after is not None and after.pos_ == "NOUN" and after.tag_ == "NNS"


def _money(before: Token | None) -> bool:
    return before is not None and before.text in CURRENCIES


def _bound(doc: Doc, start: int) -> tuple[int, Bound]:
    """Where the quantity begins with its currency and its bound, and the bound."""
    if start and doc[start - 1].text in CURRENCIES:
        start -= 1
    before = [token.lower_ for token in doc[max(start - LONGEST, 0) : start]]
    for words, bound in LONGEST_FIRST:
        if before[-len(words) :] == words:
            return start - len(words), bound
    return start, "exact"
