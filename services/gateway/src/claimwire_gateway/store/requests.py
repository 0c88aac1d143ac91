"""What is sent to the workers: all that a stage's work needs, read from the rows."""

from claimwire_contracts.messages import Annotate, Match, Message, Prepare
from sqlalchemy import Connection, select

from claimwire_gateway.store import candidates, known
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.leases import Leased
from claimwire_gateway.store.tables import documents


def of(conn: Connection, leased: Leased, *, days: float, most: int) -> Message:
    """The message for a leased job.

    Args:
        conn: a connection that sees the stage before committed; of two documents annotated at once, at least
            one then finds the other among its candidates.
        leased: the job.
        days: how far apart candidates may have been published.
        most: how many candidates at most.

    Raises:
        NotFound: the document was deleted since.
    """
    if leased.stage == "prepare":
        return _prepare(conn, leased)
    if leased.stage == "annotate":
        return _annotate(conn, leased)
    return _match(conn, leased, days, most)


def _prepare(conn: Connection, leased: Leased) -> Prepare:
    query = select(documents.c.submission).where(documents.c.id == leased.document_id)
    given = conn.execute(query).scalar_one_or_none()
    if given is None:
        raise NotFound(f"there is no document {leased.document_id}")
    return Prepare.model_validate(given | _heading(leased))


def _annotate(conn: Connection, leased: Leased) -> Annotate:
    shown = [documents.c[name] for name in Annotate.model_fields if name in documents.c]
    row = conn.execute(select(*shown).where(documents.c.id == leased.document_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no document {leased.document_id}")
    return Annotate.model_validate(row._asdict() | _heading(leased))


def _match(conn: Connection, leased: Leased, days: float, most: int) -> Match:
    document = candidates.load(conn, [leased.document_id])
    if not document:
        raise NotFound(f"there is no document {leased.document_id}")
    near = candidates.of(conn, leased.document_id, days=days, most=most)
    found = known.to(conn, leased.document_id)
    return Match(job_id=leased.job_id, lease=leased.lease, document=document[0], candidates=near, known=found)


def _heading(leased: Leased) -> dict[str, str]:
    return {"job_id": leased.job_id, "lease": leased.lease, "document_id": leased.document_id}
