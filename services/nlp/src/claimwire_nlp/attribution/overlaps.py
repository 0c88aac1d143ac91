"""The parts of an attribution kept apart: no word is said twice, and nobody is part of what they say."""

from collections.abc import Iterator

from spacy.tokens import Span

from claimwire_nlp.layers import Attribution


def apart(attribution: Attribution) -> Attribution:
    """An attribution whose pieces stand in order and share no token, without sources that overlap them."""
    content = tuple(merged(attribution.content))
    sources = merged(attribution.source)
    source = tuple(span for span in sources if not any(_meet(span, one) for one in content))
    return attribution._replace(source=source, content=content)


def merged(pieces: tuple[Span, ...]) -> Iterator[Span]:
    """Pieces in the order of the text, those that overlap as one."""
    last: Span | None = None
    for piece in sorted(pieces, key=lambda one: (one.start, one.end)):
        if last is not None and _meet(last, piece):
            last = piece.doc[last.start : max(last.end, piece.end)]
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
