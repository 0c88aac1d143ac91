"""Who is meant: decides a story's names anew when it changes.

    a story's names, its verdicts, hand decisions | identities.resolve | what differs is written

What is read for a document is bounded by its story, whatever the store holds besides.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, exists, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway import identities
from claimwire_gateway.identities import Identity, Naming, Verdict
from claimwire_gateway.store import ids, links, verdicts
from claimwire_gateway.store.tables import (
    among,
    array_of,
    claims,
    document_entities,
    documents,
    entities,
    entity_decisions,
    entity_names,
    entity_pins,
)

RELATIONS = {"same", "part", "known", "namesake", "apart"}
"""Verdicts that decide within the story of the document they were made from."""
Named = tuple[str, str]
"""A document and the entity of a name in it (`base_id`)."""


# --- a story's names ---------------------------------------------------------------------------------


class Told(NamedTuple):
    """What a story's documents name, and all that speaks of it."""

    rows: list[Row[Any]]
    decisions: list[Row[Any]]
    pins: Mapping[Named, tuple[str, Any]]
    root: Mapping[str, str]


def around(conn: Connection, document_ids: Collection[str]) -> None:
    """Decide anew who is meant in the stories of these documents, which must be whole. Needs the lock."""
    by_story: dict[str | None, list[Row[Any]]] = defaultdict(list)
    for row in _names(conn, document_ids):
        by_story[row.story_id or row.document_id].append(row)
    for rows in by_story.values():
        _decide(conn, _told(conn, rows))


def story_of(conn: Connection, document_ids: Collection[str]) -> list[str]:
    """These documents and all that are in one story with any of them."""
    theirs = select(documents.c.story_id).where(among(documents.c.id, document_ids))
    query = select(documents.c.id).where(
        or_(among(documents.c.id, document_ids), documents.c.story_id.in_(theirs))
    )
    return list(conn.execute(query.order_by(documents.c.id)).scalars())


def _names(conn: Connection, document_ids: Collection[str]) -> list[Row[Any]]:
    shown = [document_entities.c[name] for name in ("document_id", "base_id", "entity_id", "partial", "key")]
    called = document_entities.c.aliases.op("||")(document_entities.c.name).label("called")
    query = (
        select(*shown, called, documents.c.story_id, documents.c.created_at)
        .join(documents, documents.c.id == document_entities.c.document_id)
        .where(among(document_entities.c.document_id, document_ids))
        .order_by(document_entities.c.document_id, document_entities.c.position)
    )
    return list(conn.execute(query))


def _told(conn: Connection, rows: list[Row[Any]]) -> Told:
    here = sorted({row.document_id for row in rows})
    bases = {row.base_id for row in rows}
    undone = entity_decisions.c.undone_at.is_not(None)
    query = select(entity_decisions).where(
        or_(
            among(entity_decisions.c.document_id, here),
            among(entity_decisions.c.entity, bases) & (entity_decisions.c.kind == "variant") & undone,
        )
    )
    decisions = list(conn.execute(query.order_by(entity_decisions.c.id)))
    wanted = bases | {id_ for row in decisions for id_ in (row.entity, row.other)}
    redirects = select(entities.c.id, entities.c.redirect_to).where(among(entities.c.id, wanted))
    root = {row.id: row.redirect_to or row.id for row in conn.execute(redirects)}
    return Told(rows, decisions, _pins(conn, rows, here), root)


def _pins(conn: Connection, rows: list[Row[Any]], here: list[str]) -> dict[Named, tuple[str, Any]]:
    """What was split off by hand, found again by the name's key, or as what the name is also called."""
    query = (
        select(entity_pins, entity_decisions.c.at)
        .join(entity_decisions, entity_decisions.c.id == entity_pins.c.decision_id)
        .where(among(entity_pins.c.document_id, here))
    )
    pinned = {(row.document_id, row.key): (row.entity_id, row.at) for row in conn.execute(query)}
    found = {}
    for row in rows if pinned else ():
        for key in (row.key, *(name.casefold() for name in row.called)):
            if (row.document_id, key) in pinned:
                found[row.document_id, row.base_id] = pinned[row.document_id, key]
                break
    return found


def _decide(conn: Connection, told: Told) -> None:
    since: dict[str, Any] = {}
    for (_, base), (_, at) in told.pins.items():
        since[base] = min(at, since.get(base, at))
    namings = [
        Naming(
            row.document_id,
            row.base_id,
            row.partial,
            row.base_id in since and row.created_at > since[row.base_id],
        )
        for row in told.rows
    ]
    meant = identities.resolve(
        namings,
        [*_standing(told), *_linked_by_root(told)],
        pins={named: entity for named, (entity, _) in told.pins.items()},
        barred={frozenset((row.entity, row.other)) for row in told.decisions if row.undone_at},
    )
    ids_of = _ids(conn, set(meant.values()))
    now = {named: ids_of[identity] for named, identity in meant.items()}
    _write(conn, told.rows, now)
    _write_speakers(conn, told, {base: entity for (_, base), entity in now.items()})


def _standing(told: Told) -> list[Verdict]:
    """The verdicts that stand; of those beyond the story, by who answers for them."""
    here = {row.base_id for row in told.rows}
    found = []
    for row in told.decisions:
        if row.kind in RELATIONS and row.undone_at is None and row.document_id:
            other = row.other if row.other in here else told.root.get(row.other, row.other)
            found.append(Verdict(row.document_id, row.entity, other, row.kind, row.score))
    return found


