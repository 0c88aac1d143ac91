"""Every attribution that the frames allow, before the lexicon says which of them hold."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
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
    quoted = doc._.quoted
    according = list(cues.according(doc))
    vouched = {i for phrase in according for i in content.extent(phrase)}
    for cue in cues.find(doc):
        if cue.token.i not in quoted:
            yield from _of(cue, doc._.quotations, vouched)
    for phrase in according:
        if phrase[0].i not in quoted:
            pieces = widened(content.of_preposition(phrase), doc._.quotations, phrase[0])
            yield Candidate(ACCORDING, "according", source.of_preposition(phrase), phrase, pieces)


def _of(cue: cues.Cue, quotations: tuple[Quotation, ...], vouched: set[int]) -> Iterator[Candidate]:
    token = cue.token
    if token.pos_ == "NOUN":
        speaker, contents, form = source.of_noun, content.of_noun, ""
    else:
        speaker, contents, form = source.of_verb, content.of_verb, content.form(token)
    for found in contents(token):
        pieces = content.without(found.pieces, vouched) if found.pieces else ()
        if pieces:
            said_by = speaker(token)
            pieces = widened(up_to_source(pieces, said_by), quotations, token)
            yield Candidate(cue.key, found.frame + form, said_by, cues.span(token), pieces)


def up_to_source(pieces: tuple[Span, ...], speaker: Span | None) -> tuple[Span, ...]:
    """Pieces drawn up to the comma before the source, where the parser ended them too early."""
    if speaker is None:
        return pieces
    last, doc = pieces[-1], speaker.doc
    comma = speaker.start - 1
    gap = doc[last.end : max(comma, last.end)]
    if last.end >= comma or doc[comma].text != "," or any(t.is_punct or t.is_space for t in gap):
        return pieces
    return (*pieces[:-1], doc[last.start : comma]) if gap[0].sent.start == last.root.sent.start else pieces


def widened(pieces: tuple[Span, ...], quotations: tuple[Quotation, ...], cue: Token) -> tuple[Span, ...]:
    """Pieces that end within a quotation are widened to its marks, so that no quotation is cut in two."""
    return tuple(_to_marks(piece, quotations, cue) for piece in pieces)


def _to_marks(piece: Span, quotations: tuple[Quotation, ...], cue: Token) -> Span:
    start, end = piece.start, piece.end
    first = bisect_right(quotations, start, key=lambda quotation: quotation.span.end)
    for quotation in islice(quotations, first, None):
        span = quotation.span
        if span.start >= end:
            break
        if not span.start <= cue.i < span.end:
            start, end = min(start, span.start), max(end, span.end)
    return piece.doc[start:end]
