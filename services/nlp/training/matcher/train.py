# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Train the matcher on the sets of claims beside it, and then on marked events as well.

pip install -e "services/nlp[training]"
cd services/nlp; python -m training.matcher.train --out sets.pt
export PYTHONPATH=../../benchmarks
python -m training.matcher.train --from sets.pt --events EVENTS --epochs 2 --rate 0.5 --out matcher.pt

EVENTS is `benchmarks/gold/events`, of which only those marked `tune` are read. About six minutes an epoch on
one core. `agreement.py` is run with what was trained on the sets alone, `export.py` makes of the last what
the service reads, and `benchmarks/quality.py --across` measures that.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from training.matcher import sets
from training.matcher.model import Matcher, couples, pretrained, singles

EPOCHS = 5
ENCODER_RATE, HEAD_RATE = 1e-4, 1e-3
DECAY = 0.01
BETAS = (0.9, 0.98)
WARM_UP = 60
LEAST_RATE = 0.02
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


def main() -> None:
    """Train, writing the weights after each epoch."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--from", type=Path, dest="weights", help="weights to go on from; else MiniLM's")
    parser.add_argument("--events", type=Path, help="the folder with the events; none if left out")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=1.0, help="the share of the full learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)  # noqa: S311  nothing secret hangs on it
    stories, model = sets.read(), pretrained()
    if args.weights:
        model.load_state_dict(torch.load(args.weights, map_location="cpu", weights_only=True))
    found = batches(pairs_of(stories, args.events, rng), rng)
    steps = args.epochs * len(found)
    optimizer = optimizer_of(model, args.rate)
    schedule = LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / WARM_UP) * max(LEAST_RATE, 1 - s / steps))
    for number in range(args.epochs):
        began = time.monotonic()
        loss = epoch(model, found, sets.neighbours(stories, rng), optimizer, schedule)
        told = f"{len(found)} steps, {time.monotonic() - began:.0f} s"
        print(f"epoch {number + 1} of {args.epochs}: loss {loss:.3f}, {told}", flush=True)
        torch.save(model.state_dict(), args.out)
        found = batches(pairs_of(stories, args.events, rng), rng)


def pairs_of(stories: list[sets.Story], folder: Path | None, rng: random.Random) -> list[sets.Pair]:
    """One epoch's pairs, of the sets and of the events if they are asked for."""
    found = sets.pairs(stories, rng)
    if folder:
        from training.matcher import events  # noqa: PLC0415  it needs what lies beside the events

        found += events.pairs(folder, rng)
        rng.shuffle(found)
    return found


def optimizer_of(model: Matcher, rate: float) -> AdamW:
    """The heads are new and learn faster than the encoder."""
    named = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    heads = [weight for name, weight in named if name.startswith(("hidden", "out"))]
    encoder = [weight for name, weight in named if not name.startswith(("hidden", "out"))]
    groups = [
        {"params": encoder, "lr": rate * ENCODER_RATE},
        {"params": heads, "lr": rate * HEAD_RATE},
    ]
    return AdamW(groups, weight_decay=DECAY, betas=BETAS)


def batches(pairs: list[sets.Pair], rng: random.Random) -> list[list[sets.Pair]]:
    """The pairs in batches of like length, the batches in random order."""
    stretch = BATCH * SORTED
    ordered = [
        pair
        for start in range(0, len(pairs), stretch)
        for pair in sorted(pairs[start : start + stretch], key=lambda pair: len(pair[0]) + len(pair[1]))
    ]
    found = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    rng.shuffle(found)
    return found


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
        optimizer.zero_grad()
        loss.backward()
        clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
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
