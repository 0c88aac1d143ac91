"""Entities: what mentions across documents refer to.

Equal type and key is one entity (`base_id` of what a document names); who is meant by it in a document
(`entity_id`) is decided in `identities`. One that another answers for has `redirect_to`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from claimwire_contracts.messages import ExtractedEntity
from claimwire_contracts.types import Document, Entity, Page
from sqlalchemy import ColumnElement, Connection, Row, Select, distinct, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway.store import cursors, documents, ids
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import among, document_entities, entities, entity_handles, entity_names
from claimwire_gateway.store.tables import documents as document_table

Key = tuple[str, str]
"""An entity's type and normalised name."""

LATEST = 200
"""Documents of an entity whose aliases and roles are shown: the last ones tell enough."""
MOST = 30
"""Aliases and roles that are shown, the most frequent first."""

members = entities.alias("members")
THEIRS = select(members.c.id).where(
    or_(members.c.id == entities.c.id, members.c.redirect_to == entities.c.id)
)
"""An entity and those that it answers for."""

MENTIONED = (
    select(
        func.count(distinct(document_entities.c.document_id)).label("documents"),
        func.coalesce(func.sum(func.jsonb_array_length(document_entities.c.mentions)), 0).label("mentions"),
    )
    .where(document_entities.c.entity_id.in_(THEIRS.correlate(entities).scalar_subquery()))
    .lateral("mentioned")
)


def _told(words: ColumnElement[Any], label: str) -> Any:
    """The words that an entity's last documents have in an array column, the most frequent first."""
    lately = (
        select(words.label("words"))
        .where(document_entities.c.entity_id.in_(THEIRS.correlate(entities).scalar_subquery()))
        .order_by(document_entities.c.document_id.desc())
        .limit(LATEST)
        .subquery()
    )
    each = select(func.unnest(lately.c.words).label("word")).subquery()
    ranked = (
        select(each.c.word)
        .group_by(each.c.word)
        .order_by(func.count().desc(), func.length(each.c.word).desc(), each.c.word)
        .limit(MOST)
        .subquery()
    )
    return select(func.array_agg(ranked.c.word).label(label)).lateral(f"told_{label}")


ALIASES = _told(document_entities.c.aliases.op("||")(document_entities.c.name), "aliases")
ROLES = _told(document_entities.c.roles, "roles")

QUERY: Select[Any] = select(entities, MENTIONED, ALIASES, ROLES).where(
    entities.c.redirect_to.is_(None), MENTIONED.c.documents > 0
)
"""Entities that some document mentions: one whose documents were deleted is not shown."""


def follow(conn: Connection, entity_id: str) -> str:
    """The id of the one that answers for an entity: what it was merged into, or what its name now means.

    A name of which every document was found to mean another leads there.
    """
    chain = select(entities.c.id, entities.c.redirect_to).where(entities.c.id == entity_id)
    walked = chain.cte("chain", recursive=True)
    walked = walked.union(
        select(entities.c.id, entities.c.redirect_to).join(walked, entities.c.id == walked.c.redirect_to)
    )
    ends = select(walked.c.id).where(walked.c.redirect_to.is_(None))
    return _means(conn, conn.execute(ends).scalar() or entity_id)


def _means(conn: Connection, entity_id: str) -> str:
    """An entity, or the one that every document means that has its name, where none means it."""
    its = select(document_entities.c.entity_id).where(document_entities.c.entity_id == entity_id)
    if conn.execute(its.limit(1)).scalar() is not None:
        return entity_id
    meant = (
        select(func.coalesce(entities.c.redirect_to, entities.c.id))
        .join(document_entities, document_entities.c.entity_id == entities.c.id)
        .where(document_entities.c.base_id == entity_id)
        .distinct()
        .limit(2)
    )
    found = list(conn.execute(meant).scalars())
    return found[0] if len(found) == 1 else entity_id


def with_members(conn: Connection, entity_id: str) -> list[str]:
    """The ids that stand for an entity in the documents: its own, and those of all that it answers for."""
    root = follow(conn, entity_id)
    query = select(entities.c.id).where(entities.c.redirect_to == root).order_by(entities.c.id)
    return [root, *conn.execute(query).scalars()]


