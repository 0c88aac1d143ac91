# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Train the matcher on the sets of claims beside it, then on them and the marked events.

pip install -e "services/nlp[training]"
cd services/nlp; export PYTHONPATH=../../benchmarks
python -m training.matcher.train --out sets.pt
python -m training.matcher.train --from sets.pt --events --epochs 4 --rate 0.8 --out matcher.pt

About six minutes an epoch of sets on one core, forty of both. With events the mean of the weights that the
epochs end with is written (Izmailov et al. 2018). `export.py` makes of them what the service reads,
`agreement.py` fits the weights of the signs to it, and `benchmarks/quality.py --across` measures that.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from torch.optim.swa_utils import AveragedModel
from training.descent import Course, descent, move
from training.matcher import events, sets
from training.matcher.model import Matcher, couples, pretrained, shipped, singles

EPOCHS = 5
ENCODER_RATE, HEAD_RATE = 1e-4, 1e-3
HEADS = ("hidden", "out")
WARM_UP = 60
BATCH = 48
"""Pairs of one step."""
SORTED = 8
"""Batches among which pairs of like length are put together."""
NEAR = 32
"""Pairs of one step whose vectors are drawn together, and each away from all others (InfoNCE)."""
TEMPERATURE = 0.05
NEAR_WEIGHT = 0.5
NEAR_EVERY = 2
SMOOTHING = 0.05
SHARE_OF_SETS = 0.4
"""Beside the events so many of the sets' pairs are drawn: they are known by then."""


Item = TypeVar("Item")


class Source(NamedTuple):
    """What the pairs are drawn from; where there are events, fewer of the sets."""

    stories: list[sets.Story]
    events: list[events.Event]

    def pairs(self, rng: random.Random) -> list[sets.Pair]:
        """One epoch's pairs."""
        found = sets.pairs(self.stories, rng)
        if self.events:
            found = found[: int(len(found) * SHARE_OF_SETS)] + events.pairs(self.events, rng)
            rng.shuffle(found)
        return found

    def neighbours(self, rng: random.Random) -> list[tuple[str, str]]:
        """The pairs whose vectors are drawn together."""
        found = sets.neighbours(self.stories, rng) + events.neighbours(self.events, rng)
        rng.shuffle(found)
        return found


def main() -> None:
    """Train, writing the weights after each epoch."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)  # noqa: S311  nothing secret hangs on it
    source = Source(sets.read(), events.read() if args.events else [])
    model = shipped() if args.shipped else pretrained()
    if args.weights:
        model.load_state_dict(torch.load(args.weights, map_location="cpu", weights_only=True))
    found = batches(source.pairs(rng), rng, sets.length, BATCH)
    steps = args.epochs * len(found)
    optimizer, schedule = descent_of(model, args.rate, steps)
    mean = AveragedModel(model)
    for number in range(args.epochs):
        began = time.monotonic()
        loss = epoch(model, found, source.neighbours(rng), optimizer, schedule)
        told = f"{len(found)} steps, {time.monotonic() - began:.0f} s"
        print(f"epoch {number + 1} of {args.epochs}: loss {loss:.3f}, {told}", flush=True)
        mean.update_parameters(model)
        torch.save((mean.module if args.events else model).state_dict(), args.out)
        found = batches(source.pairs(rng), rng, sets.length, BATCH)


def arguments() -> argparse.Namespace:
    """What is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    begun = parser.add_mutually_exclusive_group()
    begun.add_argument("--from", type=Path, dest="weights", help="weights to go on from; MiniLM's if none")
    begun.add_argument("--shipped", action="store_true", help="go on from those that the service reads")
    parser.add_argument("--events", action="store_true", help="learn from the marked events too")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=1.0, help="the share of the full learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def descent_of(model: Matcher, rate: float, steps: int) -> tuple[AdamW, LambdaLR]:
    """What moves the model's weights in so many steps, at a share of the full rates."""
    encoder, heads = learned(model)
    course = Course(rate * ENCODER_RATE, rate * HEAD_RATE, WARM_UP, end=steps)
    return descent(encoder, heads, course, fused=True)


def learned(model: nn.Module) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """The weights that are learned: the encoder's and the heads'."""
    named = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    heads = [weight for name, weight in named if name.startswith(HEADS)]
    return [weight for name, weight in named if not name.startswith(HEADS)], heads


def batches(
    found: list[Item], rng: random.Random, length: Callable[[Item], int], size: int
) -> list[list[Item]]:
    """The items in batches of like length, the batches in random order."""
    stretch = size * SORTED
    ordered = [
        item
        for start in range(0, len(found), stretch)
        for item in sorted(found[start : start + stretch], key=length)
    ]
    some = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    rng.shuffle(some)
    return some


def epoch(
    model: Matcher,
    found: list[list[sets.Pair]],
    near: list[tuple[str, str]],
    optimizer: AdamW,
    schedule: LambdaLR,
) -> float:
    """One pass over the pairs; the mean loss of the relations."""
    model.train()
    total = 0.0
    for step, batch in enumerate(found):
        with torch.autocast("cpu", torch.bfloat16):
            loss = relation_loss(model, batch)
            total += loss.item()
            if step % NEAR_EVERY == 0:
                loss = loss + NEAR_WEIGHT * near_loss(
                    model, [near[(step * 16 + i) % len(near)] for i in range(NEAR)]
                )
        move(model, loss, optimizer)
        schedule.step()
    return total / len(found)


def relation_loss(model: Matcher, batch: list[sets.Pair]) -> Tensor:
    """How far the scores are from the labels."""
    scores = model.relations(couples([(a, b) for a, b, _ in batch])).float()
    labels = torch.tensor([label for _, _, label in batch])
    return functional.cross_entropy(scores, labels, label_smoothing=SMOOTHING)


def near_loss(model: Matcher, pairs: list[tuple[str, str]]) -> Tensor:
    """How far each claim is from its own neighbour, beside the neighbours of all others (InfoNCE)."""
    one = model.vectors(singles([a for a, _ in pairs])).float()
    other = model.vectors(singles([b for _, b in pairs])).float()
    alike = one @ other.T / TEMPERATURE
    own = torch.arange(len(pairs))
    return (functional.cross_entropy(alike, own) + functional.cross_entropy(alike.T, own)) / 2


if __name__ == "__main__":
    main()
