"""When a page says it was published, to the second where it does.

Which of two copies is the original is decided by time, so the hour counts; the general date finder
(htmldate, through trafilatura) knows days only and is what remains where a page declares nothing.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

_META = re.compile(
    r"""<meta\b[^>]{0,200}?(?:property|name|itemprop)\s*=\s*["']?"""
    r"""(?:article:published_time|og:published_time|datePublished|parsely-pub-date|dc\.date\.issued)["'\s]"""
    r"""[^>]{0,200}?content\s*=\s*["']([^"'>]{8,40})["']""",
    re.IGNORECASE,
)
_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TIME = re.compile(
    r"""<time\b[^>]{0,200}?itemprop\s*=\s*["']?datePublished[^>]{0,200}?datetime\s*=\s*["']([^"'>]{8,40})["']""",
    re.IGNORECASE,
)
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No news page is older; earlier times are templates' zeros."""


def published(html: str, day: str | None) -> datetime | None:
    """The time a page declares, else midnight UTC of the `day` (2026-01-16) that was found for it.

    Where the two are more than a day apart, the declaration belongs to something else on the page.
    """
    found = parse(day) if day else None
    for moment in _declared(html):
        if found is None or abs((moment - found).total_seconds()) < 2 * 86_400:
            return moment
    return found


def parse(written: str) -> datetime | None:
    """An ISO 8601 time or date in UTC; a time without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(written.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= EARLIEST else None


def _declared(html: str) -> Iterator[datetime]:
    for pattern in (_META, _JSON, _TIME):
        for match in pattern.finditer(html):
            if moment := parse(match[1]):
                yield moment
