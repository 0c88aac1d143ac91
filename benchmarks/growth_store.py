# ruff: noqa: INP001  imported by growth.py, which lies beside it
"""Fills the real schema with a made-up corpus by COPY, as if each article had been linked when it came.

Text search is left out: its indexes serve readers, and nothing of linking looks at them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

import corpus
import psycopg
from claimwire_contracts.messages import (
    Annotation,
    ClaimProfile,
    DocumentProfile,
    ExtractedClaim,
    ExtractedEntity,
)
from claimwire_contracts.types import Mention, Passage, Span
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect
from claimwire_gateway.store.migrate import migrate
from claimwire_gateway.store.migrations.versions import v0004_candidates
from claimwire_nlp.matching.entities_handles import handles
from sqlalchemy import Engine

SEARCHED = ("documents_search", "claims_search", "claims_source_trigrams")
FILLED: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("id", "created_at", "submission", "external_id", "outlet", "title", "published_at", "text"),
        *("digest", "signature", "bands", "profile", "profile_keys", "profile_weights"),
        *("pipeline_version", "seen_at", "story_id"),
    ),
    "jobs": ("id", "document_id", "state", "stage", "stages", "created_at", "updated_at"),
    "entities": ("id", "type", "key", "name"),
    "entity_handles": ("handle", "entity_id"),
    "entity_names": ("entity_id", "name"),
    "document_entities": (
        *("document_id", "position", "entity_id", "name", "type", "key", "mentions", "base_id", "handles"),
    ),
    "stories": ("id", "title", "first_seen", "last_seen", "documents"),
    "claim_groups": ("id", "story_id"),
    "claims": (
        *("id", "document_id", "position", "group_id", "seen_at", "kind", "via", "content", "content_text"),
        *("hedged", "hedges", "polarity", "quantities", "dates", "entities", "confidence", "profile"),
    ),
    "document_edges": ("a", "b", "same_story", "score", "rule", "overlap"),
    "claim_edges": ("a", "b", "relation", "score", "rule", "detail"),
}
"""Tables and columns, in the order in which rows may refer to others."""

Row = tuple[Any, ...]
Rows = Iterator[tuple[str, Row]]


def open_store(url: str, name: str) -> Engine:
    """A database of that name on the server, migrated; made if there is none."""
    with psycopg.connect(url, autocommit=True) as conn:
        if not conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            conn.execute(f'CREATE DATABASE "{name}"')
    engine = connect(Settings(database_url=f"{url.rpartition('/')[0]}/{name}"))
    migrate(engine)
    return engine


def is_filled(engine: Engine) -> bool:
    """Whether `fill` has come to its end here."""
    with engine.connect() as conn:
        return bool(conn.exec_driver_sql("SELECT to_regclass('filled')").scalar())


def fill(engine: Engine, events: Iterable[corpus.Event]) -> None:
    """Put events into an empty store, all in one transaction a table; then index and analyse it."""
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True, options="-c maintenance_work_mem=512MB") as conn:
        kept, known = _bare(conn), set[corpus.Entity]()
        with ExitStack() as opened:
            copies = {table: opened.enter_context(_copy(opened, url, table)) for table in FILLED}
            for event in events:
                lines: dict[str, list[str]] = {table: [] for table in FILLED}
                for table, row in rows(event, known):
                    lines[table].append(_line(row))
                for table, some in lines.items():
                    copies[table].write("".join(some))
        _list_keys(conn)
        for statement in (*kept, "VACUUM ANALYZE", "CREATE TABLE filled ()"):
            conn.execute(statement)


def rows(event: corpus.Event, known: set[corpus.Entity]) -> Rows:
    """The rows of an event, each by its table's name, in the order of `FILLED`'s columns; `known` grows."""
    told = list(event.tellings())
    yield from _story_rows(event, told)
    for entity in event.entities:
        if entity not in known:
            yield from _entity_rows(entity)
    known.update(event.entities)
    profiles = [json.dumps(fact.profile) for fact in event.facts]
    for one in told:
        yield from _document_rows(one)
        yield from _claim_rows(event, one, profiles)
    for before, one in pairwise(told):
        yield from _edge_rows(before, one)


def document_id(told: corpus.Told) -> str:
    """The id under which an article is filled in."""
    return f"doc_{told.event:019d}x{told.number:06d}"


def entity_id(entity: corpus.Entity) -> str:
    """The id under which an entity is filled in."""
    return f"ent_{entity.type.lower():f<8}{entity.number:018d}"


def bands(told: corpus.Told) -> list[str]:
    """The fingerprint's bands: all of them those of its reprints."""
    return [f"{number:02d}:{told.mark + number:016x}" for number in range(32)]


def signature(told: corpus.Told) -> list[int]:
    """The fingerprint's signature, likewise; shorter than real ones, of which the disk would be full."""
    return [(told.mark >> 20) + number for number in range(16)]


def _story_rows(event: corpus.Event, told: list[corpus.Told]) -> Rows:
    story = _story_id(event.number)
    times = [one.at for one in told]
    yield "stories", (story, f"Event {event.number}", min(times), max(times), len(told))
    for fact in sorted({fact for one in told for fact in one.facts}):
        yield "claim_groups", (_group_id(event.number, fact), story)


