"""Whether the times that two claims name can both hold."""

from datetime import date

from claimwire_contracts.types import DateSpan

Period = tuple[date, date]


def contested(a: list[DateSpan], b: list[DateSpan]) -> tuple[DateSpan, DateSpan] | None:
    """Two times that exclude each other, where no two of the claims' times agree."""
    left, right = _resolved(a), _resolved(b)
    if not left or not right or any(_overlap(x, y) for x in left for y in right):
        return None
    return left[0], right[0]


def agreed(a: list[DateSpan], b: list[DateSpan]) -> bool:
    """Whether both claims name the same single day."""
    return bool(_days(a) & _days(b))


def _days(dates: list[DateSpan]) -> set[date]:
    return {span.from_ for span in dates if span.from_ is not None and span.from_ == span.to}


def _resolved(dates: list[DateSpan]) -> list[DateSpan]:
    return [span for span in dates if span.from_ is not None and span.to is not None]


def _overlap(a: DateSpan, b: DateSpan) -> bool:
    return a.from_ <= b.to and b.from_ <= a.to  # type: ignore[operator]  # both are resolved
