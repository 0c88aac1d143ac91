"""Claims: search and reading. They are written with their document's annotation."""

from datetime import datetime
from typing import Any, Literal

from claimwire_contracts.types import Claim, ClaimKind, Page
from sqlalchemy import ColumnElement, Connection, Row, Select, any_, func, or_, select

from claimwire_gateway.store import cursors, entities, stories
from claimwire_gateway.store.tables import among, claims, document_entities, documents
from claimwire_gateway.store.tables import entities as entity_table

COLUMNS = [claims.c[name] for name in Claim.model_fields if name in claims.c]

MEANT = (
    select(
        func.jsonb_object_agg(
            document_entities.c.base_id, func.coalesce(entity_table.c.redirect_to, entity_table.c.id)
        )
    )
    .join(entity_table, entity_table.c.id == document_entities.c.entity_id)
    .where(
        document_entities.c.document_id == claims.c.document_id,
        (document_entities.c.entity_id != document_entities.c.base_id)
        | entity_table.c.redirect_to.is_not(None),
    )
    .correlate(claims)
    .scalar_subquery()
    .label("meant")
)
"""Of the names in a claim's document those that mean another than they say, with whom they mean."""

speakers = entity_table.alias("speakers")
SPEAKER = (
    select(func.coalesce(speakers.c.redirect_to, speakers.c.id))
    .where(speakers.c.id == claims.c.speaker_id)
    .correlate(claims)
    .scalar_subquery()
    .label("speaker")
)

QUERY: Select[Any] = select(*COLUMNS, documents.c.story_id, MEANT, SPEAKER).join(
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
        wanted.append(_from_source(conn, source))
    if entity is not None:
        theirs = entities.with_members(conn, entity)
        wanted.append(or_(_by(theirs), _about(theirs)))
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
    theirs = entities.with_members(conn, entity_id)
    wanted = {"source": _by(theirs), "subject": _about(theirs), None: or_(_by(theirs), _about(theirs))}
    return _listing(conn, [wanted[role]], cursor, limit)


def read(row: Row[Any]) -> Claim:
    """The claim in a row of `QUERY`, its entities those who are meant in its document."""
    fields = row._asdict()
    meant = fields["meant"] or {}
    fields["entities"] = list(dict.fromkeys(meant.get(id_, id_) for id_ in fields["entities"]))
    fields["via"] = [_meant(link, meant) for link in fields["via"]]
    fields["source"] = fields["source"] and _meant(fields["source"], meant, fields["speaker"])
    return Claim.model_validate(fields)


def _meant(source: dict[str, Any], meant: dict[str, str], speaker: str | None = None) -> dict[str, Any]:
    entity_id = source.get("entity_id")
    return source | {"entity_id": meant.get(entity_id, entity_id) if entity_id else speaker}


def _listing(
    conn: Connection, wanted: list[ColumnElement[bool]], cursor: str | None, limit: int
) -> Page[Claim]:
    key = [claims.c.seen_at, claims.c.id]
    return cursors.page(conn, QUERY.where(*wanted), key, read, cursor=cursor, limit=limit)


def _from_source(conn: Connection, source: str) -> ColumnElement[bool]:
    if source.startswith("ent_"):
        return _by(entities.with_members(conn, source))
    return claims.c.source_name.icontains(source, autoescape=True)


def _by(theirs: list[str]) -> ColumnElement[bool]:
    """Claims whose source, or a link of whose chain, is one of these entities."""
    return or_(_meaning(claims.c.source_entities, theirs), among(claims.c.speaker_id, theirs))


def _about(theirs: list[str]) -> ColumnElement[bool]:
    """Claims that name one of these entities."""
    return _meaning(claims.c.entities, theirs)


def _meaning(bases: ColumnElement[Any], theirs: list[str]) -> ColumnElement[bool]:
    """Claims in whose document one of the names means one of these entities."""
    its = (
        document_entities.c.document_id == claims.c.document_id,
        among(document_entities.c.entity_id, theirs),
        document_entities.c.base_id == any_(bases),
    )
    return select(document_entities.c.base_id).where(*its).correlate(claims).exists()
