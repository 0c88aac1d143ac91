# ruff: noqa: INP001  a script's own module
"""How weights are moved: the reader and the matcher are trained alike, each on a course of its own."""

from collections.abc import Iterable
from typing import NamedTuple

from torch import Tensor
from torch.nn import Module, Parameter
from torch.nn.utils import clip_grad_norm_
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

DECAY = 0.01
BETAS = (0.9, 0.98)
STEEPEST = 1.0
"""The length that the gradient of a step is cut down to (its 2-norm)."""
LEAST_RATE = 0.02
"""The share of the full rate below which no step falls."""


class Course(NamedTuple):
    """The full learning rates, and how they are reached and left.

    The heads are new and learn faster than the encoder. After `warm_up` steps the rates are full; evenly they
    would fall to nothing at the step `end`, the first being counted as `first`.
    """

    encoder: float
    heads: float
    warm_up: int
    end: float
    first: int = 0

    def share(self, step: int) -> float:
        """The share of the full rates at a step, from 0: it warms up, then falls evenly."""
        return min(1.0, (step + 1) / self.warm_up) * max(LEAST_RATE, 1 - (step + self.first) / self.end)


def descent(
    encoder: Iterable[Parameter], heads: Iterable[Parameter], course: Course, *, fused: bool | None = None
) -> tuple[AdamW, LambdaLR]:
    """What moves these weights, and the schedule to be told of each step.

    Args:
        encoder: the encoder's weights.
        heads: those of the heads.
        course: its rates.
        fused: whether all weights are moved by one kernel, which is faster; torch chooses if it is None.
    """
    groups = [{"params": encoder, "lr": course.encoder}, {"params": heads, "lr": course.heads}]
    optimizer = AdamW(groups, weight_decay=DECAY, betas=BETAS, fused=fused)
    return optimizer, LambdaLR(optimizer, course.share)


def move(model: Module, loss: Tensor, optimizer: AdamW) -> None:
    """Take one step down a loss; what is held has no gradient."""
    optimizer.zero_grad()
    loss.backward()
    clip_grad_norm_(model.parameters(), STEEPEST)
    optimizer.step()


def set_rates(optimizer: AdamW, rates: Iterable[float], share: float) -> None:
    """Let each group of weights be moved at a share of its full rate."""
    for group, full in zip(optimizer.param_groups, rates, strict=True):
        group["lr"] = full * share
