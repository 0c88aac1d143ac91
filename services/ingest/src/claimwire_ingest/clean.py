"""Takes what is not reporting out of an article, and says of each piece why.

It works on paragraphs, before there are offsets: what is kept is kept whole and in its order. A real
sentence that is removed is a worse fault than furniture that is kept, so what could be reporting stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimwire_contracts.types import Removed

from claimwire_ingest.furniture import furniture

RELATED_WORDS = 6
"""Words that a line in capitals needs to be taken for a related story's headline, not a subheading."""
REPEATED_WORDS = 8
"""Words from which a repeated paragraph is a copy, not a refrain ("No comment."). A question put twice, as
interviews do, is none."""
PULLED_WORDS = 8
"""Words from which a paragraph that stands within another one is a pull quote."""
PULLED_LIMIT = 200_000
"""Characters up to which pull quotes are looked for: the search costs paragraphs times length."""
TOP = 3
"""First paragraphs in which a byline is looked for."""

_WORDS = re.compile(r"\w+")
_QUOTE = re.compile("^[\"“”‘'«„]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_DATELINE = re.compile(
    r"\([A-Za-z .-]{2,30}\)|[-–—] *$|\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.? \d"
)
_BYLINE = re.compile(
    r"(?:(?:Written |Reported |Story )?[Bb]y|BY) "
    r"(?P<name>[A-Z][\w.'’-]+(?:(?:,| and| AND|, and)? (?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|of|for|the))*)"
    r"(?: ?[|/•·] ?.{1,60})?"
)
_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|noon|midnight"
    r"|(?:jan|feb|march|april|may|june|july|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)


class Cleaned(NamedTuple):
    """The paragraphs that stay, those that were taken out, and a byline found among the latter."""

    kept: list[str]
    removed: list[Removed]
    byline: str | None = None


def clean(paragraphs: Sequence[str], title: str | None = None) -> Cleaned:
    """Tell an article's reporting from its furniture. `title` is the headline, where one is known."""
    kept: list[str] = []
    removed: list[Removed] = []
    byline = None
    for paragraph, reason in _judged(paragraphs, title):
        if reason is None:
            kept.append(paragraph)
            continue
        removed.append(Removed(text=paragraph, reason=reason))
        if reason == "byline" and (found := _BYLINE.fullmatch(paragraph)):
            byline = byline or found["name"]
    return Cleaned(kept, removed, byline)


def _judged(paragraphs: Sequence[str], title: str | None) -> Iterator[tuple[str, str | None]]:
    """Each paragraph with the reason to remove it, or None."""
    repeated = _repeated(paragraphs)
    in_capitals = _capitals("".join(paragraphs))
    before = ""
    for number, paragraph in enumerate(paragraphs):
        if number == 0 < len(paragraphs) - 1 and title and _key(paragraph) == _key(title):
            reason: str | None = "title repeated"
        elif number < TOP and _is_byline(paragraph):
            reason = "byline"
        else:
            reason = repeated.get(number) or furniture(paragraph)
        if reason is None and number and not in_capitals and _is_related_story(paragraph, before):
            reason = "related story"
        yield paragraph, reason
        before = paragraph if reason is None else before


def _is_related_story(line: str, before: str) -> bool:
    """A headline in capitals amid the text. Datelines and words quoted in capitals are reporting."""
    return (
        len(line.split()) >= RELATED_WORDS
        and _capitals(line)
        and not _SENTENCE_END.search(line)
        and not _DATELINE.search(line)
        and not _QUOTE.search(line)
        and not _quotes_on(before)
    )


def _quotes_on(before: str) -> bool:
    """Whether the paragraph before introduces what follows, or its quotation or capitals go on."""
    return before.endswith((":", ",")) or before.count("“") > before.count("”") or _capitals(before)


def _capitals(text: str) -> bool:
    """Whether the text is set in capitals; never, in scripts that have none."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _is_byline(line: str) -> bool:
    found = _BYLINE.fullmatch(line)
    return found is not None and not _DAY.match(found["name"]) and not _SENTENCE_END.search(line)


def _repeated(paragraphs: Sequence[str]) -> dict[int, str]:
    """The numbers of paragraphs whose words stand elsewhere too: nothing is lost with them."""
    keys = [_key(paragraph) for paragraph in paragraphs]
    pulled = _pulled(keys)
    seen: set[str] = set()
    found: dict[int, str] = {}
    for number, key in enumerate(keys):
        if key in seen:
            found[number] = "repeated paragraph"
        elif key in pulled:
            found[number] = "pull quote"
        if len(key.split()) >= REPEATED_WORDS and not paragraphs[number].endswith("?"):
            seen.add(key)
    return found


def _pulled(keys: list[str]) -> set[str]:
    """Those that are part of another, longer one."""
    whole = "\n".join(f" {key} " for key in keys)
    if len(whole) > PULLED_LIMIT:
        return set()
    return {
        key
        for key, times in Counter(keys).items()
        if len(key.split()) >= PULLED_WORDS and whole.count(f" {key} ") > times
    }


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
