"""Time expressions: which days each kind names, seen from the day of publication."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from claimwire_nlp.claims import almanac
from claimwire_nlp.claims.almanac import WEEK, WEEKDAYS, Days
from claimwire_nlp.claims.tenses import Tense
from claimwire_nlp.claims.wordings import CENTURIES, NUMBERS

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
PORTIONS = {
    "early": "early", "mid": "mid", "late": "late", "end": "late", "start": "early", "beginning": "early",
    "middle": "mid",
}  # fmt: skip
SOON = 90
"""Days ahead up to which a bare "30 November" may be one to come where no verb tells."""
SHORT_YEAR = 100


class Anchor(NamedTuple):
    """What a time expression is counted from, and whether its clause looks back or ahead."""

    published: date
    tense: Tense

    @property
    def ahead(self) -> bool:
        """Whether the clause looks ahead."""
        return self.tense == "future"


Resolve = Callable[[dict[str, str], Anchor], Days | None]


def days(name: str, match: re.Match[str], anchor: Anchor) -> Days | None:
    """The days that an expression names; None where it hangs on something else or names no day there is."""
    groups = {key.split("_", 1)[1]: value.lower() for key, value in match.groupdict().items() if value}
    try:
        found = RESOLVERS[name](groups, anchor)
        return almanac.third(_portion(groups["portion"]), found) if found and "portion" in groups else found
    except (ValueError, OverflowError):
        return None


def names_year(match: re.Match[str]) -> bool:
    """Whether an expression names its year, so that it needs no day of publication."""
    years = {"year", "number", "decade", "century", "spelt", "first", "iso"}
    return any(value and key.split("_", 1)[1] in years for key, value in match.groupdict().items())


def _portion(words: str) -> str:
    return next(PORTIONS[word] for word in words.split() if word in PORTIONS)


def _number(words: str) -> int:
    return NUMBERS.get(words) or int(words)


def _weekday(groups: dict[str, str], anchor: Anchor) -> Days:
    wanted, which = WEEKDAYS.index(groups["name"]), groups.get("which", "")
    if "week" in groups:
        monday = almanac.around(anchor.published, "week", STEPS.get(groups["week"], 0))[0]
        return almanac.one(monday + timedelta(wanted))
    back = (anchor.published.weekday() - wanted) % WEEK
    ahead = (wanted - anchor.published.weekday()) % WEEK
    if which in {"next", "coming", "following"}:
        return almanac.one(anchor.published + timedelta(ahead or WEEK))
    if which in {"last", "past"}:
        return almanac.one(anchor.published - timedelta(back or WEEK))
    if anchor.ahead or (which == "this" and anchor.tense != "past"):
        return almanac.one(anchor.published + timedelta(ahead))
    return almanac.one(anchor.published - timedelta(back))


NEAR = {
    "yesterday": (-1, -1), "last night": (-1, -1), "last evening": (-1, -1), "tomorrow": (1, 1),
    "the day before yesterday": (-2, -2), "the day after tomorrow": (2, 2),
}  # fmt: skip


def _near(groups: dict[str, str], anchor: Anchor) -> Days:
    text = groups["words"]
    around = ((0, 1) if anchor.ahead else (-1, 0)) if text == "overnight" else NEAR.get(text, (0, 0))
    return anchor.published + timedelta(around[0]), anchor.published + timedelta(around[1])


def _period(groups: dict[str, str], anchor: Anchor) -> Days:
    first, last = almanac.around(anchor.published, groups["unit"], STEPS.get(groups.get("which", ""), 0))
    if groups.get("side") == "earlier":
        return first, min(last, anchor.published)
    if groups.get("side") == "later":
        return max(first, anchor.published), last
    return first, last


def _weekend(_groups: dict[str, str], anchor: Anchor) -> Days:
    """The one to come where the verb looks ahead; else the one begun last."""
    this = almanac.around(anchor.published, "weekend", 0)
    return this if anchor.ahead or this[0] <= anchor.published else almanac.around(this[0], "weekend", -1)


def _ago(groups: dict[str, str], anchor: Anchor) -> Days:
    return almanac.around(anchor.published, groups["unit"], -_number(groups["count"]))


def _hence(groups: dict[str, str], anchor: Anchor) -> Days | None:
    if not anchor.ahead:
        return None
    return almanac.around(anchor.published, groups["unit"], _number(groups["count"]))


def _within(groups: dict[str, str], anchor: Anchor) -> Days:
    return anchor.published, almanac.shifted(anchor.published, groups["unit"], _number(groups["count"]))


def _stretch(groups: dict[str, str], anchor: Anchor) -> Days:
    step = STEPS[groups["which"]] * _number(groups["count"])
    other = almanac.shifted(anchor.published, groups["unit"], step)
    return min(other, anchor.published), max(other, anchor.published)


def _calendar(groups: dict[str, str], anchor: Anchor) -> Days:
    """A day of a month, or several; without a year the latest, or the next where the verb looks ahead."""
    number, first = almanac.month_number(groups["month"]), int(groups["day"])
    last = int(groups.get("until", first))

    def make(year: int) -> Days:
        return date(year, number, first), date(year, number, last)

    return make(int(groups["year"])) if "year" in groups else _yearly(make, anchor)


def _yearly(make: Callable[[int], Days], anchor: Anchor) -> Days:
    """What comes every year, as the tense asks; without a tense the one that is near."""
    if anchor.tense == "open":
        start = make(anchor.published.year)[0]
        return make(anchor.published.year - (1 if (start - anchor.published).days > SOON else 0))
    return almanac.nearest(make, anchor.published, ahead=anchor.ahead)


def _month(groups: dict[str, str], anchor: Anchor) -> Days:
    number = almanac.month_number(groups["name"])
    if "year" in groups:
        return almanac.month(int(groups["year"]), number)
    if "which" in groups:
        return almanac.month(anchor.published.year + STEPS[groups["which"]], number)
    return almanac.nearest(lambda year: almanac.month(year, number), anchor.published, ahead=anchor.ahead)


def _season(groups: dict[str, str], anchor: Anchor) -> Days:
    first = almanac.SEASONS[groups["name"]]

    def make(year: int) -> Days:
        return almanac.months(year, first, almanac.QUARTER)

    if "year" in groups:
        return make(int(groups["year"]))
    if groups.get("which") in {"last", "next"}:
        there = almanac.nearest(make, anchor.published, ahead=False)
        running = there[1] >= anchor.published
        step = (-1 if running else 0) if groups["which"] == "last" else 1
        return make(there[0].year + step)
    ahead = anchor.ahead or (groups.get("which") == "this" and anchor.tense != "past")
    return almanac.nearest(make, anchor.published, ahead=ahead)


def _part_of_year(groups: dict[str, str], anchor: Anchor) -> Days | None:
    size = almanac.HALF if "half" in groups else almanac.QUARTER
    number = int(groups["digit"]) if "digit" in groups else ORDINALS[groups.get("half") or groups["quarter"]]
    first = (number - 1) * size + 1
    if first > almanac.YEAR:
        return None
    if "year" in groups or "of" in groups:
        step = STEPS.get(groups.get("of", ""), 0)
        return almanac.months(int(groups.get("year", anchor.published.year + step)), first, size)
    if groups.get("quarter") == "last":
        this = (anchor.published.month - 1) // size * size + 1
        start = almanac.shifted(date(anchor.published.year, this, 1), "month", -size)
        return almanac.months(start.year, start.month, size)
    return almanac.nearest(
        lambda year: almanac.months(year, first, size), anchor.published, ahead=anchor.ahead
    )


def _holiday(groups: dict[str, str], anchor: Anchor) -> Days:
    name = groups["name"].replace("’", "'")
    if "year" in groups:
        return almanac.holiday(name, int(groups["year"]))
    return almanac.nearest(lambda year: almanac.holiday(name, year), anchor.published, ahead=anchor.ahead)


def _nth(groups: dict[str, str], anchor: Anchor) -> Days | None:
    """The "12th": of the month of publication, or of the one before or after it."""
    step = 0
    for _ in range(almanac.YEAR):
        first, last = almanac.around(anchor.published, "month", step)
        day = first + timedelta(int(groups["day"]) - 1)
        right_side = day >= anchor.published if anchor.ahead else day <= anchor.published
        if right_side and day <= last:
            return almanac.one(day)
        step += 1 if anchor.ahead else -1
    return None


def _slashed(groups: dict[str, str], _anchor: Anchor) -> Days | None:
    """Numbers alone: only where one of them can be no month."""
    a, b, year = int(groups["a"]), int(groups["b"]), int(groups["year"])
    if (a > almanac.YEAR) == (b > almanac.YEAR) and a != b:
        return None
    return almanac.one(date(year, min(a, b), max(a, b)) if max(a, b) > almanac.YEAR else date(year, a, b))


def _years(groups: dict[str, str], _anchor: Anchor) -> Days:
    first, last = int(groups["first"]), int(groups["last"])
    last += (first // SHORT_YEAR * SHORT_YEAR) if last < SHORT_YEAR else 0
    return date(first, 1, 1), date(last, 12, 31)


def _century(groups: dict[str, str], _anchor: Anchor) -> Days:
    number = int(groups["century"]) if "century" in groups else CENTURIES[groups["spelt"]]
    return almanac.years((number - 1) * almanac.CENTURY + 1, almanac.CENTURY)


RESOLVERS: dict[str, Resolve] = {
    "iso": lambda g, _: almanac.one(date.fromisoformat(g["iso"])),
    "slashed": _slashed,
    "mdy": _calendar,
    "dmy": _calendar,
    "holiday": _holiday,
    "weekday": _weekday,
    "near": _near,
    "hanging": lambda _groups, _anchor: None,
    "ago": _ago,
    "within": _within,
    "hence": _hence,
    "stretch": _stretch,
    "period": _period,
    "portion": _period,
    "vague": lambda _groups, _anchor: None,
    "weekend": _weekend,
    "part": _part_of_year,
    "season": _season,
    "month": _month,
    "nth": _nth,
    "decade": lambda g, _: almanac.years(int(g["decade"]), almanac.DECADE),
    "century": _century,
    "years": _years,
    "span": _years,
    "year": lambda g, _: almanac.year(int(g["number"])),
}
