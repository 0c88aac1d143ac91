"""From a page's HTML to its article: main text, title, byline, outlet, date, address, language."""

import logging
import re
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from trafilatura import bare_extraction

from claimwire_ingest import dates
from claimwire_ingest.normalise import line, visible

_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\slang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)

_ATTEMPTS: tuple[dict[str, Any], ...] = (
    {"favor_precision": True},  # what scores best on the public benchmark (benchmarks/extraction.py)
    {"favor_recall": True},  # short notices, which the strict reading takes for furniture
)

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
    for attempt in _ATTEMPTS:
        found = bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_formatting=False,
            deduplicate=False,  # its memory spans pages: what one worker saw would change the next article
            **attempt,
        )
        if found is not None and getattr(found, "text", None):
            return _article(found, html, url)
    return None


def _article(found: Any, html: str, url: str | None) -> Article:
    declared = _LANGUAGE.search(html)
    return Article(
        text=found.text,
        title=line(found.title),
        byline=line((found.author or "").replace(";", ",")),
        outlet=line(found.sitename) or line(found.hostname),
        published_at=dates.published(html, found.date),
        url=url or _web_address(found.url),
        language=declared[1].lower() if declared else None,
    )


def _web_address(url: str | None) -> str | None:
    """A page may declare anything as its address: one that is no web address would be shown as a link."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
