"""The encoder: windows in, what the heads need of each word out. Runs on onnxruntime, one thread.

The file `model.onnx` takes the pieces of a window and gives, for every word, the scores of the tags and two
vectors: one as a word that a cue may claim, one as a part of that cue (see `parts`).
"""

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from claimwire_nlp.attribution.learned.windows import Window

Floats = NDArray[np.float32]

MODEL = Path(__file__).parents[2] / "models" / "attribution"
LOG_ERRORS = 3


class Encoded(NamedTuple):
    """A window with a row for each of its words: tag scores (7), claimed (128), claiming (128)."""

    window: Window
    tags: Floats
    claimed: Floats
    claiming: Floats


def encode(window: Window) -> Encoded:
    """One window, read alone.

    Windows are not read in batches: the scale of the 8-bit activations is that of all that is read at once,
    so a text's attributions would hang on its neighbours. It is also faster: a window fills the processor.
    """
    feed = {"ids": np.array([window.ids], np.int64), "first": np.array([window.first], np.int64)}
    found = session(os.getpid()).run(None, feed)
    return Encoded(window, *(np.asarray(part)[0] for part in found))


def fingerprint() -> str:
    """What tells these weights from others: every training changes the heads."""
    return hashlib.sha256((MODEL / "heads.npz").read_bytes()).hexdigest()[:8]


@lru_cache(maxsize=1)
def session(process: int) -> onnxruntime.InferenceSession:
    """This process's session, made when it is first needed: a session does not outlive a fork."""
    del process
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = LOG_ERRORS
    return onnxruntime.InferenceSession(MODEL / "model.onnx", options, providers=["CPUExecutionProvider"])
