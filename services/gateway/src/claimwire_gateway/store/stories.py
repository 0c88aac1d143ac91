"""Stories: documents about one event, as they are read. `regroup` makes them; `groups` has their claims."""

from datetime import datetime
from typing import Any

from claimwire_contracts.types import Page, Story, StoryDocument, StoryEntity
from sqlalchemy import ColumnElement, Connection, Row, distinct, func, select

from claimwire_gateway.store import cursors
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import (
    claim_groups,
    claims,
    document_entities,
    documents,
    entities,
    stories,
)

MOST_ENTITIES = 30
"""As many of a story's entities as are listed with it, most mentioned first."""


def follow(conn: Connection, story_id: str) -> str:
    """The id of the story that this one was merged into; its own where it was not."""
    chain = (
        select(stories.c.id, stories.c.redirect_to, stories.c.documents)
        .where(stories.c.id == story_id)
        .cte("chain", recursive=True)
    )
    following = select(stories.c.id, stories.c.redirect_to, stories.c.documents)
    chain = chain.union(following.join(chain, stories.c.id == chain.c.redirect_to))
    return conn.execute(select(chain.c.id).where(chain.c.redirect_to.is_(None))).scalar() or story_id


def get(conn: Connection, story_id: str) -> Story:
    """The story; of one that was merged into another, that other.

    Raises:
        NotFound: there is none.
    """
    query = select(stories).where(stories.c.id == follow(conn, story_id), stories.c.documents > 0)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no story {story_id}")
    return _read(conn, row)


def page(
    conn: Connection,
    *,
    q: str | None = None,
    outlet: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Story]:
    """Stories, last seen first.

    Args:
        conn: the connection to read through.
        q: words that one of its documents holds, as one types them into a search engine.
        outlet: the exact name of an outlet that has a document in it.
        since: last seen then or later.
        until: first seen then or earlier.
        cursor: the `next` of the page before.
        limit: the most items.

    Raises:
        BadCursor: the cursor is not one of this listing.
    """
    query = select(stories).where(stories.c.documents > 0)
    within: list[ColumnElement[bool]] = []
    if q is not None:
        within.append(documents.c.search.bool_op("@@")(func.websearch_to_tsquery("english", q)))
    if outlet is not None:
        within.append(documents.c.outlet == outlet)
    if within:
        query = query.where(stories.c.id.in_(select(documents.c.story_id).where(*within)))
    if since is not None:
        query = query.where(stories.c.last_seen >= since)
    if until is not None:
        query = query.where(stories.c.first_seen <= until)
    key = [stories.c.last_seen, stories.c.id]
    return cursors.page(conn, query, key, lambda row: _read(conn, row), cursor=cursor, limit=limit)


def _read(conn: Connection, row: Row[Any]) -> Story:
    members = _documents(conn, row.id)
    return Story(
        id=row.id,
        title=row.title,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        documents=members,
        outlets=sorted({each.outlet for each in members if each.outlet}),
        entities=_entities(conn, row.id),
        counts={"documents": len(members), **_claim_counts(conn, row.id)},
    )


def _documents(conn: Connection, story_id: str) -> list[StoryDocument]:
    shown = [documents.c[name] for name in StoryDocument.model_fields]
    query = (
        select(*shown).where(documents.c.story_id == story_id).order_by(documents.c.seen_at, documents.c.id)
    )
    return [StoryDocument.model_validate(row._asdict()) for row in conn.execute(query)]


def _entities(conn: Connection, story_id: str) -> list[StoryEntity]:
    number = func.count(distinct(document_entities.c.document_id)).label("documents")
    query = (
        select(entities.c.id, entities.c.name, entities.c.type, number)
        .join(document_entities, document_entities.c.entity_id == entities.c.id)
        .join(documents, documents.c.id == document_entities.c.document_id)
        .where(documents.c.story_id == story_id)
        .group_by(entities.c.id)
        .order_by(number.desc(), entities.c.name, entities.c.id)
        .limit(MOST_ENTITIES)
    )
    return [StoryEntity.model_validate(row._asdict()) for row in conn.execute(query)]


def _claim_counts(conn: Connection, story_id: str) -> dict[str, int]:
    query = (
        select(func.count(claims.c.id), func.count(distinct(claims.c.group_id)))
        .join(claim_groups, claim_groups.c.id == claims.c.group_id)
        .where(claim_groups.c.story_id == story_id)
    )
    number, groups = conn.execute(query).one()
    return {"claims": number, "claim_groups": groups}
