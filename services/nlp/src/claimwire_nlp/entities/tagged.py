"""Tagged names: what the reader takes for names, as `doc.ents`, which a spaCy model's own would be else.

The reader does not see case. What is written as no name is taken off its finds here, where the text shows it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimwire_nlp.entities.persons import PARTICLES, SUFFIXES
from claimwire_nlp.reading.component import ReadName

EVENTS = {
    "campaign", "championship", "championships", "conference", "crisis", "cup", "election", "elections",
    "primaries", "primary", "referendum", "summit", "trials", "war",
}  # fmt: skip
"""Lower-case words that end the name of what happened ("2019 United Kingdom general election")."""

NAMED_FOR = {"PERSON", "ORG", "GPE", "LOC", "FAC"}


class Tagged(NamedTuple):
    """A name and how sure the reader is of it (0 to 1)."""

    span: Span
    sure: float


@Language.component("claimwire_names", requires=["doc._.names_read"], assigns=["doc.ents", "token.ent_type"])
def names(doc: Doc) -> Doc:
    """Write `doc.ents`."""
    doc.set_ents([name.span for name in find(doc)])
    return doc


def find(doc: Doc) -> Iterator[Tagged]:
    """The names in order; a token that a name covers in part is taken whole, by the first that does."""
    end = 0
    for name in doc._.names_read:
        span = _span(doc, name, end)
        if span is not None:
            yield Tagged(span, name.sure)
            end = span.end


def _span(doc: Doc, name: ReadName, taken: int) -> Span | None:
    """A name as it is written: from its first capital, or the particle before that, to its last capital."""
    start, end = name.offsets
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or span.start < taken:
        return None
    span = _within_sentence(span)
    if not any(_marked(char) for char in span.text):
        return None
    if name.kind == "PERSON":
        span = _with_surname(span)
    first, last = span[0], span[-1]
    written = [token.i for token in span if _written(token)]
    begins = span.start if name.kind == "PERSON" and first.lower_ in PARTICLES else written[0]
    ends = last.i if name.kind not in NAMED_FOR and last.lower_ in EVENTS else written[-1]
    return Span(doc, begins, ends + 1, label=name.kind)


def _within_sentence(span: Span) -> Span:
    """A name up to the full stop that it was read across; that of an initial is part of its word."""
    stops = [token.i for token in span[1:-1] if token.text == "."]
    return span.doc[span.start : stops[0]] if stops else span


def _with_surname(span: Span) -> Span:
    """A person's name that stops at a particle ("Jan van der"), with the surname that this begins."""
    doc, end = span.doc, span.end
    if doc[end - 1].lower_ in PARTICLES:
        while end < len(doc) and doc[end].lower_ in PARTICLES:
            end += 1
        end += end < len(doc) and doc[end].is_title
    end += end < len(doc) and doc[end].lower_ in SUFFIXES
    return doc[span.start : end]


def _written(token: Token) -> bool:
    """Whether a word can begin or end a name."""
    return any(_marked(char) or char.isdigit() for char in token.text)


def _marked(char: str) -> bool:
    """Whether a character is a capital, or a letter of a script that has none."""
    return char.isupper() or (char.isalpha() and char.lower() == char.upper())
