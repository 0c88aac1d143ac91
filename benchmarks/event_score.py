# ruff: noqa: INP001  imported by the scripts that lie beside it
"""What is found across the articles of gold events: groups, origins, conflicts, updates, losses and drifts.

Every measure gives its counts and, for the split that may be looked at, its cases in words. What rests on a
claim that no mark falls on cannot be judged: it is counted apart.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from claimwire_contracts.types import ClaimGroup
from clusters import Figures, bcubed
from event_reading import Label, Mark, Reading
from gold_events import Event

T = TypeVar("T", bound=Hashable)
PLAIN = re.compile(r"[^\W\d_]{3,}")
"""The words by which a cited report is recognised."""


class Tally(NamedTuple):
    """How much of what was found is right, and how much of what is marked was found.

    Attributes:
        right: things found that are marked.
        found: things found that could be judged.
        hit: things marked that were found.
        marked: things marked.
        apart: things found that could not be judged.
        cases: what went wrong, in words.
    """

    right: int
    found: int
    hit: int
    marked: int
    apart: int = 0
    cases: tuple[str, ...] = ()

    @property
    def figures(self) -> Figures:
        """Precision and recall."""
        return Figures(
            self.right / self.found if self.found else 1.0, self.hit / self.marked if self.marked else 1.0
        )


class Grouping(NamedTuple):
    """How claims of different articles are grouped.

    Attributes:
        extracted: of the marks, those that a claim asserts.
        pairs: pairs of claims joined, and pairs of marks that should be, where both are claims.
        strict: the same with every pair of joined marks, also where one claim asserts two of them.
        whole: pairs of marks that should be joined, also where one is no claim.
        bcubed: over the marks that are claims.
    """

    extracted: Tally
    pairs: Tally
    strict: Tally
    whole: Tally
    bcubed: Figures


def grouping(reading: Reading) -> Grouping:
    """Whether claims that say the same are in one group, and others are not."""
    claimed = [mark for mark in reading.marks if mark.claim]
    joined = [pair for pair in _across(reading.marks) if _joined(reading, *pair)]
    wanted = [pair for pair in _across(reading.marks) if pair[0].label == pair[1].label]
    both = [pair for pair in wanted if pair[0].claim and pair[1].claim]
    hit = sum(_joined(reading, *pair) for pair in both)
    found = {frozenset((str(a.claim), str(b.claim))) for a, b in joined}
    wrong = [pair for pair in found if not _share_a_label(reading, pair)]
    cases = [*_merged(reading, wrong), *_parted(reading, both)]
    strict = sum(a.label == b.label for a, b in joined)
    return Grouping(
        extracted=Tally(
            len(claimed), len(claimed), len(claimed), len(reading.marks), cases=tuple(_unread(reading))
        ),
        pairs=Tally(len(found) - len(wrong), len(found), hit, len(both), cases=tuple(cases)),
        strict=Tally(strict, len(joined), hit, len(both)),
        whole=Tally(len(found) - len(wrong), len(found), hit, len(wanted)),
        bcubed=bcubed(
            {mark: mark.label for mark in claimed},
            {mark: reading.group_of.get(str(mark.claim), mark) for mark in claimed},
        ),
    )


def origins(reading: Reading, least: int = 1) -> tuple[Tally, Tally]:
    """Of the gold groups that are told by so many articles: origins counted right, and status right.

    A gold group is judged by the found group that holds most of its claims, of equals the larger.
    """
    counted, status, cases = 0, 0, []
    held = list(_main_groups(reading, least))
    for event, label, group in held:
        gold = event.groups[label.group]
        counted += group.independent_origins == gold.independent_origins
        status += group.status == gold.status
        if group.independent_origins != gold.independent_origins:
            names = "; ".join(
                f"{one.name} [{one.rule}]{'' if one.known else ' unknown'}" for one in group.origins
            )
            cases.append(
                f"ORIGINS {label.event} {label.group} {gold.says!r}: {group.independent_origins} found"
                f" ({names}), marked {gold.independent_origins} ({', '.join(o.name for o in gold.origins)})"
            )
        elif group.status != gold.status:
            cases.append(
                f"STATUS {label.event} {label.group} {gold.says!r}: {group.status}, marked {gold.status}"
            )
    return (
        Tally(counted, len(held), counted, len(held), cases=tuple(cases)),
        Tally(status, len(held), status, len(held)),
    )


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

    Two names are of one report where half of the words of the shorter are in the other.
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
    left, right = ({word.casefold() for word in PLAIN.findall(name)} for name in (a, b))
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


def _across(marks: Iterable[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """Pairs of marks of different articles."""
    return ((a, b) for a, b in combinations(marks, 2) if a.place != b.place)


def _joined(reading: Reading, a: Mark, b: Mark) -> bool:
    if not a.claim or not b.claim:
        return False
    group = reading.group_of.get(a.claim)
    return group is not None and group == reading.group_of.get(b.claim)


def _share_a_label(reading: Reading, pair: Iterable[str]) -> bool:
    return bool(frozenset.intersection(*(reading.labels[claim] for claim in pair)))


def _common(reading: Reading, a: str, b: str) -> frozenset[Label]:
    """The gold groups of two claims that both assert; where none, those that either does."""
    return reading.told([a]) & reading.told([b]) or reading.told([a, b])


def _pairs(reading: Reading, groups: Iterable[str], claims: Iterable[str]) -> set[frozenset[Label]]:
    """The pairs of gold groups that two claims assert, or their groups where these two are not marked."""
    sides = [reading.told([claim]) for claim in claims]
    if not sides or not all(sides):
        sides = [reading.told(reading.groups[id_].claims if id_ in reading.groups else ()) for id_ in groups]
    return {frozenset(pair) for pair in product(*sides)} if len(sides) > 1 else set()


def _main_groups(reading: Reading, least: int) -> Iterator[tuple[Event, Label, ClaimGroup]]:
    for event in reading.events:
        for name in event.groups:
            label = Label(event.id, name)
            told = [mark for mark in reading.marks if mark.label == label]
            held = Counter(reading.group_of[mark.claim] for mark in told if mark.claim in reading.group_of)
            if held and len(told) >= least:
                best = max(sorted(held), key=lambda id_: (held[id_], len(reading.groups[id_].claims)))
                yield event, label, reading.groups[best]


def _of(event: Event, groups: Iterable[str]) -> frozenset[Label]:
    return frozenset(Label(event.id, group) for group in groups)


def _unread(reading: Reading) -> Iterator[str]:
    for mark in reading.marks:
        if not mark.claim:
            says = _says(reading, mark.label)
            yield f"UNREAD {mark.place.event}/{mark.place.file} {mark.label.group} {says!r}"


def _merged(reading: Reading, pairs: Iterable[frozenset[str]]) -> Iterator[str]:
    for a, b in sorted(tuple(sorted(pair)) for pair in pairs):
        labels = [",".join(sorted(label.group for label in reading.labels[claim])) for claim in (a, b)]
        yield f"MERGED {labels[0]} {reading.words(a)} | {labels[1]} {reading.words(b)}"


def _parted(reading: Reading, pairs: Iterable[tuple[Mark, Mark]]) -> Iterator[str]:
    for a, b in pairs:
        if a.claim and b.claim and not _joined(reading, a, b):
            yield f"PARTED {a.label.group} {reading.words(a.claim)} | {reading.words(b.claim)}"


def _group_words(reading: Reading, id_: str) -> str:
    group = reading.groups.get(id_)
    if group is None:
        return id_
    labels = ",".join(sorted(label.group for label in reading.told(group.claims)))
    return f"{labels or 'unmarked'} {reading.words(group.claims[0])}"


def _gold_words(reading: Reading, pair: Iterable[Label]) -> str:
    return " | ".join(f"{label.event} {label.group} {_says(reading, label)!r}" for label in sorted(pair))


def _says(reading: Reading, label: Label) -> str:
    return next(event for event in reading.events if event.id == label.event).groups[label.group].says
