"""Entities: what mentions across documents refer to. Equal type and key is one entity."""

from collections.abc import Iterable, Mapping
from typing import Any

from claimwire_contracts.messages import ExtractedEntity
from claimwire_contracts.types import Document, Entity, Page
from sqlalchemy import Connection, Row, Select, distinct, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway.store import cursors, documents, ids
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import document_entities, entities
from claimwire_gateway.store.tables import documents as document_table

Key = tuple[str, str]
"""An entity's type and normalised name."""

MENTIONED = (
    select(
        func.count(distinct(document_entities.c.document_id)).label("documents"),
        func.coalesce(func.sum(func.jsonb_array_length(document_entities.c.mentions)), 0).label("mentions"),
        func.array_agg(distinct(document_entities.c.name)).label("aliases"),
    )
    .where(document_entities.c.entity_id == entities.c.id)
    .lateral("mentioned")
)

QUERY: Select[Any] = select(entities, MENTIONED).where(MENTIONED.c.documents > 0)
"""Entities that some document mentions: one whose documents were deleted is not shown."""


def get(conn: Connection, entity_id: str) -> Entity:
    """The entity.

    Raises:
        NotFound: there is none, or no document mentions it any more.
    """
    row = conn.execute(QUERY.where(entities.c.id == entity_id)).one_or_none()
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
        q: part of a name, in any case.
        entity_type: PERSON, ORG, GPE, ...
        cursor: the `next` of the page before.
        limit: the most items.

    Raises:
        BadCursor: the cursor is not one of this listing.
    """
    query = QUERY
    if q is not None:
        query = query.where(entities.c.name.icontains(q, autoescape=True))
    if entity_type is not None:
        query = query.where(entities.c.type == entity_type)
    key = [entities.c.name, entities.c.id]
    return cursors.page(conn, query, key, read, cursor=cursor, limit=limit, newest_first=False)


def documents_of(
    conn: Connection, entity_id: str, *, cursor: str | None = None, limit: int = 50
) -> Page[Document]:
    """The documents that mention an entity, newest arrival first."""
    mentioning = select(document_entities.c.document_id).where(document_entities.c.entity_id == entity_id)
    query = select(*documents.COLUMNS, documents.JOB).where(document_table.c.id.in_(mentioning))
    return documents.listing(conn, query, cursor, limit)


def ensure(conn: Connection, found: Iterable[ExtractedEntity]) -> Mapping[Key, str]:
    """The ids of the entities with these types and keys; those that are new are made."""
    names = {
        (each.type, each.key): each.name for each in sorted(found, key=lambda each: (each.type, each.key))
    }
    if not names:
        return {}
    fresh = [
        {"id": ids.new("ent"), "type": type_, "key": key, "name": name}
        for (type_, key), name in names.items()
    ]
    # In one order, always: two documents that name the same people would else wait for each other for ever.
    conn.execute(insert(entities).values(fresh).on_conflict_do_nothing(index_elements=["type", "key"]))
    query = select(entities).where(tuple_(entities.c.type, entities.c.key).in_(list(names)))
    return {(row.type, row.key): row.id for row in conn.execute(query)}


def read(row: Row[Any]) -> Entity:
    """The entity in a row of `QUERY`."""
    aliases = sorted(name for name in row.aliases if name != row.name)
    return Entity.model_validate({**row._asdict(), "aliases": aliases})