def get(conn: Connection, entity_id: str) -> Entity:
    """The entity; of one that was merged into another, that other.

    Raises:
        NotFound: there is none, or no document mentions it any more.
    """
    row = conn.execute(QUERY.where(entities.c.id == follow(conn, entity_id))).one_or_none()
    if row is None:
        raise NotFound(f"there is no entity {entity_id}")
    return read(row)


def page(
    conn: Connection,
    *,
    q: str | None = None,
    entity_type: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Entity]:
    """Entities by name.

    Args:
        conn: the connection to read through.
        q: part of a name or of an alias, in any case.
        entity_type: PERSON, ORG, GPE, ...
        cursor: the `next` of the page before.
        limit: the most items.

    Raises:
        BadCursor: the cursor is not one of this listing.
    """
    query = QUERY
    if q is not None:
        query = query.where(entities.c.id.in_(_called(q)))
    if entity_type is not None:
        query = query.where(entities.c.type == entity_type)
    key = [entities.c.name, entities.c.id]
    return cursors.page(conn, query, key, read, cursor=cursor, limit=limit, newest_first=False)


def _called(q: str) -> Select[Any]:
    """The ids of those that answer for entities of a name."""
    named = entities.alias("named")
    like = select(entity_names.c.entity_id).where(entity_names.c.name.icontains(q, autoescape=True))
    return select(func.coalesce(named.c.redirect_to, named.c.id)).where(named.c.id.in_(like))


def documents_of(
    conn: Connection, entity_id: str, *, cursor: str | None = None, limit: int = 50
) -> Page[Document]:
    """The documents that mention an entity, newest arrival first."""
    theirs = among(document_entities.c.entity_id, with_members(conn, entity_id))
    mentioning = select(document_entities.c.document_id).where(theirs)
    query = select(*documents.COLUMNS, documents.JOB).where(document_table.c.id.in_(mentioning))
    return documents.listing(conn, query, cursor, limit)


def ensure(conn: Connection, found: Iterable[ExtractedEntity]) -> Mapping[Key, str]:
    """The ids of the entities with these types and keys; those that are new are made."""
    named = {(each.type, each.key): each for each in sorted(found, key=lambda each: (each.type, each.key))}
    if not named:
        return {}
    fresh = [
        {"id": ids.new("ent"), "type": type_, "key": key, "name": each.name}
        for (type_, key), each in named.items()
    ]
    # In one order, always: two documents that name the same people would else wait for each other for ever.
    conn.execute(
        insert(entities).values(fresh).on_conflict_do_nothing(index_elements=["type", "key", "scope"])
    )
    query = select(entities).where(
        tuple_(entities.c.type, entities.c.key).in_(list(named)), entities.c.scope == ""
    )
    return {(row.type, row.key): row.id for row in conn.execute(query)}


def tell_names(conn: Connection, document_id: str) -> None:
    """Let entities be found by what a document calls them, and by the handles of whole names."""
    query = select(document_entities).where(document_entities.c.document_id == document_id)
    rows = conn.execute(query).all()
    names = {(row.entity_id, name) for row in rows for name in (row.name, *row.aliases)}
    handles = {(handle, row.entity_id) for row in rows if not row.partial for handle in row.handles}
    _insert(conn, entity_names, [{"entity_id": id_, "name": name[:300]} for id_, name in sorted(names)])
    _insert(conn, entity_handles, [{"handle": handle, "entity_id": id_} for handle, id_ in sorted(handles)])


def _insert(conn: Connection, table: Any, rows: list[dict[str, str]]) -> None:
    if rows:
        conn.execute(insert(table).values(rows).on_conflict_do_nothing())


def read(row: Row[Any]) -> Entity:
    """The entity in a row of `QUERY`."""
    fields = row._asdict()
    aliases = [name for name in fields["aliases"] or [] if name.casefold() != row.name.casefold()]
    return Entity.model_validate({**fields, "aliases": aliases, "roles": fields["roles"] or []})
