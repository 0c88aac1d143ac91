"""Documents: post an article, read it and what was found in it, delete it."""

from typing import Annotated

from claimwire_contracts.types import Claim, Document, DocumentEntity, Job, Page
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy import Connection

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.idempotency import REPLAYED, Once
from claimwire_gateway.routes.jobs import links
from claimwire_gateway.routes.parameters import (
    DocumentId,
    From,
    Listing,
    Room,
    Set,
    Store,
    To,
    Word,
    linked,
    takes,
)
from claimwire_gateway.store import documents, jobs
from claimwire_gateway.store.idempotency import StoredReply
from claimwire_gateway.submissions import Submission

router = APIRouter(prefix="/v1/documents", tags=["documents"])

POLL_AFTER = "1"
"""Seconds until a first look at the job is worth it."""

ACCEPTED_HEADERS = {
    "Location": {"schema": {"type": "string"}, "description": "The job."},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds until a first look is worth it."},
    REPLAYED: {"schema": {"type": "string"}, "description": "`true` where the reply is one given before."},
}


class Documents(Listing):
    """The query of the listing."""

    q: Word | None = Field(default=None, description="Words that title or text hold.")
    outlet: Word | None = Field(default=None, description="The outlet's exact name.")
    story: Word | None = Field(default=None, description="A story's id.")
    external_id: Word | None = Field(default=None, description="The id you gave.")
    tag: Word | None = Field(default=None, description="One of the tags you gave.")
    since: From | None = Field(
        default=None, alias="from", description="Published then or later: time or day."
    )
    until: To | None = Field(default=None, alias="to", description="Published then or earlier: time or day.")


@router.post(
    "",
    status_code=202,
    summary="Post an article",
    response_model=Job,
    responses={
        202: {"description": "Accepted", "headers": ACCEPTED_HEADERS},
        **responses(409, 413, 415, 422, 429),
    },
    dependencies=[takes("application/json")],
)
def post_document(submission: Submission, room: Room, once: Once, settings: Set) -> Response:
    """Accept an article; the reply is the job that will read it, to be polled at `Location`.

    With an `Idempotency-Key`, a request sent again is answered as the first time and does nothing anew.
    """
    room.check()
    posted = submission.accepted(settings.fetch_allow)

    def submit(conn: Connection) -> StoredReply:
        job = links(jobs.submit(conn, posted))
        headers = {"Location": job.links["self"], "Retry-After": POLL_AFTER}
        return StoredReply(status=202, headers=headers, body=job.model_dump(mode="json"))

    return once.do(submit)


@router.get("", summary="List documents, newest first", responses=responses(422))
def list_documents(request: Request, engine: Store, query: Annotated[Documents, Query()]) -> Page[Document]:
    """One page; `next` is the link to the one after it."""
    with engine.connect() as conn:
        return linked(request, documents.page(conn, **query.filters(), **query.page()))


@router.get("/{document_id}", summary="A document", responses=responses(404))
def get_document(document_id: DocumentId, engine: Store) -> Document:
    """The article as prepared; its text is empty until it is."""
    with engine.connect() as conn:
        return documents.get(conn, document_id)


@router.delete("/{document_id}", status_code=204, summary="Delete a document", responses=responses(404))
def delete_document(document_id: DocumentId, engine: Store) -> None:
    """Delete a document, its job and all that was found in it; its story is made anew without it."""
    with engine.begin() as conn:
        documents.remove(conn, document_id)


@router.get("/{document_id}/entities", summary="A document's entities", responses=responses(404))
def get_entities(document_id: DocumentId, engine: Store) -> Page[DocumentEntity]:
    """Who and what the document names, with each mention; all on one page."""
    with engine.connect() as conn:
        return Page(items=documents.entities(conn, document_id))


@router.get("/{document_id}/claims", summary="A document's claims", responses=responses(404))
def get_claims(document_id: DocumentId, engine: Store) -> Page[Claim]:
    """What the document says, and who it says said so, in the order of its text; all on one page."""
    with engine.connect() as conn:
        return Page(items=documents.claims_of(conn, document_id))
