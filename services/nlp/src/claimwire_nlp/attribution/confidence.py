"""Confidence: the share of attributions like this one whose content and source people mark alike.

What finds an attribution says how sure it is in a measure of its own; a curve makes a share of it. The curves
are those of articles that the reader was not trained on, drawn by `benchmarks/calibrate.py`.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from claimwire_nlp.layers import Attribution

CURVES = Path(__file__).with_name("confidence.json")


class Curve(NamedTuple):
    """Points of a curve, both rising: the measure, and the share that was right there."""

    measure: list[float]
    right: list[float]


@cache
def curves() -> dict[str, Curve]:
    """The curve of each way to find attributions, by its name; read once a process."""
    return {name: Curve(**points) for name, points in json.loads(CURVES.read_text()).items()}


def calibrated(found: Iterable[Attribution], by: str) -> tuple[Attribution, ...]:
    """Attributions with a share for a confidence; as they are where no curve has been drawn."""
    curve = curves().get(by)
    if curve is None:
        return tuple(found)
    return tuple(one._replace(confidence=share(one.confidence, curve)) for one in found)


def share(measure: float, curve: Curve) -> float:
    """The share on the curve, level before its first point and after its last."""
    return round(float(np.interp(measure, curve.measure, curve.right)), 3)
