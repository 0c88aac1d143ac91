"""The API: one app of all routes, with what they share in `app.state`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine

from claimwire_gateway import openapi, problems, routes, web
from claimwire_gateway.access import Access
from claimwire_gateway.analyze import Analyzer
from claimwire_gateway.backlog import Backlog
from claimwire_gateway.metrics import Metrics
from claimwire_gateway.queues import Queues
from claimwire_gateway.settings import Settings
from claimwire_gateway.watch import Watch


def create_app(settings: Settings, engine: Engine) -> FastAPI:
    """The app, ready to serve; the store is migrated by whoever starts it.

    Args:
        settings: as the operator set them.
        engine: from `store.engine.connect`; it is the caller's to dispose of.
    """
    metrics = Metrics()
    app = FastAPI(
        title="Claimwire",
        version=openapi.VERSION,
        description=openapi.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    app.state.settings, app.state.engine, app.state.metrics = settings, engine, metrics
    app.state.watch = Watch(engine)
    app.state.backlog = Backlog(engine, settings.max_backlog)
    app.state.queues = Queues(settings.redis_url)
    app.state.analyzer = Analyzer(settings, app.state.queues)
    app.add_middleware(Access, settings=settings, metrics=metrics)
    problems.install(app)
    routes.include(app)
    app.include_router(web.router)
    openapi.install(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.watch.stop()
    app.state.analyzer.close()
    app.state.queues.close()


def _operation_id(route: APIRoute) -> str:
    """The noun and the function, such as `documents_list_documents`: generated clients name calls by it."""
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
