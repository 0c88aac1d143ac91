# ruff: noqa: INP001  a script's own module
"""The marked names as what the model is trained on: sentences of CoNLL's form, and a spaCy model's types."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from claimwire_nlp.pipeline import DEFAULT_MODEL
from claimwire_nlp.reading import windows
from claimwire_nlp.reading.names import KINDS, TYPES
from claimwire_nlp.reading.windows import LONGEST, Window
from claimwire_nlp.reading.wordpiece import WordPiece
from numpy.typing import NDArray

COARSE = {
    "person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC",
    "country": "LOC", "misc": "MISC", "event": "MISC", "election": "MISC",
}  # fmt: skip
"""CrossNER's types (Liu et al. 2021) as the four of CoNLL-2003."""
ALONE = 0.5
"""The share of windows that hold one sentence: names are also asked for in sentences without neighbours."""
NAMING = {"ner", "tok2vec"}

Labels = NDArray[np.int64]
Named = tuple[int, int, str]
"""A name's offsets and type."""


def read(paths: list[Path]) -> list[tuple[str, list[Named]]]:
    """Sentences of `token<TAB>tag` lines with blank lines between them, each with its names."""
    return [
        _sentence([line.split("\t") for line in block.split("\n") if "\t" in line])
        for path in paths
        for block in path.read_text(encoding="utf-8").strip().split("\n\n")
    ]


def _sentence(rows: list[list[str]]) -> tuple[str, list[Named]]:
    text, names = "", []
    for token, tag in rows:
        start, mark, kind = len(text), tag[:1], COARSE.get(tag[2:])
        text += f"{token} "
        if kind and mark == "I" and names:
            names[-1] = (names[-1][0], start + len(token), kind)
        elif kind:
            names.append((start, start + len(token), kind))
    return text.rstrip(), names


def find(
    sentences: list[tuple[str, list[Named]]], pieces: WordPiece, rng: random.Random
) -> Iterator[tuple[Window, Labels]]:
    """Windows of one sentence or of several, a sentence a paragraph, with the B and I of their names."""
    text, marked = "", []
    for sentence, names in sentences:
        marked += [(start + len(text), end + len(text), kind) for start, end, kind in names]
        text += f"{sentence}\n"

    def room() -> int:
        return 1 if rng.random() < ALONE else rng.randint(LONGEST // 4, LONGEST)

    begins = {start: (end, kind) for start, end, kind in marked}
    for window in windows.find(text, pieces, room):
        yield window, _labels(window, begins)


def _labels(window: Window, begins: dict[int, tuple[int, str]]) -> Labels:
    labels, end, kind = np.zeros(len(window.words), np.int64), 0, ""
    for i, word in enumerate(window.words):
        if word.start in begins:
            end, kind = begins[word.start]
            labels[i] = 1 + 2 * TYPES.index(kind)
        elif word.start < end:
            labels[i] = 2 + 2 * TYPES.index(kind)
    return labels


def kinds(texts: list[str]) -> list[list[Named]]:
    """What spaCy's small model takes for names, with its types: the labels of the head for the finer ones."""
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in NAMING])
    return [
        [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in KINDS]
        for doc in nlp.pipe(texts)
    ]


def of_kind(window: Window, found: list[Named]) -> Labels:
    """The column of each word's finer type."""
    labels = np.zeros(len(window.words), np.int64)
    for start, end, kind in found:
        for i, word in enumerate(window.words):
            if start <= word.start < end:
                labels[i] = KINDS.index(kind)
    return labels
