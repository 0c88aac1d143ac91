"""Candidates: the stored documents that one is compared with, found by index. Retrieve here, score in nlp."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from claimwire_contracts.messages import ClaimInStore, DocumentInStore, Fingerprint
from sqlalchemy import Connection, Row, and_, case, func, or_, select

from claimwire_gateway.store.tables import among, claims, documents

COMMON = 400
"""At most so many documents are ranked, the nearest in time: a word of every article must not read all."""


def of(conn: Connection, document_id: str, *, days: float, most: int) -> list[DocumentInStore]:
    """The documents that may be of one story with this one, or copies of it, nearest first.

    Args:
        conn: the connection to read through.
        document_id: an annotated document.
        days: how far apart the two may have been published.
        most: how many at most.
    """
    one = conn.execute(select(documents).where(documents.c.id == document_id)).one()
    apart = timedelta(days=days)
    in_time = documents.c.seen_at.between(one.seen_at - apart, one.seen_at + apart)
    near = (
        select(documents.c.id, documents.c.seen_at, documents.c.profile_keys, documents.c.bands)
        .where(
            documents.c.id != document_id,
            documents.c.pipeline_version.is_not(None),
            or_(
                and_(in_time, documents.c.profile_keys.overlap(one.profile_keys)),
                documents.c.bands.overlap(one.bands),
            ),
        )
        .order_by(func.abs(func.extract("epoch", documents.c.seen_at - one.seen_at)), documents.c.id)
        .limit(COMMON)
        .subquery()
    )
    copied = case((near.c.bands.overlap(one.bands), 1), else_=0)
    rank = [copied.desc(), _shared(near.c.profile_keys, one.profile_keys).desc(), near.c.seen_at, near.c.id]
    found = conn.execute(select(near.c.id).order_by(*rank).limit(most)).scalars().all()
    return load(conn, found)


def load(conn: Connection, document_ids: Collection[str]) -> list[DocumentInStore]:
    """Documents as match reads them, with their claims, in the order asked."""
    rows = conn.execute(select(documents).where(among(documents.c.id, document_ids))).all()
    theirs = _claims(conn, document_ids)
    found = {row.id: _document(row, theirs.get(row.id, [])) for row in rows}
    return [found[id_] for id_ in document_ids if id_ in found]


def _claims(conn: Connection, document_ids: Collection[str]) -> dict[str, list[ClaimInStore]]:
    query = select(claims).where(among(claims.c.document_id, document_ids))
    found: dict[str, list[ClaimInStore]] = {}
    for row in conn.execute(query.order_by(claims.c.document_id, claims.c.position)):
        found.setdefault(row.document_id, []).append(_claim(row))
    return found


def _document(row: Row[Any], its_claims: Iterable[ClaimInStore]) -> DocumentInStore:
    mark = {"digest": row.digest, "signature": row.signature or [], "bands": row.bands}
    return DocumentInStore(
        id=row.id,
        outlet=row.outlet,
        title=row.title,
        seen_at=row.seen_at,
        profile=row.profile,
        fingerprint=Fingerprint(**mark) if row.digest else None,
        claims=list(its_claims),
    )


def _claim(row: Row[Any]) -> ClaimInStore:
    return ClaimInStore.model_validate(row._asdict() | {"text": row.content_text})


def _shared(column: Any, keys: list[str]) -> Any:
    """How many of the keys a row's array holds."""
    each = func.unnest(column).column_valued("each")
    return select(func.count(each)).where(among(each, keys)).scalar_subquery()
