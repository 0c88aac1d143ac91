"""What may be in a text: which characters, and what counts as a paragraph.

Nothing else about Unicode is changed: no letter is composed, folded or replaced. All of this happens
before there are offsets, so none has to be mended.
"""

import re
from itertools import pairwise

_BREAK = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[ \t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1e\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners and fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, direction, BOM
    "\ud800-\udfff"  # lone surrogates: no encoding can carry them
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\U000e0000-\U000e007f"  # tags, which hide text from readers
    "]"
)
_NOISE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ud800-\udfff]")
_WORD = re.compile(r"\w")
_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")  # noqa: RUF001  full-width marks end sentences too

LINE_LIMIT = 100
"""Lines longer than this were not wrapped by a mailer or a wire."""
SAMPLE = 20_000
"""Characters that suffice to tell text from a binary file."""


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs, without empty ones; hard-wrapped lines are put together again."""
    blocks: list[list[str]] = [[]]
    for raw in _BREAK.split(text):
        if line := _tidy(raw):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [paragraph for block in blocks for paragraph in _unwrap(block)]


def line(text: str | None) -> str | None:
    """A title, byline or name on one line; None where nothing is left of it."""
    return _tidy(_BREAK.sub(" ", text or "")) or None


def visible(text: str) -> str:
    """The text without characters that a reader cannot see and storage cannot bear; line breaks stay."""
    return _INVISIBLE.sub("", text)


def unreadable(text: str) -> str | None:
    """Why this is no text (for a reader), or None where it is one."""
    if not _WORD.search(visible(text)):
        return "There is not one word in it."
    sample = text[:SAMPLE]
    if len(_NOISE.findall(sample)) > len(sample) / 20:
        return "It looks like a binary file: many of its characters are no text."
    return None


def _tidy(raw: str) -> str:
    return _SPACE.sub(" ", _INVISIBLE.sub("", raw)).strip(" ")


def _unwrap(block: list[str]) -> list[str]:
    """One paragraph where the block's lines were broken by width, else a paragraph a line.

    A line that was broken by width ends anywhere and goes on in lower case; one such break in two is
    the evidence asked for, because paragraphs put together wrongly are worse than a broken one.
    """
    breaks = list(pairwise(block))
    if not breaks or any(len(above) > LINE_LIMIT for above, _ in breaks):
        return block
    wrapped = sum(not _ENDS.search(above) and below[0].islower() for above, below in breaks)
    return [" ".join(block)] if wrapped * 2 >= len(breaks) else block
