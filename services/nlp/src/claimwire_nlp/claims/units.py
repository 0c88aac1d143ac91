"""Units: what a number counts, or the currency or measure that it is given in."""

from spacy.tokens import Doc

from claimwire_nlp.claims.numerals import CURRENCIES, HYPHENS

MONEY_WORDS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR", "yuan": "CNY",
    "shekel": "ILS", "ruble": "RUB", "rouble": "RUB", "franc": "CHF", "peso": "MXN", "naira": "NGN",
    "rand": "ZAR", "lira": "TRY", "zloty": "PLN", "krona": "SEK", "kronor": "SEK", "krone": "NOK",
    "kroner": "NOK", "won": "KRW", "dirham": "AED", "riyal": "SAR", "baht": "THB", "ringgit": "MYR",
    "rupiah": "IDR", "hryvnia": "UAH", "forint": "HUF", "koruna": "CZK",
}  # fmt: skip
ISSUERS = {"canadian": "CAD", "australian": "AUD", "singapore": "SGD", "danish": "DKK", "egyptian": "EGP"}
"""Whose money it is, where the word for it is many countries'."""
PERCENT = {"%", "percent", "per", "pc", "pct"}
OF_MEASURES = {"percentage", "basis", "cubic", "square", "light", "nautical"}
"""What belongs to the name of a measure ("cubic metres")."""
UNIT_REACH = 4
ENDING = {"VERB", "AUX", "ADP", "CCONJ"}

Unit = tuple[int, str | None]


def find(doc: Doc, start: int, end: int) -> Unit:
    """Where the unit ends, and the unit: a currency, "%", or the lemma of the noun that is counted.

    Args:
        doc: the text.
        start: where the number begins, without its currency.
        end: where it ends.
    """
    if start and doc[start - 1].text in CURRENCIES:
        return end, CURRENCIES[doc[start - 1].text]
    if end < len(doc) and doc[end].lower_ in PERCENT:
        return _percent(doc, end)
    if end + 1 < len(doc) and doc[end].text in HYPHENS and doc[end + 1].pos_ in {"NOUN", "ADJ", "PROPN"}:
        return end + 2, doc[end + 1].lemma_.lower()
    return _noun(doc, end)


def of_part(doc: Doc, end: int) -> Unit:
    """The noun behind the "of" of a part or a lower bound ("two-thirds of voters", "dozens of people")."""
    if end < len(doc) and doc[end].lower_ == "of":
        end += 1
    while end < len(doc) and doc[end].pos_ in {"DET", "PRON"}:
        end += 1
    return _noun(doc, end)


def _noun(doc: Doc, end: int) -> Unit:
    for i in range(end, min(end + UNIT_REACH, len(doc))):
        token = doc[i]
        lemma = token.lemma_.lower()
        if lemma in MONEY_WORDS:
            return i + 1, ISSUERS.get(doc[i - 1].lower_, MONEY_WORDS[lemma])
        if token.is_space or token.pos_ in ENDING or token.is_punct:
            break
        if token.pos_ == "NOUN" and not _continues(doc, i):
            measure = i > end and doc[i - 1].lower_ in OF_MEASURES
            return i + 1, f"{doc[i - 1].lower_} {lemma}" if measure else lemma
    return end, None


def _continues(doc: Doc, i: int) -> bool:
    """Whether a noun only describes the next one ("police officers")."""
    return i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN" and doc[i].dep_ in {"compound", "amod", "nmod"}


def _percent(doc: Doc, end: int) -> Unit:
    if doc[end].lower_ == "per":
        return (end + 2, "%") if end + 1 < len(doc) and doc[end + 1].lower_ == "cent" else (end, None)
    return end + 1, "%"
