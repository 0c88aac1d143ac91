"""Decisions on entities: what is known of why names are one, and what a hand merges, splits and undoes.

A decision by hand is a constraint: every later document and every new annotation is decided under it.
Nothing is erased; one that is undone says when and by whom.
"""

from collections.abc import Collection
from typing import Any

from claimwire_contracts.types import EntityDecision, Page
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, or_, select, update

from claimwire_gateway.store import cursors, entities, identities, ids, links, regroup
from claimwire_gateway.store.errors import NotFound, WrongState
from claimwire_gateway.store.jobs import storable
from claimwire_gateway.store.tables import (
    among,
    claims,
    document_entities,
    documents,
    entity_decisions,
    entity_pins,
)
from claimwire_gateway.store.tables import entities as entity_table

one, another = entity_table.alias("one"), entity_table.alias("another")


def _meant(base: ColumnElement[Any], label: str) -> Any:
    """Whom a name means in the story of the document that a decision was made from."""
    teller, mate, named, who = (
        each.alias() for each in (documents, documents, document_entities, entity_table)
    )
    return (
        select(func.coalesce(who.c.redirect_to, who.c.id))
        .select_from(teller)
        .join(mate, or_(mate.c.id == teller.c.id, mate.c.story_id == teller.c.story_id))
        .join(named, (named.c.document_id == mate.c.id) & (named.c.base_id == base))
        .join(who, who.c.id == named.c.entity_id)
        .where(teller.c.id == entity_decisions.c.document_id)
        .limit(1)
        .correlate(entity_decisions)
        .scalar_subquery()
        .label(label)
    )


PINNED = (
    select(func.array_agg(entity_pins.c.document_id))
    .where(entity_pins.c.decision_id == entity_decisions.c.id)
    .scalar_subquery()
    .label("pinned")
)
SPEAKER = (
    select(func.coalesce(entity_table.c.redirect_to, entity_table.c.id))
    .join(claims, claims.c.speaker_id == entity_table.c.id)
    .where(claims.c.id == entity_decisions.c.other)
    .scalar_subquery()
    .label("speaker")
)
QUERY: Select[Any] = (
    select(
        entity_decisions,
        one.c.name.label("entity_name"),
        another.c.name.label("other_name"),
        func.coalesce(one.c.redirect_to, one.c.id).label("entity_root"),
        func.coalesce(another.c.redirect_to, another.c.id).label("other_root"),
        _meant(entity_decisions.c.entity, "entity_meant"),
        _meant(entity_decisions.c.other, "other_meant"),
        PINNED,
        SPEAKER,
    )
    .outerjoin(one, one.c.id == entity_decisions.c.entity)
    .outerjoin(another, another.c.id == entity_decisions.c.other)
)


