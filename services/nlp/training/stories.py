# ruff: noqa: INP001  a script, not a package
"""Fit the weights by which documents of one event are told from look-alikes (`matching/events.py`).

cd services/nlp; export PYTHONPATH=../../benchmarks
python -m training.stories --ecb ECBPLUS/stories.jsonl --polnear POLNEAR/train.jsonl

Pairs of ECB+'s train topics tell one event or two of its kind. Its twins share few names, so pairs of
PolNeAR's training articles published more than two weeks apart stand for other news of the same people.
Neither corpus is part of this repository; what is kept of them is a weight for each likeness.

What tells more where both days are known is fitted to the marked events that the matcher learns from: they
lie within three weeks, and some are of one company, town or politician. Run it before the matcher learns from
them: the vectors of one that has are nearer there than they will be in the news.

Prints the weights.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import gold_events
import numpy as np
from claimwire_contracts.messages import Annotate, DocumentInStore
from claimwire_nlp.annotate import annotate_all
from claimwire_nlp.matching import events
from training.matcher import events as marked

DEV_TOPICS = {2, 5, 12, 18, 21, 34, 35}
BY_HAND = {"nothing named alike"}
"""Likenesses whose weight is not fitted."""
ALIKE = 0.1
"""Pairs whose words have a cosine below this are told apart without any model."""
ARTICLES = 220
CHARACTERS = 6000
OTHER_NEWS_DAYS = 14
OTHER_NEWS = 0.3
"""What a pair of PolNeAR counts beside one of ECB+."""
RIDGE = 3.0
STEPS = 60

DATED = [name for name in events.WEIGHTS if name.startswith("dated")]
NAMES = [name for name in events.WEIGHTS if name not in BY_HAND and name not in DATED]
Article = dict[str, Any]


class Pair(NamedTuple):
    """What the model sees of two documents, what else speaks for them (log odds), and what it should say."""

    likenesses: list[float]
    beside: float
    same: bool
    weight: float


def main() -> None:
    """Read the corpora, fit and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ecb", type=Path, required=True, help="ECB+'s stories, JSON lines")
    parser.add_argument("--polnear", type=Path, required=True, help="PolNeAR's training articles, JSON lines")
    args = parser.parse_args()
    stories = [each for each in lines(args.ecb) if topic(each["story"]) not in DEV_TOPICS]
    news = lines(args.polnear)
    random.Random(1).shuffle(news)  # noqa: S311  a sample, the same each time
    pairs = [
        *_pairs(stories, lambda a, b: a["story"] == b["story"], weight=1.0),
        *_pairs(news[:ARTICLES], _other_news, weight=OTHER_NEWS),
    ]
    weights, bias = fit(pairs)
    known = dict(zip(NAMES, weights.tolist(), strict=True))
    print("\n".join([f"BIAS = {bias:.2f}", *_rows(known)]))  # noqa: T201  what the script is for
    more, constant = fit(list(_dated_pairs()))
    print("\n".join(_rows(dict(zip(DATED, [constant, *more.tolist()], strict=True)))))  # noqa: T201


def _rows(weights: dict[str, float]) -> list[str]:
    return [f'    "{name}": {weight:.2f},' for name, weight in weights.items()]


def _dated_pairs() -> Iterator[Pair]:
    """The pairs of the marked events' articles; what their days add is to be told from what is known."""
    articles = [
        (event.id, marked.told(article).document)
        for event in gold_events.read(marked.FOLDER)
        for article in event.articles
    ]
    for (one, a), (other, b) in combinations(articles, 2):
        found = events.likenesses(a, b)
        if "dated" not in found:
            continue
        known = sum(events.WEIGHTS[name] * value for name, value in found.items() if name not in DATED)
        beside = events.BIAS + known - events.waited(events.days_apart(a, b))
        yield Pair([found[name] for name in DATED[1:]], beside, one == other, 1.0)


def fit(pairs: list[Pair]) -> tuple[np.ndarray, float]:
    """Logistic regression by Newton's method, with a ridge on standardised likenesses."""
    x, y = np.array([pair.likenesses for pair in pairs]), np.array([pair.same for pair in pairs], float)
    weight = np.array([pair.weight for pair in pairs])
    offset = np.array([pair.beside for pair in pairs])
    mean = np.average(x, axis=0, weights=weight)
    spread = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight)) + 1e-9
    design = np.c_[(x - mean) / spread, np.ones(len(x))]
    ridge = RIDGE * np.diag(np.r_[np.ones(x.shape[1]), 0])
    found = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(design @ found + offset)))
        slope = design.T @ (weight * (chance - y)) + ridge @ found
        bend = (design.T * (weight * chance * (1 - chance))) @ design + ridge
        found -= np.linalg.solve(bend, slope)
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ mean)


def _pairs(
    articles: list[Article], verdict: Callable[[Article, Article], bool | None], *, weight: float
) -> Iterator[Pair]:
    """The pairs of articles that are at all alike and on which there is a verdict."""
    read = list(zip(articles, _documents(articles), strict=True))
    for (one, a), (other, b) in combinations(read, 2):
        same = verdict(one, other)
        if same is None or events.cosine(a.profile.words, b.profile.words) < ALIKE:
            continue
        found = events.likenesses(a, b)
        waited = events.waited(events.days_apart(a, b))
        yield Pair([found.get(name, 0.0) for name in NAMES], -waited, same, weight)


def _documents(articles: list[Article]) -> Iterator[DocumentInStore]:
    """The articles annotated, none of them dated but by its own text."""
    heading = {"job_id": "", "lease": "", "document_id": "", "language": "en"}
    requests = [Annotate(**heading, text=each["text"][:CHARACTERS]) for each in articles]
    for article, annotation in zip(articles, annotate_all(requests), strict=True):
        now = datetime.now(UTC)
        yield DocumentInStore(id=article["id"], seen_at=now, profile=annotation.profile)


def _other_news(one: Article, other: Article) -> bool | None:
    days = [date.fromisoformat(each["date"][:10]) for each in (one, other)]
    return False if abs((days[0] - days[1]).days) > OTHER_NEWS_DAYS else None


def topic(story: str) -> int:
    """The topic of a story of ECB+."""
    return int("".join(char for char in story if char.isdigit()))


def lines(path: Path) -> list[Article]:
    """The articles of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