def _linked_by_root(told: Told) -> list[Verdict]:
    """Names for which one answers are one, if a split by hand does not part them."""
    by_root: dict[str, set[str]] = defaultdict(set)
    for row in told.rows:
        by_root[told.root[row.base_id]].add(row.base_id)
    pairs = [(min(its), other) for its in by_root.values() for other in sorted(its)[1:]]
    return [Verdict("", one, other, "variant", 1.0) for one, other in sorted(pairs)]


def _ids(conn: Connection, wanted: Collection[Identity]) -> dict[Identity, str]:
    """The ids of those who are meant; one that shares a name with others is made where it is new."""
    found = {identity: identity.entity for identity in wanted if not identity.scope}
    scoped = sorted(set(wanted) - found.keys())
    if not scoped:
        return found
    query = select(entities).where(among(entities.c.id, [identity.entity for identity in scoped]))
    named = {row.id: row for row in conn.execute(query)}
    rows = {
        (named[base].type, named[base].key, scope): {
            "id": ids.new("ent"), "type": named[base].type, "key": named[base].key, "name": named[base].name,
            "scope": scope,
        }
        for base, scope in scoped
    }  # fmt: skip
    conn.execute(
        insert(entities)
        .values([rows[key] for key in sorted(rows)])
        .on_conflict_do_nothing(index_elements=["type", "key", "scope"])
    )
    place = tuple_(entities.c.type, entities.c.key, entities.c.scope)
    made = {
        (row.type, row.key, row.scope): row.id
        for row in conn.execute(select(entities).where(place.in_(list(rows))))
    }
    return found | {
        identity: made[named[identity.entity].type, named[identity.entity].key, identity.scope]
        for identity in scoped
    }


def _write(conn: Connection, rows: list[Row[Any]], now: Mapping[Named, str]) -> None:
    """Write who is meant where it differs, and let a former own entity lead to what it is now."""
    changed = [row for row in rows if now[row.document_id, row.base_id] != row.entity_id]
    if not changed:
        return
    moves = [(row.document_id, row.base_id, now[row.document_id, row.base_id]) for row in changed]
    columns = (array_of(texts) for texts in zip(*moves, strict=True))
    moved = func.unnest(*columns).table_valued("document", "base", "meant").render_derived(name="moved")
    conn.execute(
        update(document_entities)
        .where(
            document_entities.c.document_id == moved.c.document, document_entities.c.base_id == moved.c.base
        )
        .values(entity_id=moved.c.meant)
    )
    names = {(now[row.document_id, row.base_id], name[:300]) for row in changed for name in row.called}
    query = insert(entity_names).values([{"entity_id": id_, "name": name} for id_, name in sorted(names)])
    conn.execute(query.on_conflict_do_nothing())
    _lead_on(conn, {row.entity_id: now[row.document_id, row.base_id] for row in changed})


def _lead_on(conn: Connection, went: Mapping[str, str]) -> None:
    """Let entities that had a scope and now are meant nowhere lead to where they went.

    What a hand said of one is said of what it is now: that link is kept as a decision of its own.
    """
    scoped = entities.c.scope != ""
    used = exists().where(document_entities.c.entity_id == entities.c.id)
    back = select(entities.c.id).where(among(entities.c.id, set(went.values())), scoped)
    returned = conn.execute(back.where(entities.c.redirect_to.is_not(None))).scalars().all()
    moved = entity_decisions.c.kind == "moved"
    conn.execute(delete(entity_decisions).where(among(entity_decisions.c.entity, returned), moved))
    links.link(conn, returned)
    emptied = select(entities.c.id).where(among(entities.c.id, went), scoped, ~used)
    for gone in sorted(conn.execute(emptied).scalars()):
        conn.execute(update(entities).where(entities.c.id == gone).values(redirect_to=went[gone]))
        if links.is_linked(conn, gone):
            conn.execute(delete(entity_decisions).where(entity_decisions.c.entity == gone, moved))
            verdicts.upsert(conn, [_moved(gone, went[gone])], ["entity", "other", "kind"])
            links.link(conn, [gone])


def _moved(old: str, new: str) -> dict[str, Any]:
    rule = "all its documents are now known to mean another"
    told = {"score": 1.0, "rule": rule, "detail": "", "document_id": None}
    return {"id": ids.new("dec"), "kind": "moved", "entity": old, "other": new, **told}


def _write_speakers(conn: Connection, told: Told, now: Mapping[str, str]) -> None:
    """Write who a claim's source is that is told by a role alone, where one person of the story has it."""
    options: dict[str, dict[str, float]] = defaultdict(dict)
    for row in told.decisions:
        if row.kind == "speaker" and row.undone_at is None and row.entity in now:
            entity = now[row.entity]
            options[row.other][entity] = max(row.score, options[row.other].get(entity, 0.0))
    its = among(claims.c.document_id, {row.document_id for row in told.rows})
    unnamed = claims.c.source["entity_id"].astext.is_(None)
    query = select(claims.c.id, claims.c.speaker_id).where(its, unnamed, claims.c.source.is_not(None))
    for claim_id, before in conn.execute(query).all():
        speaker = identities.best(options.get(claim_id, {}))
        if speaker != before:
            conn.execute(update(claims).where(claims.c.id == claim_id).values(speaker_id=speaker))
