"""Sequences: the best allowed labels of a row of words (Viterbi), for many rows at once.

A `Grammar` says which states may follow each other and which label a word has that leads from one to the
next. Labels are B and I ("begins", "goes on") of each kind, after 0 for none; an I follows its own B or I.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimwire_nlp.reading.scores import NEVER, Flags, Floats

Labels = NDArray[np.int64]
Run = tuple[int, int]
"""The first word and the end of a run of words."""

CONTENT, SOURCE = 1, 3
"""The B labels of the parts of an attribution."""


class Grammar(NamedTuple):
    """From state (row) to state (column): the label of the word, and 0 or `NEVER`. It begins in state 0."""

    label: Labels
    cost: Floats


def best(scores: Floats, anew: Flags, grammar: Grammar, renewed: Grammar) -> Labels:
    """The labels of the best path of each row.

    Args:
        scores: the log probability of each label (rows x words x labels).
        anew: the words (rows x words) at which `renewed` stands in the grammar's place.
        grammar: what may follow what.
        renewed: a grammar of the same states.
    """
    rows, words, _ = scores.shape
    states = len(grammar.cost)
    came = np.zeros((words, rows, states), np.int64)
    total = np.full((rows, states), NEVER, np.float32)
    total[:, 0] = 0
    for word in range(words):
        step = _step(scores[:, word], grammar)
        if anew[:, word].any():
            step = np.where(anew[:, word, None, None], _step(scores[:, word], renewed), step)
        step += total[:, :, None]
        came[word] = step.argmax(1)
        total = step.max(1)
    return _labels(came, total.argmax(1), grammar, anew, renewed)


def _step(scores: Floats, grammar: Grammar) -> Floats:
    return np.asarray(scores[:, grammar.label] + grammar.cost)


def _labels(came: Labels, last: Labels, grammar: Grammar, anew: Flags, renewed: Grammar) -> Labels:
    """The labels on the way back from each row's last state."""
    words, rows, _ = came.shape
    labels = np.zeros((rows, words), np.int64)
    every, state = np.arange(rows), last
    for word in range(words - 1, -1, -1):
        before = came[word, every, state]
        labels[:, word] = np.where(anew[:, word], renewed.label[before, state], grammar.label[before, state])
        state = before
    return labels


def runs(labels: Labels, begin: int, paragraphs: list[int] | None = None) -> list[Run]:
    """The runs of a label as first word and end; cut where a paragraph ends, if it is told."""
    found: list[Run] = []
    for i in np.flatnonzero((labels == begin) | (labels == begin + 1)).tolist():
        parted = paragraphs is not None and i > 0 and paragraphs[i] != paragraphs[i - 1]
        if found and labels[i] == begin + 1 and found[-1][1] == i and not parted:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


@cache
def tags(kinds: int) -> Grammar:
    """The grammar of B and I of some kinds: each label a state; nothing but that I follows its own."""
    labels = 1 + 2 * kinds
    label = np.tile(np.arange(labels), (labels, 1))
    cost = np.zeros((labels, labels), np.float32)
    for inside in range(2, labels, 2):
        cost[:, inside] = NEVER
        cost[inside - 1 : inside + 1, inside] = 0
    return Grammar(label, cost)


@cache
def parts(*, anew: bool = False) -> Grammar:
    """The grammar of one cue's parts: one run of source, and one of content until it is allowed anew.

    Of PolNeAR's 19,834 attributions six have a source in two pieces, and one in eighty a content in pieces
    that are not parted by the cue.
    """
    states = [("", s, c) for s in (0, 1) for c in (0, 1)]
    states += [("content", s, 1) for s in (0, 1)] + [("source", 1, c) for c in (0, 1)]
    label = np.zeros((len(states), len(states)), np.int64)
    cost = np.full(label.shape, NEVER, np.float32)
    for i, before in enumerate(states):
        for j, after in enumerate(states):
            found = _between(before, after, anew=anew)
            if found is not None:
                label[i, j], cost[i, j] = found, 0
    return Grammar(label, cost)


State = tuple[str, int, int]


def _between(before: State, after: State, *, anew: bool) -> int | None:
    """The label that leads from a state (kind of word, source seen, content seen) to another, if one does."""
    (kind, source, content), (following, *seen) = before, after
    if anew:
        content = 0
    if following == "content":
        going_on = kind == "content" and not anew
        fits = seen[0] == source and (going_on or not content)
        return (CONTENT + going_on) if fits else None
    if following == "source":
        fits = seen[1] == content and (kind == "source" or not source)
        return (SOURCE + (kind == "source")) if fits else None
    return 0 if seen == [source, content] else None
