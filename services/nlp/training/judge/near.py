# ruff: noqa: INP001  a script's own module
"""What the judge learns from: pairs of claims of the marked events that lie near each other, in context.

The judge is asked about pairs that the matcher does not rule out, so most of what has nothing to do with each
other is taken from these.
"""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import gold_events
import numpy as np
from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.meaning import Wording
from claimwire_nlp.matching.pairs import Claim, without_rivals, wordings
from training.matcher import events
from training.matcher.sets import OTHER

AS_MARKED = 0.3
"""The share of claims that are read in the words that are marked, not in those that were found."""
ALONE = 0.12
"""The share of pairs that are read without what stands before them."""
SHARES = ((0.5, 1.0), (0.9, 0.25), (1.0, 0.05))
"""The share that is taken of pairs that have nothing to do with each other, by how sure the matcher is."""

Couple = tuple[Wording, Wording, int]


class Pairing(NamedTuple):
    """A pair of claims, each in the words that were found and, if one group's, in those that are marked."""

    one: list[Wording]
    other: list[Wording]
    label: int
    unrelated: float
    """How likely they have nothing to do with each other, as the matcher reads them."""


def read(folder: Path = events.FOLDER) -> Iterator[Pairing]:
    """The pairs of a folder's events, some four seconds each."""
    return (pairing for event in gold_events.read(folder) for pairing in _of(event))


def drawn(pairs: Iterable[Pairing], rng: random.Random) -> list[Couple]:
    """One epoch's pairs."""
    found = []
    for pairing in pairs:
        if pairing.label == OTHER and rng.random() >= _share(pairing.unrelated):
            continue
        sides = (pairing.one, pairing.other)
        one, other = (side[-1] if rng.random() < AS_MARKED else side[0] for side in sides)
        if rng.random() < ALONE:
            one, other = one._replace(before=""), other._replace(before="")
        found.append((one, other, pairing.label))
    return found


def length(pair: Couple) -> int:
    """How many characters are read of a pair."""
    return sum(len(wording.text) + len(wording.before) for wording in pair[:2])


def _share(unrelated: float) -> float:
    return next(share for most, share in SHARES if unrelated <= most)


def _of(event: gold_events.Event) -> Iterator[Pairing]:
    relations = events.relations_of(event)
    marks = {
        (each.file, group): events.marked_words(each, group)
        for each in event.articles
        for group in each.claims
    }
    articles = [events.told(article) for article in event.articles]
    for a, b, mine, theirs in events.compared(articles, without_rivals):
        one, other = wordings(a, b)
        unrelated = float(np.exp(meaning.by_matcher(*meaning.ordered(one, other))[OTHER]))
        yield Pairing(
            _readings(one, a, mine, marks),
            _readings(other, b, theirs, marks),
            events.label_of(relations, mine, theirs),
            unrelated,
        )


def _readings(
    found: Wording, claim: Claim, groups: set[str], marks: dict[tuple[str, str], str]
) -> list[Wording]:
    own = [marks[claim.document_id, group] for group in groups] if len(groups) == 1 else []
    return [found, *(found._replace(text=words) for words in own)]
