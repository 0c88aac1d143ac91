# ruff: noqa: INP001  a script
"""Write a trained matcher as the file that the service reads: ONNX in 8-bit integers, about 24 MB.

cd services/nlp; python -m training.matcher.export --weights matcher.pt [--out FOLDER]
"""

import argparse
from pathlib import Path

import torch
from claimwire_nlp.matching.meaning import MODEL
from training.matcher.model import Matcher
from training.quantised import Face, write

AXES = {name: {1: "pieces"} for name in ("ids", "kind")}
EXAMPLE = (torch.ones(1, 16, dtype=torch.long), torch.tensor([[0] * 8 + [1] * 8]))


def main() -> None:
    """Read the weights, write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True, help="what train.py wrote")
    parser.add_argument(
        "--out", type=Path, default=MODEL, help="folder to write to; the service's own if left out"
    )
    args = parser.parse_args()
    model = Matcher()
    model.load_state_dict(torch.load(args.weights, map_location="cpu", weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    face = Face(("ids", "kind"), ("vector", "scores"), EXAMPLE, AXES)
    write(model, model.encoder, face, args.out / "model.onnx")


if __name__ == "__main__":
    main()
