"""The calendar: days, weeks, months, thirds, quarters, seasons and holidays, as first and last day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
WEEK, SATURDAY, YEAR, QUARTER, HALF = 7, 5, 12, 3, 6
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of a season, in the northern half of the world."""
DECADE, CENTURY = 10, 100
THURSDAY = 3


def one(day: date) -> Days:
    """A single day."""
    return day, day


def month(year: int, number: int) -> Days:
    """A month of a year."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Days:
    """Some months on end, into the next year where need be."""
    ahead = first - 1 + count - 1
    return date(year, first, 1), month(year + ahead // YEAR, ahead % YEAR + 1)[1]


def year(number: int) -> Days:
    """A year."""
    return date(number, 1, 1), date(number, 12, 31)


def years(first: int, count: int) -> Days:
    """Some years on end."""
    return date(first, 1, 1), date(first + count - 1, 12, 31)


def month_number(name: str) -> int:
    """The number of a month by its name, or by the first three letters of it."""
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3]))


def around(day: date, unit: str, step: int) -> Days:
    """The day, week, weekend, month, year or decade that lies `step` of them from a day."""
    if unit == "day":
        return one(day + timedelta(step))
    monday = day - timedelta(day.weekday()) + timedelta(WEEK * step)
    if unit == "week":
        return monday, monday + timedelta(WEEK - 1)
    if unit == "weekend":
        return monday + timedelta(SATURDAY), monday + timedelta(SATURDAY + 1)
    if unit == "month":
        count = day.year * YEAR + day.month - 1 + step
        return month(count // YEAR, count % YEAR + 1)
    if unit == "decade":
        return years((day.year // DECADE + step) * DECADE, DECADE)
    return year(day.year + step)


def shifted(day: date, unit: str, step: int) -> date:
    """The day that lies `step` units from a day: the same of another month, or the last one it has."""
    if unit in {"day", "week"}:
        return day + timedelta(step * (WEEK if unit == "week" else 1))
    count = day.year * YEAR + day.month - 1 + step * {"month": 1, "year": YEAR, "decade": 120}[unit]
    last = monthrange(count // YEAR, count % YEAR + 1)[1]
    return date(count // YEAR, count % YEAR + 1, min(day.day, last))


def third(which: str, days: Days) -> Days:
    """The early, mid or late third: ten days of a month, four months of a year, 4-3-3 years of a decade."""
    first, last = days
    index = {"early": 0, "mid": 1, "late": 2}[which]
    span = (last - first).days + 1
    if span <= WEEK:
        return days
    if span <= 31:  # noqa: PLR2004  the longest month
        return first + timedelta(10 * index), last if index > 1 else first + timedelta(10 * index + 9)
    if span <= 366:  # noqa: PLR2004  the longest year
        return months(first.year, first.month + 4 * index, 4) if first.month == 1 else days
    return years(first.year + (0, 4, 7)[index], (4, 3, 3)[index]) if span < CENTURY * 365 else days


def nearest(make: Callable[[int], Days], day: date, *, ahead: bool) -> Days:
    """What comes every year: the one begun last by a day, or the next that is not over."""
    if ahead:
        return next(days for y in (day.year - 1, day.year, day.year + 1) if (days := make(y))[1] >= day)
    return next(days for y in (day.year, day.year - 1) if (days := make(y))[0] <= day)


def easter(number: int) -> date:
    """Easter Sunday of a year, by the anonymous Gregorian algorithm."""
    golden, century = number % 19, number // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (number % 100 // 4) - moon - number % 4) % 7
    shift = moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114
    return date(number, shift // 31, shift % 31 + 1)


def nth(number: int, of_month: int, weekday: int, count: int) -> date:
    """The first, second ... weekday of a month; the last one where `count` is -1."""
    first, last = month(number, of_month)
    if count < 0:
        return last - timedelta((last.weekday() - weekday) % WEEK)
    return first + timedelta((weekday - first.weekday()) % WEEK + WEEK * (count - 1))


FIXED = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas": (12, 25),
    "christmas eve": (12, 24), "boxing day": (12, 26), "independence day": (7, 4),
    "valentine's day": (2, 14), "halloween": (10, 31), "may day": (5, 1), "veterans day": (11, 11),
    "armistice day": (11, 11), "st patrick's day": (3, 17), "st. patrick's day": (3, 17),
    "bastille day": (7, 14), "juneteenth": (6, 19), "all saints' day": (11, 1), "epiphany": (1, 6),
}  # fmt: skip
MOVING: dict[str, Callable[[int], date]] = {
    "thanksgiving": lambda y: nth(y, 11, THURSDAY, 4),
    "black friday": lambda y: nth(y, 11, THURSDAY, 4) + timedelta(1),
    "cyber monday": lambda y: nth(y, 11, THURSDAY, 4) + timedelta(4),
    "labor day": lambda y: nth(y, 9, 0, 1),
    "memorial day": lambda y: nth(y, 5, 0, -1),
    "good friday": lambda y: easter(y) - timedelta(2),
    "easter sunday": easter,
    "easter monday": lambda y: easter(y) + timedelta(1),
    "ash wednesday": lambda y: easter(y) - timedelta(46),
    "palm sunday": lambda y: easter(y) - timedelta(7),
}
HOLIDAYS = sorted((*FIXED, *MOVING), key=len, reverse=True)


def holiday(name: str, number: int) -> Days:
    """A holiday of a year, by its name in lower case with a straight apostrophe."""
    if name in MOVING:
        return one(MOVING[name](number))
    return one(date(number, *FIXED[name]))
