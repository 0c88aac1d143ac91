"""Stories: documents about one event, as they are read. `regroup` makes them; `groups` has their claims."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from claimwire_contracts.types import Page, Story, StoryDocument, StoryEntity
from sqlalchemy import ColumnElement, Connection, Row, distinct, func, select

from claimwire_gateway.store import cursors
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import (
    among,
    claim_groups,
    claims,
    document_entities,
    documents,
    entities,
    stories,
)

MOST_ENTITIES = 30
"""As many of a story's entities as are listed with it, most mentioned first."""
NO_CLAIMS = {"claims": 0, "claim_groups": 0}


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


def existing(conn: Connection, story_id: str) -> str:
    """The id under which a story is found now.

    Raises:
        NotFound: there is none.
    """
    now = follow(conn, story_id)
    there = select(stories.c.id).where(stories.c.id == now, stories.c.documents > 0)
    if conn.execute(there).one_or_none() is None:
        raise NotFound(f"there is no story {story_id}")
    return now


def get(conn: Connection, story_id: str) -> Story:
    """The story; of one that was merged into another, that other.

    Raises:
        NotFound: there is none.
    """
    query = select(stories).where(stories.c.id == follow(conn, story_id), stories.c.documents > 0)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no story {story_id}")
    return _read(conn, [row])[0]


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
    rows = cursors.page(conn, query, key, lambda row: row, cursor=cursor, limit=limit)
    return Page(items=_read(conn, rows.items), next=rows.next)


def _read(conn: Connection, rows: Sequence[Row[Any]]) -> list[Story]:
    """The stories in rows of their table: three queries for a whole page, however many it holds."""
    story_ids = [row.id for row in rows]
    members, named = _documents(conn, story_ids), _entities(conn, story_ids)
    counts = _claim_counts(conn, story_ids)
    return [
        Story(
            id=row.id,
            title=row.title,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            documents=members[row.id],
            outlets=sorted({each.outlet for each in members[row.id] if each.outlet}),
            entities=named[row.id],
            counts={"documents": len(members[row.id]), **counts.get(row.id, NO_CLAIMS)},
        )
        for row in rows
    ]


def _documents(conn: Connection, story_ids: list[str]) -> dict[str, list[StoryDocument]]:
    shown = [documents.c[name] for name in StoryDocument.model_fields]
    query = (
        select(documents.c.story_id, *shown)
        .where(among(documents.c.story_id, story_ids))
        .order_by(documents.c.seen_at, documents.c.id)
    )
    found: defaultdict[str, list[StoryDocument]] = defaultdict(list)
    for row in conn.execute(query):
        found[row.story_id].append(StoryDocument.model_validate(row._asdict()))
    return found


def _entities(conn: Connection, story_ids: list[str]) -> dict[str, list[StoryEntity]]:
    """Who is mentioned most; one that another answers for is counted as that other."""
    named = entities.alias("named")
    number = func.count(distinct(document_entities.c.document_id))
    rank = func.row_number().over(
        partition_by=documents.c.story_id, order_by=(number.desc(), entities.c.name, entities.c.id)
    )
    shown = (entities.c.id, entities.c.name, entities.c.type, number.label("documents"))
    ranked = (
        select(documents.c.story_id, *shown, rank.label("rank"))
        .select_from(document_entities)
        .join(named, named.c.id == document_entities.c.entity_id)
        .join(entities, entities.c.id == func.coalesce(named.c.redirect_to, named.c.id))
        .join(documents, documents.c.id == document_entities.c.document_id)
        .where(among(documents.c.story_id, story_ids))
        .group_by(documents.c.story_id, entities.c.id)
        .subquery()
    )
    query = select(ranked).where(ranked.c.rank <= MOST_ENTITIES).order_by(ranked.c.story_id, ranked.c.rank)
    found: defaultdict[str, list[StoryEntity]] = defaultdict(list)
    for row in conn.execute(query):
        found[row.story_id].append(StoryEntity.model_validate(row._asdict()))
    return found


def _claim_counts(conn: Connection, story_ids: list[str]) -> dict[str, dict[str, int]]:
    query = (
        select(claim_groups.c.story_id, func.count(claims.c.id), func.count(distinct(claims.c.group_id)))
        .join(claims, claim_groups.c.id == claims.c.group_id)
        .where(among(claim_groups.c.story_id, story_ids))
        .group_by(claim_groups.c.story_id)
    )
    return {
        story_id: {"claims": number, "claim_groups": groups}
        for story_id, number, groups in conn.execute(query)
    }
