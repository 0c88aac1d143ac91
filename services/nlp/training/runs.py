# ruff: noqa: INP001  a script's own module
"""Several runs' weights as one model."""

from pathlib import Path

import torch
from torch import Tensor


def mean(paths: list[Path]) -> dict[str, Tensor]:
    """The mean of the weights of runs that began with the same ones (Wortsman et al. 2022)."""
    runs = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    return {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}
