# ruff: noqa: INP001  a script's own module
"""A trained model as a file for onnxruntime, in 8-bit integers.

Matrices are quantised by onnxruntime (weights by column, to 7 bits, because processors without VNNI add up
8-bit products in 16 bits, which 8-bit weights would overflow; activations as they come, "dynamic"). The
vocabulary's vectors, half of the model, are kept as int8 with one scale for each piece.
"""

import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from training.encoder import HEADS, Encoder

OPSET = 17


class Face(NamedTuple):
    """What a model takes and gives by name, an example of what it takes, and what of it varies in length."""

    takes: tuple[str, ...]
    gives: tuple[str, ...]
    example: tuple[Tensor, ...]
    varies: dict[str, dict[int, str]]


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


def write(model: nn.Module, encoder: Encoder, face: Face, path: Path) -> None:
    """Write a model with this encoder in it; the encoder is changed for good."""
    embedding = encoder.pieces
    assert isinstance(embedding, nn.Embedding)
    encoder.pieces = Int8Embedding(embedding.weight.detach())
    for layer in encoder.layers:
        layer.attend = lambda query, key, value, _: Attention.apply(query, key, value)
    with tempfile.TemporaryDirectory() as folder:
        full, prepared = Path(folder) / "full.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            model.eval(), face.example, full, input_names=list(face.takes), output_names=list(face.gives),
            dynamic_axes=face.varies, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        quant_pre_process(full, prepared, skip_symbolic_shape=True)
        quantize_dynamic(
            prepared, path, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True,
            reduce_range=True,
        )  # fmt: skip
