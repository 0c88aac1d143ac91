"""Claim groups as they are read: the rows of one story, handed to `corroboration`, which judges them."""

from claimwire_contracts.types import ClaimGroup
from sqlalchemy import Connection

from claimwire_gateway.store import stories
from claimwire_gateway.store.errors import NotFound


def of_story(conn: Connection, story_id: str) -> list[ClaimGroup]:
    """A story's claim groups, those that most documents share first.

    Raises:
        NotFound: there is no such story.
    """
    raise NotImplementedError
