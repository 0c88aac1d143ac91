# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""The articles of `gold/articles`: their text, and who says what in it as their tags mark it.

`<s1>…</s1>` is a source, `<q1>…</q1>` a cue, `<c1>…</c1>` a content; the number is the attribution, and a
part in several pieces is tagged several times. Tags of different names may overlap.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TAG = re.compile(r"<(/?)([sqc])(\d+)>")
PARTS = {"s": "source", "q": "cue", "c": "content"}

Spans = list[list[int]]
Attribution = dict[str, Spans]


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """The articles of a folder by name, as {"id", "kind", "text", "attributions"}.

    The text is the file without its tags, title first. An attribution is {"source", "cue", "content"}, each
    a list of [start, end] in code points of the text, end exclusive; a source or a cue may be empty.

    Raises:
        ValueError: if a tag lacks its other half, or an attribution its content; names file and tag.
    """
    for path in sorted(folder.glob("*.txt")):
        try:
            text, attributions = parsed(path.read_text(encoding="utf-8").strip())
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        kind = path.stem.rpartition("-")[0]
        yield {"id": path.stem, "kind": kind, "text": text, "attributions": attributions}


def parsed(tagged: str) -> tuple[str, list[Attribution]]:
    """A text without its tags, and its attributions in the order of their numbers."""
    pieces: list[str] = []
    opened: dict[str, int] = {}
    found: dict[int, Attribution] = {}
    length = after = 0
    for tag in TAG.finditer(tagged):
        pieces.append(tagged[after : tag.start()])
        length += len(pieces[-1])
        after = tag.end()
        closes, part, number = tag.groups()
        if not closes:
            _open(opened, part + number, length)
            continue
        span = [_close(opened, part + number), length]
        found.setdefault(int(number), {name: [] for name in PARTS.values()})[PARTS[part]].append(span)
    if opened:
        raise ValueError(f"<{min(opened, key=opened.__getitem__)}> is not closed")
    text = "".join([*pieces, tagged[after:]])
    return _sound(text), [_said(number, found[number]) for number in sorted(found)]


def _open(opened: dict[str, int], name: str, at: int) -> None:
    if name in opened:
        raise ValueError(f"<{name}> is not closed before it opens again")
    opened[name] = at


def _close(opened: dict[str, int], name: str) -> int:
    if name not in opened:
        raise ValueError(f"</{name}> was not opened")
    return opened.pop(name)


def _sound(text: str) -> str:
    """The text, if it holds nothing that a mistyped tag would leave."""
    if "<" in text:
        at = text.index("<")
        raise ValueError(f"{text[at : at + 12]!r} is no tag")
    return text


def _said(number: int, attribution: Attribution) -> Attribution:
    if not attribution["content"]:
        raise ValueError(f"attribution {number} has no <c{number}>")
    return attribution
