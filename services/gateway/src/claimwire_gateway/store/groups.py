"""Claim groups as they are read: the rows of one story, handed to `corroboration`, which judges them."""

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import ClaimGroup, Origin
from sqlalchemy import Connection, func, select

from claimwire_gateway import corroboration
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.store import stories
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import among, claim_edges, claim_groups, claims, documents
from claimwire_gateway.store.tables import stories as story_table


def of_story(conn: Connection, story_id: str) -> list[ClaimGroup]:
    """A story's claim groups, those that most documents share first.

    Raises:
        NotFound: there is no such story.
    """
    story_id = stories.follow(conn, story_id)
    there = select(story_table.c.id).where(story_table.c.id == story_id, story_table.c.documents > 0)
    if conn.execute(there).one_or_none() is None:
        raise NotFound(f"there is no story {story_id}")
    found = _claims(conn, story_id)
    return corroboration.groups(found, _verdicts(conn, [claim.id for claim in found]))


def _claims(conn: Connection, story_id: str) -> list[GroupedClaim]:
    query = (
        select(
            claims.c.id,
            claims.c.group_id,
            claims.c.document_id,
            documents.c.outlet,
            func.coalesce(documents.c.duplicate_of, documents.c.reprint_of).label("original_id"),
            claims.c.seen_at,
            claims.c.content_text.label("text"),
            claims.c.hedged,
            claims.c.origin,
            (claims.c.kind == "narrated").label("narrated"),
        )
        .join(claim_groups, claim_groups.c.id == claims.c.group_id)
        .join(documents, documents.c.id == claims.c.document_id)
        .where(claim_groups.c.story_id == story_id)
    )
    rows = [row._asdict() for row in conn.execute(query)]
    return [GroupedClaim(**row | {"origin": row["origin"] and Origin(**row["origin"])}) for row in rows]


def _verdicts(conn: Connection, claim_ids: list[str]) -> list[ClaimVerdict]:
    query = select(claim_edges).where(among(claim_edges.c.a, claim_ids), among(claim_edges.c.b, claim_ids))
    return [ClaimVerdict.model_validate(row._asdict()) for row in conn.execute(query)]
