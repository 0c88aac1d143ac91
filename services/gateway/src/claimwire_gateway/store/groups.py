"""Claim groups as they are read: the rows of one story, handed to `corroboration`, which judges them."""

from collections.abc import Collection
from typing import Any

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import ClaimGroup, Origin
from sqlalchemy import ColumnElement, Connection, func, select

from claimwire_gateway import corroboration, owners
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.owners import Owners
from claimwire_gateway.store import stories
from claimwire_gateway.store.engine import OWNERS
from claimwire_gateway.store.tables import among, claim_edges, claim_groups, claims, documents


def of_story(conn: Connection, story_id: str) -> list[ClaimGroup]:
    """A story's claim groups, those that most documents share first.

    Raises:
        NotFound: there is no such story.
    """
    return corroboration.groups(*rows(conn, stories.existing(conn, story_id)))


def rows(conn: Connection, story_id: str) -> tuple[list[GroupedClaim], list[ClaimVerdict]]:
    """What groups are made of: the claims of a story that was not merged, and the verdicts between them."""
    found = _claims(conn, claim_groups.c.story_id == story_id)
    return found, _verdicts(conn, [claim.id for claim in found])


def claims_of(conn: Connection, group_ids: Collection[str]) -> list[GroupedClaim]:
    """The claims of some groups, in no order."""
    return _claims(conn, among(claim_groups.c.id, group_ids))


def _claims(conn: Connection, wanted: ColumnElement[bool]) -> list[GroupedClaim]:
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
            claims.c.hedges,
            claims.c.origin,
            (claims.c.kind == "narrated").label("narrated"),
        )
        .join(claim_groups, claim_groups.c.id == claims.c.group_id)
        .join(documents, documents.c.id == claims.c.document_id)
        .where(wanted)
    )
    titles = conn.get_execution_options().get(OWNERS, owners.shipped())
    return [_claim(row._asdict(), titles) for row in conn.execute(query)]


def _claim(row: dict[str, Any], titles: Owners) -> GroupedClaim:
    origin = Origin(**row["origin"]) if row["origin"] else None
    hedges = row.pop("hedges")
    doubted = row["hedged"] and not (hedges and all(each.get("strength") == "weak" for each in hedges))
    owner = origin and owners.behind(titles, origin)
    return GroupedClaim(**row | {"origin": origin, "owner": owner, "doubted": doubted})


def _verdicts(conn: Connection, claim_ids: list[str]) -> list[ClaimVerdict]:
    query = select(claim_edges).where(among(claim_edges.c.a, claim_ids), among(claim_edges.c.b, claim_ids))
    return [ClaimVerdict.model_validate(row._asdict()) for row in conn.execute(query)]
