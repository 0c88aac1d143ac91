"""Quantities: numbers with what they count and how they are bounded ("at least 30 people")."""

import re
from collections.abc import Iterator
from math import isfinite

from claimwire_contracts.types import Bound
from spacy.language import Language
from spacy.tokens import Doc, Token

from claimwire_nlp.claims import casualties
from claimwire_nlp.layers import Amount

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "half": 0.5,
}  # fmt: skip
SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "A$": "AUD",
    "C$": "CAD",
}
MONEY_WORDS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR", "yuan": "CNY",
    "shekel": "ILS", "ruble": "RUB", "rouble": "RUB", "franc": "CHF", "peso": "MXN",
}  # fmt: skip
PERCENT = {"%", "percent", "per", "pc", "pct"}
BOUNDS: dict[str, Bound] = {
    "at least": "at_least", "no fewer than": "at_least", "no less than": "at_least",
    "not less than": "at_least", "a minimum of": "at_least", "more than": "more_than", "over": "more_than",
    "above": "more_than", "exceeding": "more_than", "greater than": "more_than", "upwards of": "more_than",
    "upward of": "more_than", "as many as": "at_most", "as much as": "at_most", "up to": "at_most",
    "at most": "at_most", "no more than": "at_most", "a maximum of": "at_most", "fewer than": "less_than",
    "less than": "less_than", "under": "less_than", "below": "less_than", "nearly": "about",
    "almost": "about", "about": "about", "around": "about", "approximately": "about", "roughly": "about",
    "some": "about", "an estimated": "about", "estimated": "about", "close to": "about", "circa": "about",
}  # fmt: skip
LONGEST_FIRST = sorted(
    ((words.split(), bound) for words, bound in BOUNDS.items()), key=lambda bound: -len(bound[0])
)
LONGEST = len(LONGEST_FIRST[0][0])
DIGITS = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|b|tn)?$", re.IGNORECASE)
YEAR = re.compile(r"^(?:1[5-9]|20)\d{2}$")
MONTHS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
    "dec",
}  # fmt: skip
CLOCK = {"a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "est", "et", "local"}
UNIT_REACH = 4
SHORT_SCALE = 2
"""Characters of a scale that stands only next to digits ("3bn")."""
TENS = 20
HYPHENS = {"-", "–"}


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
        if value is None or _is_no_quantity(doc, i, end):
            i = max(end, i + 1)
            continue
        unit_end, unit = _unit(doc, i, end)
        start, bound = _bound(doc, i)
        if unit is None and (people_end := casualties.end(doc, start, i, end)):
            unit_end, unit = people_end, casualties.UNIT
        if unit is not None or (doc[i].text[0].isdigit() and bound != "exact"):
            yield Amount(doc[start:unit_end], value, unit, bound)
        i = max(unit_end, end)


def number(doc: Doc, start: int) -> tuple[int, float | None]:
    """The end and the value of the number that begins at a token; no value where none does."""
    token = doc[start]
    if token.lower_ in {"a", "half"} and start + 1 < len(doc):
        return _indefinite(doc, start)
    value = _simple(token)
    if value is None:
        return start + 1, None
    end, total = _tens(doc, start, value)
    if end + 1 < len(doc) and doc[end].text in HYPHENS and doc[end + 1].lower_ in SCALES:
        end += 1  # "$70-million"
    while end < len(doc) and doc[end].lower_ in SCALES and len(doc[end].text) > SHORT_SCALE:
        total, end = total * SCALES[doc[end].lower_], end + 1
    return _rest(doc, end, total)


def _tens(doc: Doc, start: int, value: float) -> tuple[int, float]:
    """Join "twenty-one", which the tokenizer leaves in three."""
    tail = [token.lower_ for token in doc[start + 1 : start + 3]]
    spelt = doc[start].lower_ in ONES and value >= TENS
    if spelt and tail[:1] and tail[0] in HYPHENS and tail[-1] in ONES:
        return start + 3, value + ONES[tail[-1]]
    return start + 1, value


def _rest(doc: Doc, end: int, total: float) -> tuple[int, float]:
    """Go on after the "and" of "two hundred and five"."""
    follows = end + 1 < len(doc) and doc[end].lower_ == "and" and doc[end + 1].lower_ in ONES
    if follows and total >= SCALES["hundred"] and doc[end - 1].lower_ in SCALES:
        return end + 2, total + ONES[doc[end + 1].lower_]
    return end, total


def _indefinite(doc: Doc, start: int) -> tuple[int, float | None]:
    """Read "a dozen", "half a million", "a hundred"."""
    word = doc[start].lower_
    following = doc[start + 1].lower_
    if word == "a" and following in SCALES and len(following) > SHORT_SCALE:
        return start + 2, SCALES[following]
    if (
        word == "half"
        and following in {"a", "-"}
        and start + 2 < len(doc)
        and doc[start + 2].lower_ in SCALES
    ):
        return start + 3, SCALES[doc[start + 2].lower_] / 2
    return start + 1, None


def _simple(token: Token) -> float | None:
    text = token.lower_
    if match := DIGITS.match(text):
        value = float(match.group(1).replace(",", "") + (match.group(2) or ""))
        return value * SCALES.get(match.group(3) or "", 1.0) if isfinite(value) else None
    if text in ONES and text != "half":
        return float(ONES[text])
    tens, _, unit = text.partition("-")
    if tens in ONES and unit in ONES and ONES[tens] >= TENS:
        return float(ONES[tens] + ONES[unit])
    return None


def _is_no_quantity(doc: Doc, start: int, end: int) -> bool:
    """Years, days of a month, times of day, scores, and numbers within names count nothing."""
    token = doc[start]
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if YEAR.match(token.text) and end == start + 1 and not _counts(after) and not _money(before):
        return True
    if before is not None and (before.lower_.rstrip(".") in MONTHS or before.text in {"#", "No.", "/", ":"}):
        return before.text not in {"May", "may"} or before.pos_ == "PROPN"
    if after is not None and (
        after.lower_ in CLOCK or after.lower_.rstrip(".") in MONTHS or after.text == ":"
    ):
        return True
    if before is not None and before.text in HYPHENS and start > 1 and doc[start - 2].pos_ == "PROPN":
        return True
    return token.lower_ == "one" and (after is None or after.pos_ != "NOUN")


def _counts(after: Token | None) -> bool:
    return after is not None and after.pos_ == "NOUN" and after.tag_ == "NNS"


def _money(before: Token | None) -> bool:
    return before is not None and before.text in CURRENCIES


def _unit(doc: Doc, start: int, end: int) -> tuple[int, str | None]:
    """Where the unit ends, and the unit: a currency, "%", or the lemma of the noun that is counted."""
    if start and doc[start - 1].text in CURRENCIES:
        return end, CURRENCIES[doc[start - 1].text]
    if end < len(doc) and doc[end].lower_ in PERCENT:
        return _percent(doc, end)
    if end < len(doc) and doc[end].lower_ == "of" and end + 1 < len(doc):
        return end, None
    for i in range(end, min(end + UNIT_REACH, len(doc))):
        token = doc[i]
        if (
            token.is_space
            or (token.is_punct and token.text not in HYPHENS)
            or token.pos_ in {"VERB", "ADP", "CCONJ"}
        ):
            break
        compound = (
            i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN" and token.dep_ in {"compound", "amod", "nmod"}
        )
        if token.pos_ == "NOUN" and not compound:
            lemma = token.lemma_.lower()
            return i + 1, MONEY_WORDS.get(lemma, lemma)
    return end, None


def _percent(doc: Doc, end: int) -> tuple[int, str | None]:
    if doc[end].lower_ == "per":
        return (end + 2, "%") if end + 1 < len(doc) and doc[end + 1].lower_ == "cent" else (end, None)
    if end + 1 < len(doc) and doc[end].text == "%" and doc[end + 1].lower_ == "point":
        return end + 2, "%"
    return end + 1, "%"


def _bound(doc: Doc, start: int) -> tuple[int, Bound]:
    """Where the quantity begins with its currency and its bound, and the bound."""
    if start and doc[start - 1].text in CURRENCIES:
        start -= 1
    before = [token.lower_ for token in doc[max(start - LONGEST, 0) : start]]
    for words, bound in LONGEST_FIRST:
        if before[-len(words) :] == words:
            return start - len(words), bound
    return start, "exact"
