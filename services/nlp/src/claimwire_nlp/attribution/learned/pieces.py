"""Pieces: the parts of a content that another speaker or another paragraph has a better right to.

The reader may begin a content anew after its cue, and then takes up a quotation of a later paragraph that
has a cue of its own. A piece is kept where nobody's cue stands nearer, and where no narration stands between.
Nor is one kept that is the subject of another clause: of "he said. Lomax was released" the "Lomax".
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Attribution

LineOf = Callable[[int], int]
SUBJECTS = {"nsubj", "nsubjpass"}
CLAUSES = {"VERB", "AUX"}
"""Parts of speech of a clause's root; that of "the pact, which ended the war" is a noun."""


class Cues(NamedTuple):
    """The cues outside quotations, by their line's number and by their sentence's first token."""

    of_line: dict[int, list[Span]]
    of_sentence: dict[int, list[Span]]


def kept(doc: Doc, found: list[Attribution], speech: Iterable[Attribution]) -> Iterator[Attribution]:
    """Attributions without the pieces that are others'; one always keeps the piece nearest to its cue."""
    line_of = lines(doc)
    cues = _cues(doc, [*found, *speech], line_of)
    for one in found:
        if len(one.content) < 2 or not one.cue:  # noqa: PLR2004  a first piece and another
            yield one
            continue
        yield one._replace(content=tuple(_own(one, line_of, cues)))


def lines(doc: Doc) -> LineOf:
    """Which line a token stands in."""
    starts = [line.span.start for line in doc._.lines]
    return lambda i: max(bisect_right(starts, i) - 1, 0)


def _cues(doc: Doc, attributions: Iterable[Attribution], line_of: LineOf) -> Cues:
    found = Cues({}, {})
    for one in attributions:
        for cue in one.cue:
            if cue.start not in doc._.quoted:
                found.of_line.setdefault(line_of(cue.start), []).append(cue)
                found.of_sentence.setdefault(cue[0].sent.start, []).append(cue)
    return found


def _own(one: Attribution, line_of: LineOf, cues: Cues) -> list[Span]:
    """The pieces in a cue's own sentence, and the others where no cue and no narration stands nearer."""
    told = {token.i for span in (*one.content, *one.cue) for token in span}
    whole = [piece for piece in one.content if not _cut_off(piece, told)]
    near = [piece for piece in whole if _near(piece, one, line_of, cues)]
    return near or [min(whole or one.content, key=lambda piece: abs(piece.start - one.cue[0].start))]


def _cut_off(piece: Span, told: set[int]) -> bool:
    """Whether a piece is a subject whose verb is neither told nor the cue: it asserts nothing."""
    subject, verb = piece.root, piece.root.head
    if subject.dep_ not in SUBJECTS or verb.pos_ not in CLAUSES or verb.i in told:
        return False
    return not any(token.pos_ in CLAUSES for token in piece)


def _near(piece: Span, one: Attribution, line_of: LineOf, cues: Cues) -> bool:
    cue = one.cue[0]
    if piece[0].sent.start == cue[0].sent.start:
        return True
    here, home = line_of(piece.start), line_of(cue.start)
    if here != home:
        return not _foreign(one, cues.of_line.get(here, [])) and _follows(piece.doc, here, home, cue)
    sentences = {piece[0].sent.start, *(token.i for token in piece if token.is_sent_start)}
    return not any(_foreign(one, cues.of_sentence.get(start, [])) for start in sentences)


def _foreign(one: Attribution, cues: list[Span]) -> bool:
    own = {token.i for span in one.cue for token in span}
    return any(token.i not in own for cue in cues for token in cue)


def _follows(doc: Doc, here: int, home: int, cue: Span) -> bool:
    """Whether nothing but quotations and the cue's sentence stands between a cue and another line's piece."""
    quoted, own = doc._.quoted, doc._.lines[home].span
    between = doc._.lines[here:home] if here < home else doc._.lines[home + 1 : here + 1]
    edge = own[0] if here < home else own[-1]
    return (edge.i in quoted or edge.sent.start == cue[0].sent.start) and all(
        line.span.start in quoted for line in between
    )
