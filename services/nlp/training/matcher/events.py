# ruff: noqa: INP001  a script's own module
"""Marked events as training reads them: their claims as marked and as found, and pairs drawn from them.

`events` lies beside the sets; the README of `benchmarks/gold/events` tells its form and conventions.
"""

import random
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from typing import NamedTuple

import gold_events
import in_store
from claimwire_contracts.messages import ClaimInStore, DocumentInStore, ExtractedClaim
from claimwire_contracts.types import GAP
from claimwire_nlp.matching.meaning import UPDATE
from claimwire_nlp.matching.pairs import Claim
from claimwire_nlp.matching.pairs import pairs as pairs_of
from training.matcher.sets import FIGURE, LABELS, NUMBER, OTHER, SAME, Pair

FOLDER = Path(__file__).parent / "events"
POLARITY = LABELS.index("polarity")
TIMES = 2
"""So many readings are drawn of each pair of marks that has a relation."""
SHARE, SHARE_ALIKE = 0.05, 0.4
"""Of pairs that have nothing to do with each other so many are taken; more where they share a long word."""
LONG = 6
ALIKE = 0.5
"""Share of words in common from which a claim is one that is marked in the text."""
COVERED = 0.7
"""Share of a mark's words from which a longer claim asserts it too."""

Span = tuple[int, int]
Relations = dict[frozenset[str], int]
"""What two groups are to each other: a label, or `UPDATE` where one updates the other."""


class Told(NamedTuple):
    """An article as the store has it, and the gold groups of each of its claims by the claim's id."""

    document: DocumentInStore
    groups: dict[str, set[str]]
    headed: set[str]
    """The claims of its title."""


class Compared(NamedTuple):
    """Two marked claims of one event that the service would compare, with their gold groups."""

    a: Claim
    b: Claim
    mine: set[str]
    theirs: set[str]


Finder = Callable[[DocumentInStore, DocumentInStore], Iterator[tuple[Claim, Claim]]]


class Mark(NamedTuple):
    """A claim that is marked: its article, and its readings, each with the groups that it asserts."""

    article: str
    readings: list[tuple[str, frozenset[str]]]


class Event(NamedTuple):
    """An event's marks, and what its groups are to each other."""

    marks: list[Mark]
    relations: Relations


def read(folder: Path = FOLDER) -> list[Event]:
    """The events of a folder, their articles annotated."""
    return [_event(event) for event in gold_events.read(folder)]


def pairs(events: list[Event], rng: random.Random) -> list[Pair]:
    """The pairs of one epoch. What has changed since is apart as if at one time: the times tell it later."""
    found = [pair for event in events for pair in _of(event, rng)]
    return [pair if rng.random() < 1 / 2 else (pair[1], pair[0], pair[2]) for pair in found]


def neighbours(events: list[Event], rng: random.Random) -> list[tuple[str, str]]:
    """Pairs whose vectors shall be near: tellings of one group, or of two that one thing sets apart."""
    return [(a, b) for a, b, label in pairs(events, rng) if label != OTHER]


def compared(articles: list[Told], find: Finder = pairs_of) -> Iterator[Compared]:
    """The pairs of marked claims that would be compared, by what finds those of two documents.

    An article repeats itself in its title alone, and may tell both sides: of its own pairs are left out those
    of claims in the title, in each other, or of one group.
    """
    for one, other in combinations_with_replacement(articles, 2):
        for a, b in find(one.document, other.document):
            mine, theirs = one.groups[a.claim.id], other.groups[b.claim.id]
            if mine and theirs and (one is not other or _told_apart(a.claim, b.claim, one)):
                yield Compared(a, b, mine, theirs)


def _told_apart(one: ClaimInStore, other: ClaimInStore, article: Told) -> bool:
    """Whether two claims of an article, each pair in one order, are two assertions of its text."""
    within = one.text in other.text or other.text in one.text
    twice = article.groups[one.id] & article.groups[other.id]
    return one.id < other.id and not within and not twice and one.id not in article.headed


def _of(event: Event, rng: random.Random) -> Iterator[Pair]:
    for one, other in combinations(event.marks, 2):
        for _ in range(TIMES):
            (a, mine), (b, theirs) = rng.choice(one.readings), rng.choice(other.readings)
            label = label_of(event.relations, mine, theirs)
            if label == UPDATE:
                yield a, b, _label_of_change(a, b)
            elif label == OTHER:
                if rng.random() < _share(a, b) / TIMES:
                    yield a, b, OTHER
            elif not (label == SAME and one.article == other.article):
                yield a, b, label


def label_of(relations: Relations, mine: AbstractSet[str], theirs: AbstractSet[str]) -> int:
    """What two claims that assert these groups are to each other; `UPDATE` where one updates the other."""
    if mine & theirs:
        return SAME
    between = [frozenset((x, y)) for x in sorted(mine) for y in sorted(theirs)]
    known = [relations[both] for both in between if both in relations]
    return next((label for label in known if label != UPDATE), known[0]) if known else OTHER


def _label_of_change(a: str, b: str) -> int:
    """What a claim and one that updates it are to each other as if of one time."""
    return NUMBER if FIGURE.search(a) and FIGURE.search(b) else POLARITY


def relations_of(event: gold_events.Event) -> Relations:
    """What two groups of an event are to each other."""
    found = {frozenset(groups): UPDATE for groups in event.updates}
    return found | {frozenset(each.groups): LABELS.index(each.kind) for each in event.conflicts}


def _share(a: str, b: str) -> float:
    one, other = ({word for word in text.casefold().split() if len(word) >= LONG} for text in (a, b))
    return SHARE_ALIKE if one & other else SHARE


def _event(event: gold_events.Event) -> Event:
    return Event([mark for article in event.articles for mark in _marks(article)], relations_of(event))


def _marks(article: gold_events.Article) -> Iterator[Mark]:
    """The marks of an article, each also as the claims that were found there."""
    found = told(article)
    for group in article.claims:
        words = marked_words(article, group)
        claims = [claim for claim in found.document.claims if group in found.groups[claim.id]]
        readings = [(claim.text, frozenset(found.groups[claim.id])) for claim in claims]
        yield Mark(article.file, [(words, frozenset([group])), *readings])


def marked_words(article: gold_events.Article, group: str) -> str:
    """The words of an article that are marked as asserting a group."""
    return GAP.join(article.text[start:end] for start, end in article.claims[group])


def told(article: gold_events.Article) -> Told:
    """An article, annotated, with the gold groups of its claims."""
    found = in_store.annotated(article)
    document = in_store.document(article.file, found, article.published_at, article.outlet)
    claims = [(own.id, claim) for own, claim in zip(document.claims, found.asserted, strict=True)]
    groups = {id_: marked(claim, article) for id_, claim in claims}
    headed = {id_ for id_, claim in claims if claim.content.spans[0].start < len(article.title)}
    return Told(document, groups, headed)


def marked(claim: ExtractedClaim, article: gold_events.Article) -> set[str]:
    """The gold groups whose marks a claim covers or is."""
    words = _words(article.text, [(span.start, span.end) for span in claim.content.spans])
    found = set()
    for group, spans in article.claims.items():
        gold = _words(article.text, [(start, end) for start, end in spans])
        common = len(words & gold)
        if common and (common / len(words | gold) >= ALIKE or common / len(gold) >= COVERED):
            found.add(group)
    return found


def _words(text: str, spans: list[Span]) -> set[int]:
    """Where the words within the spans begin."""
    begins = (i for start, end in spans for i in range(start, end))
    return {i for i in begins if text[i].isalnum() and (i == 0 or not text[i - 1].isalnum())}
