"""How two claims relate, as the judge reads them."""

import os
from functools import cache, lru_cache
from math import log

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


def scores(pieces: list[int], kinds: list[int]) -> Floats:
    """The scores of the labels (7): the matcher's, in its order, and that one brings the other up to date.

    Args:
        pieces: the pieces of both claims and of what is read before them, by the matcher's numbers.
        kinds: for each of them, whether it is of the first claim (0), of the second (1) or of neither (-1),
            which is read, and not compared.
    """
    length = len(pieces)
    of = np.array([kinds, kinds]) == [[0], [1]]
    feed = {
        "ids": np.array([[MARKS.get(piece, piece + SHIFT) for piece in pieces]], np.int64),
        "places": np.arange(length, dtype=np.int64)[None],
        "buckets": buckets()[:length, :length],
        "shares": (of / of.sum(1, keepdims=True)).astype(np.float32),
    }
    (found,) = session(os.getpid()).run(None, feed)
    return np.asarray(found[0])


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


@lru_cache(maxsize=1)
def session(process: int) -> onnxruntime.InferenceSession:
    """This process's session, made when it is first needed: a session does not outlive a fork."""
    del process
    return one_thread(assembly.assembled(), SLOW_JOINTS)
