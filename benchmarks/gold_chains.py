# ruff: noqa: INP001  imported by the scripts that lie beside it
"""News with marked chains of mentions across articles: ECB+ and MEANTIME, as public copies lay them out.

    ecbplus/stories.jsonl                  {"id", "story", "text"}
    ecbplus/STORY.conll                    document, sentence, token, word, chains
    meantime-en/meantime.conll             the same
    meantime-en/entities_mentions.json     [{"conll_doc_key", "sent_id", "tokens_number", "coref_chain", ...}]

Chains of things are told from chains of events by the start of their name. A mention is given as spans in the
words of its article, set apart by single spaces, since the texts that are posted are put together otherwise.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ECB_THING = re.compile(r"(Singleton_)?(HUM|NON|LOC)")
"""People and groups of people, other things, and places; TIM, ACT and NEG are times and events."""
OPENED = re.compile(r"\(([^()|\s]+)")
CLOSED = re.compile(r"(?:^|[|\s(])([^()|\s]+)\)")


class Chained(NamedTuple):
    """A mention: the article's words from `start` to `end` (code points of `Words.text`), and its chain."""

    start: int
    end: int
    chain: str


class Words(NamedTuple):
    """An article as its tokens, with its mentions of things.

    Attributes:
        id: as it is posted.
        story: whose gold cluster it is in.
        text: the tokens with a space between them.
        chained: its mentions.
    """

    id: str
    story: str
    text: str
    chained: list[Chained]


class Row(NamedTuple):
    """A token's line."""

    document: str
    sentence: int
    number: int
    word: str
    chains: str


def ecb_texts(folder: Path) -> dict[str, dict[str, str]]:
    """The articles of ECB+ to post, by id: {"id", "story", "text"}."""
    lines = (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return {article["id"]: article for article in map(json.loads, lines)}


def ecb(folder: Path) -> Iterator[Words]:
    """The tokens and chains of ECB+; a chain is of its topic, as a name may come again in another."""
    for path in sorted(folder.glob("*.conll")):
        for document, rows in _documents(path).items():
            story = document.split("/")[1]
            yield _words(document.replace("/", "_"), story, rows, list(_marked(rows)))


def meantime(folder: Path) -> Iterator[Words]:
    """The tokens and chains of MEANTIME's English articles; `story` is one of its four topics."""
    held: dict[str, dict[tuple[int, int], set[tuple[int, str]]]] = {}
    for one in json.loads((folder / "entities_mentions.json").read_text(encoding="utf-8")):
        numbers = one["tokens_number"]
        at = held.setdefault(one["conll_doc_key"], {}).setdefault((one["sent_id"], min(numbers)), set())
        at.add((max(numbers), one["coref_chain"]))
    for document, rows in _documents(folder / "meantime.conll").items():
        places = {(row.sentence, row.number): index for index, row in enumerate(rows)}
        spans = [
            (places[sentence, first], places[sentence, last], chain)
            for (sentence, first), ends in sorted(held.get(document, {}).items())
            for last, chain in sorted(ends)
            if (sentence, first) in places and (sentence, last) in places
        ]
        yield _words(document, document.split("/")[0], rows, spans)


def sentences(folder: Path) -> dict[str, str]:
    """MEANTIME's articles to post, by id: a sentence a line, the title first."""
    texts = {}
    for document, rows in _documents(folder / "meantime.conll").items():
        lines: dict[int, list[str]] = {}
        for row in rows:
            lines.setdefault(row.sentence, []).append(row.word)
        texts[document] = "\n".join(" ".join(words) for words in lines.values())
    return texts


def _documents(path: Path) -> dict[str, list[Row]]:
    """The token lines of each document; a document that the file holds twice is read once."""
    held: dict[str, dict[tuple[int, int], Row]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) > 4:  # noqa: PLR2004  those of a token
            row = Row(cells[0], int(cells[1]), int(cells[2]), cells[3], cells[4])
            held.setdefault(row.document, {}).setdefault((row.sentence, row.number), row)
    return {document: list(rows.values()) for document, rows in held.items()}


def _marked(rows: list[Row]) -> Iterator[tuple[int, int, str]]:
    """The chained spans that brackets mark: first token, last token, chain."""
    opened: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for chain in OPENED.findall(row.chains):
            opened.setdefault(chain, []).append(index)
        for chain in CLOSED.findall(row.chains):
            if opened.get(chain) and ECB_THING.match(chain):
                yield opened[chain].pop(), index, chain


def _words(id_: str, story: str, rows: list[Row], spans: list[tuple[int, int, str]]) -> Words:
    starts, length = [], 0
    for row in rows:
        starts.append(length)
        length += len(row.word) + 1
    chained = [Chained(starts[a], starts[b] + len(rows[b].word), chain) for a, b, chain in spans]
    return Words(id_, story, " ".join(row.word for row in rows), chained)
