# ruff: noqa: INP001  a script
"""Write a trained model as the files that the service reads: ONNX in 8-bit integers, about 23 MB.

    python services/nlp/training/reader/export.py --weights reader.pt [--out FOLDER]

Matrices are quantised by onnxruntime (weights by column, to 7 bits, because processors without VNNI add up
8-bit products in 16 bits, which 8-bit weights would overflow; activations as they come, "dynamic"). The
vocabulary's vectors, half of the model, are kept as int8 with one scale for each piece.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from claimwire_nlp.reading.encoder import MODEL
from model import HEADS, PRETRAINED, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

OPSET = 17
IN, OUT = ("ids", "first"), ("tags", "claimed", "claiming", "names", "kinds")
AXES = {"ids": {1: "pieces"}} | {name: {1: "words"} for name in ("first", *OUT)}
"""What varies: one window is read at a time, so nothing is padding and nothing is masked."""


class Int8Embedding(nn.Module):
    """Vectors as int8, each with its own scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of pieces."""
        return self.rows[ids].float() * self.scale[ids]


class Attention(torch.autograd.Function):
    """Attention as one operator of onnxruntime, which is a fifth faster than its parts."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:  # noqa: ARG004  only its shape is asked for
        """A tensor of the right shape: the exporter runs the model once."""
        return query.clone()

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        """The operator; it gives back the shape that it was given."""
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        return found.setType(query.type())


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
    write_encoder(model.eval(), args.out / "model.onnx")
    shutil.copy(PRETRAINED / "vocab.txt", args.out / "vocab.txt")


def write_heads(model: Reader, path: Path) -> None:
    """The role head's small weights, which numpy applies."""
    arrays = {"distance": model.distance.weight, "weight": model.roles.weight, "bias": model.roles.bias}
    np.savez(path, **{name: array.detach().numpy() for name, array in arrays.items()})


def write_encoder(model: Reader, path: Path) -> None:
    """The encoder with what is read off its words, quantised."""
    embedding = model.encoder.pieces
    assert isinstance(embedding, nn.Embedding)
    model.encoder.pieces = Int8Embedding(embedding.weight.detach())
    for layer in model.encoder.layers:
        layer.attend = lambda query, key, value, _: Attention.apply(query, key, value)
    sample = (torch.ones(1, 16, dtype=torch.long), torch.ones(1, 7, dtype=torch.long))
    with tempfile.TemporaryDirectory() as folder:
        full, prepared = Path(folder) / "full.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            model, sample, full, input_names=list(IN), output_names=list(OUT),
            dynamic_axes=AXES, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        quant_pre_process(full, prepared, skip_symbolic_shape=True)
        quantize_dynamic(
            prepared, path, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True,
            reduce_range=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
