"""Which agency an article says it comes from: in its dateline, its byline or a line at its end.

A report that an agency merely contributed to is the outlet's own and gets no credit.
"""

import re
from collections.abc import Iterable, Sequence

AGENCIES: dict[str, tuple[str, ...]] = {
    "Agence France-Presse": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "ANI": ("ANI", "Asian News International"),
    "ANSA": ("ANSA",),
    "Anadolu Agency": ("AA", "Anadolu", "Anadolu Agency"),
    "Associated Press": ("AP", "Associated Press", "The Associated Press"),
    "Australian Associated Press": ("AAP", "Australian Associated Press"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "Canadian Press": ("CP", "Canadian Press", "The Canadian Press"),
    "CNA": ("CNA", "Central News Agency"),
    "DPA": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "Efe": ("EFE", "Efe", "Agencia EFE"),
    "IANS": ("IANS",),
    "Interfax": ("Interfax",),
    "IRNA": ("IRNA",),
    "JTA": ("JTA", "Jewish Telegraphic Agency"),
    "Kyodo News": ("Kyodo", "Kyodo News"),
    "PA Media": ("PA", "PA Media", "Press Association", "PA news agency"),
    "PTI": ("PTI", "Press Trust of India"),
    "Reuters": ("Reuters", "REUTERS", "Thomson Reuters"),
    "RIA Novosti": ("RIA", "RIA Novosti"),
    "SANA": ("SANA",),
    "States Newsroom": ("States Newsroom",),
    "TASS": ("TASS", "Tass"),
    "Ukrinform": ("Ukrinform",),
    "UPI": ("UPI", "United Press International"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
}
"""The name that is given, and how it is written: exactly so, because "ap" and "aa" are also words."""

_NAMES = {written: agency for agency, names in AGENCIES.items() for written in names}
_ANY = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_LONG = "|".join(sorted((re.escape(name) for name in _NAMES if len(name) > 3), key=len, reverse=True))  # noqa: PLR2004  longer than an acronym of three letters
_DASH = "(?:--?|[–—])"

_DATELINE = re.compile(rf"(?P<place>[^()!?\n]{{0,80}}?)\s*[(/](?P<name>{_ANY})[)/][.:]?\s*(?P<dash>{_DASH})?")
"""KYIV, Jan 16 (Reuters) - ..., (AP) — ..., MOSCOW, January 16. /TASS/. ..."""
_PLACE_WORD = re.compile(r"[A-Z][\w.'’-]*|\d{1,4}\.?|and|of|de|el|al-\w+")
_ARTICLES = frozenset({"The", "A", "An"})
_OPENING = re.compile(rf"^(?P<name>{_ANY})\s*{_DASH}\s")
_BYLINE = re.compile(
    rf"(?:^|[,;|/(]\s*|\b(?:by|with|and|for|of)\s+)(?P<name>{_ANY})\)?\s*(?:$|[,;|/)]|\band\b)", re.IGNORECASE
)
_TRAILER = re.compile(
    rf"^[\s(\[]*(?:{_DASH}\s*)?(?:source|credit|via|©)?\s*:?\s*(?:©\s*)?(?:\d{{4}}\s+)?"
    rf"(?P<name>{_ANY})[\s)\].]*$",
    re.IGNORECASE,
)
_POST = re.compile(
    rf"\b(?P<name>{_ANY}) (?:[\w-]+ ){{0,3}}(?:writer|correspondent|reporter|editor)s?\b", re.IGNORECASE
)
"""Ines Calder, AP National Security Writer."""
_ENDING = re.compile(rf"[.!?\"”]\s*(?:{_DASH}\s*|\()?(?P<name>{_ANY})\)?\.?$")
"""...the operator said. — Reuters; ...the operator said. PTI"""
_NOTICE = re.compile(
    rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?:by\s+)?(?P<name>{_LONG}|AFP|AP)\b", re.IGNORECASE
)
TAIL = 4
"""Last paragraphs in which a credit line is looked for."""


def credit(paragraphs: Sequence[str], byline: str | None) -> str | None:
    """The agency's name as the table gives it, or None. The dateline is believed before the byline."""
    return _dateline(paragraphs[:3]) or (_byline(byline) if byline else None) or _trailer(paragraphs[-TAIL:])


def _dateline(paragraphs: Iterable[str]) -> str | None:
    for paragraph in paragraphs:
        found = _DATELINE.match(paragraph)
        if found and _is_place(found["place"], dashed=found["dash"] is not None):
            return _NAMES[found["name"]]
        if found := _OPENING.match(paragraph):
            return _NAMES[found["name"]]
    return None


def _is_place(written: str, *, dashed: bool) -> bool:
    """Whether a dateline's part before the agency is a place and a date; without a dash only in capitals."""
    words = [word for word in re.split(r"[ ,/]+", written) if word]
    if not words:
        return dashed
    likely = dashed and words[0] not in _ARTICLES
    return (likely or words[0].isupper()) and all(map(_PLACE_WORD.fullmatch, words))


def _byline(byline: str) -> str | None:
    found = _BYLINE.search(byline) or _POST.search(byline)
    return _agency(found["name"]) if found else None


def _trailer(paragraphs: Sequence[str]) -> str | None:
    for paragraph in reversed(paragraphs):
        if found := _TRAILER.match(paragraph) or _NOTICE.search(paragraph):
            return _agency(found["name"])
        if found := _ENDING.search(paragraph):
            return _NAMES[found["name"]]
    return None


def _agency(written: str) -> str:
    """The agency of a name in any case: bylines and trailers are often set in capitals."""
    if written in _NAMES:
        return _NAMES[written]
    return next(agency for name, agency in _NAMES.items() if name.casefold() == written.casefold())
