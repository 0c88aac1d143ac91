# ruff: noqa: INP001  a script's own module
"""Pairs of claims of real news, which nobody marked: on these the matcher learns what its teacher holds.

ECB+'s train topics have several reports of one event; of PolNeAR's training articles those of one day, or of
two that follow one another, tell some of the same news. Neither corpus is part of this repository.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
from claimwire_contracts.messages import Annotate
from claimwire_nlp.annotate import annotate_all
from claimwire_nlp.matching import meaning
from training.stories import DEV_TOPICS, Article, lines, topic

SHORTEST, LONGEST = 4, 45
"""Words of a claim that is taken."""
CHARACTERS = 9000
"""Longer articles are left out."""
OF_STORY, OF_DAY, OF_DAYS = 160, 60, 6000
"""Most pairs of one story, of two days that follow one another, and of all these together."""
NEAR, NEAR_IN_STORY = 0.45, 0.35
"""The nearness from which claims of two articles are a pair: of days, which have little in common, and of a
story."""


class NewsClaim(NamedTuple):
    """A claim of an article, with its vector as it is stored."""

    article: str
    words: str
    vector: str


def pairs(ecb: Path, polnear: Path, rng: random.Random) -> list[tuple[str, str]]:
    """The pairs, each once, sorted: the same draws then give the same pairs.

    Args:
        ecb: ECB+'s stories, JSON lines.
        polnear: PolNeAR's training articles, JSON lines.
        rng: what draws those that are taken where there are more.
    """
    stories = [each for each in lines(ecb) if topic(each["story"]) not in DEV_TOPICS]
    news = [each for each in lines(polnear) if len(each["text"]) <= CHARACTERS]
    told = _told([*stories, *news])
    found: set[tuple[str, str]] = set()
    for _, of_one in groupby(sorted(stories, key=lambda each: each["story"]), lambda each: each["story"]):
        found |= set(_near(told, of_one, NEAR_IN_STORY, OF_STORY, rng))
    of_days = sorted(_of_days(told, news, rng))
    found |= set(rng.sample(of_days, min(OF_DAYS, len(of_days))))
    return sorted(found)


def _of_days(
    told: dict[str, list[NewsClaim]], news: list[Article], rng: random.Random
) -> set[tuple[str, str]]:
    days: dict[date, list[Article]] = {}
    for each in news:
        days.setdefault(date.fromisoformat(each["date"]), []).append(each)
    found: set[tuple[str, str]] = set()
    for day in sorted(days):
        found |= set(_near(told, days[day] + days.get(day + timedelta(days=1), []), NEAR, OF_DAY, rng))
    return found


def _told(articles: Sequence[Article]) -> dict[str, list[NewsClaim]]:
    """The claims of each article, by its id."""
    requests = [
        Annotate(
            job_id="",
            lease="",
            document_id=each["id"],
            text=each["text"],
            outlet="",
            language="en",
            published_at=datetime.fromisoformat(each.get("date", "2012-01-01")).replace(tzinfo=UTC),
        )
        for each in articles
    ]
    return {
        request.document_id: [
            NewsClaim(request.document_id, claim.content.text, claim.profile.vector)
            for claim in found.asserted
            if SHORTEST <= len(claim.content.text.split()) <= LONGEST
        ]
        for request, found in zip(requests, annotate_all(requests), strict=True)
    }


def _near(
    told: dict[str, list[NewsClaim]], articles: Iterable[Article], least: float, most: int, rng: random.Random
) -> Iterator[tuple[str, str]]:
    """Pairs of claims of two articles that are near, the nearer the likelier."""
    claims = [claim for each in articles for claim in told[each["id"]]]
    if not claims:
        return
    vectors = [claim.vector for claim in claims]
    near = np.triu(meaning.nearnesses(vectors, vectors), 1)
    found = [
        (claims[i], claims[j], near[i, j] ** 3)
        for i, j in zip(*np.nonzero(near >= least), strict=True)
        if claims[i].article != claims[j].article and claims[i].words != claims[j].words
    ]
    for _ in range(min(most, len(found))):
        (taken,) = rng.choices(range(len(found)), [weight for *_, weight in found])
        one, other, _ = found.pop(taken)
        yield one.words, other.words
