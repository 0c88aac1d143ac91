"""Pieces: the parts of a content that another speaker or another paragraph has a better right to.

The tagger may begin a content anew after its cue, and then takes up a quotation of a later paragraph that has a
cue of its own. A piece is kept where nobody's cue stands nearer, and where no narration stands between.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Attribution

LineOf = Callable[[int], int]
Cues = dict[int, list[Span]]
"""The cues outside quotations, by the line that they stand in."""


def kept(doc: Doc, found: list[Attribution], speech: Iterable[Attribution]) -> Iterator[Attribution]:
    """Attributions without the pieces that are others'; one always keeps the piece nearest to its cue."""
    line_of = lines(doc)
    cues = _cues(doc, [*found, *speech], line_of)
    for one in found:
        if len(one.content) < 2 or not one.cue:  # noqa: PLR2004  a first piece and another
            yield one
            continue
        yield one._replace(content=tuple(_own(doc, one, line_of, cues)))


def lines(doc: Doc) -> LineOf:
    """Which line a token stands in."""
    starts = [line.span.start for line in doc._.lines]
    return lambda i: bisect_right(starts, i) - 1


def _cues(doc: Doc, attributions: Iterable[Attribution], line_of: LineOf) -> Cues:
    found: Cues = {}
    for one in attributions:
        for cue in one.cue:
            if cue.start not in doc._.quoted:
                found.setdefault(line_of(cue.start), []).append(cue)
    return found


def _own(doc: Doc, one: Attribution, line_of: LineOf, cues: Cues) -> list[Span]:
    """The pieces in an attribution's own line, and those in a line without a cue that follow them at once."""
    home = line_of(one.cue[0].start)
    at = [line_of(piece.start) for piece in one.content]
    near = [
        piece
        for piece, line in zip(one.content, at, strict=True)
        if line == home or not (_foreign(one, cues.get(line, [])) or _interrupted(doc, one, line, home))
    ]
    return near or [min(one.content, key=lambda piece: abs(piece.start - one.cue[0].start))]


def _foreign(one: Attribution, cues: list[Span]) -> bool:
    own = {token.i for span in one.cue for token in span}
    return any(token.i not in own for cue in cues for token in cue)


def _interrupted(doc: Doc, one: Attribution, line: int, home: int) -> bool:
    """Whether a line that is nobody's words stands between a piece and its cue."""
    inside = {token.i for piece in one.content for token in piece}
    between = doc._.lines[min(line, home) + 1 : max(line, home)]
    return any(not any(token.i in inside for token in line.span) for line in between)
