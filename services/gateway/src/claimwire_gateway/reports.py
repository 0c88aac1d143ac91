"""The words in which an article names a report, a study or a paper by whom it is from. Pure.

Offsets are code points into the text given, end exclusive.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = (
    "reports?|stud(?:y|ies)|papers?|audits?|surveys?|analys[ei]s|reviews?|inquiry|investigations?|filings?|memos?"
    "|assessments?|polls?|dossiers?|communiqu[eé]|white paper|transcripts?|indictments?|rulings?|letters?"
    "|documents?|records?|files?|articles?|statements?|lawsuits?|complaints?|emails?|figures|minutes|data"
)
"""What a report is called."""

KIND = re.compile(rf"\b(?:{KINDS})\b", re.IGNORECASE)

CALLED = r"[A-Z][\w&.'’-]*[\w&](?<!['’]s)"
LINK = r"(?:of|for|the|and|de|du|del|la|on|&)"
NAME = rf"{CALLED}(?:\s+(?:{LINK}\s+){{0,2}}{CALLED})*"
"""Capitalised words, with the small ones between them."""

BODY = (
    "station|newspaper|magazine|broadcaster|paper|website|agency|network|daily|weekly|journal|institute"
    "|think tank|watchdog|charity|university|company|firm|regulator|channel|outlet"
)
FROM = re.compile(
    rf"\b(?P<kind>{KINDS})\s+(?:(?:published|released|issued|written|commissioned|made)\s+)?(?:by|from)\s+"
    rf"(?:(?:[Tt]he|an?)\s+)?(?:(?:(?:{CALLED}|[a-z-]+)\s+)?(?:{BODY})\s+)?(?P<name>{NAME})"
)
"""A report by whom: "a study by Koppel Research", "an audit from the state's Court of Auditors"."""

PRESS = r"(?:Journal|Annals|Review|Letters|Proceedings|Transactions|Lancet|Nature|Science|Bulletin|Gazette)"
IN = re.compile(
    rf"\b(?P<kind>{KINDS})(?:,? (?:which |that )?(?:was |is )?(?:appeared|published|printed))?,? in\s+"
    rf"(?:[Tt]he\s+)?(?P<name>(?=[^.;]*?{PRESS}){NAME})"
)
"""A paper in a journal: that is told by its name, since "a report in Georgia" names a place."""

NO_NAME = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|May"
    r"|I|A|An|The|Several|Some|Many|Two|Three"
    r"|Researchers|Scientists|Analysts|Economists|Authors|Experts|Investigators"
)
"""Capitals that name nobody."""


class Named(NamedTuple):
    """A report in a text: where it is named, the words, and whom it is from."""

    start: int
    end: int
    text: str
    author: str


def named(text: str) -> Iterator[Named]:
    """The reports that a text names with whom they are from, each once."""
    seen: set[str] = set()
    for pattern in (FROM, IN):
        for found in pattern.finditer(text):
            author = found["name"]
            if author not in seen and not NO_NAME.fullmatch(author):
                seen.add(author)
                yield Named(found.start(), found.end(), found.group(), author)


def author(description: str) -> str | None:
    """Whom a cited document is from, as its description tells: the name in it, None where it names nobody.

    "a study by Koppel Research in January" → "Koppel Research", "the study" → None.
    """
    told = next(named(description), None)
    if told:
        return told.author
    names = [each for each in re.findall(NAME, description) if not NO_NAME.fullmatch(each)]
    return max(names, key=len, default=None)


def specific(description: str) -> bool:
    """Whether a description tells a report from others: by a name, or as someone's own ("its annual report").

    "The study" and "records" may be any.
    """
    if author(description):
        return True
    owned = re.match(
        r"(?:its|their|his|her)\s+\w+\s+(?P<kind>.+)|.*['’]s?\s+(?P<held>.+)", description, re.DOTALL
    )
    return bool(owned and KIND.search(owned["kind"] or owned["held"] or ""))
