# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Train the judge: MPNet with the matcher's head, on the matcher's pairs.

cd services/nlp; export PYTHONPATH=../../benchmarks
python -m training.judge.train --minutes 66 --seed 1 --out a.pt

A step takes three to five seconds on one core; the rate falls to nothing as the time ends, however many steps
that are. `export.py` makes one model of several runs.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from claimwire_nlp.judge.layout import HIDDEN
from claimwire_nlp.judge.scores import MARKS, SHIFT
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW
from training.descent import DECAY, move, set_rates
from training.encoder import DROPOUT
from training.judge import mpnet
from training.matcher import events, sets
from training.matcher.model import Texts, compared, couples
from training.matcher.sets import LABELS, Pair, length
from training.matcher.train import BATCH, SMOOTHING, SORTED, Source, batches, learned

RATE, HEAD_RATE = 4e-5, 5e-4
WARM_UP = 40
HELD = 4
"""Lower layers that keep their published weights, as the vocabulary's vectors do."""
STRETCH = BATCH * SORTED
"""Pairs that are drawn at once."""
SHARE_EARLY, SHARE_LATER = 0.45, 0.12
"""The sets' share of them, at first and later."""
EARLY = 0.2
"""The part of the time that is early."""
SHOWN_EVERY = 20


class Judge(nn.Module):
    """MPNet with the matcher's head."""

    def __init__(self, encoder: mpnet.Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.hidden = nn.Linear(4 * mpnet.WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(LABELS))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, texts: Texts, held: int = 0) -> Tensor:
        """The scores of the labels for texts that are two claims each (texts x labels)."""
        found = compared(self.encoder(texts.ids, texts.mask, held).float(), texts)
        scores: Tensor = self.out(self.dropout(functional.gelu(self.hidden(self.dropout(found)))))
        return scores


def renumbered(texts: Texts) -> Texts:
    """The matcher's texts in MPNet's numbers."""
    ids = texts.ids + SHIFT
    for theirs, own in MARKS.items():
        ids = ids.masked_fill(texts.ids == theirs, own)
    return texts._replace(ids=ids.masked_fill(~texts.mask, mpnet.PADDING))


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--minutes", type=float, default=45.0, help="how long it may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    model = Judge(mpnet.pretrained())
    train(model, random.Random(args.seed), args.minutes * 60)  # noqa: S311  nothing secret hangs on it
    torch.save(model.state_dict(), args.out)


def train(model: Judge, rng: random.Random, seconds: float) -> None:
    """Move the weights until the time is over."""
    optimizer = _optimizer(model)
    source = Source(sets.read(), events.read())
    began = time.monotonic()

    def passed() -> float:
        return (time.monotonic() - began) / seconds

    for step, batch in enumerate(drawn(source, rng, passed), 1):
        share = min(1.0, step / WARM_UP) * max(0.0, 1 - passed())
        set_rates(optimizer, (RATE, HEAD_RATE), share)
        loss = _step(model, batch, optimizer)
        if step % SHOWN_EVERY == 0:
            print(f"step {step}, {passed():.0%} of the time: loss {loss:.3f}", flush=True)


def drawn(source: Source, rng: random.Random, passed: Callable[[], float]) -> Iterator[list[Pair]]:
    """Batches of the sets' and the events' pairs, until all of the time has passed."""
    of_sets: list[Pair] = []
    of_events: list[Pair] = []
    while passed() < 1:
        if len(of_sets) < STRETCH:
            of_sets = sets.pairs(source.stories, rng)
        if len(of_events) < STRETCH:
            of_events = events.pairs(source.events, rng)
            rng.shuffle(of_events)
        share = int(STRETCH * (SHARE_EARLY if passed() < EARLY else SHARE_LATER))
        some = of_sets[:share] + of_events[: STRETCH - share]
        of_sets, of_events = of_sets[share:], of_events[STRETCH - share :]
        for batch in batches(some, rng, length, BATCH):
            if passed() < 1:
                yield batch


def _optimizer(model: Judge) -> AdamW:
    for part in (model.encoder.pieces, model.encoder.positions, model.encoder.norm):
        part.requires_grad_(requires_grad=False)
    for layer in model.encoder.layers[:HELD]:
        layer.requires_grad_(requires_grad=False)
    encoder, heads = learned(model)
    return AdamW([{"params": encoder}, {"params": heads}], weight_decay=DECAY, fused=True)


def _step(model: Judge, batch: list[Pair], optimizer: AdamW) -> float:
    model.train()
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(renumbered(couples([(a, b) for a, b, _ in batch])), HELD).float()
    labels = torch.tensor([label for *_, label in batch])
    loss = functional.cross_entropy(scores, labels, label_smoothing=SMOOTHING)
    move(model, loss, optimizer)
    return loss.item()


if __name__ == "__main__":
    main()
