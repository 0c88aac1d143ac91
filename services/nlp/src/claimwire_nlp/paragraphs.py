"""The lines of a text: paragraphs, headings and furniture told apart before anything is parsed."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Line, LineKind

TERMINAL = re.compile(r"[.!?…:;,]['\"”’»)\]]*$")
BULLET = re.compile(r"^\s*(?:[-–—•*·▪]|\d{1,2}[.)])\s+")
FURNITURE = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\s(?:©|\d)|all rights reserved|advertisement\b|sign up\b|subscribe\b"
    r"|read (?:more|also|next)\b|related(?: stor| article|:)|click here|follow (?:us|@)|share this"
    r"|photo(?: by|:)|image(?: credit|:)|getty images|watch:|listen:|see also\b|more (?:from|on):"
    r"|this story (?:has been|was) (?:updated|corrected)"
    r"|(?:by|written by)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}\s*$)"
    r"|all rights reserved\.?\s*$|contributed to this (?:report|story|article)",
    re.IGNORECASE,
)
HEADING_WORDS = 16
STOPS = {".", "!", "?"}
LONGEST = 400
"""Tokens that may follow each other without a full stop; no prose comes near it."""


@Language.component("claimwire_paragraphs", assigns=["token.is_sent_start", "doc._.lines"])
def paragraphs(doc: Doc) -> Doc:
    """Write `doc._.lines`, and begin a sentence at every line: a heading must not run into what follows."""
    lines = tuple(find(doc))
    for line in lines:
        for start in starts(line.span):
            doc[start].is_sent_start = True
    doc._.lines = lines
    return doc


def find(doc: Doc) -> Iterator[Line]:
    """The lines that hold anything, in order."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            yield from _line(doc[start : token.i])
            start = token.i + 1
    yield from _line(doc[start:])


def starts(line: Span) -> Iterator[int]:
    """Where sentences must begin in a line: at its front, and where one would go on without end.

    What is done with a sentence grows with the square of its length, so that no input may make it long.
    """
    last = line.start
    yield last
    for token in line:
        if token.text in STOPS:
            last = token.i
        elif token.i - last >= LONGEST:
            last = token.i
            yield last


def kind(text: str) -> LineKind:
    """What a line is, by its looks: a heading has few words and no full stop, or nothing but capitals."""
    if FURNITURE.search(text):
        return "furniture"
    letters = [char for char in text if char.isalpha()]
    if letters and all(char.isupper() for char in letters) and len(letters) > 1:
        return "heading"
    closed = TERMINAL.search(text.rstrip()) or BULLET.match(text)
    return "body" if closed or len(text.split()) > HEADING_WORDS else "heading"


def _line(span: Span) -> Iterator[Line]:
    while len(span) and span[0].is_space:
        span = span[1:]
    if len(span):
        yield Line(span, kind(span.text))
