"""Names: which words the encoder's heads take for one, with spaCy's labels.

One head, trained on marked news, says where a name begins and ends and which of four types it has; another,
trained on what a spaCy model says, tells which of its finer types that is.
"""

from typing import NamedTuple

import numpy as np

from claimwire_nlp.reading import sequences
from claimwire_nlp.reading.encoder import Encoded
from claimwire_nlp.reading.scores import Floats, log_softmax, padded
from claimwire_nlp.reading.sequences import Run, runs

TYPES = ("PER", "ORG", "LOC", "MISC")
"""The types of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003), in the order of their labels."""
KINDS = (
    "", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE",
)  # fmt: skip
"""The types of OntoNotes 5 that name things, in the order of the head's columns; none comes first."""
WITHIN = {
    "PER": ("PERSON",),
    "ORG": ("ORG",),
    "LOC": ("GPE", "LOC", "FAC"),
    "MISC": ("NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"),
}
"""The finer types of each."""


class Name(NamedTuple):
    """A name in words of its window, its type as spaCy calls it, and how sure (mean probability) it is."""

    words: Run
    kind: str
    sure: float


def find(encoded: list[Encoded]) -> list[list[Name]]:
    """The names of each window, in order."""
    scores = [log_softmax(window.names) for window in encoded]
    grammar = sequences.tags(len(TYPES))
    never = [np.zeros((1, len(window)), np.bool_) for window in scores]
    labels = sequences.best(*padded([window[None] for window in scores], never), grammar, grammar)
    return [
        sorted(_names(window, row, own)) for window, row, own in zip(encoded, labels, scores, strict=True)
    ]


def _names(encoded: Encoded, labels: sequences.Labels, scores: Floats) -> list[Name]:
    return [
        Name((start, end), _kind(encoded.kinds[start:end], coarse), _sure(scores[start:end], begin))
        for number, coarse in enumerate(TYPES)
        for begin in (1 + 2 * number,)
        for start, end in runs(labels, begin, encoded.window.paragraphs)
    ]


def _kind(scores: Floats, coarse: str) -> str:
    """The finer type that the second head finds likeliest among those of the first head's."""
    finer = WITHIN[coarse]
    total = scores[:, [KINDS.index(kind) for kind in finer]].sum(0)
    return finer[int(total.argmax())]


def _sure(scores: Floats, begin: int) -> float:
    return float(np.exp(scores[:, begin : begin + 2].max(1).mean()))
