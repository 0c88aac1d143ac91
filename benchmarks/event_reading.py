# ruff: noqa: INP001  imported by the scripts that lie beside it
"""The gold events beside what the system made of their articles: which claim asserts which mark."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import marks
from claimwire_client import Submission
from claimwire_contracts.types import Claim, ClaimGroup
from gold_events import Article, Event
from stack import Store


class Place(NamedTuple):
    """An article of an event."""

    event: str
    file: str
    outlet: str


class Label(NamedTuple):
    """A gold group of an event."""

    event: str
    group: str


class Mark(NamedTuple):
    """What an article asserts of a gold group, and the id of the claim that the system made of it."""

    place: Place
    label: Label
    claim: str | None


class Reading:
    """All that is asked about some events.

    Args:
        events: those that are scored; the system may have read others beside them.
        found: the claims of each article, by `EVENT/FILE`, with its text as stored.
        groups: the claim groups of all stories.
    """

    def __init__(
        self, events: Sequence[Event], found: dict[str, tuple[str, list[Claim]]], groups: Iterable[ClaimGroup]
    ) -> None:
        self.events = events
        self.marks = [mark for event in events for mark in _marks(event, found)]
        self.claims = {claim.id: claim for _, claims in found.values() for claim in claims}
        self._groups = list(groups)
        self._places = {
            claim.id: Place(event.id, article.file, article.outlet)
            for event in events
            for article in event.articles
            for claim in found[name_of(event, article)][1]
        }

    @cached_property
    def labels(self) -> dict[str, frozenset[Label]]:
        """The gold groups whose marks fall on each claim; a claim without one is not in it."""
        held: dict[str, set[Label]] = {}
        for mark in self.marks:
            if mark.claim:
                held.setdefault(mark.claim, set()).add(mark.label)
        return {id_: frozenset(labels) for id_, labels in held.items()}

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The group of each claim."""
        return {claim: group.id for group in self._groups for claim in group.claims}

    @cached_property
    def groups(self) -> dict[str, ClaimGroup]:
        """The groups that hold a claim of these events, by id."""
        return {
            group.id: group for group in self._groups if any(claim in self._places for claim in group.claims)
        }

    def place(self, claim: str) -> Place | None:
        """The article that a claim is of; None where it is of no scored event."""
        return self._places.get(claim)

    def told(self, claims: Iterable[str]) -> frozenset[Label]:
        """The gold groups whose marks fall on any of some claims."""
        return frozenset[Label]().union(*(self.labels.get(claim, frozenset()) for claim in claims))

    def words(self, claim: str) -> str:
        """A claim as a line of a report."""
        place, said = self.place(claim), self.claims[claim]
        where = f"{place.event}/{place.file}" if place else "elsewhere"
        source = f" ({said.source.name or said.source.text})" if said.source else ""
        return f"{where}{source}: {said.content.text}"


def submissions(events: Iterable[Event]) -> list[Submission]:
    """The articles of events, by time of publication; the headline goes as `title`, not within the text."""
    told = [(event, article) for event in events for article in event.articles]
    told.sort(key=lambda one: (one[1].published_at, name_of(*one)))
    return [
        Submission(
            external_id=name_of(event, article),
            title=article.title,
            text=article.text.removeprefix(article.title).lstrip("\n"),
            outlet=article.outlet,
            published_at=article.published_at,
        )
        for event, article in told
    ]


def owners(events: Iterable[Event]) -> str:
    """The outlets of each owner, a line each, as the gateway's file of owners has them."""
    held: dict[str, set[str]] = {}
    for event in events:
        for article in event.articles:
            if article.owner:
                held.setdefault(article.owner, set()).add(article.outlet)
    return "".join(f"{owner}: {' | '.join(sorted(outlets))}\n" for owner, outlets in sorted(held.items()))


def reading(events: Sequence[Event], store: Store) -> Reading:
    """What a system that holds the articles of events, perhaps among others, says of them."""
    claims = store.claims()
    found = {name: (document.text, claims[name]) for name, document in store.documents.items()}
    return Reading(events, found, store.groups())


def name_of(event: Event, article: Article) -> str:
    """The id under which an article is posted."""
    return f"{event.id}/{article.file}"


def _marks(event: Event, found: dict[str, tuple[str, list[Claim]]]) -> Iterator[Mark]:
    for article in event.articles:
        text, claims = found[name_of(event, article)]
        gold, stored = marks.tokens(article.text), marks.tokens(text)
        there = marks.carried(gold, stored)
        made = {
            claim.id: marks.positions([(span.start, span.end) for span in claim.content.spans], stored)
            for claim in claims
        }
        for group, spans in article.claims.items():
            marked = marks.positions(spans, gold)
            kept = frozenset(there[number] for number in marked if number in there)
            claim = marks.claim_for(kept, made) if len(kept) * 2 > len(marked) else None
            yield Mark(Place(event.id, article.file, article.outlet), Label(event.id, group), claim)
