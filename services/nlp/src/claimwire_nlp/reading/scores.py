"""Scores: arrays of what the heads say of words, and what is done to all of them."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

NEVER = -1e4
"""The log probability of what cannot be."""


def log_softmax(scores: Floats) -> Floats:
    """Scores as log probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit, by its usual approximation with tanh."""
    inner = x * np.float32(0.7978845608) * (1 + np.float32(0.044715) * x * x)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def padded(scores: list[Floats], flags: list[Flags]) -> tuple[Floats, Flags]:
    """The rows (each words x labels) of all windows as one array, filled up with words that are nothing."""
    rows, words = sum(len(x) for x in scores), max(x.shape[1] for x in scores)
    filled = np.full((rows, words, scores[0].shape[2]), NEVER, np.float32)
    filled[:, :, 0] = 0
    flagged = np.zeros((rows, words), np.bool_)
    row = 0
    for window, own in zip(scores, flags, strict=True):
        filled[row : row + len(window), : window.shape[1]] = window
        flagged[row : row + len(window), : window.shape[1]] = own
        row += len(window)
    return filled, flagged
