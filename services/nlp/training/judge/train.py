# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Train the judge: MPNet with the matcher's head, on pairs of claims in their context.

cd services/nlp; export PYTHONPATH=../../benchmarks
python -m training.judge.train --minutes 70 --seed 1 --out a.pt

It goes on from the judge that the service reads, or begins with MPNet as published (`--published`). A step
takes three to five seconds on one core; the rate falls to nothing as the time ends, however many steps that
are. `export.py` makes one model of several runs.
"""

import argparse
import random
import time
from pathlib import Path
from typing import NamedTuple

import torch
from claimwire_nlp.judge import assembly
from claimwire_nlp.judge.layout import HIDDEN
from claimwire_nlp.judge.layout import LABELS as JUDGED
from claimwire_nlp.judge.scores import MARKS, SHIFT
from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.meaning import Wording
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW
from training.descent import DECAY, move, set_rates
from training.encoder import DROPOUT
from training.judge import mpnet, near
from training.judge.near import Couple
from training.matcher import sets
from training.matcher.model import Texts, compared, padded
from training.matcher.train import SMOOTHING, batches, learned

RATE, HEAD_RATE = 2e-5, 2.4e-4
WARM_UP = 30
HELD = 4
"""Lower layers that keep their published weights, as the vocabulary's vectors do."""
BATCH = 32
"""Pairs of one step."""
SHARE_OF_SETS = 0.1
"""So many of the sets' pairs are drawn for each of the events'."""
SHOWN_EVERY = 20
ENCODER = "encoder."
"""How the names of the encoder's weights begin here."""


class Judge(nn.Module):
    """MPNet with the matcher's head."""

    def __init__(self, encoder: mpnet.Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.hidden = nn.Linear(4 * mpnet.WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, JUDGED)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, texts: Texts, held: int = 0) -> Tensor:
        """The scores of the labels for texts that are two claims each (texts x labels)."""
        found = compared(self.encoder(texts.ids, texts.mask, held).float(), texts)
        scores: Tensor = self.out(self.dropout(functional.gelu(self.hidden(self.dropout(found)))))
        return scores


class Source(NamedTuple):
    """What the pairs are drawn from."""

    pairs: list[near.Pairing]
    stories: list[sets.Story]

    def batches(self, rng: random.Random) -> list[list[Couple]]:
        """One epoch's pairs."""
        found = near.drawn(self.pairs, rng)
        of_sets = sets.pairs(self.stories, rng)[: int(len(found) * SHARE_OF_SETS)]
        found += [(Wording(a), Wording(b), label) for a, b, label in of_sets]
        rng.shuffle(found)
        return batches(found, rng, near.length, BATCH)


def shipped() -> Judge:
    """The judge that the service reads, before its weights are rounded."""
    model = Judge(mpnet.pretrained())
    state, changed = model.state_dict(), assembly.changed(assembly.published())
    for name in state:
        state[name] = torch.from_numpy(changed[name.removeprefix(ENCODER)])
    model.load_state_dict(state)
    return model


def _renumbered(texts: Texts) -> Texts:
    """The matcher's texts in MPNet's numbers."""
    ids = texts.ids + SHIFT
    for theirs, own in MARKS.items():
        ids = ids.masked_fill(texts.ids == theirs, own)
    return texts._replace(ids=ids.masked_fill(~texts.mask, mpnet.PADDING))


def contexts(pairs: list[tuple[Wording, Wording]]) -> Texts:
    """Pairs of claims as the judge reads them, each after how much later it is and what stands before it."""
    return _renumbered(padded([meaning.in_context(*meaning.ordered(*pair)) for pair in pairs]))


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--published", action="store_true", help="begin with MPNet as it was published")
    parser.add_argument("--minutes", type=float, default=70.0, help="how long it may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    model = Judge(mpnet.pretrained()) if args.published else shipped()
    train(model, random.Random(args.seed), args.minutes * 60)  # noqa: S311  nothing secret hangs on it
    torch.save(model.state_dict(), args.out)


def train(model: Judge, rng: random.Random, seconds: float) -> None:
    """Move the weights until the time is over."""
    optimizer = _optimizer(model)
    source = Source(list(near.read()), sets.read())
    began = time.monotonic()
    step = 0
    while True:
        for batch in source.batches(rng):
            passed = (time.monotonic() - began) / seconds
            if passed >= 1:
                return
            step += 1
            set_rates(optimizer, (RATE, HEAD_RATE), min(1.0, step / WARM_UP) * (1 - passed))
            loss = _step(model, batch, optimizer)
            if step % SHOWN_EVERY == 0:
                print(f"step {step}, {passed:.0%} of the time: loss {loss:.3f}", flush=True)


def _optimizer(model: Judge) -> AdamW:
    for part in (model.encoder.pieces, model.encoder.positions, model.encoder.norm):
        part.requires_grad_(requires_grad=False)
    for layer in model.encoder.layers[:HELD]:
        layer.requires_grad_(requires_grad=False)
    encoder, heads = learned(model)
    return AdamW([{"params": encoder}, {"params": heads}], weight_decay=DECAY, fused=True)


def _step(model: Judge, batch: list[Couple], optimizer: AdamW) -> float:
    model.train()
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(contexts([(a, b) for a, b, _ in batch]), HELD).float()
    labels = torch.tensor([label for *_, label in batch])
    loss = functional.cross_entropy(scores, labels, label_smoothing=SMOOTHING)
    move(model, loss, optimizer)
    return loss.item()


if __name__ == "__main__":
    main()
