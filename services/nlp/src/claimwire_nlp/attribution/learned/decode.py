"""Decode: from the heads' scores to attributions, in words of their window.

tag scores → cues → for each cue: scores of its parts → content and source
"""

from typing import NamedTuple

import numpy as np

from claimwire_nlp.attribution.learned import parts, sequences
from claimwire_nlp.attribution.learned.encoder import Encoded, Floats
from claimwire_nlp.attribution.learned.parts import Run, log_softmax
from claimwire_nlp.attribution.learned.sequences import CONTENT, NEVER, SOURCE, Labels

CUE = 3
"""The B label of a cue among the tags; content (1) and source (5) are tagged for the training's sake."""
AT_ONCE = 32
"""Cues that are read at once: each takes about half a megabyte while it is."""


class Found(NamedTuple):
    """An attribution in words of its window: the cue, the pieces of content and source, and how sure.

    `sure` holds the mean log probability of the cue's, the content's and the source's words.
    """

    cue: Run
    content: tuple[Run, ...]
    source: tuple[Run, ...]
    sure: tuple[float, float, float]


def find(encoded: Encoded) -> list[Found]:
    """The attributions of one window, in the order of their cues; those without content left out."""
    tags = log_softmax(encoded.tags)
    cues = find_cues(tags)
    found = [
        attribution
        for start in range(0, len(cues), AT_ONCE)
        for attribution in _of_cues(encoded, tags, cues[start : start + AT_ONCE])
    ]
    return [attribution for attribution in found if attribution.content]


def find_cues(tags: Floats) -> list[Run]:
    """The cues of a window, from the log probability of each word's tags."""
    grammar = sequences.tags()
    never = np.zeros((1, len(tags)), np.bool_)
    return runs(sequences.best(tags[None], grammar, never, grammar)[0], CUE)


def _of_cues(encoded: Encoded, tags: Floats, cues: list[Run]) -> list[Found]:
    scores = parts.score(encoded, cues)
    begins = np.diff(encoded.window.paragraphs, prepend=0) > 0
    anew = np.tile(begins, (len(cues), 1))
    for row, (start, end) in enumerate(cues):
        scores[row, start:end, 1:] = NEVER
        anew[row, end : end + 1] = True
    rows = sequences.best(scores, sequences.parts(), anew, sequences.parts(anew=True))
    return [_found(cue, labels, tags, row) for cue, labels, row in zip(cues, rows, scores, strict=True)]


def _found(cue: Run, labels: Labels, tags: Floats, scores: Floats) -> Found:
    content, source = (tuple(runs(labels, begin)) for begin in (CONTENT, SOURCE))
    chosen = scores[np.arange(len(labels)), labels]
    of_cue = float(tags[slice(*cue), CUE : CUE + 2].max(1).mean())
    return Found(cue, content, source, (of_cue, _mean(chosen, content), _mean(chosen, source)))


def _mean(chosen: Floats, pieces: tuple[Run, ...]) -> float:
    """The mean over all words of some pieces; 0 for none."""
    values = [chosen[slice(*piece)] for piece in pieces]
    return float(np.concatenate(values).mean()) if values else 0.0


def runs(labels: Labels, begin: int) -> list[Run]:
    """The runs of a label as first word and end."""
    found: list[Run] = []
    for i in np.flatnonzero((labels == begin) | (labels == begin + 1)).tolist():
        if found and labels[i] == begin + 1 and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found
