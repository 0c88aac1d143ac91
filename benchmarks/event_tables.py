# ruff: noqa: INP001  imported by the scripts that lie beside it
"""The tables of what is found across the project's own events, a row for each split."""

from collections.abc import Iterator

import difference_score
import event_score
from clusters import Figures
from event_reading import Reading
from event_score import Tally
from tables import Cell, table

Readings = dict[str, Reading]
Cited = dict[str, list[str]]
"""The cited reports that the stories of an event list, by event."""


def groups(readings: Readings) -> str:
    """How claims are grouped."""
    head = ["split", "articles", "marks", "read", "P", "R", "R, all marks", "P, strict", "B³ P", "R", "F1"]
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


def origins(readings: Readings) -> str:
    """How origins are counted."""
    rows: list[list[Cell]] = []
    for split, reading in readings.items():
        for least, name in ((1, "all"), (2, "told by two or more")):
            counted, status = event_score.origins(reading, least)
            rows.append([split, name, counted.marked, counted.figures.recall, status.figures.recall])
    return table(["split", "groups", "number", "origins right", "status right"], rows)


def differences(readings: Readings, cited: Cited) -> str:
    """What speaks against, follows on and is held back or altered; reports that are cited and not there."""
    rows: list[list[Cell]] = []
    for split, reading in readings.items():
        found = difference_score.conflicts(reading)
        by_pair, by_group = difference_score.hedge_losses(reading)
        rows += [
            [split, name, *_difference_row(tally)]
            for name, tally in (
                ("conflicts", found.tally),
                ("updates", difference_score.updates(reading)),
                ("hedge losses, by pair of outlets", by_pair),
                ("hedge losses, by group", by_group),
                ("quote drifts", difference_score.quote_drifts(reading)),
                ("chase list", difference_score.chase_list(reading.events, cited)),
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


def cases(reading: Reading, cited: Cited) -> Iterator[str]:
    """What went wrong, a line each."""
    one = event_score.grouping(reading)
    yield from one.extracted.cases
    yield from one.pairs.cases
    yield from event_score.origins(reading)[0].cases
    yield from difference_score.conflicts(reading).tally.cases
    yield from difference_score.updates(reading).cases
    yield from difference_score.hedge_losses(reading)[0].cases
    yield from difference_score.quote_drifts(reading).cases
    yield from difference_score.chase_list(reading.events, cited).cases
