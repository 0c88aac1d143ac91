"""The form that posts an article: for trying it out, and for newsrooms without a command line."""

from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from claimwire_gateway import problems
from claimwire_gateway.problems import ProblemError
from claimwire_gateway.routes.parameters import Room, Set, Store
from claimwire_gateway.store import jobs
from claimwire_gateway.submissions import Submission
from claimwire_gateway.web.rendering import PageRoute, rendered
from claimwire_gateway.web.times import in_utc

router = APIRouter(include_in_schema=False, route_class=PageRoute)

EITHER = "give its text or the address of its page"
FIELDS = ("text", "url", "title", "outlet", "published_at")


async def _filled_in(request: Request) -> dict[str, str]:
    """The form's fields; empty ones are left out, and others than the form's."""
    body = (await request.body()).decode("utf-8", "replace")
    sent = dict(parse_qsl(body)) if body.count("&") < len(FIELDS) else {}
    return {name: value.strip() for name, value in sent.items() if name in FIELDS and value.strip()}


FilledIn = Annotated[dict[str, str], Depends(_filled_in)]


@router.get("/submit")
def get_form() -> Response:
    """The form."""
    return rendered("submit.html", here="submit", filled={}, refused="")


@router.post("/submit")
def post_form(engine: Store, settings: Set, room: Room, filled: FilledIn) -> Response:
    """Accept an article and lead to its page; refused, the form comes back as it was filled in."""
    room.check()
    try:
        submission = as_submission(filled).accepted(settings.fetch_allow)
    except (ValidationError, ProblemError) as error:
        refused = EITHER if "text" not in filled and "url" not in filled else in_words(error)
        return rendered("submit.html", status=422, here="submit", filled=filled, refused=refused)
    with engine.begin() as conn:
        job = jobs.submit(conn, submission)
    return RedirectResponse(f"/documents/{job.document_id}", 303)


def in_words(error: ValidationError | ProblemError) -> str:
    """What was refused, as the API says it."""
    found = error.problem if isinstance(error, ProblemError) else problems.invalid(error.errors())
    return found.detail or ""


def as_submission(filled: dict[str, str]) -> Submission:
    """The fields as the API takes them: a form's line breaks are CR LF, and a time without a zone is UTC.

    Raises:
        ValidationError: the API would refuse it.
    """
    fields: dict[str, Any] = {**filled}
    if "text" in fields:
        fields["text"] = fields["text"].replace("\r\n", "\n")
    if "published_at" in fields:
        fields["published_at"] = in_utc(fields["published_at"])
    return Submission.model_validate(fields)
