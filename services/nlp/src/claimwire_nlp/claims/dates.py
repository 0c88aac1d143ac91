"""Dates: time expressions resolved against the day of publication.

A bare weekday is the most recent one, the day of publication included, unless
the verb speaks of the future. What cannot be resolved keeps its span, without days.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Time

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
WEEK, SATURDAY = 7, 5
DEPTH = 2
SOON = 90
"""Days ahead up to which a bare "30 November" may be meant as one to come."""
FUTURE = {"will", "shall", "would"}
COMING = {"expect", "schedule", "plan", "set", "slate", "due", "intend", "forecast"}
PROMISING = {
    "promise", "vow", "pledge", "agree", "hope", "want", "prepare", "order", "ask", "urge", "threaten",
    "plan", "intend", "expect", "decide",
}  # fmt: skip
"""Verbs whose infinitive lies ahead, also of one who spoke in the past."""
PREPARATORY = {"next", "coming", "following"}

_DAY = "|".join(WEEKDAYS)
_FULL = "|".join(MONTHS)
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_UNIT = r"(?:day|week|month|year)"


class Anchor(NamedTuple):
    """What a time expression is counted from, and whether its clause speaks of what is to come."""

    published: date
    future: bool


Resolve = Callable[[re.Match[str], Anchor], tuple[date, date] | None]


@Language.component("claimwire_dates", assigns=["doc._.times"])
def dates(doc: Doc) -> Doc:
    """Write `doc._.times`, resolved against `doc._.published` where that is known."""
    doc._.times = tuple(find(doc, doc._.published))
    return doc


def find(doc: Doc, published: date | None) -> Iterator[Time]:
    """The time expressions of a text, in order, none overlapping."""
    position = 0
    for match in EXPRESSION.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is None or not len(span) or match.start() < position or _is_no_time(match, span):
            continue
        position = match.end()
        yield Time(span, *(_resolved(match, span, published) or (None, None)))


def _resolved(match: re.Match[str], span: Span, published: date | None) -> tuple[date, date] | None:
    name = match.lastgroup or ""
    parts = PATTERNS[name].match(match.string, match.start(), match.end())
    if parts is None or (published is None and not _absolute(name, parts)):
        return None
    try:
        return RESOLVERS[name](parts, Anchor(published or date.min, _future(span)))
    except (ValueError, OverflowError):
        return None


def _absolute(name: str, parts: re.Match[str]) -> bool:
    """Whether an expression names its year, so that it needs no day of publication."""
    return name == "iso" or any(
        value for group, value in parts.groupdict().items() if "_year" in group or "year_" in group
    )


def _is_no_time(match: re.Match[str], span: Span) -> bool:
    """A modal "may", a verb "march" and a year that counts something are no dates."""
    text = match.group().lower()
    if match.lastgroup == "month" and text in {"may", "march"}:
        return (
            not span.text[0].isupper()
            or span[0].pos_ not in {"PROPN", "NUM"}
            or span[0].is_sent_start is True
        )
    return False


def _future(span: Span) -> bool:
    """Whether the clause around a time speaks of what is to come."""
    verb = span.root
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    chain = [verb]
    while (
        chain[-1].dep_ in {"xcomp", "conj", "ccomp"}
        and chain[-1].head.i != chain[-1].i
        and len(chain) < DEPTH
    ):
        chain.append(chain[-1].head)
    if len(chain) == DEPTH and verb.dep_ == "xcomp" and chain[-1].lemma_.lower() in PROMISING:
        return True
    for word in chain:
        if word.lemma_.lower() in COMING and word.tag_ in {"VBN", "JJ", "VB", "VBP", "VBZ"}:
            return True
        if any(
            child.dep_ == "aux" and child.lower_ in {*FUTURE, "'ll", "’ll", "wo"} for child in word.children
        ):
            return True
    return False


def _weekday(match: re.Match[str], anchor: Anchor) -> tuple[date, date]:
    wanted = WEEKDAYS.index(match["weekday_name"].lower())
    which = (match["weekday_which"] or "").lower()
    back = (anchor.published.weekday() - wanted) % WEEK
    if which == "last" and back == 0:
        back = WEEK
    if which in PREPARATORY or (anchor.future and which not in {"last", "past"}):
        ahead = (wanted - anchor.published.weekday()) % WEEK or (WEEK if which in PREPARATORY else 0)
        return _one(anchor.published + timedelta(ahead))
    return _one(anchor.published - timedelta(back))


def _near(match: re.Match[str], anchor: Anchor) -> tuple[date, date]:
    text = match.group().lower()
    if text == "overnight":
        return anchor.published - timedelta(1), anchor.published
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(text, 0)
    return _one(anchor.published + timedelta(shift))


def _period(match: re.Match[str], anchor: Anchor) -> tuple[date, date] | None:
    which, unit = match["period_which"].lower(), match["period_unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    first, last = _around(anchor.published, unit, step)
    if "earlier" in match.group().lower():
        return first, min(last, anchor.published)
    if "later" in match.group().lower():
        return max(first, anchor.published), last
    return first, last


def _around(published: date, unit: str, step: int) -> tuple[date, date]:
    """The week, weekend, month or year that lies `step` of them from the publication."""
    if unit == "week":
        first = published - timedelta(published.weekday()) + timedelta(WEEK * step)
        return first, first + timedelta(WEEK - 1)
    if unit == "weekend":
        saturday = published - timedelta(published.weekday()) + timedelta(SATURDAY + WEEK * step)
        return saturday, saturday + timedelta(1)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return _month_of(months // 12, months % 12 + 1)
    year = published.year + step
    return date(year, 1, 1), date(year, 12, 31)


def _ago(match: re.Match[str], anchor: Anchor) -> tuple[date, date]:
    count = match["ago_count"].lower()
    number = NUMBERS.get(count) or int(count)
    unit = match["ago_unit"].lower()
    if unit == "day":
        return _one(anchor.published - timedelta(number))
    return _around(anchor.published, unit, -number)


def _calendar(match: re.Match[str], anchor: Anchor) -> tuple[date, date]:
    """A day of a month; without a year the nearest, in the future where the verb says so."""
    groups = {k.split("_")[-1]: v for k, v in match.groupdict().items() if v}
    month, day = _month_number(groups["month"]), int(groups["day"])
    if "year" in groups:
        return _one(date(int(groups["year"]), month, day))
    candidate = date(anchor.published.year, month, day)
    ahead = (candidate - anchor.published).days
    if ahead > SOON and not anchor.future:
        candidate = date(anchor.published.year - 1, month, day)
    if ahead < 0 and anchor.future:
        candidate = date(anchor.published.year + 1, month, day)
    return _one(candidate)


def _month(match: re.Match[str], anchor: Anchor) -> tuple[date, date]:
    month = _month_number(match["month_name"])
    if match["month_year"]:
        return _month_of(int(match["month_year"]), month)
    year = anchor.published.year
    if month > anchor.published.month and not anchor.future:
        year -= 1
    if month < anchor.published.month and anchor.future:
        year += 1
    return _month_of(year, month)


def _iso(match: re.Match[str], _anchor: Anchor) -> tuple[date, date]:
    return _one(date.fromisoformat(match.group()))


def _year(match: re.Match[str], _anchor: Anchor) -> tuple[date, date]:
    year = int(match["year_number"])
    return date(year, 1, 1), date(year, 12, 31)


def _weekend(_match: re.Match[str], anchor: Anchor) -> tuple[date, date]:
    """The one to come where the verb says so or the week is not over; else the last one."""
    started = anchor.published.weekday() >= SATURDAY
    return _around(anchor.published, "weekend", 0 if anchor.future or started else -1)


def _vague(_match: re.Match[str], _anchor: Anchor) -> None:
    return None


def _one(day: date) -> tuple[date, date]:
    return day, day


def _month_of(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "iso": r"\d{4}-\d{2}-\d{2}",
        "mdy": rf"(?P<mdy_month>{_MONTH})\s(?P<mdy_day>\d{{1,2}})(?:st|nd|rd|th)?"
        r"(?:,?\s(?P<mdy_year>\d{4}))?(?!\d)",
        "dmy": rf"(?P<dmy_day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<dmy_month>{_MONTH})"
        r"(?:,?\s(?P<dmy_year>\d{4}))?",
        "weekday": rf"(?:(?P<weekday_which>last|next|this|past|coming|following)\s)?(?P<weekday_name>{_DAY})"
        r"(?:\s(?:morning|afternoon|evening|night))?",
        "near": r"yesterday|today|tonight|tomorrow|overnight|last night|this (?:morning|afternoon|evening)",
        "ago": rf"(?P<ago_count>{_COUNT})\s(?P<ago_unit>{_UNIT})s?\s(?:ago|earlier)",
        "period": r"(?:earlier\s|later\s)?(?P<period_which>this|last|next|past|previous|coming)\s"
        r"(?P<period_unit>weekend|week|month|year)",
        "vague": r"(?:in\s|over\s|during\s)?(?:the\s)?(?:recent|coming|past few|last few|next few)\s"
        r"(?:days|weeks|months|years)",
        "weekend": r"(?:over\s|at\s|on\s)?the weekend",
        "month": rf"(?P<month_name>{_FULL}|{_MONTH}(?=\s(?:19|20)\d\d))"
        r"(?:,?\s(?:of\s)?(?P<month_year>(?:19|20)\d{2}))?",
        "year": r"(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=by\s)|(?<=until\s)|(?<=from\s)|(?<=during\s)"
        r"|(?<=before\s)|(?<=after\s))"
        r"(?P<year_number>(?:19|20)\d{2})(?!\d|,\d|\s(?:people|percent|votes))",
    }.items()
}
EXPRESSION = re.compile(
    "|".join(
        rf"(?P<{name}>\b(?:{re.sub(r'[?]P<[^>]+>', '?:', pattern.pattern)})(?![\w-]))"
        for name, pattern in PATTERNS.items()
    ),
    re.IGNORECASE,
)
RESOLVERS: dict[str, Resolve] = {
    "iso": _iso, "mdy": _calendar, "dmy": _calendar, "weekday": _weekday, "near": _near, "ago": _ago,
    "period": _period, "vague": _vague, "weekend": _weekend, "month": _month, "year": _year,
}  # fmt: skip
