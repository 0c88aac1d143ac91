"""What match reads of entities: those of documents, and those found under a document's handles.

Retrieve here, score in nlp. Every probe reads an index so far and no further, whatever the store holds.
"""

from collections.abc import Collection

from claimwire_contracts.messages import EntityInDocument, KnownEntity, Occurrence
from sqlalchemy import Connection, select, text

from claimwire_gateway.store.tables import among, document_entities

OF_ONE_HANDLE = 8
"""So many entities are read under one handle: a surname of more bearers than that tells none of them."""
MOST = 60
"""So many known entities are sent, those with the most handles in common first."""
OCCURRENCES = 3
BESIDE = 25
"""So many of a document's names are told as standing beside an entity, the first ones of the text."""

FIND = text(f"""
    WITH own AS (SELECT * FROM document_entities WHERE document_id = :document_id),
    handled AS (
        SELECT found.entity_id, count(*) AS shared
        FROM (SELECT DISTINCT unnest(handles) AS handle FROM own) probe
        CROSS JOIN LATERAL (
            SELECT entity_id FROM entity_handles WHERE handle = probe.handle
            ORDER BY entity_id LIMIT {OF_ONE_HANDLE}
        ) found
        GROUP BY found.entity_id
    ),
    namesakes AS (
        SELECT other.id AS entity_id, 1000 AS shared
        FROM own JOIN entities base ON base.id = own.base_id
        CROSS JOIN LATERAL (
            SELECT id FROM entities WHERE type = base.type AND key = base.key
            ORDER BY scope LIMIT {OF_ONE_HANDLE}
        ) other
        WHERE own.type = 'PERSON' AND NOT own.partial AND own.roles <> '{{}}'
    ),
    wanted AS (
        SELECT entity_id, sum(shared) AS shared FROM (
            SELECT * FROM handled WHERE entity_id NOT IN (SELECT base_id FROM own)
            UNION ALL SELECT * FROM namesakes
        ) every GROUP BY entity_id ORDER BY sum(shared) DESC, entity_id LIMIT {MOST}
    )
    SELECT known.id, known.name, known.type, known.key, lately.document_id, lately.aliases, lately.roles,
        ARRAY(
            SELECT beside.key FROM document_entities beside
            WHERE beside.document_id = lately.document_id AND beside.position <> lately.position
            ORDER BY beside.position LIMIT {BESIDE}
        ) AS beside
    FROM wanted JOIN entities known ON known.id = wanted.entity_id
    CROSS JOIN LATERAL (
        SELECT * FROM document_entities
        WHERE entity_id = known.id AND document_id <> :document_id
        ORDER BY document_id DESC LIMIT {OCCURRENCES}
    ) lately
    ORDER BY wanted.shared DESC, known.id, lately.document_id DESC
""")  # noqa: S608  our own numbers


def to(conn: Connection, document_id: str) -> list[KnownEntity]:
    """The entities that share a handle with any that the document names, and namesakes of its persons."""
    found: dict[str, KnownEntity] = {}
    for row in conn.execute(FIND, {"document_id": document_id}):
        lately = Occurrence(document_id=row.document_id, roles=row.roles, beside=row.beside)
        known = found.setdefault(row.id, KnownEntity(id=row.id, name=row.name, type=row.type, key=row.key))
        found[row.id] = known.model_copy(
            update={
                "aliases": sorted({*known.aliases, *row.aliases}),
                "occurrences": [*known.occurrences, lately],
            }
        )
    return list(found.values())


def in_documents(conn: Connection, document_ids: Collection[str]) -> dict[str, list[EntityInDocument]]:
    """What each document names, by what the names say."""
    query = select(document_entities).where(among(document_entities.c.document_id, document_ids))
    found: dict[str, list[EntityInDocument]] = {}
    for row in conn.execute(query.order_by(document_entities.c.document_id, document_entities.c.position)):
        named = EntityInDocument.model_validate(row._asdict() | {"id": row.base_id})
        found.setdefault(row.document_id, []).append(named)
    return found
