"""Stories: documents about one event, and what they claim between them.

The id of a story that was merged into another answers for that other: 200, the other's id in the body.
"""

from typing import Annotated

from claimwire_contracts.types import ClaimGroup, Page, Story
from fastapi import APIRouter, Query, Request
from pydantic import Field

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import From, Listing, Store, StoryId, To, Word, linked
from claimwire_gateway.store import groups, stories

router = APIRouter(prefix="/v1/stories", tags=["stories"])


class Stories(Listing):
    """The query of the listing."""

    q: Word | None = Field(default=None, description="Words that one of its documents holds.")
    outlet: Word | None = Field(default=None, description="The exact name of an outlet that reports it.")
    since: From | None = Field(
        default=None, alias="from", description="Last seen then or later: time or day."
    )
    until: To | None = Field(default=None, alias="to", description="First seen then or earlier: time or day.")


@router.get("", summary="List stories, last seen first", responses=responses(422))
def list_stories(request: Request, engine: Store, query: Annotated[Stories, Query()]) -> Page[Story]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        return linked(request, stories.page(conn, **query.filters(), **query.page()))


@router.get("/{story_id}", summary="A story", responses=responses(404))
def get_story(story_id: StoryId, engine: Store) -> Story:
    """The story; of one that was merged into another, that other, under its own id."""
    with engine.connect() as conn:
        return stories.get(conn, story_id)


@router.get("/{story_id}/claims", summary="A story's claims, grouped", responses=responses(404))
def get_claims(story_id: StoryId, engine: Store) -> Page[ClaimGroup]:
    """Claims that say the same together, with the origins behind them; all on one page."""
    with engine.connect() as conn:
        return Page(items=groups.of_story(conn, story_id))