def _entity_rows(entity: corpus.Entity) -> Rows:
    its = entity_id(entity)
    yield "entities", (its, entity.type, entity.name.casefold(), entity.name)
    yield "entity_names", (its, entity.name)
    for handle in _handles(entity):
        yield "entity_handles", (handle, its)


@cache
def _handles(entity: corpus.Entity) -> list[str]:
    return handles(entity.name, entity.type, entity.name.casefold(), [])


def _document_rows(told: corpus.Told) -> Rows:
    its, keys = document_id(told), list(told.words)[: corpus.KEYS]
    profile = json.dumps({"terms": told.words, "keys": keys})
    norm = told.norm
    weights = [round(told.words[key] / norm, 6) for key in keys]
    text = " ".join(told.words)
    yield (
        "documents",
        (
            *(its, told.at, "{}", its, told.outlet, f"Event {told.event}", told.at, text),
            *(f"{told.mark:064x}", signature(told), bands(told), profile, keys, weights),
            *("made-up", told.at, _story_id(told.event)),
        ),
    )
    yield "jobs", (f"job_{its}", its, "succeeded", "match", "[]", told.at, told.at)
    for position, each in enumerate(told.entities):
        named = (each.name, each.type, each.name.casefold())
        mentions = json.dumps([{"start": 0, "end": len(each.name), "text": each.name}])
        one = entity_id(each)
        yield "document_entities", (its, position, one, *named, mentions, one, _handles(each))


def _claim_rows(event: corpus.Event, told: corpus.Told, profiles: list[str]) -> Rows:
    its, about = document_id(told), [entity_id(event.entities[0])]
    for position, fact in enumerate(told.facts):
        said = event.facts[fact].text
        content = json.dumps({"text": said, "spans": [{"start": 0, "end": len(said)}]})
        group = _group_id(event.number, fact)
        stands = (_claim_id(its, position), its, position, group, told.at, "narrated", "[]", content, said)
        yield "claims", (*stands, False, "[]", "affirmed", "[]", "[]", about, 0.6, profiles[fact])


def _edge_rows(before: corpus.Told, one: corpus.Told) -> Rows:
    a, b = document_id(before), document_id(one)
    yield "document_edges", (a, b, True, 0.5, "alike", 0.0)
    for fact in sorted({*before.facts} & {*one.facts}):
        pair = (_claim_id(a, before.facts.index(fact)), _claim_id(b, one.facts.index(fact)))
        yield "claim_edges", (*pair, "same", 0.9, "equal words", "")


def _story_id(event: int) -> str:
    return f"sto_{event:026d}"


def _group_id(event: int, fact: int) -> str:
    return f"grp_{event:024d}{fact:02d}"


def _claim_id(document: str, position: int) -> str:
    return f"clm_{document.removeprefix('doc_')}_{position:04d}"


def _bare(conn: psycopg.Connection) -> list[str]:
    """Take off what slows a COPY down; the statements that put it on again."""
    for table in ("documents", "claims"):
        conn.execute(f"ALTER TABLE {table} ALTER search DROP EXPRESSION")
    found = conn.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype FROM pg_constraint"
        " WHERE contype = 'f' OR (contype = 'p' AND conrelid = 'document_keys'::regclass)"
    ).fetchall()
    again = []
    for table, name, definition, kind in found:
        conn.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        valid = "" if kind == "p" else " NOT VALID"
        again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}{valid}")
    indexes = conn.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)",
        [list(FILLED)],
    ).fetchall()
    for name, _ in indexes:
        conn.execute(f"DROP INDEX {name}")
    return [definition for name, definition in indexes if name not in SEARCHED] + again


def _copy(opened: ExitStack, url: str, table: str) -> Any:
    """A COPY into a table emptied in the same transaction, which PostgreSQL then need not log."""
    conn = opened.enter_context(psycopg.connect(url))
    conn.execute(f"TRUNCATE {table}")
    return conn.cursor().copy(f"COPY {table} ({', '.join(FILLED[table])}) FROM STDIN")


def _list_keys(conn: psycopg.Connection) -> None:
    with conn.transaction():
        conn.execute("TRUNCATE document_keys")
        conn.execute(v0004_candidates.KEYS)


def _line(row: Row) -> str:
    return "\t".join(map(_field, row)) + "\n"


def _field(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def annotation(event: corpus.Event, told: corpus.Told) -> Annotation:
    """What the language service would say of an article that is not filled in."""
    entities = [
        ExtractedEntity(
            name=each.name,
            type=each.type,
            key=each.name.casefold(),
            mentions=[_mention(each)],
            handles=_handles(each),
        )
        for each in told.entities
    ]
    claims = [
        ExtractedClaim(
            kind="narrated",
            content=Passage(
                text=event.facts[fact].text, spans=[Span(start=0, end=len(event.facts[fact].text))]
            ),
            entities=[0],
            confidence=0.6,
            profile=ClaimProfile.model_validate(event.facts[fact].profile),
        )
        for fact in told.facts
    ]
    profile = DocumentProfile(terms=told.words, keys=list(told.words)[: corpus.KEYS])
    return Annotation(entities=entities, claims=claims, profile=profile, pipeline_version="made-up")


def _mention(entity: corpus.Entity) -> Mention:
    return Mention(start=0, end=len(entity.name), text=entity.name)
