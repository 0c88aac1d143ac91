"""Verdicts of match on entities and on speakers: one row each, and none over what a hand undid."""

from collections.abc import Collection, Iterable
from typing import Any

from claimwire_contracts.messages import EntityVerdict, Matched, SpeakerVerdict
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway.store import ids, links
from claimwire_gateway.store.jobs import storable
from claimwire_gateway.store.tables import among, claims, entities, entity_decisions


def save(conn: Connection, matched: Matched) -> None:
    """Store the verdicts on a document's entities; what was undone by hand stays undone.

    Needs the lock of `regroup`. Verdicts on what is not there any more are dropped.
    """
    there = _existing(conn, {id_ for each in matched.entities for id_ in (each.entity, each.other)})
    known = [each for each in matched.entities if {each.entity, each.other} <= there]
    variants = [each for each in known if each.relation == "variant"]
    local = [_verdict(each, matched.document_id) for each in known if each.relation != "variant"]
    told = [_speaker(each, matched.document_id) for each in _speakers(conn, matched.speakers)]
    upsert(conn, [*local, *told], ["document_id", "entity", "other"])
    upsert(conn, [_verdict(each, None) for each in variants], ["entity", "other", "kind"])
    links.link(conn, {id_ for each in variants for id_ in (each.entity, each.other)})


def forget(conn: Connection, document_id: str) -> None:
    """Drop the verdicts from a document, which match gives anew; what a hand undid is kept."""
    its = entity_decisions.c.document_id == document_id
    conn.execute(delete(entity_decisions).where(its, entity_decisions.c.undone_at.is_(None)))


def _existing(conn: Connection, wanted: Collection[str]) -> set[str]:
    return set(conn.execute(select(entities.c.id).where(among(entities.c.id, wanted))).scalars())


def _speakers(conn: Connection, found: Iterable[SpeakerVerdict]) -> list[SpeakerVerdict]:
    found = list(found)
    claim_ids = [each.claim_id for each in found]
    there = set(conn.execute(select(claims.c.id).where(among(claims.c.id, claim_ids))).scalars())
    known = _existing(conn, {each.entity for each in found})
    return [each for each in found if each.claim_id in there and each.entity in known]


def _verdict(verdict: EntityVerdict, document_id: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = storable(verdict.model_dump(mode="json", exclude={"relation"}))
    return {"id": ids.new("dec"), "kind": verdict.relation, "document_id": document_id, **fields}


def _speaker(verdict: SpeakerVerdict, document_id: str) -> dict[str, Any]:
    fields: dict[str, Any] = storable(verdict.model_dump(mode="json", exclude={"claim_id"}))
    told = {"kind": "speaker", "other": verdict.claim_id, "document_id": document_id}
    return {"id": ids.new("dec"), **told, **fields}


def upsert(conn: Connection, rows: list[dict[str, Any]], key: list[str]) -> None:
    """Keep one decision a key, the last one given, but none over one that was undone."""
    kept = {tuple(row[name] for name in key): row for row in rows}
    if not kept:
        return
    query = insert(entity_decisions).values([kept[place] for place in sorted(kept)])
    fresh = {name: query.excluded[name] for name in ("kind", "score", "rule", "detail")}
    link_index = entity_decisions.c.kind.in_(("variant", "moved")) if "kind" in key else None
    conn.execute(
        query.on_conflict_do_update(
            index_elements=key,
            index_where=link_index,
            set_=fresh,
            where=entity_decisions.c.undone_at.is_(None),
        )
    )
