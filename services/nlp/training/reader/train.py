# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Train the reader on marked articles and on sentences with marked names.

    pip install -e "services/nlp[training]"
    cd services/nlp; python -m training.reader.train --data FOLDER --out reader.pt

FOLDER holds `polnear/train.jsonl` and `crossner/{conll2003,politics}/train.txt`. The last articles are held
out: `benchmarks/calibrate.py` reads them. About fifteen minutes an epoch on one core that multiplies in
bfloat16. `export.py` makes of it what the service reads, and `benchmarks/quality.py` measures that.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from training.descent import Course, descent, move
from training.reader import names
from training.reader.data import IGNORED, Batch, batches, read
from training.reader.model import Reader, pretrained

SETS = ("conll2003", "politics")
EPOCHS = 5
HELD_OUT = 60
"""Articles."""
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP = 100
ROLE_WEIGHT = 2.0
"""The roles' loss is a mean over many words that are nothing to the cue; alone it would count too little."""
KIND_WEIGHT = 0.3
"""The finer types are another model's word, not a person's."""
TOLD = 50


def main() -> None:
    """Train, writing the weights after each epoch."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)  # noqa: S311  nothing secret hangs on it
    articles = read(args.data / "polnear" / "train.jsonl")[:-HELD_OUT]
    sentences = names.read([args.data / "crossner" / name / "train.txt" for name in SETS])
    model, found = pretrained(), batches(articles, sentences, rng)
    optimizer, schedule = descent_of(model, len(found) * args.epochs)
    for number in range(args.epochs):
        epoch(model, found, optimizer, schedule, number)
        torch.save(model.state_dict(), args.out)
        found = batches(articles, sentences, rng)


def descent_of(model: Reader, steps: int) -> tuple[AdamW, LambdaLR]:
    """What moves the model's weights in so many steps."""
    heads = [weight for name, weight in model.named_parameters() if not name.startswith("encoder.")]
    course = Course(ENCODER_RATE, HEAD_RATE, WARM_UP, end=1.01 * steps, first=1)
    return descent(model.encoder.parameters(), heads, course)


def epoch(model: Reader, found: list[Batch], optimizer: AdamW, schedule: LambdaLR, number: int) -> None:
    """One pass over the batches."""
    model.train()
    started, total = time.monotonic(), 0.0
    for step, batch in enumerate(found, 1):
        loss = loss_of(model, batch)
        move(model, loss, optimizer)
        schedule.step()
        total += loss.item()
        if step % TOLD == 0 or step == len(found):
            seconds = time.monotonic() - started
            print(
                f"epoch {number} step {step}/{len(found)} loss {total / step:.4f} {seconds:.0f} s", flush=True
            )


def loss_of(model: Reader, batch: Batch) -> Tensor:
    """The losses of what a batch is marked for: tags, the roles of its cues, names, their finer types."""
    with torch.autocast("cpu", torch.bfloat16):
        words = model.words(batch.ids, batch.first, batch.mask)
        found = [
            (model.tags(words), batch.tags, 1.0),
            (model.names(words), batch.names, 1.0),
            (model.kinds(words), batch.kinds, KIND_WEIGHT),
        ]
        if len(batch.cues):
            roles = model.of_cues(words, batch.windows, batch.cues.to(words.dtype))
            found.append((roles, batch.roles, ROLE_WEIGHT))
    losses = [
        weight * functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)
        for scores, gold, weight in found
        if (gold != IGNORED).any()
    ]
    return torch.stack(losses).sum()


if __name__ == "__main__":
    main()
