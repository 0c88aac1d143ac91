"""Batches: documents posted together, line by line. Lines are submitted with `jobs.submit_many`."""

from collections.abc import Sequence

from claimwire_contracts.types import Batch, BatchLine, RejectedLine
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB

from claimwire_gateway.store import ids, jobs
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.tables import batches, documents
from claimwire_gateway.store.tables import jobs as job_table


def create(conn: Connection) -> str:
    """A new batch's id."""
    batch_id = ids.new("bat")
    conn.execute(insert(batches).values(id=batch_id))
    return batch_id


def reject(conn: Connection, batch_id: str, lines: Sequence[RejectedLine]) -> None:
    """Keep which lines were refused, and why."""
    refused = [jobs.storable(line.model_dump(mode="json")) for line in lines]
    more = bindparam("more", refused, type_=JSONB)
    conn.execute(update(batches).where(batches.c.id == batch_id).values(rejected=batches.c.rejected + more))


def get(conn: Connection, batch_id: str) -> Batch:
    """The batch: its accepted and rejected lines, and its number of jobs in each state.

    Raises:
        NotFound: there is none.
    """
    row = conn.execute(select(batches).where(batches.c.id == batch_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no batch {batch_id}")
    return Batch(
        id=row.id,
        created_at=row.created_at,
        counts=jobs.counts(conn, batch_id=batch_id),
        accepted=_accepted(conn, batch_id),
        rejected=sorted(map(RejectedLine.model_validate, row.rejected), key=lambda each: each.line),
    )


def _accepted(conn: Connection, batch_id: str) -> list[BatchLine]:
    query = (
        select(
            job_table.c.batch_line.label("line"),
            job_table.c.id.label("job_id"),
            job_table.c.document_id,
            documents.c.external_id,
        )
        .join(documents, documents.c.id == job_table.c.document_id)
        .where(job_table.c.batch_id == batch_id)
        .order_by(job_table.c.batch_line)
    )
    return [BatchLine.model_validate(row._asdict()) for row in conn.execute(query)]
