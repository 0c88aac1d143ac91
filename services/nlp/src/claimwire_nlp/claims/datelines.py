"""Datelines: the place, day and agency before an article's first words, which assert nothing."""

import re

from spacy.tokens import Span

from claimwire_nlp.attribution.content import tidy

LINE = re.compile(
    r"[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+)*"
    r"(?:, [A-Z][\w.’']*(?: [A-Z\d][\w.’']*)*)*"
    r"(?: \([^()\n]{2,40}\))?"
    r"\s*(?:–|—|--|-)\s+"
)
"""A place in capitals, the country and a day after commas, the agency in brackets, a dash."""


def without(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """A content without the dateline that it begins with, if it begins its line."""
    first, *rest = content
    doc = first.doc
    begins = first.start == 0 or doc[first.start - 1].is_space
    dateline = LINE.match(first.text) if begins else None
    if dateline is None:
        return content
    start = next((token.i for token in first if token.idx >= first.start_char + dateline.end()), first.end)
    told = tidy(doc, start, first.end)
    return content if told is None else (told, *rest)
