"""Whether the times that two claims name can both hold."""

from calendar import day_name
from datetime import UTC, datetime, timedelta

from claimwire_contracts.types import DateSpan

WEEKDAYS = {name.casefold() for name in day_name}
LONG_AGO = timedelta(days=180)
"""A time that ended so long before it is told of is another event's than the news."""


def contested(a: list[DateSpan], b: list[DateSpan]) -> tuple[DateSpan, DateSpan] | None:
    """Two times that exclude each other, where no two of the claims' times agree."""
    left, right = _resolved(a), _resolved(b)
    if not left or not right or any(_overlap(x, y) or _one_name(x, y) for x in left for y in right):
        return None
    return left[0], right[0]


def agreed(a: list[DateSpan], b: list[DateSpan]) -> bool:
    """Whether both claims name the same day, or the same month or other period."""
    return bool({(d.from_, d.to) for d in _resolved(a)} & {(d.from_, d.to) for d in _resolved(b)})


def long_ago(dates: list[DateSpan], seen: float) -> bool:
    """Whether a claim names times that are resolved, and all of these ended long before it was seen.

    Args:
        dates: its times.
        seen: when its document was seen, in seconds since 1970 (UTC).
    """
    limit = datetime.fromtimestamp(seen, UTC).date() - LONG_AGO
    ends = [span.to for span in dates if span.to is not None]
    return bool(ends) and max(ends) < limit


def _one_name(a: DateSpan, b: DateSpan) -> bool:
    """Whether both say the same weekday: that one is past and the other to come is but a reading."""
    return a.text.casefold() == b.text.casefold() and a.text.casefold() in WEEKDAYS


def _resolved(dates: list[DateSpan]) -> list[DateSpan]:
    return [span for span in dates if span.from_ is not None and span.to is not None]


def _overlap(a: DateSpan, b: DateSpan) -> bool:
    return a.from_ <= b.to and b.from_ <= a.to  # type: ignore[operator]  # both are resolved
