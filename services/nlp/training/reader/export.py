# ruff: noqa: INP001  a script
"""Write a trained reader as the files that the service reads: ONNX in 8-bit integers, about 23 MB.

cd services/nlp; python -m training.reader.export --weights reader.pt [--out FOLDER]
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
import torch
from claimwire_nlp.reading.encoder import MODEL
from training.encoder import PRETRAINED
from training.quantised import Face, write
from training.reader.model import Reader

IN, OUT = ("ids", "first"), ("tags", "claimed", "claiming", "names", "kinds")
AXES = {"ids": {1: "pieces"}} | {name: {1: "words"} for name in ("first", *OUT)}
"""What varies: one window is read at a time, so nothing is padding and nothing is masked."""
EXAMPLE = (torch.ones(1, 16, dtype=torch.long), torch.ones(1, 7, dtype=torch.long))


def main() -> None:
    """Read the weights, write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True, help="what train.py wrote")
    parser.add_argument(
        "--out", type=Path, default=MODEL, help="folder to write to; the service's own if left out"
    )
    args = parser.parse_args()
    model = Reader()
    model.load_state_dict(torch.load(args.weights, map_location="cpu", weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    write_heads(model, args.out / "heads.npz")
    write(model, model.encoder, Face(IN, OUT, EXAMPLE, AXES), args.out / "model.onnx")
    shutil.copy(PRETRAINED / "vocab.txt", args.out / "vocab.txt")


def write_heads(model: Reader, path: Path) -> None:
    """The role head's small weights, which numpy applies."""
    arrays = {"distance": model.distance.weight, "weight": model.roles.weight, "bias": model.roles.bias}
    np.savez(path, **{name: array.detach().numpy() for name, array in arrays.items()})


if __name__ == "__main__":
    main()
