# ruff: noqa: INP001, T201  a script, which tells how far it is
"""Let the matcher learn what the judge holds of pairs, marked ones and others (Hinton et al. 2015).

cd services/nlp; export PYTHONPATH=../../benchmarks
export NEWS="--ecb ECBPLUS/stories.jsonl --polnear POLNEAR/train.jsonl"
python -m training.matcher.distil --judge judge.pt $NEWS --judged judged.pt --out a.pt
python -m training.matcher.distil --judged judged.pt --marked 0 --rate 2 --temperature 1 --seed 5 --out b.pt

It begins with the weights that the service reads. The judge reads twenty pairs a second on one core, once:
other runs take what it holds from the file. `export.py` makes one model of the runs.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.meaning import Wording
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW
from training.descent import BETAS, DECAY, LEAST_RATE, move, set_rates
from training.judge import mpnet
from training.judge.train import Judge, contexts
from training.matcher import events, news, sets
from training.matcher.model import Matcher, couples, shipped
from training.matcher.sets import Pair, length
from training.matcher.train import SMOOTHING, batches, learned

OF_EVENTS, OF_SETS, OF_NEWS = 22_400, 4_600, 11_000
"""Pairs that are judged of the events, of the sets and of the news."""
JUDGED_AT_ONCE = 32
RATE, HEAD_RATE = 1e-4, 5e-4
WARM_UP = 30
BATCH = 64
NONE = -1
"""The label of a pair that nobody marked."""
SHOWN_EVERY = 50


class Judged(NamedTuple):
    """A pair with its label (`NONE` where nobody marked it), and the judge's scores."""

    pair: Pair
    scores: Tensor


class Asked(NamedTuple):
    """How to train; see `arguments`."""

    seconds: float
    rate: float
    marked: float
    temperature: float


def main() -> None:
    """Let the judge judge, train, and write the weights."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)  # noqa: S311  nothing secret hangs on it
    if args.judge:
        judge = Judge(mpnet.Encoder())
        judge.load_state_dict(torch.load(args.judge, map_location="cpu", weights_only=True))
        pairs = drawn(args.ecb, args.polnear, rng)
        torch.save([(pair, scores) for pair, scores in read(judge.eval(), pairs)], args.judged)
    judged = [Judged(*each) for each in torch.load(args.judged, weights_only=True)]
    model = shipped()
    train(model, judged, rng, Asked(args.minutes * 60, args.rate, args.marked, args.temperature))
    torch.save(model.state_dict(), args.out)


def arguments() -> argparse.Namespace:
    """What is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judged", type=Path, required=True, help="file for what the judge holds")
    parser.add_argument(
        "--judge", type=Path, help="what training/judge/train.py wrote; the file is read if left out"
    )
    parser.add_argument("--ecb", type=Path, help="ECB+'s stories, JSON lines; with --judge")
    parser.add_argument("--polnear", type=Path, help="PolNeAR's training articles, JSON lines; with --judge")
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--minutes", type=float, default=30.0, help="how long training may take")
    parser.add_argument("--rate", type=float, default=1.0, help="the share of the full learning rate")
    parser.add_argument("--marked", type=float, default=0.3, help="what marks count beside the judge's word")
    parser.add_argument("--temperature", type=float, default=1.5, help="by which scores are softened")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    if args.judge and not (args.ecb and args.polnear):
        parser.error("--judge judges news too: tell where they are with --ecb and --polnear")
    return args


def drawn(ecb: Path, polnear: Path, rng: random.Random) -> list[Pair]:
    """The pairs that are learned from."""
    told = rng.sample(sorted(set(events.pairs(events.read(), rng))), OF_EVENTS)
    written = rng.sample(sorted(set(sets.pairs(sets.read(), rng))), OF_SETS)
    unmarked = rng.sample(news.pairs(ecb, polnear, rng), OF_NEWS)
    return [*told, *written, *((a, b, NONE) for a, b in unmarked)]


@torch.no_grad()
def read(judge: Judge, pairs: list[Pair]) -> Iterator[Judged]:
    """The judge's scores; pairs of like length are read at once."""
    ordered = sorted(pairs, key=length)
    for start in range(0, len(ordered), JUDGED_AT_ONCE):
        some = ordered[start : start + JUDGED_AT_ONCE]
        with torch.autocast("cpu", torch.bfloat16):
            scores = judge(contexts([(Wording(a), Wording(b)) for a, b, _ in some])).float()
        judged = [meaning.as_of_one_time(row)[0] for row in scores.log_softmax(1).numpy()]
        yield from map(Judged, some, torch.from_numpy(np.stack(judged)))
        if start % (100 * JUDGED_AT_ONCE) == 0:
            print(f"judged {start} of {len(ordered)}", flush=True)


def train(model: Matcher, judged: list[Judged], rng: random.Random, asked: Asked) -> None:
    """Move the weights until the time is over; the vocabulary's are held, and nothing is dropped out."""
    model.eval()
    model.encoder.pieces.requires_grad_(requires_grad=False)
    optimizer = _optimizer(model)
    began = time.monotonic()
    for step, batch in enumerate(_batches(judged, rng), 1):
        passed = (time.monotonic() - began) / asked.seconds
        if passed >= 1:
            return
        share = asked.rate * min(1.0, step / WARM_UP) * max(LEAST_RATE, 1 - passed)
        set_rates(optimizer, (RATE, HEAD_RATE), share)
        with torch.autocast("cpu", torch.bfloat16):
            loss = _loss(model, batch, rng, asked)
        move(model, loss, optimizer)
        if step % SHOWN_EVERY == 0:
            print(f"step {step}, {passed:.0%} of the time: loss {loss.item():.3f}", flush=True)


def _optimizer(model: Matcher) -> AdamW:
    encoder, heads = learned(model)
    return AdamW([{"params": encoder}, {"params": heads}], weight_decay=DECAY, betas=BETAS, fused=True)


def _batches(judged: list[Judged], rng: random.Random) -> Iterator[list[Judged]]:
    """Batches of like length, without end."""
    while True:
        rng.shuffle(judged)
        yield from batches(judged, rng, lambda each: length(each.pair), BATCH)


def _loss(model: Matcher, batch: list[Judged], rng: random.Random, asked: Asked) -> Tensor:
    """How far the scores are from the judge's, and from the label where there is one; in either order."""
    pairs = [(a, b) if rng.random() < 1 / 2 else (b, a) for (a, b, _), _ in batch]
    scores = model.relations(couples(pairs)).float()
    theirs = torch.stack([each.scores for each in batch])
    soft, theirs = ((each / asked.temperature).log_softmax(-1) for each in (scores, theirs))
    loss = functional.kl_div(soft, theirs, log_target=True, reduction="batchmean") * asked.temperature**2
    labels = torch.tensor([each.pair[2] for each in batch])
    if (labels == NONE).all():
        return loss
    marked = functional.cross_entropy(scores, labels, ignore_index=NONE, label_smoothing=SMOOTHING)
    return loss + asked.marked * marked


if __name__ == "__main__":
    main()
