"""The REST contract, a file per noun, and the place where all routes come together."""

from fastapi import FastAPI

from claimwire_gateway.routes import (
    analyze,
    batches,
    claims,
    decisions,
    documents,
    entities,
    health,
    jobs,
    reference,
    stories,
)


def include(app: FastAPI) -> None:
    """Give the app every route of the API; the pages are `web`'s."""
    for noun in (documents, batches, jobs, entities, decisions, claims, stories, analyze):
        app.include_router(noun.router)
    app.include_router(health.router)
    app.include_router(reference.router)
