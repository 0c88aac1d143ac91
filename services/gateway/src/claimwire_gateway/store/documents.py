"""Documents: articles as prepared, and what was found in them. `annotations` writes that."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from claimwire_contracts.types import Claim, Document, DocumentEntity, Page
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from claimwire_gateway.store import claims, cursors, regroup, stories
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import among, document_entities, documents, jobs
from claimwire_gateway.store.tables import entities as entity_table

COLUMNS = [documents.c[name] for name in Document.model_fields if name in documents.c]
"""All that a document shows; not its vectors, profile and submission, which are large."""

JOB = (
    select(jobs.c.id)
    .where(jobs.c.document_id == documents.c.id)
    .order_by(jobs.c.created_at.desc(), jobs.c.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("job_id")
)


def get(conn: Connection, document_id: str) -> Document:
    """The document.

    Raises:
        NotFound: there is none.
    """
    query: Select[Any] = select(*COLUMNS, JOB).where(documents.c.id == document_id)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no document {document_id}")
    return read(row)


def get_many(conn: Connection, document_ids: Collection[str]) -> list[Document]:
    """The documents that exist, in no order."""
    query: Select[Any] = select(*COLUMNS, JOB).where(among(documents.c.id, document_ids))
    return [read(row) for row in conn.execute(query)]


def labels(conn: Connection, document_ids: Collection[str]) -> dict[str, str]:
    """What a reader knows each document by: its title, else the id given, its outlet or address."""
    names = func.coalesce(documents.c.title, documents.c.external_id, documents.c.outlet, documents.c.url)
    query = select(documents.c.id, names).where(among(documents.c.id, document_ids))
    return {id_: name for id_, name in conn.execute(query) if name}


def page(
    conn: Connection,
    *,
    q: str | None = None,
    outlet: str | None = None,
    external_id: str | None = None,
    tag: str | None = None,
    story: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Document]:
    """Documents, newest arrival first.

    Args:
        conn: the connection to read through.
        q: words that title or text hold, as one types them into a search engine.
        outlet: its exact name.
        external_id: the client's own id.
        tag: one of its tags.
        story: a story's id; one that was merged into another finds that other.
        since: published (or arrived) then or later.
        until: published (or arrived) then or earlier.
        cursor: the `next` of the page before.
        limit: the most items.

    Raises:
        BadCursor: the cursor is not one of this listing.
    """
    wanted: list[ColumnElement[bool]] = []
    if q is not None:
        wanted.append(documents.c.search.bool_op("@@")(func.websearch_to_tsquery("english", q)))
    if outlet is not None:
        wanted.append(documents.c.outlet == outlet)
    if external_id is not None:
        wanted.append(documents.c.external_id == external_id)
    if tag is not None:
        wanted.append(documents.c.tags.contains([tag]))
    if story is not None:
        wanted.append(documents.c.story_id == stories.follow(conn, story))
    if since is not None:
        wanted.append(documents.c.seen_at >= since)
    if until is not None:
        wanted.append(documents.c.seen_at <= until)
    return listing(conn, select(*COLUMNS, JOB).where(*wanted), cursor, limit)


def listing(conn: Connection, query: Select[Any], cursor: str | None, limit: int) -> Page[Document]:
    """A page of a query over `COLUMNS`, newest arrival first."""
    key = [documents.c.created_at, documents.c.id]
    return cursors.page(conn, query, key, read, cursor=cursor, limit=limit)


def entities(conn: Connection, document_id: str) -> list[DocumentEntity]:
    """The document's entities as it names them, in the order of its annotation.

    Raises:
        NotFound: there is no such document.
    """
    _must_exist(conn, document_id)
    meant = func.coalesce(entity_table.c.redirect_to, entity_table.c.id).label("id")
    query = (
        select(document_entities, meant)
        .join(entity_table, entity_table.c.id == document_entities.c.entity_id)
        .where(document_entities.c.document_id == document_id)
        .order_by(document_entities.c.position)
    )
    named: dict[str, list[DocumentEntity]] = {}
    for row in conn.execute(query):
        named.setdefault(row.id, []).append(DocumentEntity.model_validate(row._asdict()))
    return [_one(its) for its in named.values()]


def _one(named: list[DocumentEntity]) -> DocumentEntity:
    """What a document names under several names, by the longest of those."""
    names = sorted({each.name for each in named}, key=lambda name: (-len(name), name))
    called = {*names[1:], *(alias for each in named for alias in each.aliases)} - {names[0]}
    mentions = sorted((m for each in named for m in each.mentions), key=lambda mention: mention.start)
    return next(each for each in named if each.name == names[0]).model_copy(
        update={
            "aliases": sorted(called, key=lambda name: (-len(name), name)),
            "roles": sorted({role for each in named for role in each.roles}),
            "mentions": mentions,
        }
    )


def claims_of(conn: Connection, document_id: str) -> list[Claim]:
    """The document's claims, in the order of its text.

    Raises:
        NotFound: there is no such document.
    """
    _must_exist(conn, document_id)
    return claims.of_document(conn, document_id)


def remove(conn: Connection, document_id: str) -> None:
    """Delete a document with its job, annotations and edges; its story falls apart where it held it together.

    Raises:
        NotFound: there is none.
    """
    regroup.lock(conn)
    _must_exist(conn, document_id)
    regroup.without(conn, document_id)


def read(row: Row[Any]) -> Document:
    """The document in a row of `COLUMNS` and `JOB`."""
    return Document.model_validate(row._asdict())


def _must_exist(conn: Connection, document_id: str) -> None:
    if conn.execute(select(documents.c.id).where(documents.c.id == document_id)).one_or_none() is None:
        raise NotFound(f"there is no document {document_id}")
