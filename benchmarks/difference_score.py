# ruff: noqa: INP001  imported by the scripts that lie beside it
"""What is found to differ across gold events: conflicts, updates, hedges lost, quotations altered, gaps.

What rests on claims that no mark falls on cannot be judged: it is counted apart.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from itertools import product
from typing import NamedTuple, TypeVar

from event_reading import Label, Reading
from event_score import Tally, says
from gold_events import Event

T = TypeVar("T", bound=Hashable)
PLAIN = re.compile(r"[^\W\d_]{3,}")
"""The words by which a cited report is recognised."""


class Conflicts(NamedTuple):
    """Conflicts found; of the right ones those of the right kind; updates that were called conflicts."""

    tally: Tally
    kind: Tally
    updates: int


def conflicts(reading: Reading) -> Conflicts:
    """Whether groups that cannot both hold are told as conflicts, and no others."""
    wanted = {
        _of(event, conflict.groups): conflict.kind for event in reading.events for conflict in event.conflicts
    }
    updates = {_of(event, update) for event in reading.events for update in event.updates}
    found = {
        frozenset((group.id, one.group_id)): (one.kind, one.claims, one.detail)
        for group in reading.groups.values()
        for one in group.conflicts
    }
    kinds = {pair: kind for pair, (kind, _, _) in found.items()}
    tally = _judged(
        reading,
        "CONFLICT",
        wanted.keys(),
        {pair: (claims, detail) for pair, (_, claims, detail) in found.items()},
    )
    right = {pair: _pairs(reading, pair, found[pair][1]) & wanted.keys() for pair in found}
    alike = sum(any(wanted[one] == kinds[pair] for one in ones) for pair, ones in right.items() if ones)
    called = sum(not right[pair] and bool(_pairs(reading, pair, found[pair][1]) & updates) for pair in found)
    return Conflicts(tally, Tally(alike, tally.right, alike, tally.right), called)


def updates(reading: Reading) -> Tally:
    """Whether groups that tell the same of another time are told as updates, and no others."""
    wanted = {_of(event, update) for event in reading.events for update in event.updates}
    found = {
        frozenset((group.id, one.group_id)): ((), one.detail)
        for group in reading.groups.values()
        for one in group.updates
    }
    return _judged(reading, "UPDATE", wanted, found)


def hedge_losses(reading: Reading) -> tuple[Tally, Tally]:
    """Whether what one outlet holds back and another tells flat is told: by pair of outlets, and by group."""
    wanted = {
        (Label(event.id, loss.group), hedged, flat)
        for event in reading.events
        for loss in event.hedge_loss
        for hedged, flat in product(loss.hedged, loss.flat)
    }
    found: dict[tuple[Label, str, str], str] = {}
    apart = 0
    for group in reading.groups.values():
        for loss in group.hedge_loss:
            hedged, flat = reading.place(loss.hedged), reading.place(loss.flat)
            labels = _common(reading, loss.hedged, loss.flat)
            apart += not labels
            if hedged and flat:
                words = f"{reading.words(loss.hedged)} | {reading.words(loss.flat)}"
                found |= {(label, hedged.outlet, flat.outlet): words for label in labels}
    by_pair = _told("HEDGE LOSS", wanted, found, apart)
    groups = {label: words for (label, _, _), words in found.items()}
    by_group = _told("HEDGE LOSS", {label for label, _, _ in wanted}, groups, apart)
    return by_pair, by_group._replace(cases=())


def quote_drifts(reading: Reading) -> Tally:
    """Whether a quotation that stands in other words in two articles is told."""
    wanted = {
        (Label(event.id, drift.group), frozenset((drift.a, drift.b)))
        for event in reading.events
        for drift in event.quote_drift
    }
    found: dict[tuple[Label, frozenset[str]], str] = {}
    apart = 0
    for group in reading.groups.values():
        for drift in group.quote_drift:
            a, b = reading.place(drift.a), reading.place(drift.b)
            labels = _common(reading, drift.a, drift.b)
            apart += not labels
            if a and b:
                words = f"{reading.words(drift.a)} | {reading.words(drift.b)} ({drift.detail})"
                found |= {(label, frozenset((a.file, b.file))): words for label in labels}
    return _told("QUOTE DRIFT", wanted, found, apart)


def chase_list(events: Iterable[Event], cited: Mapping[str, Iterable[str]]) -> Tally:
    """Whether reports that are cited and not there are listed; `cited` are names by event.

    Two are of one report where half of the shorter name's words are in the other: capitalized words, where
    both have any.
    """
    right = found = hit = marked = 0
    cases = []
    for event in events:
        names = list(cited.get(event.id, ()))
        known = [name for name in names if any(alike(name, gold) for gold in event.chase)]
        missed = [gold for gold in event.chase if not any(alike(name, gold) for name in names)]
        right, found = right + len(known), found + len(names)
        hit, marked = hit + len(event.chase) - len(missed), marked + len(event.chase)
        cases += [f"CHASE wrong {event.id}: {name}" for name in names if name not in known]
        cases += [f"CHASE missed {event.id}: {name}" for name in missed]
    return Tally(right, found, hit, marked, cases=tuple(cases))


def alike(a: str, b: str) -> bool:
    """Whether two names are of one report."""
    words = [PLAIN.findall(name) for name in (a, b)]
    names = [{word.casefold() for word in found if word[0].isupper()} for found in words]
    left, right = names if all(names) else ({word.casefold() for word in found} for found in words)
    smaller = min(len(left), len(right))
    return bool(smaller) and len(left & right) * 2 >= smaller


Found = Mapping[frozenset[str], tuple[Iterable[str], str]]
"""By the ids of two groups: the two claims that show it, if told, and what it says."""


def _judged(reading: Reading, word: str, wanted: Iterable[frozenset[Label]], found: Found) -> Tally:
    wanted = set(wanted)
    hit: set[frozenset[Label]] = set()
    right = apart = 0
    cases = []
    for pair, (claims, detail) in found.items():
        told = _pairs(reading, pair, claims)
        right += bool(told & wanted)
        apart += not told
        hit |= told & wanted
        if not told & wanted:
            names = " | ".join(_group_words(reading, id_) for id_ in sorted(pair))
            cases.append(f"{word} {'wrong' if told else 'unmarked'} {detail!r}: {names}")
    cases += [f"{word} missed {_gold_words(reading, pair)}" for pair in sorted(wanted - hit, key=sorted)]
    return Tally(right, len(found) - apart, len(hit), len(wanted), apart, tuple(cases))


def _told(word: str, wanted: set[T], found: Mapping[T, str], apart: int) -> Tally:
    right = len(wanted & found.keys())
    cases = [f"{word} wrong {one}: {words}" for one, words in found.items() if one not in wanted]
    cases += [f"{word} missed {one}" for one in wanted - found.keys()]
    return Tally(right, len(found), right, len(wanted), apart, tuple(cases))


def _common(reading: Reading, a: str, b: str) -> frozenset[Label]:
    """The gold groups of two claims that both assert; where none, those that either does."""
    return reading.told([a]) & reading.told([b]) or reading.told([a, b])


def _pairs(reading: Reading, groups: Iterable[str], claims: Iterable[str]) -> set[frozenset[Label]]:
    """The pairs of gold groups that two claims assert, or their groups where these two are not marked."""
    sides = [reading.told([claim]) for claim in claims]
    if not sides or not all(sides):
        sides = [reading.told(reading.groups[id_].claims if id_ in reading.groups else ()) for id_ in groups]
    return {frozenset(pair) for pair in product(*sides)} if len(sides) > 1 else set()


def _of(event: Event, groups: Iterable[str]) -> frozenset[Label]:
    return frozenset(Label(event.id, group) for group in groups)


def _group_words(reading: Reading, id_: str) -> str:
    group = reading.groups.get(id_)
    if group is None:
        return id_
    labels = ",".join(sorted(label.group for label in reading.told(group.claims)))
    return f"{labels or 'unmarked'} {reading.words(group.claims[0])}"


def _gold_words(reading: Reading, pair: Iterable[Label]) -> str:
    return " | ".join(f"{label.event} {label.group} {says(reading, label)!r}" for label in sorted(pair))
