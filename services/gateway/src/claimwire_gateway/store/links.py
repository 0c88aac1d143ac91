"""Links: entities that are one wherever they stand, by the spelling of their names or by hand."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from claimwire_gateway import identities
from claimwire_gateway.identities import Link
from claimwire_gateway.store.tables import among, entities, entity_decisions

LINKS = ("variant", "moved", "merge")
"""Decisions by which two entities are one wherever they stand."""


def link(conn: Connection, seeds: Collection[str]) -> None:
    """Let one answer for all that links lead to from these entities, and no longer for others."""
    reached, found = _reached(conn, seeds)
    query = select(entities.c.id, entities.c.scope, entities.c.redirect_to)
    rows = conn.execute(query.where(among(entities.c.id, reached))).all()
    members = {row.id: row.scope for row in rows}
    root = identities.survivors(
        members, [Link(row.entity, row.other, row.kind != "variant") for row in found]
    )
    for row in rows:
        redirect = root[row.id] if root[row.id] != row.id else None
        if row.redirect_to != redirect:
            conn.execute(update(entities).where(entities.c.id == row.id).values(redirect_to=redirect))


def is_linked(conn: Connection, entity_id: str) -> bool:
    """Whether any link leads from an entity to another."""
    return len(_reached(conn, [entity_id])[0]) > 1


def _reached(conn: Connection, seeds: Collection[str]) -> tuple[set[str], list[Row[Any]]]:
    """All that links lead to, and the links."""
    reached: set[str] = set()
    found: dict[str, Row[Any]] = {}
    frontier = set(seeds)
    while frontier:
        reached |= frontier
        either = or_(among(entity_decisions.c.entity, frontier), among(entity_decisions.c.other, frontier))
        standing = entity_decisions.c.kind.in_(LINKS) & entity_decisions.c.undone_at.is_(None)
        rows = conn.execute(select(entity_decisions).where(either, standing)).all()
        found |= {row.id: row for row in rows}
        frontier = {id_ for row in rows for id_ in (row.entity, row.other)} - reached
    return reached, [found[id_] for id_ in sorted(found)]
