"""Stories in one view, as they are read: a fixed number of queries, however large the story is."""

from collections.abc import Iterable
from datetime import datetime

from claimwire_contracts.types import Chase, Claim, ClaimGroup
from sqlalchemy import Connection, select

from claimwire_gateway import changes, corroboration
from claimwire_gateway.store import claims, groups, stories
from claimwire_gateway.store.tables import among, documents
from claimwire_gateway.store.tables import claims as claim_table
from claimwire_gateway.view import Rows, Viewed, view

MOST_HELD = 100
"""As many documents of the outlets cited are looked at, newest first."""
MOST_OF_EACH = 5
"""As many of one outlet are named."""


def of_story(conn: Connection, story_id: str, since: datetime | None = None) -> Viewed:
    """A story in one view, with its groups.

    Raises:
        NotFound: there is none.
    """
    story = stories.get(conn, story_id)
    rows = Rows(story, *groups.rows(conn, story.id), _claims(conn, story.id))
    found = view(rows, since)
    chase = _with_held(conn, found.view.chase, story.id)
    return found._replace(view=found.view.model_copy(update={"chase": chase}))


def news(conn: Connection, story_id: str, since: datetime) -> list[ClaimGroup]:
    """The story's groups that are new at or after a time, or of which more is known since.

    Raises:
        NotFound: there is no such story.
    """
    story_id = stories.existing(conn, story_id)
    found, verdicts = groups.rows(conn, story_id)
    now = corroboration.groups(found, verdicts)
    told = changes.since(since, now, found, verdicts)
    return [group for group in now if group.id in told.changed or group.id in told.new]


def _claims(conn: Connection, story_id: str) -> list[Claim]:
    query = claims.QUERY.where(documents.c.story_id == story_id)
    order = (claim_table.c.seen_at, documents.c.id, claim_table.c.position)
    return [claims.read(row) for row in conn.execute(query.order_by(*order))]


def _with_held(conn: Connection, items: list[Chase], story_id: str) -> list[Chase]:
    """The chase list with the documents that the store has of the outlets named, outside the story."""
    spelled: dict[str | None, list[str]]
    spelled = {item.author: [item.author, f"The {item.author}"] for item in items if item.author}
    found = _of_outlets(conn, [each for names in spelled.values() for each in names], story_id)
    held = {author: [id_ for id_, outlet in found if outlet in names] for author, names in spelled.items()}
    return [item.model_copy(update={"held": held.get(item.author, [])[:MOST_OF_EACH]}) for item in items]


def _of_outlets(conn: Connection, outlets: Iterable[str], story_id: str) -> list[tuple[str, str]]:
    """Documents of outlets, by the exact name, which is indexed: newest first, with their outlet."""
    query = (
        select(documents.c.id, documents.c.outlet)
        .where(among(documents.c.outlet, list(outlets)), documents.c.story_id.is_distinct_from(story_id))
        .order_by(documents.c.seen_at.desc(), documents.c.id)
        .limit(MOST_HELD)
    )
    return [(row.id, row.outlet) for row in conn.execute(query)]
