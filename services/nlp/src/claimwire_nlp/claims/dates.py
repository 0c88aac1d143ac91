"""Dates: time expressions resolved against the day of publication.

    the text | its time expressions | with the tense of their clause | joined to ranges, opened by "until"

A bare weekday is the most recent one, the day of publication included, unless
the verb speaks of the future. What cannot be resolved keeps its span, without days.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.claims import almanac, expressions, tenses, wordings
from claimwire_nlp.claims.expressions import Anchor
from claimwire_nlp.layers import Time

NAMES = {"ORG", "PERSON", "FAC", "WORK_OF_ART", "PRODUCT", "LAW"}
"""Names of which a day or a month may be part ("the Sunday Times", "June Abernathy")."""
TITLES = {"mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr", "dr.", "sir", "lord", "lady"}
PAPERS = {"Times", "Mail", "Telegraph", "Express", "Post", "Mirror", "Herald", "Night"}
"""What follows a weekday in the name of a paper, or of a game on Monday Night."""
JOINTS = re.compile(r"\s?(?:to|through|until|till|-|–)\s?", re.IGNORECASE)
OPENED = re.compile(r"\b(from|between|by|until|till|since)\s(?:the\s)?\Z", re.IGNORECASE)
LONGEST_OPENING = 12


class Found(NamedTuple):
    """An expression in the text, with the word before it that changes its days ("since")."""

    name: str
    start: int
    end: int
    span: Span
    days: almanac.Days | None
    opening: str
    opens: int


@Language.component("claimwire_dates", assigns=["doc._.times"])
def dates(doc: Doc) -> Doc:
    """Write `doc._.times`, resolved against `doc._.published` where that is known."""
    doc._.times = tuple(find(doc, doc._.published))
    return doc


def find(doc: Doc, published: date | None) -> Iterator[Time]:
    """The time expressions of a text, in order, none overlapping."""
    text = doc.text
    waiting: Found | None = None
    for found in _expressions(doc, text, published):
        if waiting is not None and _range(text, waiting, found):
            waiting = _joined(waiting, found)
            continue
        if waiting is not None:
            yield _time(doc, waiting, published)
        waiting = found
    if waiting is not None:
        yield _time(doc, waiting, published)


def _expressions(doc: Doc, text: str, published: date | None) -> Iterator[Found]:
    for match in wordings.EXPRESSION.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is None or not len(span) or _is_no_time(match, span):
            continue
        name = match.lastgroup or ""
        before = OPENED.search(text[max(match.start() - LONGEST_OPENING, 0) : match.start()])
        opening = before.group(1).lower() if before else ""
        opens = match.start() - (len(before.group()) if before else 0)
        days = _resolved(name, match, span, published, opening)
        yield Found(name, match.start(), match.end(), span, days, opening, opens)


def _resolved(
    name: str, match: re.Match[str], span: Span, published: date | None, opening: str
) -> almanac.Days | None:
    parts = wordings.PATTERNS[name].match(match.string, match.start(), match.end())
    if parts is None or (published is None and not expressions.names_year(parts)):
        return None
    tense = tenses.of(span)
    if opening == "since":
        tense = "past"
    elif opening in {"until", "till", "by"} and tense == "open":
        tense = "future"
    return expressions.days(name, parts, Anchor(published or date.min, tense))


def _is_no_time(match: re.Match[str], span: Span) -> bool:
    """A modal "may", a verb "march", and days and months that are part of a name are no dates."""
    kind, text = match.lastgroup, match.group().lower()
    if kind not in {"month", "weekday", "mdy", "holiday"}:
        return False
    if text in {"may", "march", "august"} and _is_word(span):
        return True
    doc, start, end = span.doc, span.start, span.end
    after = doc[end].text if end < len(doc) else ""
    titled = start > 0 and doc[start - 1].lower_ in TITLES
    if titled or after in PAPERS or (kind == "mdy" and after == "attacks"):
        return True
    return any(token.ent_type_ in NAMES for token in span) and _named(span)


def _is_word(span: Span) -> bool:
    """Whether a month is another word: "may" and "march" in small letters, or at the head of a sentence."""
    return not span.text[0].isupper() or span[0].pos_ not in {"PROPN", "NUM"} or bool(span[0].is_sent_start)


def _named(span: Span) -> bool:
    """Whether the name that an expression stands in is longer than it."""
    doc, start, end = span.doc, span.start, span.end
    before = start > 0 and span[0].ent_iob_ == "I" and doc[start - 1].ent_type_ == span[0].ent_type_
    return before or (end < len(doc) and doc[end].ent_iob_ == "I")


def _range(text: str, first: Found, last: Found) -> bool:
    """Whether two expressions are the ends of one stretch of time."""
    between = text[first.end : last.start]
    spanned = first.opening == "between" and between.strip().lower() == "and"
    same = {first.name, last.name} <= {"mdy", "dmy"} or first.name == last.name
    return same and (spanned or (JOINTS.fullmatch(between) is not None and first.opening != "since"))


def _joined(first: Found, last: Found) -> Found:
    """One expression of two; a first one that lies behind the last is one of the week or year before."""
    start = first.opens if first.opening in {"from", "between"} else first.start
    span = last.span.doc.char_span(start, last.end, alignment_mode="contract") or first.span
    days = None
    if first.days is not None and last.days is not None:
        days = (_before(first, last.days[1]), last.days[1])
    return Found("range", start, last.end, span, days, "", start)


def _before(first: Found, last: date) -> date:
    """Where a range begins: a year of its own is that of its end, or the one before ("October to March")."""
    start = first.days[0] if first.days else last
    if start <= last:
        return start
    if first.name == "weekday":
        return almanac.shifted(start, "week", -1)
    same = almanac.shifted(start, "year", last.year - start.year)
    return same if same <= last else almanac.shifted(same, "year", -1)


def _time(doc: Doc, found: Found, published: date | None) -> Time:
    """An expression as a time, with "since", "until" and "by" where they change its days."""
    days = found.days
    if days is not None and published is not None:
        opened = days
        if found.opening == "since" and days[0] <= published:
            opened = (days[0], published)
        elif found.opening in {"until", "till", "by"} and days[1] >= published:
            opened = (published, days[1])
        if opened != days:
            span = doc.char_span(found.opens, found.end, alignment_mode="contract") or found.span
            return Time(span, *opened)
    return Time(found.span, *(days or (None, None)))
