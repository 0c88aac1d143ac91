# ruff: noqa: INP001  a script's own module
"""MPNet's encoder (Song et al. 2020), eight times MiniLM's: what the judge is made of."""

import torch
from claimwire_nlp.judge import assembly
from claimwire_nlp.judge.layout import BUCKETS, HEADS, INNER, LAYERS, VOCABULARY, WIDTH
from claimwire_nlp.judge.scores import buckets
from torch import Tensor, nn
from torch.nn import functional

POSITIONS = 514
EPSILON = 1e-5
PADDING = 1


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
        bias = self.distances(torch.from_numpy(buckets()[: ids.shape[1], : ids.shape[1]])).permute(2, 0, 1)[
            None
        ]
        bias = bias.masked_fill(~mask[:, None, None], torch.finfo(torch.bfloat16).min)
        learned = torch.is_grad_enabled()
        with torch.set_grad_enabled(learned and not held):
            x = self.norm(self.pieces(ids) + self.positions(torch.arange(ids.shape[1]) + assembly.FIRST))
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(learned and number >= held):
                x = layer(x, bias)
        return x


def pretrained() -> Encoder:
    """The encoder as it was published.

    Raises:
        MissingError: not all of the packages are installed.
    """
    encoder = Encoder()
    encoder.load_state_dict({name: torch.from_numpy(weight) for name, weight in assembly.published().items()})
    return encoder
