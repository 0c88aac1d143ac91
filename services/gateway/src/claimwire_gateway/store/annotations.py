"""Writes what the workers made of a document: its text, then its entities and claims."""

from typing import Any

from claimwire_contracts.messages import (
    Annotation,
    ExtractedClaim,
    ExtractedEntity,
    ExtractedSource,
    Prepared,
)
from claimwire_contracts.types import Noun
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from claimwire_gateway.store import entities, ids, keys, regroup, verdicts
from claimwire_gateway.store.jobs import storable
from claimwire_gateway.store.tables import claims, document_edges, document_entities, documents

LONGEST_NAME = 300
"""Characters of a name or key that is indexed: a longer one would not fit PostgreSQL's index pages."""


def prepare(conn: Connection, document_id: str, prepared: Prepared) -> None:
    """Store an article's text. What the client said of it stands; what it left out is taken from the page."""
    found = storable(prepared.model_dump(mode="json", include={"text", "title", "byline", "removed", "url"}))
    outlet = prepared.outlet and storable(prepared.outlet)[:LONGEST_NAME]
    published = func.coalesce(documents.c.published_at, prepared.published_at)
    conn.execute(
        update(documents)
        .where(documents.c.id == document_id)
        .values(
            text=found["text"],
            title=func.coalesce(documents.c.title, found["title"]),
            byline=found["byline"],
            outlet=func.coalesce(documents.c.outlet, outlet),
            credit=prepared.credit and storable(prepared.credit),
            url=func.coalesce(documents.c.url, found["url"]),
            published_at=published,
            seen_at=func.coalesce(published, documents.c.created_at),
            language=func.coalesce(documents.c.language, prepared.language),
            removed=found["removed"],
            digest=prepared.fingerprint.digest,
            signature=prepared.fingerprint.signature,
            bands=prepared.fingerprint.bands,
        )
    )


def annotate(conn: Connection, document_id: str, annotation: Annotation) -> None:
    """Store a document's entities and claims in place of those of an earlier annotation."""
    _clear(conn, document_id)
    found = [_indexable(each) for each in annotation.entities]
    known = entities.ensure(conn, found)
    entity_ids = [known[each.type, each.key] for each in found]
    _insert_entities(conn, document_id, found, entity_ids)
    entities.tell_names(conn, document_id)
    query = (
        update(documents)
        .where(documents.c.id == document_id)
        .values(
            profile=storable(_json(annotation.profile)),
            profile_keys=storable(annotation.profile.keys),
            profile_weights=keys.weights(annotation.profile),
            pipeline_version=annotation.pipeline_version,
        )
        .returning(documents.c.seen_at)
    )
    seen_at = conn.execute(query).scalar_one()
    keys.remember(conn, document_id)
    rows = [
        {"seen_at": seen_at, **_claim(document_id, position, claim, entity_ids)}
        for position, claim in enumerate(annotation.asserted)
    ]
    if rows:
        conn.execute(insert(claims), rows)


def _clear(conn: Connection, document_id: str) -> None:
    """Drop the annotation there is; verdicts on its claims go with them, and match gives them anew."""
    there = select(documents.c.pipeline_version).where(documents.c.id == document_id)
    if conn.execute(there).scalar_one() is None:
        return
    regroup.lock(conn)
    keys.forget(conn, document_id)
    conn.execute(delete(claims).where(claims.c.document_id == document_id))
    conn.execute(delete(document_entities).where(document_entities.c.document_id == document_id))
    verdicts.forget(conn, document_id)
    either = or_(document_edges.c.a == document_id, document_edges.c.b == document_id)
    conn.execute(delete(document_edges).where(either))


def _insert_entities(
    conn: Connection, document_id: str, found: list[ExtractedEntity], entity_ids: list[str]
) -> None:
    """Store the document's entities; two clusters of one type and key are one, with all that both tell."""
    rows: dict[str, dict[str, Any]] = {}
    for position, (entity, entity_id) in enumerate(zip(found, entity_ids, strict=True)):
        row = rows.setdefault(entity_id, _entity(document_id, position, entity, entity_id))
        row["mentions"] += [_json(mention) for mention in entity.mentions]
        row["aliases"] += storable([entity.name, *entity.aliases])
        row["roles"] += storable(entity.roles)
        row["handles"] += [handle[:LONGEST_NAME] for handle in storable(entity.handles)]
    for row in rows.values():
        row["mentions"].sort(key=lambda mention: (mention["start"], mention["end"]))
        row["aliases"] = sorted({*row["aliases"]} - {row["name"]}, key=lambda name: (-len(name), name))
        row["roles"] = sorted({*row["roles"]})
        row["handles"] = list(dict.fromkeys(row["handles"]))
    if rows:
        conn.execute(insert(document_entities), list(rows.values()))


def _entity(document_id: str, position: int, entity: ExtractedEntity, entity_id: str) -> dict[str, Any]:
    named = {"name": entity.name, "type": entity.type, "key": entity.key, "partial": entity.partial}
    told: dict[str, list[Any]] = {"mentions": [], "aliases": [], "roles": [], "handles": []}
    meant = {"entity_id": entity_id, "base_id": entity_id}
    return {"document_id": document_id, "position": position, **meant, **told, **named}


def _claim(document_id: str, position: int, claim: ExtractedClaim, entity_ids: list[str]) -> dict[str, Any]:
    chain = [source for source in (claim.source, *claim.via) if source is not None]
    return {
        "id": ids.of_claim(document_id, position),
        "document_id": document_id,
        "position": position,
        "kind": claim.kind,
        "source": _source(claim.source, entity_ids) if claim.source else None,
        "source_name": claim.source and storable(claim.source.name or claim.source.text)[:LONGEST_NAME],
        "source_entities": _entities([each.entity for each in chain if each.entity is not None], entity_ids),
        "via": [_source(each, entity_ids) for each in claim.via],
        "cue": _json(claim.cue) if claim.cue else None,
        "content": _json(claim.content),
        "content_text": storable(claim.content.text),
        "hedged": claim.hedged,
        "hedges": [_json(each) for each in claim.hedges],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "quantities": [_json(each) for each in claim.quantities],
        "dates": [_json(each) for each in claim.dates],
        "entities": _entities(claim.entities, entity_ids),
        "origin": _json(claim.origin) if claim.origin else None,
        "confidence": claim.confidence,
        "profile": _json(claim.profile),
    }


def _source(source: ExtractedSource, entity_ids: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = _json(source)
    index = fields.pop("entity")
    return fields | {"entity_id": None if index is None else entity_ids[index]}


def _entities(indices: list[int], entity_ids: list[str]) -> list[str]:
    return list(dict.fromkeys(entity_ids[index] for index in indices))


def _indexable(entity: ExtractedEntity) -> ExtractedEntity:
    cut = {name: storable(getattr(entity, name))[:LONGEST_NAME] for name in ("name", "type", "key")}
    return entity.model_copy(update=cut)


def _json(noun: Noun) -> Any:
    return storable(noun.model_dump(mode="json"))
