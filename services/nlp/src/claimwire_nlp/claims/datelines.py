"""Datelines: the place, day and agency before a line's first words, which assert nothing."""

import re
from bisect import bisect_right

from spacy.tokens import Doc, Span

from claimwire_nlp.attribution.content import tidy

PLACE = r"[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+)*"
"""A name in capitals: "SAN PEDRO"."""
MORE = r"(?:, [A-Z][\w.’']*(?: [A-Z\d][\w.’']*)*)"
"""The country and a day, after commas: ", Zambia, April 14"."""
AGENCY = r"(?: \([^()\n]{2,40}\))"
DASH = r"\s*(?:–|—|--|-)\s+(?=[“\"‘'(]?[A-Z\d])"
FULL = re.compile(f"{PLACE}(?:{MORE}+{AGENCY}?|{AGENCY}){DASH}")
BARE = re.compile(f"{PLACE}{DASH}(?![^.!?]* [–—-] )")
"""A place alone; in "NASA - America's space agency - said" a second dash follows."""


def without(doc: Doc, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """A content without the dateline that it begins with, where it begins a line."""
    first, *rest = content
    if not _begins_line(doc, first):
        return content
    dateline = FULL.match(first.text) or BARE.match(first.text)
    if dateline is None:
        return content
    begins = first.start_char + dateline.end()
    start = next((token.i for token in first if token.idx >= begins), first.end)
    told = tidy(doc, start, first.end)
    return content if told is None else (told, *rest)


def _begins_line(doc: Doc, span: Span) -> bool:
    number = bisect_right(doc._.lines, span.start, key=lambda line: line.span.start) - 1
    return number >= 0 and doc._.lines[number].span.start == span.start
