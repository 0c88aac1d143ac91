"""Keyset cursors: the sort key of a page's last item, encoded. Rows that arrive later shift nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from claimwire_contracts.types import Page
from sqlalchemy import ColumnElement, Connection, Row, Select, literal, tuple_

T = TypeVar("T")


class BadCursor(ValueError):  # noqa: N818  it names the outcome that the API tells
    """The cursor was not made by this listing."""


def encode(key: Sequence[datetime | str]) -> str:
    """The opaque cursor for a sort key."""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode(cursor: str, kinds: Sequence[type]) -> tuple[datetime | str, ...]:
    """The sort key in a cursor.

    Args:
        cursor: what `encode` gave.
        kinds: the type of each part, datetime or str.

    Raises:
        BadCursor: it is damaged, or another listing's.
    """
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(_part(kind, part) for kind, part in zip(kinds, parts, strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadCursor("the cursor is not one that this listing gave; leave it out to begin anew") from error


def page(
    conn: Connection,
    query: Select[Any],
    key: Sequence[ColumnElement[Any]],
    read: Callable[[Row[Any]], T],
    *,
    cursor: str | None,
    limit: int,
    newest_first: bool = True,
) -> Page[T]:
    """One page of a query, sorted by `key`; `next` is the cursor of the page after it.

    Args:
        conn: the connection to read through.
        query: what is listed, without order and limit.
        key: the columns sorted by; together unique and never null.
        read: makes the noun of a row.
        cursor: where the page before ended.
        limit: the most items.
        newest_first: sorts downwards.
    """
    if cursor is not None:
        kinds = [column.type.python_type for column in key]
        last = tuple_(*map(literal, decode(cursor, kinds)))
        query = query.where(tuple_(*key) < last if newest_first else tuple_(*key) > last)
    order = [column.desc() if newest_first else column.asc() for column in key]
    labelled = query.add_columns(*(column.label(f"key_{at}") for at, column in enumerate(key)))
    rows = conn.execute(labelled.order_by(*order).limit(limit + 1)).all()
    more = len(rows) > limit
    keys = [getattr(rows[limit - 1], f"key_{at}") for at in range(len(key))] if more else []
    return Page(items=[read(row) for row in rows[:limit]], next=encode(keys) if more else None)


def _part(kind: type, part: object) -> datetime | str:
    if not isinstance(part, str):
        raise TypeError("a cursor holds strings")
    if kind is not datetime:
        return _storable(part)
    moment = datetime.fromisoformat(part)
    if moment.tzinfo is None:
        raise ValueError("a cursor's time has a zone")
    return moment


def _storable(part: str) -> str:
    if "\x00" in part:
        raise ValueError("PostgreSQL holds no NUL")
    part.encode()
    return part
