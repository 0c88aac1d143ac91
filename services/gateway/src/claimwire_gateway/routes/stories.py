"""Stories: documents about one event, and what they claim between them.

The id of a story that was merged into another answers for that other: 200, the other's id in the body.
"""

from typing import Annotated

from claimwire_contracts.types import ClaimGroup, Page, Story, StoryView
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import From, Listing, Store, StoryId, To, Word, linked
from claimwire_gateway.store import groups, stories, views

router = APIRouter(prefix="/v1/stories", tags=["stories"])


class Stories(Listing):
    """The query of the listing."""

    q: Word | None = Field(default=None, description="Words that one of its documents holds.")
    outlet: Word | None = Field(default=None, description="The exact name of an outlet that reports it.")
    since: From | None = Field(
        default=None, alias="from", description="Last seen then or later: time or day."
    )
    until: To | None = Field(default=None, alias="to", description="First seen then or earlier: time or day.")


class Since(BaseModel):
    """The query of one story. The unknown is refused: a mistyped one would ask for nothing new."""

    model_config = ConfigDict(extra="forbid")

    since: From | None = Field(
        default=None, description="Tell what was first said, or changed, then or later: time or day."
    )


@router.get("", summary="List stories, last seen first", responses=responses(422))
def list_stories(request: Request, engine: Store, query: Annotated[Stories, Query()]) -> Page[Story]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        return linked(request, stories.page(conn, **query.filters(), **query.page()))


@router.get("/{story_id}", summary="A story in one view", responses=responses(404, 422))
def get_story(story_id: StoryId, engine: Store, query: Annotated[Since, Query()]) -> StoryView:
    """What its documents report between them; of a story that was merged into another, that other."""
    with engine.connect() as conn:
        return views.of_story(conn, story_id, query.since).view


@router.get("/{story_id}/claims", summary="A story's claims, grouped", responses=responses(404, 422))
def get_claims(story_id: StoryId, engine: Store, query: Annotated[Since, Query()]) -> Page[ClaimGroup]:
    """Claims that say the same together, with the origins behind them; all on one page."""
    with engine.connect() as conn:
        if query.since:
            return Page(items=views.news(conn, story_id, query.since))
        return Page(items=groups.of_story(conn, story_id))
