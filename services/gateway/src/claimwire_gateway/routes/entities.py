"""Entities: what mentions across documents refer to."""

from typing import Annotated, Literal

from claimwire_contracts.types import Claim, Document, Entity, Page
from fastapi import APIRouter, Query, Request
from pydantic import Field

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import EntityId, Listing, Store, Word, linked
from claimwire_gateway.store import claims, entities

router = APIRouter(prefix="/v1/entities", tags=["entities"])


class Entities(Listing):
    """The query of the listing."""

    q: Word | None = Field(default=None, description="Part of a name, in any case.")
    entity_type: Word | None = Field(default=None, alias="type", description="PERSON, ORG, GPE, ...")


class EntityClaims(Listing):
    """The query of an entity's claims."""

    role: Literal["source", "subject"] | None = Field(
        default=None,
        alias="as",
        description="Claims by it (source), or about it (subject); both where left out.",
    )


@router.get("", summary="List entities, by name", responses=responses(422))
def list_entities(request: Request, engine: Store, query: Annotated[Entities, Query()]) -> Page[Entity]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        return linked(request, entities.page(conn, **query.filters(), **query.page()))


@router.get("/{entity_id}", summary="An entity", responses=responses(404))
def get_entity(entity_id: EntityId, engine: Store) -> Entity:
    """The entity, with the names it goes by and how often it is mentioned."""
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
