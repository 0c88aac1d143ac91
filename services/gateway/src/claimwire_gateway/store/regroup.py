"""Regrouping: recomputes the stories and claim groups that a change of documents or edges touches."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

LOCK = 0x636C_7265
"""One regrouping at a time: of two that touch one story at once, neither would see the other's edges."""


def lock(conn: Connection) -> None:
    """Wait for one's turn; it lasts until the transaction ends."""
    conn.execute(select(func.pg_advisory_xact_lock(LOCK)))


def neighbours(conn: Connection, document_id: str) -> set[str]:
    """The documents of a document's story, without it."""
    raise NotImplementedError


def around(conn: Connection, document_ids: Collection[str]) -> None:
    """Recompute the stories and claim groups of these documents and of all that they reach. Needs the lock."""
    raise NotImplementedError
