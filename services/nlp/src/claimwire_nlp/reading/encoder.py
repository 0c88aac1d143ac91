"""The encoder: windows in, what the heads need of each word out. Runs on onnxruntime, one thread.

The file `model.onnx` takes the pieces of a window and gives, for every word, what `Encoded` tells.
"""

import hashlib
import os
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from claimwire_nlp.reading.scores import Floats
from claimwire_nlp.reading.windows import Window

MODEL = Path(__file__).parents[1] / "models" / "reader"
LOG_ERRORS = 3
SLOW_JOINTS = ("SkipLayerNormFusion",)
"""What onnxruntime does to be faster, and is slower for: its operator that adds and normalises at once takes
four times as long as the two."""


class Encoded(NamedTuple):
    """A window with a row for each of its words, one field for each output of the model.

    tags: scores of B and I of content, cue and source (7); claimed and claiming: see `parts` (128 each);
    names: scores of B and I of four types (9); kinds: scores of the finer types (12).
    """

    window: Window
    tags: Floats
    claimed: Floats
    claiming: Floats
    names: Floats
    kinds: Floats


def encode(window: Window) -> Encoded:
    """One window, read alone.

    Windows are not read in batches: the scale of the 8-bit activations is that of all that is read at once,
    so a text's attributions would hang on its neighbours. It is also faster: a window fills the processor.
    """
    feed = {"ids": np.array([window.ids], np.int64), "first": np.array([window.first], np.int64)}
    found = session(os.getpid()).run(None, feed)
    return Encoded(window, *(np.asarray(part)[0] for part in found))


@cache
def fingerprint() -> str:
    """What tells these weights from others; they are read for it once a process."""
    return hashlib.sha256((MODEL / "model.onnx").read_bytes()).hexdigest()[:8]


@lru_cache(maxsize=1)
def session(process: int) -> onnxruntime.InferenceSession:
    """This process's session, made when it is first needed: a session does not outlive a fork."""
    del process
    return one_thread(MODEL / "model.onnx")


def one_thread(path: Path, without: Collection[str] = ()) -> onnxruntime.InferenceSession:
    """A session that keeps to one thread: workers are scaled by processes.

    Args:
        path: the model.
        without: names of onnxruntime's optimizers that are not to change it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = LOG_ERRORS
    return onnxruntime.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(without)
    )
