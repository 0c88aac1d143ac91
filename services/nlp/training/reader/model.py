# ruff: noqa: INP001  a script's own module
"""The model: MiniLM's encoder, and four heads over its words.

tags: what is a cue; roles: which words are the content and the source of a cue; names: what is a name, of
four types; kinds: which of spaCy's types a name may have.
"""

import math

import torch
from claimwire_nlp.reading.names import KINDS, TYPES
from claimwire_nlp.reading.parts import BUCKETS, FARTHEST, NEAR
from torch import Tensor, nn
from torch.nn import functional
from training.encoder import DROPOUT, WIDTH, Encoder, published

TAGS, ROLES = 7, 5
NAMES = 1 + 2 * len(TYPES)
ROLE_WIDTH = 128


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
    state, _ = published()
    model.encoder.load_state_dict(state)
    return model
