# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""How well articles are read across: stories, entities, claim groups, origins and differences.

    articles ──▶ the whole system, as a stream (stack) ──▶ its answers over REST ──▶ beside gold ──▶ tables

Sets: `events` (the project's own), `ecb` and `meantime` (public, from the folder with the data); `sts`,
sentence pairs, is asked of the matcher alone.
"""

import contextlib
import random
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import entity_links
import event_reading
import event_tables
import gold_chains
import gold_events
import peers
import sentence_pairs
from claimwire_client import Submission
from clusters import bcubed, nmi
from entity_links import Links
from gold_events import Event
from sentence_pairs import Judged
from stack import Store, posted, tell
from tables import Cell, table

HERE = Path(__file__).parent
SPLITS = ("tune", "test")
ECB_DEV = {2, 5, 12, 18, 21, 34, 35}
"""ECB+ topics kept for development by those who publish on it (Cybulska and Vossen 2015)."""
STORY_HEAD = ["articles of", "articles", "gold stories", "stories", "B-cubed P", "R", "F1", "NMI"]
LINK_HEAD = ["mentions of", "linked by", "mentions", "chains", "MUC", "B-cubed", "CEAFe", "CoNLL", "LEA"]


class Asked(NamedTuple):
    """What to measure.

    Attributes:
        data: the folder with the public data sets, if there.
        events: the folder with the gold events.
        only: one set's name; all of them if None.
        split: of the events only this half is posted and scored; both if None.
        misses: whether the tune half's cases are told too.
    """

    data: Path | None
    events: Path
    only: str | None = None
    split: str | None = None
    misses: bool = False


def sections(asked: Asked) -> Iterator[str]:
    """The report, section by section."""
    if not asked.only:
        yield (HERE / "across_head.md").read_text(encoding="utf-8")
    for name, measure in MEASURES.items():
        if asked.only in {None, name}:
            yield from measure(asked)


def of_events(asked: Asked) -> Iterator[str]:
    """What is found across the project's own events, all posted into one store."""
    events = [e for e in gold_events.read(asked.events) if asked.split in {None, e.split}]
    with _knowing_owners(events) as settings, posted(event_reading.submissions(events), settings) as store:
        readings = {
            split: event_reading.reading(half, store)
            for split in SPLITS
            if (half := [e for e in events if e.split == split])
        }
        cited, stories = _cited(events, store), store.stories()
    gold = {event_reading.name_of(e, article): e.id for e in events for article in e.articles}
    yield "## Own events: stories\n\n" + table(STORY_HEAD, [_story_row("own events", gold, stories)])
    yield "## Own events: claim groups\n\n" + event_tables.groups(readings)
    yield "## Own events: origins and status\n\n" + event_tables.origins(readings)
    yield "## Own events: differences\n\n" + event_tables.differences(readings, cited)
    if asked.misses and "tune" in readings:
        yield "\n".join(["## Cases of the tune split", "", *event_tables.cases(readings["tune"], cited)])


@contextlib.contextmanager
def _knowing_owners(events: Sequence[Event]) -> Iterator[dict[str, str]]:
    """The setting by which the system is told whose the outlets are: what an operator tells it."""
    with tempfile.TemporaryDirectory(prefix="claimwire-owners-") as folder:
        path = Path(folder) / "owners.txt"
        path.write_text(event_reading.owners(events), encoding="utf-8")
        yield {"CLAIMWIRE_OWNERS_FILE": str(path)}


def of_ecb(asked: Asked) -> Iterator[str]:
    """Stories and entities of ECB+, posted in no order and without dates, as it has none."""
    folder = _there(asked, "ecbplus")
    if folder is None:
        yield "`ecbplus` is not there: its stories and entities are not measured.\n"
        return
    articles = gold_chains.ecb_texts(folder)
    with posted(_shuffled({id_: article["text"] for id_, article in articles.items()})) as store:
        stories, entities = store.stories(), store.entities()
        stored = {id_: document.text for id_, document in store.documents.items()}
    gold = {id_: article["story"] for id_, article in articles.items()}
    parts = {
        "ECB+, train topics": {id_ for id_ in gold if _topic(id_) not in ECB_DEV},
        "ECB+, dev topics": {id_ for id_ in gold if _topic(id_) in ECB_DEV},
        "ECB+, all of these": set(gold),
    }
    rows: list[list[Cell]] = [
        [name, *counts, None, None, f1, None] for name, (*counts, f1) in peers.STORIES.items()
    ]
    rows += [
        _story_row(name, {id_: gold[id_] for id_ in ids}, {id_: stories[id_] for id_ in ids})
        for name, ids in parts.items()
    ]
    yield "## Stories: ECB+\n\n" + table(STORY_HEAD, rows)
    words = list(gold_chains.ecb(folder))
    links = {
        name: entity_links.links((one for one in words if one.id in ids), stored, entities)
        for name, ids in parts.items()
    }
    yield "## Entities across documents: ECB+\n\n" + _link_table(links, peers.LINKS)


def of_meantime(asked: Asked) -> Iterator[str]:
    """Entities of MEANTIME, whose articles are each of an event of its own: it tells no stories."""
    folder = _there(asked, "meantime-en")
    if folder is None:
        yield "`meantime-en` is not there: its entities are not measured.\n"
        return
    with posted(_shuffled(gold_chains.sentences(folder))) as store:
        stories, entities = store.stories(), store.entities()
        stored = {id_: document.text for id_, document in store.documents.items()}
    links = {"MEANTIME": entity_links.links(gold_chains.meantime(folder), stored, entities)}
    topics = {id_: id_.split("/")[0] for id_ in stories}
    row = _story_row("MEANTIME, by its topics", topics, stories)
    yield "## Stories: MEANTIME\n\n" + table(STORY_HEAD, [[*row[:5], None, None, None]])
    yield "## Entities across documents: MEANTIME\n\n" + _link_table(links, {})


def of_pairs(asked: Asked) -> Iterator[str]:
    """How far the matcher's likeness of two sentences is people's."""
    folder = _there(asked, "sts")
    if folder is None:
        yield "`sts` is not there: sentence pairs are not measured.\n"
        return
    found: dict[str, list[Judged]] = {}
    for name in sentence_pairs.SETS:
        tell(name)
        found[name] = sentence_pairs.judged(sentence_pairs.read(folder / f"{name}.tsv"))
    headlines = [one for name, held in found.items() if name.startswith("headlines") for one in held]
    found |= {"headlines, all": headlines, "all": [one for held in found.values() for one in held]}
    head = [
        "pairs of",
        "pairs",
        *peers.PAIR_SYSTEMS,
        "Claimwire",
        "joined",
        "of these 4 or more",
        "3 or more",
    ]
    rows: list[list[Cell]] = []
    for name, held in found.items():
        one = sentence_pairs.score(held)
        known = peers.PAIRS.get(name, [None] * len(peers.PAIR_SYSTEMS))
        rows.append([name, one.pairs, *known, one.pearson, one.joined, one.alike, one.near])
    yield "## Pairs of news sentences\n\n" + table(head, rows)


def _there(asked: Asked, name: str) -> Path | None:
    folder = asked.data / name if asked.data else None
    return folder if folder and folder.exists() else None


def _shuffled(texts: Mapping[str, str]) -> list[Submission]:
    """Articles in an order that tells nothing, and is always the same."""
    ids = sorted(texts)
    random.Random(20).shuffle(ids)  # noqa: S311  no secret
    return [Submission(external_id=id_, text=texts[id_]) for id_ in ids]


def _topic(id_: str) -> int:
    found = re.match(r"\d+", id_)
    assert found
    return int(found[0])


def _cited(events: Sequence[Event], store: Store) -> dict[str, list[str]]:
    """The cited reports that the stories of each event list."""
    by_story, stories = store.cited(), store.stories()
    held = {e.id: {stories[event_reading.name_of(e, article)] for article in e.articles} for e in events}
    return {
        event: sorted({name for story in ids for name in by_story.get(story, [])})
        for event, ids in held.items()
    }


def _story_row(name: str, gold: dict[str, str], found: dict[str, str]) -> list[Cell]:
    figures = bcubed(gold, found)
    sizes: list[Cell] = [len(gold), len(set(gold.values())), len({found[one] for one in gold})]
    return [name, *sizes, figures.precision, figures.recall, figures.f1, nmi(gold, found)]


def _link_table(links: Mapping[str, Links], known: Mapping[str, float]) -> str:
    """By set and way of linking: over the mentions that are named, then over all."""
    rows: list[list[Cell]] = [
        [name, "published", None, None, None, None, None, conll, None] for name, conll in known.items()
    ]
    for name, held in links.items():
        for way, words in WAYS.items():
            rows.append([name, words, *_link_row(held.named, held.of(way))])
        rows.append([f"{name}, unnamed too", WAYS["entity"], *_link_row(held.all, held.of("entity"))])
    return table(LINK_HEAD, rows)


WAYS = {"alone": "its article alone", "name": "the same words", "entity": "Claimwire"}


def _link_row(gold: entity_links.Chains, found: entity_links.Chains) -> list[Cell]:
    one = entity_links.score(gold, found)
    counts: Collection[Cell] = (sum(map(len, gold)), len(gold))
    return [*counts, one.muc.f1, one.bcubed.f1, one.ceafe.f1, one.conll, one.lea.f1]


MEASURES = {"events": of_events, "ecb": of_ecb, "meantime": of_meantime, "sts": of_pairs}
