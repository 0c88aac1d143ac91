"""The description at /openapi.json: what every route may answer, problems included."""

from importlib.metadata import version
from typing import Any

from claimwire_contracts.types import Problem
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from claimwire_gateway import auth, problems

VERSION = version("claimwire-gateway")
DESCRIPTION = """\
Who said what in the news, which outlets report the same, and how many independent origins stand behind it.

Offsets are Unicode code points into a document's `text`, end exclusive: `text[start:end]` is the text given.
Times are RFC 3339 in UTC. Ids are opaque. Listings are pages: `next` is the link to the page after, or null.
Errors are `application/problem+json` (RFC 9457): `errors` names each field, as a JSON pointer, and the mend.
"""

ANYWHERE = (400, 401, 403, 429, 500, 503)
"""What any route of the contract may answer: the edge refuses before routes are asked."""
SECURITY: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def install(app: FastAPI) -> None:
    """Let the app describe itself, once."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's documented way


def describe(app: FastAPI) -> dict[str, Any]:
    """FastAPI's description, with the problems that any route may answer and how keys are shown."""
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    components = found.setdefault("components", {})
    components.setdefault("schemas", {}).update(_problem_schemas())
    components["securitySchemes"] = SECURITY
    for path, operations in found["paths"].items():
        if auth.is_api(path):
            for operation in operations.values():
                _complete(operation)
    return found


def _complete(operation: dict[str, Any]) -> None:
    statuses = (*ANYWHERE, 408) if "requestBody" in operation else ANYWHERE
    for status, documented in problems.responses(*statuses).items():
        operation["responses"].setdefault(str(status), documented)
    operation["security"] = [{}, {"bearer": []}, {"key": []}]


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    nested = schema.pop("$defs", {})
    return {**nested, "Problem": nested.get("Problem", schema)}
