# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""Whether a confidence means what it says: claims by confidence, and how many of them are right."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from attribution_score import Judged

BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Bin(NamedTuple):
    """Claims whose confidence lies from `low` up to `high`: how many, their mean confidence, share right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """The bins that hold a claim."""
    found = []
    for low, high in pairwise(BINS):
        own = [one for one in judged if low <= one.confidence < high or one.confidence == high == BINS[-1]]
        if own:
            confidence = sum(one.confidence for one in own) / len(own)
            found.append(Bin(low, high, len(own), confidence, sum(one.right for one in own) / len(own)))
    return found


def expected_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error (Naeini et al. 2015): the mean gap over bins, by their claims."""
    return sum(bin_.claims * abs(bin_.confidence - bin_.right) for bin_ in bins(judged)) / max(1, len(judged))
