# ruff: noqa: INP001  imported by the scripts that lie beside it
"""What is found across the articles of gold events: which claims say the same, and where they come from.

Every measure gives its counts and, for the split that may be looked at, its cases in words. What rests on a
claim that no mark falls on cannot be judged: it is counted apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from claimwire_contracts.types import ClaimGroup
from clusters import Figures, bcubed
from event_reading import Label, Mark, Reading
from gold_events import Event


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


def _main_groups(reading: Reading, least: int) -> Iterator[tuple[Event, Label, ClaimGroup]]:
    for event in reading.events:
        for name in event.groups:
            label = Label(event.id, name)
            told = [mark for mark in reading.marks if mark.label == label]
            held = Counter(reading.group_of[mark.claim] for mark in told if mark.claim in reading.group_of)
            if held and len(told) >= least:
                best = max(sorted(held), key=lambda id_: (held[id_], len(reading.groups[id_].claims)))
                yield event, label, reading.groups[best]


def _unread(reading: Reading) -> Iterator[str]:
    for mark in reading.marks:
        if not mark.claim:
            words = says(reading, mark.label)
            yield f"UNREAD {mark.place.event}/{mark.place.file} {mark.label.group} {words!r}"


def _merged(reading: Reading, pairs: Iterable[frozenset[str]]) -> Iterator[str]:
    for a, b in sorted(tuple(sorted(pair)) for pair in pairs):
        labels = [",".join(sorted(label.group for label in reading.labels[claim])) for claim in (a, b)]
        yield f"MERGED {labels[0]} {reading.words(a)} | {labels[1]} {reading.words(b)}"


def _parted(reading: Reading, pairs: Iterable[tuple[Mark, Mark]]) -> Iterator[str]:
    for a, b in pairs:
        if a.claim and b.claim and not _joined(reading, a, b):
            yield f"PARTED {a.label.group} {reading.words(a.claim)} | {reading.words(b.claim)}"


def says(reading: Reading, label: Label) -> str:
    """A gold group in the words of those who marked it."""
    return next(event for event in reading.events if event.id == label.event).groups[label.group].says
