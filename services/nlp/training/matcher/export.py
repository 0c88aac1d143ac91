# ruff: noqa: INP001  a script
"""Write a trained matcher as the file that the service reads: ONNX in 8-bit integers, about 24 MB.

cd services/nlp; python -m training.matcher.export --weights matcher.pt [--out FOLDER]
cd services/nlp; python -m training.matcher.export --weights a.pt b.pt --keep 0.2

Of several runs that began with the same weights the mean is written, with a share of those weights if asked.
It replaces the model that they began with, unless `--out` says where else.
"""

import argparse
from pathlib import Path

import torch
from claimwire_nlp.matching.meaning import MODEL
from torch import Tensor
from training.matcher.model import Matcher, shipped
from training.quantised import Face, write
from training.runs import mean

AXES = {name: {1: "pieces"} for name in ("ids", "kind")}
EXAMPLE = (torch.ones(1, 16, dtype=torch.long), torch.tensor([[0] * 8 + [1] * 8]))


def main() -> None:
    """Read the weights, write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--weights", type=Path, nargs="+", required=True, help="what train.py or distil.py wrote"
    )
    parser.add_argument("--keep", type=float, default=0.0, help="the share of the weights they began with")
    parser.add_argument(
        "--begun",
        type=Path,
        default=MODEL,
        help="folder of the model that they began with; the service's own",
    )
    parser.add_argument(
        "--out", type=Path, default=MODEL, help="folder to write to; the service's own if left out"
    )
    args = parser.parse_args()
    model = Matcher()
    model.load_state_dict(kept(mean(args.weights), args.keep, args.begun))
    args.out.mkdir(parents=True, exist_ok=True)
    face = Face(("ids", "kind"), ("vector", "scores"), EXAMPLE, AXES)
    write(model, model.encoder, face, args.out / "model.onnx")


def kept(weights: dict[str, Tensor], share: float, begun: Path) -> dict[str, Tensor]:
    """The weights, with this share of those that training began with."""
    before = shipped(begun).state_dict() if share else weights
    return {name: share * before[name] + (1 - share) * weight for name, weight in weights.items()}


if __name__ == "__main__":
    main()
