"""The pages' paths: read what is asked, gather it, fill a template."""

from typing import Annotated, Any, Literal

from claimwire_contracts.types import Claim, ClaimKind, Document, JobState
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, BeforeValidator, Field
from sqlalchemy import Connection

from claimwire_gateway.routes.parameters import DocumentId, From, Store, StoryId, To, Word, linked
from claimwire_gateway.store import claims, documents, entities, jobs, leads, stories
from claimwire_gateway.submissions import Plain
from claimwire_gateway.web import evidence
from claimwire_gateway.web.evidence import StoryLine
from claimwire_gateway.web.rendering import PageRoute, rendered, stylesheet
from claimwire_gateway.web.times import in_utc

router = APIRouter(include_in_schema=False, route_class=PageRoute, default_response_class=HTMLResponse)

STORIES = 20
CLAIMS = 30
JOBS = 50

Words = Annotated[Word, Query()]
Cursor = Annotated[Plain, Query(max_length=1000)]


GIVEN = BeforeValidator(lambda value: value or None)
"""An empty field, as a form sends it, asks for nothing."""
PICKED = BeforeValidator(lambda value: in_utc(value) if isinstance(value, str) else value)
"""A time as a form sends it."""
Since = Annotated[From | None, PICKED, GIVEN, Query()]


class Asked(BaseModel):
    """What the claims page is asked for; an empty field, as a form sends it, asks for nothing."""

    q: Word = ""
    source: Word = ""
    entity: Word = ""
    outlet: Word = ""
    kind: ClaimKind | Literal[""] = ""
    hedged: Literal["yes", "no", ""] = ""
    since: Annotated[From | None, GIVEN] = Field(default=None, alias="from")
    until: Annotated[To | None, GIVEN] = Field(default=None, alias="to")
    cursor: Plain = ""

    def filters(self) -> dict[str, Any]:
        """As the store names them."""
        given = {name: value for name, value in self if value and name not in {"hedged", "cursor"}}
        return given | ({"hedged": self.hedged == "yes"} if self.hedged else {})


@router.get("/static/claimwire.css")
def get_stylesheet() -> Response:
    """The style sheet."""
    return stylesheet()


@router.get("/")
def list_stories(request: Request, engine: Store, q: Words = "", cursor: Cursor = "") -> Response:
    """The stories, last seen first."""
    with engine.connect() as conn:
        page = linked(request, stories.page(conn, q=q or None, cursor=cursor or None, limit=STORIES))
        found = leads.of_stories(conn, [story.id for story in page.items])
        lines = [StoryLine(story, found.get(story.id)) for story in page.items]
    return rendered("stories.html", here="stories", lines=lines, next=page.next, q=q or "")


@router.get("/stories/{story_id}")
def get_story(story_id: StoryId, engine: Store, since: Since = None) -> Response:
    """A story in one view: what its outlets report, the origins behind it, what is new, what to chase."""
    with engine.connect() as conn:
        page = evidence.story_page(conn, story_id, since)
    return rendered("story.html", here="stories", page=page, story=page.story)


@router.get("/documents/{document_id}")
def get_document(document_id: DocumentId, engine: Store) -> Response:
    """An article with its claims marked."""
    with engine.connect() as conn:
        page = evidence.document_page(conn, document_id)
    return rendered("document.html", here="stories", page=page, document=page.document)


@router.get("/claims")
def list_claims(request: Request, engine: Store, asked: Annotated[Asked, Query()]) -> Response:
    """Who said what, over all documents."""
    with engine.connect() as conn:
        page = linked(
            request, claims.page(conn, **asked.filters(), cursor=asked.cursor or None, limit=CLAIMS)
        )
        about = entities.get(conn, asked.entity) if asked.entity else None
        sources = documents_of(conn, page.items)
    return rendered("claims.html", here="claims", page=page, documents=sources, asked=asked, about=about)


@router.get("/jobs")
def list_jobs(
    request: Request, engine: Store, state: JobState | Literal[""] = "", cursor: Cursor = ""
) -> Response:
    """What became of what was submitted."""
    with engine.connect() as conn:
        counts = jobs.counts(conn)
        page = linked(request, jobs.page(conn, state=state or None, cursor=cursor or None, limit=JOBS))
        labels = documents.labels(conn, {job.document_id for job in page.items})
    return rendered("jobs.html", here="jobs", counts=counts, page=page, state=state, labels=labels)


def documents_of(conn: Connection, found: list[Claim]) -> dict[str, Document]:
    """The documents of some claims."""
    read = documents.get_many(conn, {claim.document_id for claim in found})
    return {document.id: document for document in read}
