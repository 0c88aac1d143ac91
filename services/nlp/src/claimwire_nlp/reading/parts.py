"""Parts: which words of a window are the content and the source of a cue that was found in it.

score(word) = out(gelu(claimed(word) + mean of claiming(the cue's words) + distance to the cue))
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimwire_nlp.reading.encoder import MODEL, Encoded
from claimwire_nlp.reading.scores import Floats, gelu, log_softmax
from claimwire_nlp.reading.sequences import Run

LABELS = 5
NEAR, FARTHEST, BUCKETS = 12, 256, 32
"""Distances up to `NEAR` words count one by one, then by their logarithm, up to `BUCKETS` on each side."""


class Head(NamedTuple):
    """The small weights of the head that finds parts; the large ones are in the encoder's file."""

    distance: Floats
    weight: Floats
    bias: Floats


def score(encoded: Encoded, cues: list[Run]) -> Floats:
    """The log probability of each label (5), for each cue and word."""
    if not cues:
        return np.zeros((0, len(encoded.claimed), LABELS), np.float32)
    head = load()
    words = np.arange(len(encoded.claimed))
    claiming = np.stack([encoded.claiming[slice(*cue)].mean(0) for cue in cues])
    away = head.distance[bucket(words[None] - np.array([[start] for start, _ in cues]))]
    hidden = gelu(encoded.claimed[None] + claiming[:, None] + away)
    return log_softmax(hidden @ head.weight.T + head.bias)


def bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """The row of the distance table for a word so many words after (or, below 0, before) the cue's first."""
    away = np.abs(distance)
    far = np.log(np.maximum(away, NEAR).astype(np.float32) / NEAR) / np.log(FARTHEST / NEAR)
    steps = np.where(away < NEAR, away, NEAR + (far * (BUCKETS - NEAR - 1)).astype(np.int64))
    return np.asarray(np.minimum(steps, BUCKETS - 1) + BUCKETS * (distance > 0))


@cache
def load() -> Head:
    """The head, read once a process."""
    with np.load(MODEL / "heads.npz", allow_pickle=False) as arrays:
        return Head(arrays["distance"], arrays["weight"], arrays["bias"])
