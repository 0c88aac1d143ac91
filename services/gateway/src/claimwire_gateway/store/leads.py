"""What a listing tells of each story: its most reported claim. Two queries for a whole page, no origins."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, distinct, func, select

from claimwire_gateway.headline import headline
from claimwire_gateway.store import groups
from claimwire_gateway.store.tables import among, claim_groups, claims, documents

SEVERAL = 2
"""As many outlets share a claim."""


class Lead(NamedTuple):
    """A story's most reported claim, how many outlets report it, and how many claims several share."""

    group_id: str
    text: str
    outlets: int
    shared: int


def of_stories(conn: Connection, story_ids: Collection[str]) -> dict[str, Lead]:
    """The lead of each story that has claims."""
    tellers = func.count(distinct(func.coalesce(documents.c.outlet, documents.c.id)))
    first = func.min(claims.c.seen_at).label("first")
    told = (
        select(claims.c.group_id, claim_groups.c.story_id, tellers.label("outlets"), first)
        .join(claim_groups, claim_groups.c.id == claims.c.group_id)
        .join(documents, documents.c.id == claims.c.document_id)
        .where(among(claim_groups.c.story_id, story_ids))
        .group_by(claims.c.group_id, claim_groups.c.story_id)
        .subquery()
    )
    order = (told.c.outlets.desc(), told.c.first, told.c.group_id)
    rank = func.row_number().over(partition_by=told.c.story_id, order_by=order).label("rank")
    shared = func.count().filter(told.c.outlets >= SEVERAL).over(partition_by=told.c.story_id)
    ranked = select(told, rank, shared.label("shared")).subquery()
    rows = conn.execute(select(ranked).where(ranked.c.rank == 1)).all()
    texts = _headlines(conn, [row.group_id for row in rows])
    return {row.story_id: Lead(row.group_id, texts[row.group_id], row.outlets, row.shared) for row in rows}


def _headlines(conn: Connection, group_ids: Collection[str]) -> dict[str, str]:
    found = groups.claims_of(conn, group_ids)
    return {
        group_id: headline([each for each in found if each.group_id == group_id]) for group_id in group_ids
    }
