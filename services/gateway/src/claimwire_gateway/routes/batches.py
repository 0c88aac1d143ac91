"""Batches: many documents in one request, a JSON object a line, taken in as they come."""

from collections.abc import AsyncIterator

from claimwire_contracts.types import Batch
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from claimwire_gateway import ndjson
from claimwire_gateway.intake import Intake
from claimwire_gateway.ndjson import Line
from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import BatchId, Room, Set, Store, takes
from claimwire_gateway.store import batches

router = APIRouter(prefix="/v1/batches", tags=["batches"])

NDJSON = ("application/x-ndjson", "application/jsonl", "application/ndjson", "application/x-jsonlines")
BODY = {
    "required": True,
    "content": {
        NDJSON[0]: {
            "schema": {"type": "string", "description": "One document a line, as in POST /v1/documents."}
        }
    },
}
LOCATION = {"Location": {"schema": {"type": "string"}, "description": "The batch."}}


@router.post(
    "",
    status_code=202,
    summary="Post many articles, one a line (NDJSON)",
    responses={
        202: {"description": "Accepted, all of it or in part", "headers": LOCATION},
        **responses(413, 415, 422, 429),
    },
    openapi_extra={"requestBody": BODY},
    dependencies=[takes(*NDJSON)],
)
async def post_batch(request: Request, response: Response, engine: Store, settings: Set, room: Room) -> Batch:
    """Accept articles as they come; a line that is refused does not hold up the others.

    Nothing is taken back when a connection breaks: what was stored by then is processed.
    """
    await run_in_threadpool(room.check)
    intake = Intake(engine, settings)
    async for line in _within(settings.max_batch_lines, request, settings.max_body_bytes):
        await intake.take(line)
    batch = await intake.finish()
    response.headers["Location"] = f"/v1/batches/{batch.id}"
    return batch


@router.get("/{batch_id}", summary="A batch", responses=responses(404))
def get_batch(batch_id: BatchId, engine: Store) -> Batch:
    """Its jobs counted by state, its lines with their jobs, and the lines refused."""
    with engine.connect() as conn:
        return batches.get(conn, batch_id)


async def _within(most_lines: int, request: Request, most_bytes: int) -> AsyncIterator[Line]:
    """The lines up to one beyond the limit; the rest is read and dropped, so that the answer is seen."""
    taken = 0
    async for line in ndjson.lines(request.stream(), most_bytes):
        taken += 1
        if taken <= most_lines + 1:
            yield line
