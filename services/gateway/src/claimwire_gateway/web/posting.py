"""The form that posts an article: for trying it out, and for newsrooms without a command line."""

import re
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from claimwire_gateway import problems
from claimwire_gateway.routes.parameters import Room, Store
from claimwire_gateway.store import jobs
from claimwire_gateway.submissions import Submission
from claimwire_gateway.web.rendering import PageRoute, rendered

router = APIRouter(include_in_schema=False, route_class=PageRoute)

FIELDS = ("text", "url", "title", "outlet", "published_at")


async def _filled_in(request: Request) -> dict[str, str]:
    """The form's fields; empty ones are left out, and others than the form's."""
    body = (await request.body()).decode("utf-8", "replace")
    sent = dict(parse_qsl(body)) if body.count("&") < len(FIELDS) else {}
    return {name: value.strip() for name, value in sent.items() if name in FIELDS and value.strip()}


@router.get("/submit")
def get_form() -> Response:
    """The form."""
    return rendered("submit.html", here="submit", filled={}, refused="")


@router.post("/submit")
def post_form(engine: Store, room: Room, filled: Annotated[dict[str, str], Depends(_filled_in)]) -> Response:
    """Accept an article and lead to its page; refused, the form comes back as it was filled in."""
    room.check()
    try:
        submission = Submission.model_validate(as_submission(filled))
    except ValidationError as error:
        refused = problems.invalid(error.errors()).detail
        return rendered("submit.html", status=422, here="submit", filled=filled, refused=refused)
    with engine.begin() as conn:
        job = jobs.submit(conn, submission.accepted())
    return RedirectResponse(f"/documents/{job.document_id}", 303)


def as_submission(filled: dict[str, str]) -> dict[str, Any]:
    """The fields as the API takes them: a form's line breaks are CR LF, and a time without a zone is UTC."""
    fields: dict[str, Any] = {**filled}
    if "text" in fields:
        fields["text"] = fields["text"].replace("\r\n", "\n")
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", fields.get("published_at", "")):
        fields["published_at"] += "Z"
    return fields
