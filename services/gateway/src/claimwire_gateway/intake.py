"""A batch on its way in: each line read, accepted or refused, and stored in chunks."""

from claimwire_contracts import types
from claimwire_contracts.types import Batch, Problem, RejectedLine
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from claimwire_gateway.limits import too_large
from claimwire_gateway.ndjson import Line
from claimwire_gateway.problems import ProblemError, UnavailableError, invalid, problem
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import batches, jobs
from claimwire_gateway.submissions import Submission

CHUNK = 200
"""Lines stored at once: a commit for each would be slower by far, one for all would hold them all."""
CHUNK_BYTES = 4_000_000
"""Bytes of lines after which a chunk is stored early: two hundred long ones would fill the memory."""


class Intake:
    """One batch on its way in. Lines are read where they are stored, off the event loop."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._id: str | None = None
        self._count = 0
        self._size = 0
        self._lines: list[Line] = []
        self._rejected: list[RejectedLine] = []

    async def take(self, line: Line) -> None:
        """Take a line, and store a chunk as soon as there is one."""
        self._count += 1
        if self._count > self._settings.max_batch_lines:
            problem = _beyond(self._settings.max_batch_lines)
            self._rejected.append(RejectedLine(line=line.number, problem=problem))
            return
        self._lines.append(line)
        self._size += len(line.body or b"")
        if len(self._lines) >= CHUNK or self._size >= CHUNK_BYTES:
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
        accepted = self._read()
        try:
            with self._engine.begin() as conn:
                batch_id = self._id or batches.create(conn)
                jobs.submit_many(conn, accepted, batch_id=batch_id)
                batches.reject(conn, batch_id, self._rejected)
        except SQLAlchemyError as error:
            if self._id is None:
                raise
            raise UnavailableError(
                f"PostgreSQL went away; /v1/batches/{self._id} has what was stored"
            ) from error
        self._id, self._lines, self._size, self._rejected = batch_id, [], 0, []

    def _read(self) -> list[jobs.Line]:
        accepted: list[jobs.Line] = []
        for line in self._lines:
            found = read_line(line, self._settings)
            if isinstance(found, Problem):
                self._rejected.append(RejectedLine(line=line.number, problem=found))
            else:
                accepted.append((line.number, found))
        return accepted


def read_line(line: Line, settings: Settings) -> types.Submission | Problem:
    """The document in a line, or why it is refused."""
    if line.body is None:
        return too_large(settings.max_body_bytes).problem
    try:
        return Submission.model_validate_json(line.body).accepted(settings.fetch_allow)
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
