"""Claims: search and reading. They are written with their document's annotation."""

from datetime import datetime
from typing import Any, Literal

from claimwire_contracts.types import Claim, ClaimKind, Page
from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from claimwire_gateway.store import cursors, stories
from claimwire_gateway.store.tables import claims, documents

COLUMNS = [claims.c[name] for name in Claim.model_fields if name in claims.c]

QUERY: Select[Any] = select(*COLUMNS, documents.c.story_id).join(
    documents, documents.c.id == claims.c.document_id
)


def get_many(conn: Connection, claim_ids: list[str]) -> list[Claim]:
    """The claims that exist, in the order asked."""
    rows = conn.execute(QUERY.where(claims.c.id.in_(claim_ids)))
    found = {row.id: read(row) for row in rows}
    return [found[id_] for id_ in claim_ids if id_ in found]


def of_document(conn: Connection, document_id: str) -> list[Claim]:
    """A document's claims, in the order of its text."""
    query = QUERY.where(claims.c.document_id == document_id).order_by(claims.c.position)
    return [read(row) for row in conn.execute(query)]


def page(
    conn: Connection,
    *,
    q: str | None = None,
    source: str | None = None,
    entity: str | None = None,
    kind: ClaimKind | None = None,
    hedged: bool | None = None,
    story: str | None = None,
    outlet: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Claim]:
    """Claims, newest publication first.

    Args:
        conn: the connection to read through.
        q: words that content or source hold, as one types them into a search engine.
        source: the id of the entity they are attributed to, or part of the source's name.
        entity: the id of an entity they are about or attributed to.
        kind: direct, indirect, mixed or narrated.
        hedged: only hedged ones, or only flat ones.
        story: a story's id; one that was merged into another finds that other.
        outlet: the exact name of their document's outlet.
        since: published (or arrived) then or later; the API's `from`.
        until: published (or arrived) then or earlier; the API's `to`.
        cursor: the `next` of the page before.
        limit: the most items.

    Raises:
        BadCursor: the cursor is not one of this listing.
    """
    wanted: list[ColumnElement[bool]] = []
    if q is not None:
        wanted.append(claims.c.search.bool_op("@@")(func.websearch_to_tsquery("english", q)))
    if source is not None:
        wanted.append(_from_source(source))
    if entity is not None:
        wanted.append(_with_entity(entity))
    if kind is not None:
        wanted.append(claims.c.kind == kind)
    if hedged is not None:
        wanted.append(claims.c.hedged == hedged)
    if story is not None:
        wanted.append(documents.c.story_id == stories.follow(conn, story))
    if outlet is not None:
        wanted.append(documents.c.outlet == outlet)
    if since is not None:
        wanted.append(claims.c.seen_at >= since)
    if until is not None:
        wanted.append(claims.c.seen_at <= until)
    return _listing(conn, wanted, cursor, limit)


def of_entity(
    conn: Connection,
    entity_id: str,
    *,
    role: Literal["source", "subject"] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Claim]:
    """Claims by an entity (`role` source: it is the source or a link of the chain), about it, or both."""
    if role == "source":
        wanted = claims.c.source_entities.contains([entity_id])
    elif role == "subject":
        wanted = claims.c.entities.contains([entity_id])
    else:
        wanted = _with_entity(entity_id)
    return _listing(conn, [wanted], cursor, limit)


def read(row: Row[Any]) -> Claim:
    """The claim in a row of `QUERY`."""
    return Claim.model_validate(row._asdict())


def _listing(
    conn: Connection, wanted: list[ColumnElement[bool]], cursor: str | None, limit: int
) -> Page[Claim]:
    key = [claims.c.seen_at, claims.c.id]
    return cursors.page(conn, QUERY.where(*wanted), key, read, cursor=cursor, limit=limit)


def _from_source(source: str) -> ColumnElement[bool]:
    if source.startswith("ent_"):
        return claims.c.source_entities.contains([source])
    return claims.c.source_name.icontains(source, autoescape=True)


def _with_entity(entity_id: str) -> ColumnElement[bool]:
    return or_(claims.c.entities.contains([entity_id]), claims.c.source_entities.contains([entity_id]))
