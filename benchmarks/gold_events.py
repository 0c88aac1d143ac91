# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""The events of `gold/events`: what several outlets said of one event, and what to find across them.

An event is a folder with a text for each article and a `story.json`. `<g1>…</g1>` marks the words in which an
article asserts what claim group 1 says; `gold/events/README.md` tells the conventions.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import gold_articles

GROUP = re.compile(r"<(/?)g(\d+)>")
AS_CONTENT = r"<\1c\2>"  # a claim is tagged as a content is, so that one parser reads both
CONTENT = re.compile(r"<(/?)c(\d+)>")

Json = dict[str, Any]
Spans = list[list[int]]


class Article(NamedTuple):
    """An article; `claims` gives for each group told in it the [start, end] of its pieces in `text`."""

    file: str
    outlet: str
    published_at: datetime
    reprint_of: str | None
    owner: str | None
    title: str
    text: str
    claims: dict[str, Spans]


class Origin(NamedTuple):
    """A root that claims of a group end in; role: person, organization, agency, anonymous or outlet."""

    name: str
    role: str


class Group(NamedTuple):
    """The claims of an event that say the same; status: corroborated, single_origin or conflicting."""

    says: str
    origins: list[Origin]
    independent_origins: int
    status: str


class Conflict(NamedTuple):
    """Groups that cannot both be right as of the same time; kind: number, polarity, date or participant."""

    groups: list[str]
    kind: str


class HedgeLoss(NamedTuple):
    """A group that some outlets tell as unsure and others as a fact."""

    group: str
    hedged: list[str]
    flat: list[str]


class QuoteDrift(NamedTuple):
    """Two articles, by file, in which one quotation stands in different words."""

    group: str
    a: str
    b: str


class Event(NamedTuple):
    """An event; `updates` are [earlier, later] groups, `chase` the reports cited and not in it."""

    id: str
    split: str
    articles: list[Article]
    groups: dict[str, Group]
    conflicts: list[Conflict]
    updates: list[list[str]]
    hedge_loss: list[HedgeLoss]
    quote_drift: list[QuoteDrift]
    chase: list[str]


def read(folder: Path) -> Iterator[Event]:
    """The events of a folder by name.

    An article's text is its file without the tags, title first; offsets are code points, end exclusive.

    Raises:
        ValueError: if a tag lacks its other half or its group; names file and tag.
    """
    for story in sorted(folder.glob("*/story.json")):
        yield _event(story.parent, json.loads(story.read_text(encoding="utf-8")))


def parsed(tagged: str) -> tuple[str, dict[str, Spans]]:
    """A text without its tags, and the spans of each group told in it."""
    if wrong := CONTENT.search(tagged):
        raise ValueError(f"{wrong[0]!r} is no tag")
    numbers = sorted({int(tag[2]) for tag in GROUP.finditer(tagged)})
    try:
        text, contents = gold_articles.parsed(GROUP.sub(AS_CONTENT, tagged))
    except ValueError as error:
        raise ValueError(CONTENT.sub(r"<\1g\2>", str(error))) from error
    spans = (content["content"] for content in contents)
    return text, {f"g{number}": pieces for number, pieces in zip(numbers, spans, strict=True)}


def _event(folder: Path, story: Json) -> Event:
    return Event(
        id=folder.name,
        split=story["split"],
        articles=[_article(folder, told, story["groups"]) for told in story["articles"]],
        groups={name: _group(group) for name, group in story["groups"].items()},
        conflicts=[Conflict(**conflict) for conflict in story["conflicts"]],
        updates=[update["groups"] for update in story["updates"]],
        hedge_loss=[HedgeLoss(**loss) for loss in story["hedge_loss"]],
        quote_drift=[QuoteDrift(**drift) for drift in story["quote_drift"]],
        chase=story["chase"],
    )


def _article(folder: Path, told: Json, groups: Mapping[str, Json]) -> Article:
    name = f"{folder.name}/{told['file']}"
    try:
        text, claims = parsed((folder / told["file"]).read_text(encoding="utf-8").strip())
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    for group in claims:
        if group not in groups:
            raise ValueError(f"{name}: <{group}> is no group of story.json")
    published_at = datetime.fromisoformat(told["published_at"])
    return Article(
        **told | {"published_at": published_at}, title=text.split("\n")[0], text=text, claims=claims
    )


def _group(group: Json) -> Group:
    return Group(**group | {"origins": [Origin(**origin) for origin in group["origins"]]})
