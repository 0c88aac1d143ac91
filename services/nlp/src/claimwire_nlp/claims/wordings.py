"""How time expressions are written: a pattern for each kind, by its name.

The groups of a pattern begin with its name, since all are tried as one.
"""

import re

from claimwire_nlp.claims import almanac
from claimwire_nlp.claims.almanac import MONTHS, WEEKDAYS

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2,
}  # fmt: skip
CENTURIES = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}

_DAY = "|".join(WEEKDAYS)
_FULL = "|".join(MONTHS)
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_TO = r"\s?(?:to|and|through|-|–)\s?"
_TH = r"(?:st|nd|rd|th)?"
_PORTION = r"early|mid|late|(?:the\s)?(?:end|start|beginning|middle)\sof(?:\sthe)?"
_HOLIDAYS = "|".join(re.escape(name).replace("'", "['’]") for name in almanac.HOLIDAYS)

TABLE = {
    "iso": r"(?P<iso_iso>\d{4}-\d{2}-\d{2})",
    "slashed": r"(?P<slashed_a>\d{1,2})[/.](?P<slashed_b>\d{1,2})[/.](?P<slashed_year>(?:19|20)\d{2})",
    "mdy": (
        rf"(?:(?:{_DAY}),?\s)?(?P<mdy_month>{_MONTH})\s(?P<mdy_day>\d{{1,2}}){_TH}"
        rf"(?:{_TO}(?P<mdy_until>\d{{1,2}}){_TH}(?!\s(?:{_MONTH})\b))?(?:,?\s(?P<mdy_year>{_YEAR}))?(?!\d)"
    ),
    "dmy": (
        rf"(?:(?:{_DAY}),?\s)?(?:(?:from|between)\s)?(?P<dmy_day>\d{{1,2}}){_TH}"
        rf"(?:{_TO}(?P<dmy_until>\d{{1,2}}){_TH})?(?:\sof)?\s(?P<dmy_month>{_MONTH})(?:,?\s(?P<dmy_year>{_YEAR}))?"
    ),
    "holiday": rf"(?P<holiday_name>{_HOLIDAYS})(?:,?\s(?P<holiday_year>{_YEAR}))?",
    "weekday": (
        rf"(?:(?P<weekday_which>last|next|this|past|coming|following)\s)?(?P<weekday_name>{_DAY})"
        r"(?:\s(?:morning|afternoon|evening|night))?(?:\s(?:of\s)?(?P<weekday_week>last|this|next)\sweek)?"
    ),
    "near": (
        r"(?P<near_words>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow"
        r"|overnight|last night|last evening|this (?:morning|afternoon|evening))"
    ),
    "hanging": (
        rf"(?:the\s(?:same|following|next|previous)\s(?:day|week|month|year)|{_COUNT}\s(?:day|week|month|year)s?"
        r"\s(?:later|earlier|before)|(?:days|weeks|months|years|decades)\s(?:ago|later|earlier))"
    ),
    "ago": rf"(?P<ago_count>{_COUNT})\s(?P<ago_unit>day|week|month|year)s?\sago",
    "within": (
        rf"within\s(?:the\snext\s)?(?P<within_count>{_COUNT})\s(?P<within_unit>day|week|month|year)s?"
    ),
    "hence": rf"in\s(?P<hence_count>{_COUNT})\s(?P<hence_unit>day|week|month|year)s?(?:['’]?\stime)?",
    "stretch": (
        rf"(?:in|over|for|during|within)?\s?(?:the|these)\s(?P<stretch_which>past|last|previous|next|coming)\s"
        rf"(?P<stretch_count>{_COUNT})\s(?P<stretch_unit>day|week|month|year|decade)s?"
    ),
    "period": (
        rf"(?:(?P<period_side>earlier|later)\s|(?P<period_portion>{_PORTION})\s)?"
        r"(?P<period_which>this|last|next|past|previous|coming)\s(?P<period_unit>weekend|week|month|year)"
    ),
    "portion": (
        r"(?P<portion_portion>the (?:end|start|beginning|middle)) of (?:the )?"
        r"(?P<portion_unit>week|month|year)"
    ),
    "vague": (
        r"(?:in\s|over\s|during\s)?(?:the\s)?(?:recent|coming|past few|last few|next few)\s"
        r"(?:days|weeks|months|years)"
    ),
    "weekend": r"(?:over\s|at\s|on\s)?the weekend",
    "part": (
        rf"(?:the\s)?(?:(?P<part_quarter>first|second|third|fourth|final|last)\squarter|q(?P<part_digit>[1-4])"
        rf"|(?P<part_half>first|second)\shalf(?=\sof\s(?:{_YEAR}|(?:the|this|last|next)\syear)))"
        r"(?!\sof\sthe\s(?:match|game))"
        rf"(?:,?\s(?:of\s)?(?:(?P<part_year>{_YEAR})|(?P<part_of>the|this|last|next)\syear))?"
    ),
    "season": (
        rf"(?:(?P<season_portion>early|mid|late)[\s-])?(?:(?:in\s|over\s|during\s)the|(?:in\s)?the(?=\s\w+\sof\s\d)"
        rf"|(?P<season_which>this|last|next)|(?=(?:spring|summer|autumn|fall|winter)\s(?:of\s)?{_YEAR}))\s?"
        rf"(?P<season_name>spring|summer|autumn|fall|winter)(?:\s(?:of\s)?(?P<season_year>{_YEAR}))?"
    ),
    "month": (
        rf"(?:(?P<month_portion>{_PORTION})[\s-])?(?:(?P<month_which>last|next)\s)?"
        rf"(?P<month_name>{_FULL}|{_MONTH}(?=\s(?:19|20)\d\d))(?:,?\s(?:of\s)?(?P<month_year>{_YEAR}))?"
    ),
    "nth": (
        r"(?<=on\s)the\s(?P<nth_day>\d{1,2})(?:st|nd|rd|th)(?=\s?(?:[,.;:)]|$|after|when|and|but|at|with|following))"
    ),
    "decade": r"(?:the\s)?(?:(?P<decade_portion>early|mid|late)[\s-])?(?P<decade_decade>(?:1[5-9]|20)\d0)s",
    "century": (
        rf"the\s(?:(?:early|mid|late)[\s-])?(?:(?P<century_century>1\d|20|21|[2-9])(?:st|nd|rd|th)"
        rf"|(?P<century_spelt>{'|'.join(CENTURIES)}))[\s-]century"
    ),
    "years": (
        rf"(?:(?:from|between)\s(?P<years_first>{_YEAR})\s?(?:to|and|until|through|-|–)\s?(?P<years_last>{_YEAR}))"
    ),
    "span": rf"(?P<span_first>{_YEAR})[-–](?P<span_last>{_YEAR}|\d\d)",
    "year": (
        rf"(?:(?P<year_portion>{_PORTION})[\s-]|(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=by\s)|(?<=until\s)|(?<=from\s)"
        rf"|(?<=during\s)|(?<=before\s)|(?<=after\s))(?P<year_number>{_YEAR})(?!\d|,\d|\s(?:people|percent|votes))"
    ),
}
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in TABLE.items()}
EXPRESSION = re.compile(
    "|".join(
        rf"(?P<{name}>(?<![\w-])(?:{re.sub(r'[?]P<[^>]+>', '?:', pattern)})(?![\w-]))"
        for name, pattern in TABLE.items()
    ),
    re.IGNORECASE,
)
