"""Every attribution that the frames allow, before the lexicon says which of them hold."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import content, cues, source
from claimwire_nlp.layers import Quotation

ACCORDING = "according to/ADP"


class Candidate(NamedTuple):
    """A possible attribution; `key` and `frame` are what the lexicon knows it by."""

    key: str
    frame: str
    source: Span | None
    cue: Span
    content: tuple[Span, ...]


def find(doc: Doc) -> Iterator[Candidate]:
    """The candidates of a text, in the order of their cues; none whose cue stands within a quotation."""
    quoted = {token.i for quotation in doc._.quotations for token in quotation.span}
    for cue in cues.find(doc):
        if cue.token.i not in quoted:
            yield from _of(cue, doc._.quotations)
    for phrase in cues.according(doc):
        if phrase[0].i not in quoted:
            pieces = widened(content.of_preposition(phrase), doc._.quotations, phrase[0])
            yield Candidate(ACCORDING, "according", source.of_preposition(phrase), phrase, pieces)


def _of(cue: cues.Cue, quotations: tuple[Quotation, ...]) -> Iterator[Candidate]:
    token = cue.token
    if token.pos_ == "NOUN":
        speaker, contents = source.of_noun, content.of_noun
    else:
        speaker, contents = source.of_verb, content.of_verb
    for found in contents(token):
        pieces = widened(found.pieces, quotations, token)
        if pieces:
            yield Candidate(cue.key, found.frame, speaker(token), cues.span(token), pieces)


def widened(
    pieces: tuple[Span, ...], quotations: tuple[Quotation, ...], cue: Token
) -> tuple[Span, ...]:
    """Pieces that end within a quotation are widened to its marks, so that no quotation is cut in two."""
    return tuple(_to_marks(piece, quotations, cue) for piece in pieces)


def _to_marks(piece: Span, quotations: tuple[Quotation, ...], cue: Token) -> Span:
    start, end = piece.start, piece.end
    for quotation in quotations:
        span = quotation.span
        touches = span.start < end and start < span.end
        if touches and not span.start <= cue.i < span.end:
            start, end = min(start, span.start), max(end, span.end)
    return piece.doc[start:end]