def get(conn: Connection, decision_id: str) -> EntityDecision:
    """The decision.

    Raises:
        NotFound: there is none.
    """
    row = conn.execute(QUERY.where(entity_decisions.c.id == decision_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no decision {decision_id}")
    return _read(row)


def page(
    conn: Connection, entity_id: str, *, cursor: str | None = None, limit: int = 50
) -> Page[EntityDecision]:
    """The decisions on an entity and on all that it answers for, newest first.

    Raises:
        NotFound: there is no such entity.
        BadCursor: the cursor is not one of this listing.
    """
    root = _existing(conn, entity_id)
    theirs = [*entities.with_members(conn, root), *_names_of(conn, root)]
    either = or_(among(entity_decisions.c.entity, theirs), among(entity_decisions.c.other, theirs))
    return cursors.page(
        conn,
        QUERY.where(either),
        [entity_decisions.c.at, entity_decisions.c.id],
        _read,
        cursor=cursor,
        limit=limit,
    )


def merge(
    conn: Connection, entity_id: str, into: str, *, by: str | None = None, reason: str | None = None
) -> EntityDecision:
    """Decide that two entities are one; `into` answers for both.

    Raises:
        NotFound: there is no such entity.
        WrongState: they are one already.
    """
    regroup.lock(conn)
    merged, stays = _existing(conn, entity_id), _existing(conn, into)
    if merged == stays:
        raise WrongState(f"{entity_id} and {into} are one entity already")
    made = _record(conn, kind="merge", entity=merged, other=stays, by=by, reason=reason)
    links.link(conn, [merged, stays])
    _again(conn, [merged, stays])
    return get(conn, made)


def split(
    conn: Connection,
    entity_id: str,
    document_ids: Collection[str],
    *,
    by: str | None = None,
    reason: str | None = None,
) -> EntityDecision:
    """Decide that an entity's name means somebody else in these documents: a new entity, which is `entity`.

    Raises:
        NotFound: there is no such entity.
        WrongState: a document does not mention it, or no other one does.
    """
    regroup.lock(conn)
    root = _existing(conn, entity_id)
    theirs = among(document_entities.c.entity_id, entities.with_members(conn, root))
    rows = conn.execute(
        select(document_entities)
        .where(theirs, among(document_entities.c.document_id, document_ids))
        .order_by(document_entities.c.document_id, document_entities.c.position)
    ).all()
    strangers = sorted(set(document_ids) - {row.document_id for row in rows})
    if strangers:
        raise WrongState(f"{', '.join(strangers[:3])} does not mention {root}: leave it out")
    rest = select(document_entities.c.document_id).where(
        theirs, ~among(document_entities.c.document_id, document_ids)
    )
    if conn.execute(rest.limit(1)).scalar() is None:
        raise WrongState(f"all documents that mention {root} are named: at least one has to stay")
    return get(conn, _parted(conn, root, list(rows), by=by, reason=reason))


def undo(conn: Connection, decision_id: str, *, by: str | None = None) -> EntityDecision:
    """Undo a decision: a merge parts, a split joins; what a rule joined is kept apart from then on.

    Raises:
        NotFound: there is no such decision.
        WrongState: it was undone already, or only tells where an entity went.
    """
    regroup.lock(conn)
    decision = get(conn, decision_id)
    if decision.undone_at is not None:
        raise WrongState(f"{decision_id} was undone at {decision.undone_at.isoformat()}")
    if decision.kind == "moved":
        raise WrongState(f"{decision_id} only tells where an entity went: undo what moved it")
    touched = [*decision.documents]
    conn.execute(
        update(entity_decisions)
        .where(entity_decisions.c.id == decision_id)
        .values(undone_at=func.now(), undone_by=by)
    )
    conn.execute(delete(entity_pins).where(entity_pins.c.decision_id == decision_id))
    if decision.kind in links.LINKS:
        links.link(conn, [decision.entity, decision.other])
    _again(conn, [decision.entity, decision.other], touched)
    return get(conn, decision_id)


def _parted(conn: Connection, root: str, rows: list[Row[Any]], by: str | None, reason: str | None) -> str:
    first = max(rows, key=lambda row: len(row.name))
    fresh = ids.new("ent")
    named = {"id": fresh, "type": first.type, "key": first.key, "name": first.name, "scope": fresh}
    conn.execute(insert(entity_table).values(named))
    made = _record(conn, kind="split", entity=fresh, other=root, by=by, reason=reason)
    pins = {(row.document_id, row.key): row for row in rows}
    for document_id, key in pins:
        conn.execute(
            delete(entity_pins).where(entity_pins.c.document_id == document_id, entity_pins.c.key == key)
        )
    conn.execute(
        insert(entity_pins),
        [
            {"document_id": document_id, "key": key, "entity_id": fresh, "decision_id": made}
            for document_id, key in sorted(pins)
        ],
    )
    identities.around(conn, identities.story_of(conn, sorted({row.document_id for row in rows})))
    return made


def _existing(conn: Connection, entity_id: str) -> str:
    """The one that answers for an entity that some document mentions."""
    return entities.get(conn, entity_id).id


def _names_of(conn: Connection, root: str) -> list[str]:
    """The entities of the names by which an entity's last documents call it: verdicts speak of these."""
    lately = (
        select(document_entities.c.base_id)
        .where(among(document_entities.c.entity_id, entities.with_members(conn, root)))
        .order_by(document_entities.c.document_id.desc())
        .limit(entities.LATEST)
        .subquery()
    )
    return list(conn.execute(select(lately.c.base_id).distinct()).scalars())


def _record(conn: Connection, *, by: str | None, reason: str | None, **decided: str) -> str:
    made = ids.new("dec")
    told = {"decided_by": by or "unknown", "reason": storable(reason), "rule": "by hand"}
    conn.execute(insert(entity_decisions).values(id=made, **decided, **told))
    return made


def _again(conn: Connection, entity_ids: Collection[str], document_ids: Collection[str] = ()) -> None:
    """Decide anew in the last stories that name any of these."""
    lately = (
        select(document_entities.c.document_id)
        .where(
            or_(
                among(document_entities.c.entity_id, entity_ids),
                among(document_entities.c.base_id, entity_ids),
                among(document_entities.c.document_id, document_ids),
            )
        )
        .order_by(document_entities.c.document_id.desc())
        .limit(entities.LATEST)
    )
    identities.around(conn, identities.story_of(conn, list(conn.execute(lately).scalars())))


def _read(row: Row[Any]) -> EntityDecision:
    fields = row._asdict()
    fields["in_effect"] = row.undone_at is None and _holds(row)
    fields["documents"] = sorted(row.pinned or ([row.document_id] if row.document_id else []))
    return EntityDecision.model_validate({**fields, "by": row.decided_by})


def _holds(row: Row[Any]) -> bool:
    """Whether things are as the decision says; another may have outweighed it."""
    entity, other = row.entity_meant or row.entity_root, row.other_meant or row.other_root
    if row.kind == "apart":
        return bool(entity != row.other_root)
    if row.kind == "speaker":
        return bool(row.speaker == entity)
    return row.kind == "split" or bool(entity == other)
