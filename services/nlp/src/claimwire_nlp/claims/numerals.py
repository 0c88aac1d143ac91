"""Numbers: what a number's words or digits amount to, and where they end."""

import re
from math import isfinite

from spacy.tokens import Doc, Token

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
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "tenth": 10, "tenths": 10,
}  # fmt: skip
SCORES = {
    "tens": 10.0, "scores": 20.0, "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6,
    "billions": 1e9,
}  # fmt: skip
CURRENCIES = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "A$": "AUD", "C$": "CAD",
    "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₦": "NGN",
}  # fmt: skip
DIGITS = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|b|tn)?$", re.IGNORECASE)
SHORT_SCALE = 2
"""Characters of a scale that stands only next to digits ("3bn")."""
TENS = 20
TEN = 10
HYPHENS = {"-", "–"}


def number(doc: Doc, start: int) -> tuple[int, float | None]:
    """The end and the value of the number that begins at a token; no value where none does."""
    token = doc[start]
    if start + 1 < len(doc) and (fraction := _fraction(doc, start)) is not None:
        return fraction
    if token.lower_ in {"a", "half"} and start + 1 < len(doc):
        return _indefinite(doc, start)
    value = _simple(token)
    if value is None:
        return start + 1, None
    end, total = _tens(doc, start, value)
    if end + 1 < len(doc) and doc[end].text in HYPHENS and doc[end + 1].lower_ in SCALES:
        end += 1  # "$70-million"
    while end < len(doc) and _scales(doc, start, end):
        total, end = total * SCALES[doc[end].lower_], end + 1
    return _rest(doc, end, total)


def _scales(doc: Doc, start: int, end: int) -> bool:
    """Whether a word multiplies the number before it; "m" only of money that it is written on ("€30m")."""
    word = doc[end].lower_
    if word not in SCALES:
        return False
    money = start > 0 and doc[start - 1].text in CURRENCIES and not doc[end - 1].whitespace_
    return len(word) > SHORT_SCALE or money


def _fraction(doc: Doc, start: int) -> tuple[int, float] | None:
    """Read a part of a whole: "a third of", "two-thirds of", "half of", "one in five"."""
    words = [token.lower_ for token in doc[start : start + 5]]
    if words[0] in {"half", "halves"} and words[1] in {"of", "the", "its", "their"}:
        return start + 1, 0.5
    top = 1 if words[0] == "a" else ONES.get(words[0])
    if top is None or start + 2 >= len(doc):
        return None
    skip = 2 if words[1] in HYPHENS else 1
    if words[skip : skip + 1] and words[skip] in PARTS and words[skip + 1 : skip + 2] == ["of"]:
        return start + skip + 1, top / PARTS[words[skip]]
    whole = ONES.get(words[2]) if words[1] == "in" else None
    return (start + 3, top / whole) if whole and top < whole else None


def plural(doc: Doc, start: int) -> tuple[int, float] | None:
    """The end and the least value of "dozens", "tens of thousands": a lower bound that none can dispute."""
    value = SCORES.get(doc[start].lower_)
    if value is None:
        return None
    if start + 2 < len(doc) and doc[start + 1].lower_ == "of" and doc[start + 2].lower_ in SCORES:
        return start + 3, value * SCORES[doc[start + 2].lower_]
    return (start + 1, value) if value > TEN else None


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
