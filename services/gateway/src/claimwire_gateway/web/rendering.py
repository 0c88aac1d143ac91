"""Templates to replies, and errors to pages that a reader understands."""

from collections.abc import Callable, Coroutine
from importlib.resources import files
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from claimwire_gateway import problems
from claimwire_gateway.store.cursors import BadCursor
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.web import words

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
}
"""Stricter than the edge's: the pages run no script and have no inline style."""

REFUSALS = (HTTPException, RequestValidationError, NotFound, BadCursor, *problems.AWAY)

templates = Environment(
    loader=PackageLoader("claimwire_gateway.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters.update(words.FILTERS)
templates.globals.update(
    between=words.between, statuses=words.STATUSES, roles=words.ROLES, sorts=words.SORTS, gained=words.GAINED
)


def rendered(template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page."""
    return HTMLResponse(templates.get_template(template).render(shown), status, HEADERS)


def stylesheet() -> Response:
    """The one style sheet."""
    content = (files("claimwire_gateway.web") / "static" / "claimwire.css").read_bytes()
    return Response(content, media_type="text/css", headers={"Cache-Control": "max-age=300"})


class PageRoute(APIRoute):
    """A route whose refusals are pages too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, its refusals rendered."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except REFUSALS as error:
                status, detail = told(error)
                return rendered("refused.html", status=status, code=status, detail=detail, here="")

        return answer


def told(error: Exception) -> tuple[int, str]:
    """A refusal's status and words."""
    if isinstance(error, NotFound):
        return 404, str(error)
    if isinstance(error, BadCursor):
        return 422, str(error)
    if isinstance(error, RequestValidationError):
        return 422, problems.invalid(error.errors()).detail or ""
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    return 503, "PostgreSQL does not answer just now; try again in a moment"
