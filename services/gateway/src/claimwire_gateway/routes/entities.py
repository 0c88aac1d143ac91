"""Entities: what mentions across documents refer to."""

from typing import Annotated, Literal, Self

from claimwire_contracts.types import (
    Claim,
    Document,
    Entity,
    EntityDecision,
    Page,
)
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import (
    Caller,
    EntityId,
    Listing,
    Store,
    Word,
    linked,
    takes,
)
from claimwire_gateway.store import claims, decisions, entities
from claimwire_gateway.submissions import Plain

router = APIRouter(prefix="/v1/entities", tags=["entities"])

Reason = Annotated[Plain, Field(max_length=1000, description="Kept with the decision.")]


class Entities(Listing):
    """The query of the listing."""

    q: Word | None = Field(default=None, description="Part of a name or of an alias, in any case.")
    entity_type: Word | None = Field(default=None, alias="type", description="PERSON, ORG, GPE, ...")


class EntityClaims(Listing):
    """The query of an entity's claims."""

    role: Literal["source", "subject"] | None = Field(
        default=None,
        alias="as",
        description="Claims by it (source), or about it (subject); both where left out.",
    )


class Merge(BaseModel):
    """Another entity that is the same: `into` stays and answers for both, `with` is merged into this one."""

    model_config = ConfigDict(extra="forbid")

    into: Word | None = None
    with_: Word | None = Field(default=None, alias="with")
    reason: Reason | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.into is None) == (self.with_ is None):
            raise ValueError("give exactly one of into and with")
        return self


class Split(BaseModel):
    """Documents in which the entity's name means somebody else than in the others."""

    model_config = ConfigDict(extra="forbid")

    documents: list[Word] = Field(min_length=1, max_length=500)
    reason: Reason | None = None


@router.get("", summary="List entities, by name", responses=responses(422))
def list_entities(request: Request, engine: Store, query: Annotated[Entities, Query()]) -> Page[Entity]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        return linked(request, entities.page(conn, **query.filters(), **query.page()))


@router.get("/{entity_id}", summary="An entity", responses=responses(404))
def get_entity(entity_id: EntityId, engine: Store) -> Entity:
    """The entity, with the names it goes by; of one that was merged into another, that other."""
    with engine.connect() as conn:
        return entities.get(conn, entity_id)


@router.get("/{entity_id}/claims", summary="Claims by or about an entity", responses=responses(404, 422))
def get_claims(
    request: Request, entity_id: EntityId, engine: Store, query: Annotated[EntityClaims, Query()]
) -> Page[Claim]:
    """Newest publication first."""
    with engine.connect() as conn:
        entities.get(conn, entity_id)
        return linked(request, claims.of_entity(conn, entity_id, **query.filters(), **query.page()))


@router.get(
    "/{entity_id}/documents", summary="Documents that mention an entity", responses=responses(404, 422)
)
def get_documents(
    request: Request, entity_id: EntityId, engine: Store, query: Annotated[Listing, Query()]
) -> Page[Document]:
    """Newest arrival first."""
    with engine.connect() as conn:
        entities.get(conn, entity_id)
        return linked(request, entities.documents_of(conn, entity_id, **query.page()))


@router.get("/{entity_id}/decisions", summary="Why an entity is one", responses=responses(404, 422))
def get_decisions(
    request: Request, entity_id: EntityId, engine: Store, query: Annotated[Listing, Query()]
) -> Page[EntityDecision]:
    """Every verdict on its names, with score, rule and evidence, and what was done by hand; newest first."""
    with engine.connect() as conn:
        return linked(request, decisions.page(conn, entity_id, **query.page()))


@router.post(
    "/{entity_id}/merge",
    summary="Make two entities one",
    dependencies=[takes("application/json")],
    responses=responses(400, 404, 409, 415, 422),
)
def merge(entity_id: EntityId, asked: Merge, engine: Store, caller: Caller) -> EntityDecision:
    """`into` answers for both from now on, or this one for `with`. Reversible: undo the decision."""
    merged, stays = (entity_id, asked.into) if asked.into else (asked.with_ or "", entity_id)
    with engine.begin() as conn:
        return decisions.merge(conn, merged, stays, by=caller, reason=asked.reason)


@router.post(
    "/{entity_id}/split",
    summary="Part an entity that is two",
    dependencies=[takes("application/json")],
    responses=responses(400, 404, 409, 415, 422),
)
def split(entity_id: EntityId, asked: Split, engine: Store, caller: Caller) -> EntityDecision:
    """In these documents the name means somebody else: `entity` of the decision. Reversible."""
    with engine.begin() as conn:
        return decisions.split(conn, entity_id, asked.documents, by=caller, reason=asked.reason)
