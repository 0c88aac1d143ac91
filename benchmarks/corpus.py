# ruff: noqa: INP001  imported by growth.py, which lies beside it
"""A corpus without end, made up: events on a time line, told by several outlets in words of news-like weight.

The same event number gives the same event. Of its words half or so stand in each telling, beside others drawn
as words of English are (Zipf); people come back, and some of them are in the news all day long.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from math import log, sqrt
from typing import Any, NamedTuple

import numpy as np

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
OUTLETS = 300
TERMS, KEYS = 60, 25
VOCABULARY, PEOPLE, PLACES = 50_000, 200_000, 20_000
HOT, HOT_SHARE = 20, 0.15
"""So many people are in the news all the time: one of them in that share of all events."""
TOPICS, NAMED, FACTS, TOLD = 20, 4, 8, 5
KEPT = 0.75
"""How likely a telling has each word of its event."""
REPRINTED = 0.2
SIZES, OFTEN = (1, 2, 3, 5, 8, 15, 30, 100), (0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.04, 0.01)
MEAN_SIZE = sum(size * often for size, often in zip(SIZES, OFTEN, strict=True))
SPREAD_HOURS = 12.0
COMMONEST = 10.0
"""Levels the top of the distribution that words and people are drawn from (Zipf and Mandelbrot)."""

SYLLABLES = [first + second for first in "bcdfghjklmnprstvz" for second in "aeiou"]

Json = dict[str, Any]


def word(number: int, ending: str = "") -> str:
    """A made-up word; another for each number."""
    said = ""
    while True:
        number, place = divmod(number, len(SYLLABLES))
        said += SYLLABLES[place]
        if not number:
            return said + ending


WORDS = [word(number, "t") for number in range(VOCABULARY)]
WEIGHTS = [round(2.5 + 0.6 * log(1 + number), 3) for number in range(VOCABULARY)]


class Entity(NamedTuple):
    """Whom or what a telling names; the number is another for each of a type."""

    type: str
    number: int

    @property
    def name(self) -> str:
        """As it is written."""
        return _name(self)


@cache
def _name(entity: Entity) -> str:
    if entity.type == "GPE":
        return word(entity.number, "n").title()
    return f"{word(entity.number % 997, 's')} {word(entity.number, 'x')}".title()


class Fact(NamedTuple):
    """What tellings of an event may claim."""

    text: str
    profile: Json


class Told(NamedTuple):
    """One article: `facts` are the numbers of those it claims, `words` its profile, heaviest first."""

    event: int
    number: int
    at: datetime
    outlet: str
    words: dict[str, float]
    entities: list[Entity]
    facts: list[int]
    mark: int
    """Articles of one mark are reprints of each other."""

    @property
    def norm(self) -> float:
        """The length of the profile."""
        return sqrt(sum(weight * weight for weight in self.words.values()))


class Event:
    """An event and its tellings."""

    def __init__(self, number: int, begins: datetime, size: int | None = None) -> None:
        self.number, self.begins = number, begins
        self._rng = np.random.default_rng([7, number % 2**32])
        self.size = size or int(self._rng.choice(SIZES, p=OFTEN))
        self.entities = self._named()
        topics = {WORDS[each]: 1.6 * WEIGHTS[each] for each in self._drawn(TOPICS, VOCABULARY)}
        names = {word(each.number, "x"): 14.0 for each in self.entities if each.type == "PERSON"}
        hot = {word(each.number, "x"): 20.0 for each in self.entities if each.number < HOT}
        self.words = topics | names | hot
        self.facts = [self._fact() for _ in range(FACTS)]

    def tellings(self, more: int = 0) -> Iterator[Told]:
        """The event's articles as they come out; `more` than its size, those follow at once."""
        hours = np.sort(self._rng.exponential(SPREAD_HOURS, self.size))
        at = [self.begins + timedelta(hours=float(each)) for each in hours]
        at += [at[-1] + timedelta(minutes=5 * each) for each in range(1, more + 1)]
        first = None
        for number, when in enumerate(at):
            reprint = first is not None and self._rng.random() < REPRINTED
            told = self._telling(number, when, first if reprint else None)
            first = first or told
            yield told

    def _telling(self, number: int, at: datetime, original: Told | None) -> Told:
        outlet = f"Outlet {int(self._rng.integers(OUTLETS))}"
        facts = sorted(self._rng.choice(FACTS, TOLD, replace=False).tolist())
        if original:
            return original._replace(number=number, at=at, outlet=outlet)
        kept = self._rng.random(len(self.words)) < KEPT
        words = dict(each for each, stays in zip(self.words.items(), kept, strict=True) if stays)
        others = self._drawn(TERMS, VOCABULARY)
        words |= {WORDS[each]: WEIGHTS[each] for each in others[: TERMS - len(words)]}
        words = dict(sorted(words.items(), key=lambda item: (-item[1], item[0])))
        mark = int(self._rng.integers(2**62))
        return Told(self.number, number, at, outlet, words, self.entities, facts, mark)

    def _named(self) -> list[Entity]:
        people = [Entity("PERSON", HOT + each) for each in self._drawn(NAMED, PEOPLE)]
        places = [Entity("GPE", HOT + each) for each in self._drawn(2, PLACES)]
        if self._rng.random() < HOT_SHARE:
            people.append(Entity("PERSON", int(self._rng.integers(HOT))))
        return list(dict.fromkeys(people + places))

    def _fact(self) -> Fact:
        own = [WORDS[each] for each in self._drawn(6, VOCABULARY)]
        terms = dict.fromkeys((*own, *list(self.words)[:3]), 6.0)
        name = self.entities[0].name
        frame = {"predicate": own[:1], "mode": ["actual"], "subject": [name.casefold()], "object": own[1:2]}
        profile = {"terms": terms, "names": [name.casefold()], "frame": frame}
        return Fact(f"{name} {' '.join(own)}", profile)

    def _drawn(self, count: int, most: int) -> list[int]:
        """Numbers below `most`, low ones often, as words and people are in the news."""
        drawn = COMMONEST * (1 + most / COMMONEST) ** self._rng.random(2 * count) - COMMONEST
        return list(dict.fromkeys(drawn.astype(int).tolist()))[:count]


def events(documents: int, per_day: float) -> Iterator[Event]:
    """Events that come evenly over time, until they have so many tellings."""
    made = number = 0
    while made < documents:
        event = Event(number, begins(number, per_day))
        yield event
        made += event.size
        number += 1


def begins(number: int, per_day: float) -> datetime:
    """When an event begins, with so many documents a day."""
    return BEGIN + timedelta(days=number * MEAN_SIZE / per_day)
