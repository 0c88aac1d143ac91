"""How two claims relate, as the judge reads them."""

import os
from collections.abc import Sized
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from claimwire_nlp.judge import assembly, layout
from claimwire_nlp.reading.encoder import SLOW_JOINTS, one_thread
from claimwire_nlp.reading.scores import Floats

BERT_OPENING, BERT_PARTING = 101, 102
OPENING, PARTING = 0, 2
SHIFT = 4
"""MPNet has BERT's vocabulary, and counts its pieces from here. Its marks are others."""
MARKS = {BERT_OPENING: OPENING, BERT_PARTING: PARTING}
FARTHEST = 128
"""Distances between pieces are told apart up to this."""

Halfway = NDArray[np.float16]
"""A claim half read: the vectors of its pieces (pieces x width)."""


class InContext(NamedTuple):
    """What is read of a claim alone: its pieces, by the matcher's numbers, after those that precede it."""

    pieces: list[int]
    start: int
    """The place of the claim's first piece. What stands between it and the opening mark is not compared."""

    @property
    def kept(self) -> list[int]:
        """The places of the pieces that are read on: the opening mark, and the claim's own."""
        return [0, *range(self.start, len(self.pieces))]


def alone(claim: InContext) -> Halfway:
    """A claim as the lower layers read it, by itself."""
    feed = {
        "ids": np.array([[MARKS.get(piece, piece + SHIFT) for piece in claim.pieces]], np.int64),
        "places": np.arange(len(claim.pieces), dtype=np.int64)[None],
        "buckets": _buckets_of(claim.pieces),
    }
    (found,) = session(assembly.ALONE, os.getpid()).run(None, feed)
    return np.asarray(found[0, claim.kept].astype(np.float16))


def together(one: Halfway, other: Halfway) -> Floats:
    """The scores of the labels (6), in the matcher's order, for two claims, as the upper layers read them."""
    pieces = np.concatenate([one, other]).astype(np.float32)
    of = np.arange(len(pieces)) < len(one)
    shares = np.stack([of / len(one), ~of / len(other)]).astype(np.float32)
    feed = {"halfway": pieces[None], "buckets": _buckets_of(pieces), "shares": shares}
    (found,) = session(assembly.TOGETHER, os.getpid()).run(None, feed)
    return np.asarray(found[0])


def _buckets_of(pieces: Sized) -> NDArray[np.int64]:
    return buckets()[: len(pieces), : len(pieces)]


@cache
def buckets() -> NDArray[np.int64]:
    """The bucket of each distance (pieces x pieces), as in T5: near ones have one each, far ones share."""
    place = np.arange(layout.POSITIONS)
    distance = place[:, None] - place[None]
    far_off = np.abs(distance)
    half, exact = layout.BUCKETS // 2, layout.BUCKETS // 4
    far = np.log(np.maximum(far_off, 1) / exact) / log(FARTHEST / exact) * (half - exact)
    far = np.minimum(exact + far.astype(np.int64), half - 1)
    return np.asarray((distance < 0) * half + np.where(far_off < exact, far_off, far))


@lru_cache(maxsize=2)
def session(graph: str, process: int) -> onnxruntime.InferenceSession:
    """This process's session of a graph, made when it is first needed: a session does not outlive a fork."""
    del process
    return one_thread(assembly.assembled() / graph, SLOW_JOINTS)
