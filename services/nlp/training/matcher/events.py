# ruff: noqa: INP001  a script's own module
"""Pairs of marked claims of the events for tuning: those of whole articles are longer than those of sets."""

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import gold_events
from claimwire_contracts.types import GAP
from training.matcher.sets import LABELS, OTHER, SAME, Pair

SHARE = 0.08
"""Of pairs that have nothing to do with each other, as many are taken."""
TIMES = 3
"""As often are they taken, for the sets are many more."""

Marked = tuple[str, str, str]
"""A marked claim: its article, its group and its words."""


def pairs(folder: Path, rng: random.Random) -> list[Pair]:
    """The pairs of one epoch. Updates are left out: that both can be right, only their times tell."""
    events = [event for event in gold_events.read(folder) if event.split == "tune"]
    found = [pair for _ in range(TIMES) for event in events for pair in _of(event, rng)]
    return [pair if rng.random() < 1 / 2 else (pair[1], pair[0], pair[2]) for pair in found]


def _of(event: gold_events.Event, rng: random.Random) -> Iterator[Pair]:
    against = {frozenset(each.groups): LABELS.index(each.kind) for each in event.conflicts}
    updates = {frozenset(groups) for groups in event.updates}
    for (one, group, a), (other, its, b) in combinations(_marked(event), 2):
        both = frozenset((group, its))
        if group == its and one != other:
            yield a, b, SAME
        elif both in against:
            yield a, b, against[both]
        elif group != its and both not in updates and rng.random() < SHARE:
            yield a, b, OTHER


def _marked(event: gold_events.Event) -> Iterator[Marked]:
    for article in event.articles:
        for group, spans in article.claims.items():
            yield article.file, group, GAP.join(article.text[start:end] for start, end in spans)
