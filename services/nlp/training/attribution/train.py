# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Train the attribution tagger on marked articles.

    pip install -e "services/nlp[training]"
    python services/nlp/training/attribution/train.py --data FOLDER/polnear/train.jsonl --out tagger.pt

About ten minutes an epoch on one core that multiplies in bfloat16. `export.py` makes of it what the service
reads, and `benchmarks/quality.py` measures that.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from data import IGNORED, Batch, batches, read
from model import Tagger, pretrained
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

EPOCHS = 4
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
DECAY = 0.01
BETAS = (0.9, 0.98)
WARM_UP = 100
LEAST_RATE = 0.02
ROLE_WEIGHT = 2.0
"""The roles' loss is a mean over many words that are nothing to the cue; alone it would count too little."""
TOLD = 50


def main() -> None:
    """Train, writing the weights after each epoch."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="marked articles, JSON lines")
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng, articles = random.Random(args.seed), read(args.data)  # noqa: S311  nothing secret hangs on it
    model, found = pretrained(), batches(articles, rng)
    optimizer = optimizer_of(model)
    schedule = LambdaLR(optimizer, rate_over(len(found) * args.epochs))
    for number in range(args.epochs):
        epoch(model, found, optimizer, schedule, number)
        torch.save(model.state_dict(), args.out)
        found = batches(articles, rng)


def optimizer_of(model: Tagger) -> AdamW:
    """The heads are new and learn faster than the encoder."""
    heads = [weight for name, weight in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": model.encoder.parameters(), "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return AdamW(groups, weight_decay=DECAY, betas=BETAS)


def rate_over(steps: int):  # noqa: ANN201  a function of the step to the share of the rate
    """The share of the learning rate at each step: it warms up, then falls evenly."""
    return lambda step: min(1.0, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - (step + 1) / (1.01 * steps))


def epoch(model: Tagger, found: list[Batch], optimizer: AdamW, schedule: LambdaLR, number: int) -> None:
    """One pass over the batches."""
    model.train()
    started, total = time.monotonic(), 0.0
    for step, batch in enumerate(found, 1):
        loss = loss_of(model, batch)
        loss.backward()
        clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        total += loss.item()
        if step % TOLD == 0 or step == len(found):
            seconds = time.monotonic() - started
            print(
                f"epoch {number} step {step}/{len(found)} loss {total / step:.4f} {seconds:.0f} s", flush=True
            )


def loss_of(model: Tagger, batch: Batch) -> Tensor:
    """The tags' loss and, where a batch has cues, their roles'."""
    with torch.autocast("cpu", torch.bfloat16):
        words = model.words(batch.ids, batch.first, batch.mask)
        tags = model.tags(words)
        roles = model.of_cues(words, batch.windows, batch.cues.to(words.dtype)) if len(batch.cues) else None
    loss = functional.cross_entropy(tags.float().flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED)
    if roles is None:
        return loss
    return loss + ROLE_WEIGHT * functional.cross_entropy(
        roles.float().flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED
    )


if __name__ == "__main__":
    main()
