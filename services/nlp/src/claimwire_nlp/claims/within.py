"""What of a text's findings lies within a claim's words, without a look at all the others."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Span

T = TypeVar("T")


def pieces(content: tuple[Span, ...], found: Sequence[T], span: Callable[[T], Span]) -> Iterator[T]:
    """Those of the findings, given in the order of the text, that lie wholly within a piece of a content."""
    for piece in content:
        at = bisect_left(found, piece.start, key=lambda one: span(one).start)
        while at < len(found) and span(found[at]).start < piece.end:
            if span(found[at]).end <= piece.end:
                yield found[at]
            at += 1
