"""Idempotency keys: the reply to a request that may be sent again, kept until it expires."""

from datetime import timedelta
from typing import Any, Literal

from claimwire_contracts.types import Noun
from sqlalchemy import Connection, and_, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway.store.tables import idempotency_keys as keys

HELD_SECONDS = 120
"""A reservation older than this was left by a request that died: the key is free again."""


class StoredReply(Noun):
    """A reply as it was given the first time."""

    status: int
    headers: dict[str, str] = {}
    body: Any = None


def reserve(
    conn: Connection, *, scope: str, key: str, fingerprint: str, hours: float
) -> StoredReply | Literal["reserved", "in_flight", "other_body"]:
    """Take the key for this request, or tell what stands against it. Commit before doing the work.

    Args:
        conn: a transaction of its own.
        scope: whose key it is: a digest of the API key.
        key: the Idempotency-Key as sent.
        fingerprint: a digest of method, path and body.
        hours: for how long the reply is remembered.

    Returns:
        "reserved" (go ahead), the reply to give again, "in_flight" (409) or "other_body" (422).
    """
    _expire(conn)
    fresh = {
        "fingerprint": fingerprint,
        "reply": null(),
        "held_until": func.now() + timedelta(seconds=HELD_SECONDS),
        "expires_at": func.now() + timedelta(hours=hours),
    }
    abandoned = and_(
        keys.c.reply.is_(None), keys.c.held_until < func.now(), keys.c.fingerprint == fingerprint
    )
    taken = conn.execute(
        insert(keys)
        .values(scope=scope, key=key, **fresh)
        .on_conflict_do_update(index_elements=["scope", "key"], set_=fresh, where=abandoned)
        .returning(keys.c.key)
    ).one_or_none()
    if taken is not None:
        return "reserved"
    row = conn.execute(select(keys).where(keys.c.scope == scope, keys.c.key == key)).one_or_none()
    if row is None:
        return "in_flight"
    if row.fingerprint != fingerprint:
        return "other_body"
    return StoredReply.model_validate(row.reply) if row.reply else "in_flight"


def complete(conn: Connection, *, scope: str, key: str, reply: StoredReply) -> None:
    """Keep the reply, to be given again; in the transaction that does the work, so that both stand."""
    row = and_(keys.c.scope == scope, keys.c.key == key)
    conn.execute(update(keys).where(row).values(reply=reply.model_dump(mode="json")))


def release(conn: Connection, *, scope: str, key: str) -> None:
    """Free a key whose request did no work, so that a mended one may use it."""
    conn.execute(delete(keys).where(keys.c.scope == scope, keys.c.key == key, keys.c.reply.is_(None)))


def _expire(conn: Connection) -> None:
    old = select(keys.c.scope, keys.c.key).where(keys.c.expires_at < func.now())
    some = old.limit(100).with_for_update(skip_locked=True).subquery()
    conn.execute(delete(keys).where(keys.c.scope == some.c.scope, keys.c.key == some.c.key))
