"""Batches: many documents in one request, a JSON object a line, taken in as they come."""

from collections.abc import AsyncIterator

from claimwire_contracts import types
from claimwire_contracts.types import Batch, Problem, RejectedLine
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from claimwire_gateway import ndjson
from claimwire_gateway.limits import too_large
from claimwire_gateway.ndjson import Line
from claimwire_gateway.problems import ProblemError, UnavailableError, invalid, problem, responses
from claimwire_gateway.routes.parameters import BatchId, Room, Set, Store, takes
from claimwire_gateway.store import batches, jobs
from claimwire_gateway.submissions import Submission

router = APIRouter(prefix="/v1/batches", tags=["batches"])

CHUNK = 200
"""Lines stored at once: a commit for each would be slower by far, one for all would hold them all."""

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
    intake = Intake(engine)
    async for line in _within(settings.max_batch_lines, request, settings.max_body_bytes):
        await intake.take(line, settings.max_batch_lines, settings.max_body_bytes)
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


class Intake:
    """One batch on its way in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._id: str | None = None
        self._count = 0
        self._accepted: list[jobs.Line] = []
        self._rejected: list[RejectedLine] = []

    async def take(self, line: Line, most_lines: int, most_bytes: int) -> None:
        """Accept or refuse a line."""
        self._count += 1
        found = _beyond(most_lines) if self._count > most_lines else read_line(line, most_bytes)
        if isinstance(found, Problem):
            self._rejected.append(RejectedLine(line=line.number, problem=found))
        else:
            self._accepted.append((line.number, found))
        if len(self._accepted) + len(self._rejected) >= CHUNK:
            await run_in_threadpool(self._store)

    async def finish(self) -> Batch:
        """Store the rest; the batch as it stands.

        Raises:
            ProblemError: 422, there was no line.
        """
        if not self._count:
            raise ProblemError(422, "the body holds no line: send one JSON object a line", kind="invalid")
        return await run_in_threadpool(self._finish)

    def _finish(self) -> Batch:
        self._store()
        assert self._id
        with self._engine.connect() as conn:
            return batches.get(conn, self._id)

    def _store(self) -> None:
        try:
            with self._engine.begin() as conn:
                batch_id = self._id or batches.create(conn)
                jobs.submit_many(conn, self._accepted, batch_id=batch_id)
                batches.reject(conn, batch_id, self._rejected)
        except SQLAlchemyError as error:
            if self._id is None:
                raise
            raise UnavailableError(
                f"PostgreSQL went away; /v1/batches/{self._id} has what was stored"
            ) from error
        self._id, self._accepted, self._rejected = batch_id, [], []


def read_line(line: Line, most: int) -> types.Submission | Problem:
    """The document in a line, or why it is refused."""
    if line.body is None:
        return too_large(most).problem
    try:
        return Submission.model_validate_json(line.body).accepted()
    except ValidationError as error:
        return _refusal(error)
    except ProblemError as error:
        return error.problem


def _refusal(error: ValidationError) -> Problem:
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    if errors[0]["type"] == "json_invalid":
        return problem(400, "the line is not a JSON object in UTF-8", kind="not-json")
    return invalid(errors)


def _beyond(most: int) -> Problem:
    why = f"a batch holds at most {most} lines: this one and those after it were not taken"
    return problem(413, why, kind="too-large")
