# ruff: noqa: INP001  a script's own module
"""The model: MiniLM's encoder asked two ways, for the vector of one claim and for how two claims relate."""

from pathlib import Path
from typing import NamedTuple

import onnx
import torch
from claimwire_nlp.matching import meaning
from torch import Tensor, nn
from torch.nn import functional
from training.encoder import DROPOUT, WIDTH, Encoder, published
from training.matcher.sets import LABELS

HIDDEN = 128
MATRIX = 2
"""The dimensions of a weight that is quantised as a whole; they are stored in the order of the layers."""


class Texts(NamedTuple):
    """Texts as the encoder takes them, padded (texts x pieces); a mask is false for padding."""

    ids: Tensor
    kinds: Tensor
    mask: Tensor


class Matcher(nn.Module):
    """The encoder and its heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.kinds = nn.Parameter(torch.zeros(2, WIDTH))
        self.hidden = nn.Linear(4 * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(LABELS))
        self.dropout = nn.Dropout(DROPOUT)

    def vectors(self, texts: Texts) -> Tensor:
        """The mean of each text's pieces, of length 1 (texts x width)."""
        found = self.encoder(texts.ids, texts.mask, self.kinds[texts.kinds])
        return functional.normalize(_mean(found, texts.mask), dim=-1)

    def relations(self, texts: Texts) -> Tensor:
        """The scores of the labels for texts that are two claims each (texts x labels)."""
        return self.judged(self.encoder(texts.ids, texts.mask, self.kinds[texts.kinds]), texts)

    def judged(self, found: Tensor, texts: Texts) -> Tensor:
        """The scores, from the vectors of the pieces."""
        return self.out(self.dropout(functional.gelu(self.hidden(self.dropout(compared(found, texts))))))

    def forward(self, ids: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        """What is exported: one text without padding gives its vector and its scores."""
        texts = Texts(ids, kind, torch.ones_like(ids, dtype=torch.bool))
        found = self.encoder(ids, None, self.kinds[kind])
        return functional.normalize(found.mean(1), dim=-1), self.judged(found, texts)


def compared(found: Tensor, texts: Texts) -> Tensor:
    """What tells two claims' relation: the vector of the opening mark, and those of both claims compared."""
    one, other = (_mean(found, texts.mask & (texts.kinds == kind)) for kind in (0, 1))
    return torch.cat([found[:, 0], (one - other).abs(), one * other, one + other], -1)


def _mean(found: Tensor, mask: Tensor) -> Tensor:
    share = mask.to(found.dtype)[..., None]
    return (found * share).sum(1) / share.sum(1).clamp(min=1)


def pretrained() -> Matcher:
    """A matcher whose encoder is MiniLM's, and whose heads are new."""
    model = Matcher()
    state, kinds = published()
    model.encoder.load_state_dict(state | {"kind": torch.zeros(WIDTH)})
    model.encoder.kind.requires_grad_(requires_grad=False)
    model.kinds.data = kinds
    return model


def shipped(folder: Path = meaning.MODEL) -> Matcher:
    """A matcher with the weights that the service reads: as exact as they were written, in 8 bits."""
    model = Matcher()
    graph = onnx.load(folder / "model.onnx").graph
    stored = {each.name: torch.tensor(onnx.numpy_helper.to_array(each)) for each in graph.initializer}
    rows = stored["encoder.pieces.rows"].float() * stored["encoder.pieces.scale"]
    matrices = iter([name.removesuffix("_quantized") for name in stored if name.endswith("_quantized")])
    state = model.state_dict()
    for name, weight in state.items():
        if name in stored:
            state[name] = stored[name]
        elif name == "encoder.pieces.weight":
            state[name] = rows
        elif weight.dim() == MATRIX:
            matrix = next(matrices)
            state[name] = (stored[f"{matrix}_quantized"].float() * stored[f"{matrix}_scale"]).T
    model.load_state_dict(state)
    model.encoder.kind.requires_grad_(requires_grad=False)
    return model


def singles(claims: list[str]) -> Texts:
    """Claims as the texts whose vectors are asked for."""
    return padded([meaning.single(claim) for claim in claims])


def couples(pairs: list[tuple[str, str]]) -> Texts:
    """Pairs of claims as the texts whose relations are asked for."""
    return padded([meaning.couple(*pair) for pair in pairs])


def padded(read: list[meaning.Read]) -> Texts:
    """What is read, as texts of one length."""
    longest = max(len(each.pieces) for each in read)
    rows = [(each.pieces, each.kinds, longest - len(each.pieces)) for each in read]
    return Texts(
        torch.tensor([pieces + [0] * short for pieces, _, short in rows]),
        torch.tensor([kinds + [0] * short for _, kinds, short in rows]),
        torch.tensor([[True] * len(pieces) + [False] * short for pieces, _, short in rows]),
    )
