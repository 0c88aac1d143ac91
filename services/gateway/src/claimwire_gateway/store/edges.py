"""Edges: the verdicts on pairs of documents and of claims, one row a pair, whoever was matched last."""

from collections.abc import Collection
from typing import Any

from claimwire_contracts.messages import ClaimVerdict, DocumentVerdict, Matched
from sqlalchemy import ColumnElement, Connection, Table, select
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway.store import verdicts
from claimwire_gateway.store.jobs import storable
from claimwire_gateway.store.tables import among, claim_edges, claims, document_edges, documents


def save(conn: Connection, matched: Matched) -> None:
    """Store the verdicts; needs the lock of `regroup`. Those on what was deleted since are dropped."""
    its = matched.document_id
    pairs = {_pair(its, each.document_id): each for each in matched.documents}
    there = _existing(conn, documents.c.id, {id_ for pair in pairs for id_ in pair})
    rows = [_document_edge(a, b, pairs[a, b]) for a, b in sorted(pairs) if a != b and {a, b} <= there]
    _upsert(conn, document_edges, rows)
    couples = {_pair(each.a, each.b): each for each in matched.claims}
    there = _existing(conn, claims.c.id, {id_ for pair in couples for id_ in pair})
    rows = [_claim_edge(a, b, couples[a, b]) for a, b in sorted(couples) if a != b and {a, b} <= there]
    _upsert(conn, claim_edges, rows)
    verdicts.save(conn, matched)


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _existing(conn: Connection, id_column: ColumnElement[str], wanted: Collection[str]) -> set[str]:
    return set(conn.execute(select(id_column).where(among(id_column, wanted))).scalars())


def _document_edge(a: str, b: str, verdict: DocumentVerdict) -> dict[str, Any]:
    return {
        "a": a,
        "b": b,
        "same_story": verdict.same_story,
        "score": verdict.score,
        "rule": verdict.rule,
        "overlap": verdict.overlap,
        "copy": verdict.copy_,
    }


def _claim_edge(a: str, b: str, verdict: ClaimVerdict) -> dict[str, Any]:
    fields: dict[str, Any] = storable(verdict.model_dump(mode="json"))
    return fields | {"a": a, "b": b}


def _upsert(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    query = insert(table).values(rows)
    fresh = {column.name: query.excluded[column.name] for column in table.c if not column.primary_key}
    conn.execute(query.on_conflict_do_update(index_elements=["a", "b"], set_=fresh))
