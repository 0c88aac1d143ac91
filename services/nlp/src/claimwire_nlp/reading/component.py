"""The reader: one pass of the encoder over a text, and what all heads find in it, written as offsets.

text → windows → encoder → names, attributions
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from math import exp
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from claimwire_nlp.reading import attributions, encoder, names, windows
from claimwire_nlp.reading.sequences import Run
from claimwire_nlp.reading.windows import Word
from claimwire_nlp.reading.wordpiece import WordPiece

WINDOWS = 16
"""Windows that are decoded together; each takes about a megabyte while it is."""

Offsets = tuple[int, int]


class ReadName(NamedTuple):
    """A name: its offsets, its type as spaCy calls it, and how sure it is."""

    offsets: Offsets
    kind: str
    sure: float


class ReadAttribution(NamedTuple):
    """Who says what, as offsets, and how sure: the product of its parts' probabilities."""

    cue: Offsets
    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    sure: float


@Language.factory("claimwire_reader", assigns=["doc._.names_read", "doc._.attributions_read"])
def make_reader(nlp: Language, name: str, weights: str) -> "Reader":  # noqa: ARG001  the factory's signature is spaCy's
    """The component. The weights are read when the first text is; their print stands in its config alone."""
    return Reader()


class Reader:
    """Reads a text, then writes what was found."""

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.names_read` and `doc._.attributions_read`, in the order of the text."""
        found = list(read(doc.text))
        doc._.names_read = tuple(name for named, _ in found for name in named)
        doc._.attributions_read = tuple(one for _, attributed in found for one in attributed)
        return doc


def read(text: str) -> Iterator[tuple[list[ReadName], list[ReadAttribution]]]:
    """What is found in each window of a text."""
    waiting = windows.find(text, vocabulary())
    while batch := list(islice(waiting, WINDOWS)):
        encoded = [encoder.encode(window) for window in batch]
        found = zip(batch, names.find(encoded), attributions.find(encoded), strict=True)
        for window, named, attributed in found:
            yield (
                [ReadName(_offsets(window.words, name.words), name.kind, name.sure) for name in named],
                [_attribution(window.words, one) for one in attributed],
            )


@cache
def vocabulary() -> WordPiece:
    """The vocabulary, read once a process."""
    return WordPiece(encoder.MODEL / "vocab.txt")


def _attribution(words: list[Word], found: attributions.Found) -> ReadAttribution:
    content, source = (tuple(_offsets(words, run) for run in part) for part in (found.content, found.source))
    return ReadAttribution(_offsets(words, found.cue), content, source, round(exp(sum(found.sure)), 3))


def _offsets(words: list[Word], run: Run) -> Offsets:
    return words[run[0]].start, words[run[1] - 1].end
