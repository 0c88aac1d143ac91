# ruff: noqa: INP001  a script's own module
"""What the model is trained on: windows of marked articles and of sentences with names, as batches.

An article's windows have tags, the parts of each cue and the finer types of names; a sentence's have names.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from claimwire_nlp.reading import windows
from claimwire_nlp.reading.sequences import CONTENT, SOURCE
from claimwire_nlp.reading.windows import LONGEST, Window
from claimwire_nlp.reading.wordpiece import WordPiece
from numpy.typing import NDArray
from torch import Tensor
from training.encoder import PRETRAINED
from training.reader import names, varied

TAGS = {"content": 1, "source": 5, "cue": 3}
"""The B label of each among the tags; the I label follows it. Where parts overlap, the last stands."""
ROLES = {"content": CONTENT, "source": SOURCE}
IGNORED = -100
"""What the loss leaves out."""
BATCH = 2048
"""Pieces, padding included, of one step."""
SORTED = 256
"""Windows among which those of like length are put together."""

Article = dict[str, Any]
Attribution = dict[str, list[list[int]]]
"""The offsets of "source", "cue" and "content", each in pieces."""
Sentence = tuple[str, list[names.Named]]
Labels = NDArray[np.int64]


class Example(NamedTuple):
    """A window with the labels of each word, and, for each cue in it, its words and every word's role.

    What its text is not marked for is `None`.
    """

    window: Window
    tags: Labels | None = None
    cues: tuple[Labels, ...] = ()
    roles: tuple[Labels, ...] = ()
    names: Labels | None = None
    kinds: Labels | None = None


class Batch(NamedTuple):
    """Examples as tensors: pieces, which of them are no padding, first pieces, labels, and all their cues."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    tags: Tensor
    names: Tensor
    kinds: Tensor
    windows: Tensor
    cues: Tensor
    roles: Tensor


def read(path: Path) -> list[Article]:
    """Articles, one a line: {"text", "attributions": [{"source", "cue", "content": [[start, end], ...]}]}.

    Each is given "kinds", the finer types of its names.
    """
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = names.kinds([article["text"] for article in articles])
    return [article | {"kinds": kinds} for article, kinds in zip(articles, found, strict=True)]


def vocabulary() -> WordPiece:
    """The encoder's own."""
    return WordPiece(PRETRAINED / "vocab.txt")


def batches(articles: list[Article], sentences: list[Sentence], rng: random.Random) -> list[Batch]:
    """An epoch: windows cut anew at random lengths, in random order, but those of one length together."""
    pieces = vocabulary()
    marked = [
        example(window, article["attributions"], article["kinds"])
        for article in articles
        for window in windows.find(
            varied.text(article["text"], rng), pieces, lambda: rng.randint(LONGEST // 2, LONGEST)
        )
    ]
    named = [Example(window, names=labels) for window, labels in names.find(sentences, pieces, rng)]
    made = [*_batched(marked, rng), *_batched(named, rng)]
    rng.shuffle(made)
    return [_tensors(batch) for batch in made]


def _batched(found: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    rng.shuffle(found)
    for start in range(0, len(found), SORTED):
        yield from _packed(sorted(found[start : start + SORTED], key=lambda x: len(x.window.ids)))


def example(window: Window, attributions: list[Attribution], kinds: list[names.Named]) -> Example:
    """A window with its labels; a word that a span covers in part counts as covered."""
    cues, roles = [], []
    for attribution in attributions:
        cue = covered(window, attribution["cue"])
        if cue.any():
            cues.append(cue)
            roles.append(_labels(window, attribution, ROLES))
    tags = _tags(window, attributions)
    return Example(window, tags, tuple(cues), tuple(roles), kinds=names.of_kind(window, kinds))


def _tags(window: Window, attributions: list[Attribution]) -> Labels:
    """One tag a word: a cue stands before a source, that before a content, and of two the earlier."""
    tags = np.zeros(len(window.words), np.int64)
    for part, label in TAGS.items():
        marked = [attribution for attribution in attributions if attribution[part]]
        for attribution in sorted(marked, key=lambda a: a[part], reverse=True):
            labels = _labels(window, attribution, {part: label})
            tags = np.where(labels > 0, labels, tags)
    parted = (tags > 0) & (tags % 2 == 0) & ((np.roll(tags, 1) + 1) // 2 != tags // 2)
    return tags - parted


def covered(window: Window, spans: list[list[int]]) -> NDArray[np.bool_]:
    """Which words of a window some spans of the text cover."""
    starts, ends = (np.array([word[i] for word in window.words]) for i in (0, 1))
    found = np.zeros(len(window.words), np.bool_)
    for start, end in spans:
        found |= (starts < end) & (ends > start)
    return found


def _labels(window: Window, attribution: Attribution, begin: dict[str, int]) -> Labels:
    """B and I for each piece of each part, begun anew where a paragraph ends."""
    labels = np.zeros(len(window.words), np.int64)
    for part, label in begin.items():
        for span in attribution[part]:
            words = np.flatnonzero(covered(window, [span]))
            for i in words:
                goes_on = i > words[0] and window.paragraphs[i] == window.paragraphs[i - 1]
                labels[i] = label + goes_on
    return labels


def _packed(examples: list[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for one in examples:
        if batch and len(one.window.ids) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _tensors(examples: list[Example]) -> Batch:
    words = max(len(one.window.words) for one in examples)
    cues = [
        (row, cue, role)
        for row, one in enumerate(examples)
        for cue, role in zip(one.cues, one.roles, strict=True)
    ]
    return Batch(
        padded([np.array(one.window.ids) for one in examples], 0),
        padded([np.ones(len(one.window.ids)) for one in examples], 0).bool(),
        padded([np.array(one.window.first) for one in examples], 0),
        *(_column(examples, layer, words) for layer in ("tags", "names", "kinds")),
        torch.tensor([row for row, _, _ in cues], dtype=torch.long),
        padded([cue / cue.sum() for _, cue, _ in cues], 0, words).float(),
        padded([role for _, _, role in cues], IGNORED, words).long(),
    )


def _column(examples: list[Example], layer: str, words: int) -> Tensor:
    """One layer of labels; where an example has none, its words are ignored."""
    none = np.full(0, IGNORED)
    rows = [getattr(one, layer) for one in examples]
    return padded([none if row is None else row for row in rows], IGNORED, words).long()


def padded(rows: list[NDArray[Any]], filler: int, length: int = 0) -> Tensor:
    """Rows of one length as a tensor."""
    found = np.full((len(rows), max([length, *map(len, rows)])), filler, rows[0].dtype if rows else np.int64)
    for i, row in enumerate(rows):
        found[i, : len(row)] = row
    return torch.from_numpy(found)
