"""How all commands print: JSON or text that reads at any width, with or without colour; times in UTC."""

import json
import os
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, TextIO, TypeVar

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

T = TypeVar("T")

STATES = {
    "succeeded": "green",
    "failed": "bold red",
    "running": "cyan",
    "queued": "dim",
    "cancelled": "yellow",
    "corroborated": "bold green",
    "single_origin": "yellow",
    "conflicting": "bold red",
}


UNBROKEN = 100_000
"""Columns of what is no terminal: a line that a program reads is not broken."""


class Trimmed:
    """A stream whose lines end with their last word: layouts pad them with blanks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        """Write lines; each call has whole ones."""
        return self._stream.write(re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE))

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()


def screen() -> Console:
    """Where text goes. Numbers in articles are not ours to colour, nor are [brackets] ours to read."""
    if sys.stdout.isatty():
        return Console(highlight=False, markup=False, emoji=False)
    width = None if os.environ.get("COLUMNS") else UNBROKEN
    return Console(file=Trimmed(sys.stdout), width=width, highlight=False, markup=False, emoji=False)  # type: ignore[arg-type]  # rich only writes and flushes


def as_json(value: object) -> None:
    """One JSON document on standard output."""
    json.dump(plain(value), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def plain(value: Any) -> Any:
    """Nouns, also within lists and dicts, as JSON has them."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def first(items: Iterable[T], limit: int) -> tuple[list[T], bool]:
    """At most `limit` items, all for 0; and whether there are more."""
    found = list(islice(items, limit + 1 if limit else None))
    return (found[:limit], len(found) > limit) if limit else (found, False)


def page_size(limit: int) -> int:
    """What to ask of each page, to get `limit` items, and see if there is one more, without many more."""
    return min(limit + 1 if limit else 100, 100)


def tell_of(more: bool) -> None:  # noqa: FBT001  what `first` says, passed on
    """Say under a list that it stopped at its limit."""
    if more:
        screen().print(Text("and more: -n 0 lists all", style="dim"))


def when(moment: datetime | None, *, unknown: str = "time unknown") -> str:
    """A time to the minute, in UTC."""
    return f"{moment.strftime('%Y-%m-%d %H:%M')} UTC" if moment else unknown


def between(first_seen: datetime, last_seen: datetime) -> str:
    """A stretch of time; its second day only where it is another."""
    if first_seen == last_seen:
        return when(first_seen)
    day = "" if first_seen.date() == last_seen.date() else last_seen.strftime("%Y-%m-%d ")
    return f"{first_seen.strftime('%Y-%m-%d %H:%M')} to {day}{last_seen.strftime('%H:%M')} UTC"


def state(name: str) -> Text:
    """A state or status in its colour, in words."""
    return Text(name.replace("_", " "), style=STATES.get(name, ""))


def table(*columns: str, headed: bool = True) -> Table:
    """A table without lines; ids, which are copied, are never broken."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_header=headed)
    for column in columns:
        made.add_column(column, no_wrap=column in ("id", "state"), overflow="fold")
    return made


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 outlet`, `3 outlets`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def shortened(text: str, length: int) -> str:
    """A text cut at a word, with the sign that it was."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + "…"
