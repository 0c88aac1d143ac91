# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""How well articles are read across: stories, entities, claim groups, origins and differences.

    articles ──▶ the whole system, as a stream (stack) ──▶ its answers over REST ──▶ beside gold ──▶ tables

Sets: `events` (the project's own), `ecb`, `meantime` and `sts` (public, from the folder with the data).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import event_reading
import event_score
import gold_events
from clusters import Figures, bcubed, nmi
from event_reading import Reading
from event_score import Tally
from gold_events import Event
from stack import Store, posted
from tables import Cell, table

SPLITS = ("tune", "test")


class Asked(NamedTuple):
    """What to measure.

    Attributes:
        data: the folder with the public data sets, if there.
        events: the folder with the gold events.
        only: one set's name; all of them if None.
        split: of the events only this half is posted and scored; both if None.
        misses: whether the tune half's cases are told too.
    """

    data: Path | None
    events: Path
    only: str | None = None
    split: str | None = None
    misses: bool = False


def sections(asked: Asked) -> Iterator[str]:
    """The report, section by section."""
    for name, measure in MEASURES.items():
        if asked.only in {None, name}:
            yield from measure(asked)


def of_events(asked: Asked) -> Iterator[str]:
    """What is found across the project's own events, all posted into one store."""
    events = [e for e in gold_events.read(asked.events) if asked.split in {None, e.split}]
    with posted(event_reading.submissions(events)) as store:
        readings = {
            split: event_reading.reading(half, store)
            for split in SPLITS
            if (half := [e for e in events if e.split == split])
        }
        cited = _cited(events, store)
        stories = store.stories()
    yield "## Own events: stories\n\n" + _story_table(events, stories)
    yield "## Own events: claim groups\n\n" + _group_table(readings)
    yield "## Own events: origins and status\n\n" + _origin_table(readings)
    yield "## Own events: differences, and reports that are not there\n\n" + _difference_table(
        readings, cited
    )
    if asked.misses and "tune" in readings:
        yield "\n".join(["## Cases of the tune split", "", *_cases(readings["tune"], cited)])


def _cited(events: Sequence[Event], store: Store) -> dict[str, list[str]]:
    """The cited reports that the stories of each event list."""
    by_story, stories = store.cited(), store.stories()
    held = {e.id: {stories[event_reading.name_of(e, article)] for article in e.articles} for e in events}
    return {
        event: sorted({name for story in ids for name in by_story.get(story, [])})
        for event, ids in held.items()
    }


def _story_table(events: Sequence[Event], stories: dict[str, str]) -> str:
    gold = {event_reading.name_of(e, article): e.id for e in events for article in e.articles}
    return table(STORY_HEAD, [_story_row("own events", gold, stories)])


STORY_HEAD = ["articles of", "articles", "gold stories", "stories", "B-cubed P", "R", "F1", "NMI"]


def _story_row(name: str, gold: dict[str, str], found: dict[str, str]) -> list[Cell]:
    figures = bcubed(gold, found)
    sizes: list[Cell] = [len(gold), len(set(gold.values())), len({found[one] for one in gold})]
    return [name, *sizes, figures.precision, figures.recall, figures.f1, nmi(gold, found)]


def _group_table(readings: dict[str, Reading]) -> str:
    head = [
        "split",
        "articles",
        "marks",
        "read",
        "P",
        "R",
        "R, all marks",
        "P, strict",
        "B-cubed P",
        "R",
        "F1",
    ]
    rows: list[list[Cell]] = []
    for split, reading in readings.items():
        one = event_score.grouping(reading)
        rows.append(
            [
                split,
                sum(len(event.articles) for event in reading.events),
                one.extracted.marked,
                one.extracted.figures.recall,
                one.pairs.figures.precision,
                one.pairs.figures.recall,
                one.whole.figures.recall,
                one.strict.figures.precision,
                one.bcubed.precision,
                one.bcubed.recall,
                one.bcubed.f1,
            ]
        )
    return table(head, rows)


def _origin_table(readings: dict[str, Reading]) -> str:
    rows: list[list[Cell]] = []
    for split, reading in readings.items():
        for least, name in ((1, "all"), (2, "told by two or more")):
            counted, status = event_score.origins(reading, least)
            rows.append([split, name, counted.marked, counted.figures.recall, status.figures.recall])
    return table(["split", "groups", "number", "origins right", "status right"], rows)


def _difference_table(readings: dict[str, Reading], cited: dict[str, list[str]]) -> str:
    rows: list[list[Cell]] = []
    for split, reading in readings.items():
        found = event_score.conflicts(reading)
        by_pair, by_group = event_score.hedge_losses(reading)
        rows += [
            [split, name, *_difference_row(tally)]
            for name, tally in (
                ("conflicts", found.tally),
                ("updates", event_score.updates(reading)),
                ("hedge losses, by pair of outlets", by_pair),
                ("hedge losses, by group", by_group),
                ("quote drifts", event_score.quote_drifts(reading)),
                ("chase list", event_score.chase_list(reading.events, cited)),
            )
        ]
        rows.append(
            [split, "conflicts of the right kind", None, found.kind.marked, found.kind.figures.recall]
        )
        rows.append([split, "updates called conflicts", None, found.updates])
    width = max(len(row) for row in rows)
    head = ["split", "what", "marked", "found", "P", "R", "not judged"]
    return table(head, [row + [None] * (width - len(row)) for row in rows])


def _difference_row(tally: Tally) -> list[Cell]:
    figures: Figures = tally.figures
    return [tally.marked, tally.found, figures.precision, figures.recall, tally.apart]


def _cases(reading: Reading, cited: dict[str, list[str]]) -> Iterator[str]:
    one = event_score.grouping(reading)
    yield from one.extracted.cases
    yield from one.pairs.cases
    yield from event_score.origins(reading)[0].cases
    yield from event_score.conflicts(reading).tally.cases
    yield from event_score.updates(reading).cases
    yield from event_score.hedge_losses(reading)[0].cases
    yield from event_score.quote_drifts(reading).cases
    yield from event_score.chase_list(reading.events, cited).cases


MEASURES = {"events": of_events}
