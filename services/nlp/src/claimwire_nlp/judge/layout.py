"""What lies where in the judge's file of weights, which the graph reads by place."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]

LAYERS, WIDTH, HEADS, INNER, VOCABULARY = 12, 768, 12, 3072, 30527
POSITIONS = 204
"""Pieces that can be read at most: two claims, what stands before them, how much later one is, and marks."""
BUCKETS = 32
HIDDEN, LABELS = 256, 7
PAGE = 4096
"""What the file holds begins at multiples of this, so that it can be mapped into memory piece by piece."""
MATRICES = {
    "attended": (WIDTH, 3 * WIDTH),
    "joined": (WIDTH, WIDTH),
    "inner": (WIDTH, INNER),
    "outer": (INNER, WIDTH),
}
"""The matrices of a layer, input x output; query, key and value are one."""
EASED = ("inner", "outer")
"""Those whose input has parts that are fifty times the others: one scale would leave these few of 255 steps.
The input is divided by what eases that (SmoothQuant, Xiao et al. 2023)."""


class Tensor(NamedTuple):
    """One tensor of the file."""

    name: str
    kind: DTypeLike
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return int(np.prod(self.shape)) * np.dtype(self.kind).itemsize


def tensors() -> Iterator[Tensor]:
    """All tensors, in their order."""
    yield Tensor("pieces", np.int8, (VOCABULARY, WIDTH))
    yield Tensor("pieces.scale", np.float32, (VOCABULARY, 1))
    yield Tensor("positions", np.float32, (POSITIONS, WIDTH))
    yield Tensor("distances", np.float32, (BUCKETS, HEADS))
    yield from _norm("norm")
    for number in range(LAYERS):
        for name, shape in MATRICES.items():
            yield from _matrix(f"layers.{number}.{name}", shape)
            if name in EASED:
                yield Tensor(f"layers.{number}.{name}.ease", np.float32, shape[:1])
        yield from _norm(f"layers.{number}.joined_norm")
        yield from _norm(f"layers.{number}.outer_norm")
    yield from _dense("hidden", HIDDEN, 4 * WIDTH)
    yield from _dense("out", LABELS, HIDDEN)


def places() -> Iterator[tuple[Tensor, int]]:
    """Each tensor with the byte at which it begins."""
    every = list(tensors())
    return zip(every, accumulate((_pages(each.size) for each in every), initial=0), strict=False)


def _pages(size: int) -> int:
    return -(-size // PAGE) * PAGE


def _matrix(name: str, shape: tuple[int, int]) -> Iterator[Tensor]:
    """A matrix in 8 bits, a scale for each of its columns."""
    yield Tensor(name, np.int8, shape)
    yield Tensor(f"{name}.scale", np.float32, shape[1:])
    yield Tensor(f"{name}.bias", np.float32, shape[1:])


def _norm(name: str) -> Iterator[Tensor]:
    yield Tensor(f"{name}.weight", np.float32, (WIDTH,))
    yield Tensor(f"{name}.bias", np.float32, (WIDTH,))


def _dense(name: str, out: int, into: int) -> Iterator[Tensor]:
    yield Tensor(f"{name}.weight", np.float32, (out, into))
    yield Tensor(f"{name}.bias", np.float32, (out,))
