"""Attributions: from the heads' scores to who says what, in words of their window.

tag scores → cues → for each cue: scores of its parts → content and source
"""

from typing import NamedTuple

import numpy as np

from claimwire_nlp.reading import parts, sequences
from claimwire_nlp.reading.encoder import Encoded
from claimwire_nlp.reading.scores import NEVER, Flags, Floats, log_softmax, padded
from claimwire_nlp.reading.sequences import CONTENT, SOURCE, Labels, Run, runs

CUE = 3
"""The B label of a cue among the tags; content (1) and source (5) are tagged for the training's sake."""


class Found(NamedTuple):
    """An attribution in words of its window: the cue, the pieces of content and source, and how sure.

    `sure` holds the mean log probability of the cue's, the content's and the source's words.
    """

    cue: Run
    content: tuple[Run, ...]
    source: tuple[Run, ...]
    sure: tuple[float, float, float]


def find(encoded: list[Encoded]) -> list[list[Found]]:
    """The attributions of each window, in the order of their cues; those without content left out.

    Windows are taken together for speed alone: a step from word to word is one for all of them.
    """
    tags = [log_softmax(window.tags) for window in encoded]
    cues = find_cues(tags)
    scores = [parts.score(window, found) for window, found in zip(encoded, cues, strict=True)]
    anew = [begins_anew(window, found) for window, found in zip(encoded, cues, strict=True)]
    for rows, found in zip(scores, cues, strict=True):
        for row, (start, end) in zip(rows, found, strict=True):  # a cue is no part of what it gives
            row[start:end, 1:] = NEVER
    labels = iter(sequences.best(*padded(scores, anew), sequences.parts(), sequences.parts(anew=True)))
    made = [
        [
            _found(cue, next(labels), tags[i], row, encoded[i].window.paragraphs)
            for cue, row in zip(cues[i], scores[i], strict=True)
        ]
        for i in range(len(encoded))
    ]
    return [[attribution for attribution in window if attribution.content] for window in made]


def find_cues(tags: list[Floats]) -> list[list[Run]]:
    """The cues of each window, from the log probability of its words' tags."""
    grammar = sequences.tags(3)
    never = [np.zeros((1, len(window)), np.bool_) for window in tags]
    labels = sequences.best(*padded([window[None] for window in tags], never), grammar, grammar)
    return [runs(row, CUE) for row in labels]


def begins_anew(encoded: Encoded, cues: list[Run]) -> Flags:
    """For each cue (row) the word at which a content may begin anew: the one after it."""
    anew = np.zeros((len(cues), len(encoded.window.words)), np.bool_)
    for row, (_, end) in enumerate(cues):
        anew[row, end : end + 1] = True
    return anew


def _found(cue: Run, labels: Labels, tags: Floats, scores: Floats, paragraphs: list[int]) -> Found:
    content, source = (tuple(runs(labels, begin, paragraphs)) for begin in (CONTENT, SOURCE))
    chosen = scores[np.arange(len(scores)), labels[: len(scores)]]
    of_cue = float(tags[slice(*cue), CUE : CUE + 2].max(1).mean())
    return Found(cue, content, source, (of_cue, _mean(chosen, content), _mean(chosen, source)))


def _mean(chosen: Floats, pieces: tuple[Run, ...]) -> float:
    """The mean over all words of some pieces; 0 for none."""
    values = [chosen[slice(*piece)] for piece in pieces]
    return float(np.concatenate(values).mean()) if values else 0.0
