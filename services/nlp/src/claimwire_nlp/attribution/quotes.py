"""Quotations: curly, straight and mismatched marks, single marks, and those that go on over paragraphs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from claimwire_nlp.attribution import transcripts
from claimwire_nlp.layers import Quotation

OPENING = re.compile(r"[“„«‟]|``|(?<![\w])\"(?=\S)|(?<![\w'])''(?=[\w\[(.…$])")
CLOSING = {
    "“": re.compile(r"[”‟]|\"|(?<=\S)“(?=[\s.,;:!?]|$)|''"),
    "„": re.compile(r"[“”\"]"),
    "‟": re.compile(r"[”\"]"),
    "«": re.compile(r"»"),
    "``": re.compile(r"''|\"|”"),
    '"': re.compile(r"[\"”]|''(?!\w)"),
    "''": re.compile(r"''|[”\"]"),
}
SINGLE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(—–-]))[‘'](?=[A-Z\[…])([^‘“\"”\n]*?[\w%][.,!?…—-]+)[’'](?!\w)")
SINGLE_WORDS = 3


class Marked(NamedTuple):
    """A quotation as characters of its line; `closed` is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool


@Language.component(
    "claimwire_quotes", requires=["doc._.lines", "doc._.things"], assigns=["doc._.quotations", "doc._.quoted"]
)
def quotes(doc: Doc) -> Doc:
    """Write `doc._.quotations`; what a speaker of a transcript says is one, with or without marks."""
    turns = [Quotation(piece) for turn in transcripts.find(doc) for piece in turn.speech]
    spoken = {token.i for turn in turns for token in turn.span}
    marked = (one for one in find(doc) if one.span.start not in spoken)
    doc._.quotations = tuple(sorted([*turns, *marked], key=lambda one: one.span.start))
    doc._.quoted = frozenset(token.i for quotation in doc._.quotations for token in quotation.span)
    return doc


def find(doc: Doc) -> Iterator[Quotation]:
    """The quotations of a text whose lines are known, in order; one that continues is one for each line."""
    lines = [line.span for line in doc._.lines]
    for position, line in enumerate(lines):
        following = lines[position + 1].text if position + 1 < len(lines) else ""
        opens_again = bool(OPENING.match(following))
        for mark in sorted(find_in_line(line.text)):
            span = doc.char_span(
                line.start_char + mark.start, line.start_char + mark.end, alignment_mode="expand"
            )
            if span is not None:
                yield Quotation(span, continues=not mark.closed and opens_again)


def find_in_line(text: str) -> Iterator[Marked]:
    """The quotations of one line. An open one without an end lasts to the end of the line."""
    position, masked = 0, text
    while opening := OPENING.search(text, position):
        closing = CLOSING[opening.group()].search(text, opening.end())
        end = closing.end() if closing else len(text)
        yield Marked(opening.start(), end, closed=closing is not None)
        masked = masked[: opening.start()] + "“" * (end - opening.start()) + masked[end:]
        position = end
    yield from _single(masked)


def _single(text: str) -> Iterator[Marked]:
    """Quotations between single marks: not those within double ones, and never a lone word."""
    for match in SINGLE.finditer(text):
        if len(match.group(1).split()) >= SINGLE_WORDS:
            yield Marked(match.start(), match.end(), closed=True)
