"""From a page's HTML to its article: main text, title, byline, outlet, date, address, language."""

import logging
import re
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from trafilatura import bare_extraction, extract_metadata

from claimwire_ingest import dates
from claimwire_ingest.normalise import line, visible

_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\slang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_NO_OUTLET = re.compile(r"^https?:|copyright|©", re.IGNORECASE)
_ACCOUNTS = frozenset({"admin", "administrator", "editor", "staff", "webmaster", "root"})

AMPLE = 2_000
"""Characters from which the strict reading is believed; shorter ones are held against a plain reading."""
LOST = 0.5
"""The strict reading lost the article if it is shorter than this share of the plain one."""
HUGE = 2_000_000
"""Characters; a larger page is read once and fast, as three readings could take longer than a task may."""
ABOUT = 500_000
"""Characters in which a page speaks of itself; the search through ten megabytes takes seconds."""

# What it tells of broken pages is told to the person who posted them; per-page warnings would drown the log.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class Article(NamedTuple):
    """An article before cleaning; `text` has a paragraph a line."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    language: str | None = None


def extract(html: str, url: str | None = None) -> Article | None:
    """The article of a page, or None where it has no main text. Bears any string, however broken."""
    html = _XML.sub("", visible(html))
    text = _main_text(html, url)
    if text is None:
        return None
    about = extract_metadata(html[:ABOUT], default_url=url)
    declared = _LANGUAGE.search(html[:ABOUT])
    return Article(
        text=text,
        title=line(about.title),
        byline=_byline(about.author),
        outlet=_outlet(about.sitename) or line(about.hostname),
        published_at=dates.published(html[:ABOUT], about.date),
        url=url or _web_address(about.url),
        language=declared[1].lower() if declared else None,
    )


def _main_text(html: str, url: str | None) -> str | None:
    """The strict reading, unless it lost the article: short notices and odd layouts look like furniture."""
    if len(html) > HUGE:
        return _read(html, url, favor_precision=True, fast=True)
    strict = _read(html, url, favor_precision=True)
    if strict and len(strict) > AMPLE:
        return strict
    plain = _read(html, url)
    if strict and len(strict) >= LOST * len(plain or ""):
        return strict
    return plain or _read(html, url, favor_recall=True)


def _read(html: str, url: str | None, **options: Any) -> str | None:
    found = bare_extraction(
        html,
        url=url,
        include_comments=False,
        include_formatting=False,
        deduplicate=False,  # its memory spans pages: what a worker saw before would change the next article
        **options,
    )
    return getattr(found, "text", None) or None


def _byline(author: str | None) -> str | None:
    """The names of the authors; not the account that a publishing system was installed with."""
    byline = line((author or "").replace(";", ","))
    return None if byline and byline.casefold() in _ACCOUNTS else byline


def _outlet(sitename: str | None) -> str | None:
    """The outlet's name without its slogan; None where the page puts an address or a notice in its place."""
    name = line(re.split(r" [|•–—] ", sitename or "")[0])
    return None if name and _NO_OUTLET.search(name) else name


def _web_address(url: str | None) -> str | None:
    """A page may declare anything as its address: one that is no web address would be shown as a link."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
