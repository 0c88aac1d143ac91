# ruff: noqa: INP001  a script
"""Write what training changed of MPNet as the file that the service reads: some 14 MB, and the graph.

cd services/nlp; python -m training.judge.export --weights a.pt b.pt

Of several runs the mean is written. A matrix's change is written as a product of two thin matrices (as in
LoRA, Hu et al. 2022), which holds nearly all of it.
"""

import argparse
import random
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from claimwire_nlp.judge import assembly, layout
from claimwire_nlp.judge.layout import Array
from torch import Tensor, nn
from training.judge import graph, mpnet, near
from training.judge.train import ENCODER, Judge, contexts
from training.runs import mean

RANK = 64
OVERSAMPLED, PASSES = 32, 4
"""How exactly the thin matrices are found (Halko et al. 2011)."""
MATRIX = 2
SHARE, LEAST = 0.75, 1e-5
"""The share of an input's scale that is taken over by the weights."""
FEW, WATCHED = 2000, 200
"""Pairs of the first events, and those of them by which the inputs' scales are known."""


def main() -> None:
    """Read the weights, write both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="what train.py wrote")
    parser.add_argument(
        "--out", type=Path, default=assembly.MODEL, help="folder to write to; the service's own if left out"
    )
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    state = mean(args.weights)
    np.savez(args.out / assembly.CHANGE, **change(state), **eases(state))
    (args.out / assembly.GRAPH).write_bytes(graph.model().SerializeToString(deterministic=True))


def change(state: dict[str, Tensor]) -> dict[str, Array]:
    """What is to be done to the published weights to have these, in 16 bits."""
    before = {name: torch.from_numpy(weight) for name, weight in assembly.published().items()}
    found: dict[str, Tensor] = {}
    for name, weight in state.items():
        own = name.removeprefix(ENCODER)
        moved = weight - before[own] if own in before else weight
        if own not in before or (moved.any() and weight.dim() < MATRIX):
            found[own] = weight
        elif moved.any():
            found[f"{own}.left"], found[f"{own}.right"] = _thin(moved)
    return {name: weight.numpy().astype(np.float16) for name, weight in found.items()}


@torch.no_grad()
def eases(state: dict[str, Tensor]) -> dict[str, Array]:
    """What the inputs of some matrices are divided by: more where they are great."""
    model = Judge(mpnet.Encoder())
    model.load_state_dict(state)
    greatest: dict[str, Tensor] = {}
    for number, layer in enumerate(model.encoder.layers):
        for name in layout.EASED:
            _watch(layer.get_submodule(name), f"layers.{number}.{name}", greatest)
    rng = random.Random(0)  # noqa: S311  nothing secret hangs on it
    for a, b, _ in rng.sample(near.drawn(islice(near.read(), FEW), rng), WATCHED):
        model.eval()(contexts([(a, b)]))
    return {f"{name}.ease": _ease(state[f"{ENCODER}{name}.weight"], most) for name, most in greatest.items()}


def _watch(module: nn.Module, name: str, greatest: dict[str, Tensor]) -> None:
    """Keep the greatest that each part of a module's input comes to."""

    def see(_: nn.Module, given: tuple[Tensor]) -> None:
        most = given[0].abs().amax((0, 1))
        greatest[name] = torch.maximum(most, greatest.get(name, most))

    module.register_forward_pre_hook(see)


def _ease(weight: Tensor, greatest: Tensor) -> Array:
    parts = greatest.clamp(min=LEAST) ** SHARE / weight.abs().amax(0).clamp(min=LEAST) ** (1 - SHARE)
    return (parts / parts.log().mean().exp()).numpy().astype(np.float32)


def _thin(moved: Tensor) -> tuple[Tensor, Tensor]:
    """Two thin matrices whose product is nearly this one."""
    rank = min(RANK, *moved.shape)
    left, sizes, right = torch.svd_lowrank(moved, min(rank + OVERSAMPLED, *moved.shape), PASSES)
    root = sizes[:rank].sqrt()
    return left[:, :rank] * root, (right[:, :rank] * root).T


if __name__ == "__main__":
    main()
