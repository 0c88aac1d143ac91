"""Errors as RFC 9457 `application/problem+json`: each says what is wrong, in which field, and the mend.

HTTPException                starlette's: unknown route, wrong method, unreadable body
└── ProblemError             ours: raised by routes and by the edge
RequestValidationError       FastAPI's: parameters and bodies that do not fit their model
store errors                 `Unavailable` (503) is translated here; the nouns' own, in their routes
anything else                500, told to the log alone
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from claimwire_contracts.types import FieldError, Problem
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from claimwire_gateway.store.cursors import BadCursor
from claimwire_gateway.store.errors import NotFound, WrongState

MEDIA_TYPE = "application/problem+json"
TYPES = "urn:claimwire:problem:"
"""What problem types begin with; clients may branch on the word after it."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

log = logging.getLogger(__name__)


STORE: Mapping[type[Exception], int] = {NotFound: 404, WrongState: 409}
AWAY = (OperationalError, InterfaceError, PoolTimeoutError)
"""How SQLAlchemy says that PostgreSQL is away, going away, or too busy for one connection more."""


class ProblemError(HTTPException):
    """A refusal with its status, what is wrong and how to mend it.

    It is an `HTTPException`, so that FastAPI lets it pass where it is raised while a body is being read.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        kind: str | None = None,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.problem = problem(status, detail, kind=kind, errors=errors)


class UnavailableError(ProblemError):
    """PostgreSQL, or whatever else the request needs, does not answer just now: 503, to be tried again."""

    def __init__(self, detail: str, *, retry_after: int = 2) -> None:
        super().__init__(503, detail, kind="unavailable", headers={"Retry-After": str(retry_after)})


def problem(
    status: int, detail: str, *, kind: str | None = None, errors: Sequence[FieldError] = ()
) -> Problem:
    """A problem whose title is the status' phrase."""
    return Problem(
        type=f"{TYPES}{kind}" if kind else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(errors),
    )


def not_found(noun: str, of: str) -> ProblemError:
    """The refusal for an id that names nothing."""
    return ProblemError(404, f"there is no {noun} {of[:80]!r}")


def refused(field: str, detail: str) -> ProblemError:
    """The refusal for one field, where its model cannot tell."""
    return ProblemError(
        422, f"{field}: {detail}", kind="invalid", errors=[FieldError(field=field, detail=detail)]
    )


def invalid(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """The problem for what pydantic refused: one entry a field, a JSON pointer for bodies."""
    found = [FieldError(field=_field(error["loc"]), detail=mend(error)) for error in errors]
    detail = "; ".join(f"{each.field or 'the body'}: {each.detail}" for each in found[:3])
    return problem(422, detail, kind="invalid", errors=found)


def _field(loc: Sequence[str | int]) -> str:
    if loc and loc[0] in {"path", "query", "header", "cookie"}:
        return _sendable(str(loc[1] if len(loc) > 1 else ""))[:200]
    steps = loc[1:] if loc and loc[0] == "body" else loc
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return _sendable(pointer[:200])


def _sendable(words: str) -> str:
    """The words without lone surrogates, which a client can send in JSON and UTF-8 cannot hold."""
    return words.encode("utf-8", "replace").decode()


MENDS = {
    "missing": "is required: give it",
    "extra_forbidden": "is not known: leave it out, or look for a typing mistake",
    "string_unicode": "holds a lone surrogate: send whole Unicode characters",
    "too_long": "holds more than {max_length}: shorten it",
    "string_too_long": "holds more than {max_length} characters: shorten it",
    "too_short": "holds less than {min_length}: leave it out, or fill it",
    "string_too_short": "holds less than {min_length} characters: leave it out, or fill it",
    "model_attributes_type": "must be a JSON object",
    "model_type": "must be a JSON object",
    "string_type": "must be a string",
    "list_type": "must be a list",
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be true or false",
    "json_invalid": "is not JSON",
}


def mend(error: Mapping[str, Any]) -> str:
    """What to do about one of pydantic's errors; never repeats the value that was sent."""
    kind = str(error["type"])
    if kind in MENDS:
        return MENDS[kind].format_map(error.get("ctx", {}))
    message = re.sub(r"^(Value error, |Input )", "", str(error["msg"]))
    return message[:1].lower() + message[1:]


def response(
    found: Problem, headers: Mapping[str, str] | None = None, *, request_id: str | None = None
) -> JSONResponse:
    """A problem as it goes out; `instance` names the request, so that the log line can be found."""
    named = found.model_copy(update={"instance": f"urn:claimwire:request:{request_id}"} if request_id else {})
    content = named.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    return JSONResponse(
        content, status_code=found.status or 500, headers=dict(headers or {}), media_type=MEDIA_TYPE
    )


def install(app: FastAPI) -> None:
    """Let the app answer every error as a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    for kind, status in STORE.items():
        app.add_exception_handler(kind, _of_store(status))
    app.add_exception_handler(BadCursor, _bad_cursor)
    for away in AWAY:
        app.add_exception_handler(away, _unavailable)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    found = getattr(error, "problem", None) or problem(error.status_code, _detail(request, error))
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
    return response(found, headers, request_id=_request_id(request))


def _allowed(request: Request) -> list[str]:
    """The methods that some route serves at this path; starlette would tell of the first such route alone."""
    routes = request.app.routes
    asked = ({**request.scope, "method": method} for method in METHODS)
    return [
        scope["method"] for scope in asked if any(route.matches(scope)[0] is Match.FULL for route in routes)
    ]


def _detail(request: Request, error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"there is nothing at {request.url.path[:200]}; /docs lists every route"
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method[:20]} is not served here; the Allow header lists what is"
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return "the body could not be read as JSON in UTF-8"
    return str(error.detail)


def _of_store(status: int) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def answer(request: Request, error: Exception) -> JSONResponse:
        return response(problem(status, str(error)), request_id=_request_id(request))

    return answer


async def _bad_cursor(request: Request, error: Exception) -> JSONResponse:
    return response(refused("cursor", str(error)).problem, request_id=_request_id(request))


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    log.warning("PostgreSQL: %s", error, extra={"request_id": _request_id(request)})
    away = UnavailableError("PostgreSQL does not answer just now; nothing was done")
    return response(away.problem, away.headers, request_id=_request_id(request))


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = error.errors()
    if any(each["type"] == "json_invalid" for each in errors):
        where = errors[0]["loc"][-1]
        why = errors[0].get("ctx", {}).get("error", "")
        found = problem(400, f"the body is not JSON: {why} at character {where}", kind="not-json")
    else:
        found = invalid(errors)
    return response(found, request_id=_request_id(request))


def _request_id(request: Request) -> str | None:
    found: str | None = request.scope.get("state", {}).get("request_id")
    return found


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route documents the problems it may answer with."""
    return {status: _documented(status) for status in statuses}


def _documented(status: int) -> dict[str, Any]:
    documented: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in {429, 503}:
        seconds = {"schema": {"type": "integer"}, "description": "Seconds to wait before trying again."}
        documented["headers"] = {"Retry-After": seconds}
    return documented
