"""Claims: search over all documents."""

from typing import Annotated

from claimwire_contracts.types import Claim, ClaimKind, Page
from fastapi import APIRouter, Query, Request
from pydantic import Field

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import From, Listing, Store, To, Word, linked
from claimwire_gateway.store import claims

router = APIRouter(prefix="/v1/claims", tags=["claims"])


class Claims(Listing):
    """The query of the listing."""

    q: Word | None = Field(default=None, description="Words that content or source hold.")
    source: Word | None = Field(default=None, description="Who said it: an entity's id, or part of the name.")
    entity: Word | None = Field(default=None, description="The id of an entity it is about or attributed to.")
    kind: ClaimKind | None = Field(default=None, description="How it is attributed.")
    hedged: bool | None = Field(default=None, description="Only hedged ones, or only flat ones.")
    story: Word | None = Field(default=None, description="A story's id.")
    outlet: Word | None = Field(default=None, description="The exact name of the outlet that carries it.")
    since: From | None = Field(
        default=None, alias="from", description="Published then or later: time or day."
    )
    until: To | None = Field(default=None, alias="to", description="Published then or earlier: time or day.")


@router.get("", summary="Search claims, newest first", responses=responses(422))
def list_claims(request: Request, engine: Store, query: Annotated[Claims, Query()]) -> Page[Claim]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        return linked(request, claims.page(conn, **query.filters(), **query.page()))
