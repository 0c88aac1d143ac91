"""The API's reference at /docs: Swagger UI, served from here, so that it also shows without the internet."""

from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from claimwire_gateway.problems import not_found

router = APIRouter(include_in_schema=False)

ASSETS: Final = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
CACHED = {"Cache-Control": "max-age=86400"}

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Claimwire API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<noscript>The API's description is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""

START = """\
SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#reference", deepLinking: true, validatorUrl: null, docExpansion: "list",
});
"""


@router.get("/docs")
def get_reference() -> HTMLResponse:
    """The page."""
    return HTMLResponse(PAGE)


@router.get("/docs/start.js")
def get_start() -> Response:
    """What starts it; a file of its own, because the page may run no inline script."""
    return Response(START, media_type="text/javascript", headers=CACHED)


@router.get("/docs/{name}")
def get_asset(name: str) -> Response:
    """Swagger UI's own files."""
    if name not in ASSETS:
        raise not_found("file", name)
    content = (files("fastapi_offline") / "static" / name).read_bytes()
    return Response(content, media_type=ASSETS[name], headers=CACHED)
