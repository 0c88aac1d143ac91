"""Entities across documents: who is meant is kept beside what the name says, with every verdict on it."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANGES = """
SET LOCAL statement_timeout = 0;
ALTER TABLE entities ADD COLUMN scope TEXT DEFAULT '' NOT NULL;
ALTER TABLE entities ADD COLUMN redirect_to TEXT REFERENCES entities (id);
DROP INDEX entities_type_key;
CREATE UNIQUE INDEX entities_type_key_scope ON entities (type, key, scope);
CREATE INDEX entities_redirects ON entities (redirect_to) WHERE redirect_to IS NOT NULL;
ALTER TABLE document_entities ADD COLUMN base_id TEXT REFERENCES entities (id);
UPDATE document_entities SET base_id = entity_id;
ALTER TABLE document_entities ALTER COLUMN base_id SET NOT NULL;
ALTER TABLE document_entities ADD COLUMN partial BOOLEAN DEFAULT false NOT NULL;
ALTER TABLE document_entities ADD COLUMN handles TEXT[] DEFAULT '{}' NOT NULL;
CREATE INDEX document_entities_base ON document_entities (base_id, document_id);
ALTER TABLE claims ADD COLUMN speaker_id TEXT REFERENCES entities (id);
CREATE INDEX claims_speaker ON claims (speaker_id) WHERE speaker_id IS NOT NULL;
DROP INDEX claims_entities;
DROP INDEX claims_source_entities;
CREATE TABLE entity_handles (
    handle TEXT NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entities (id),
    PRIMARY KEY (handle, entity_id)
);
CREATE TABLE entity_names (
    entity_id TEXT NOT NULL REFERENCES entities (id),
    name TEXT NOT NULL,
    PRIMARY KEY (entity_id, name)
);
INSERT INTO entity_names (entity_id, name)
SELECT DISTINCT entity_id, left(called, 300)
FROM document_entities CROSS JOIN LATERAL unnest(aliases || name) AS alias (called);
CREATE TABLE entity_decisions (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    other TEXT NOT NULL,
    document_id TEXT REFERENCES documents (id) ON DELETE CASCADE,
    score DOUBLE PRECISION,
    rule TEXT,
    detail TEXT DEFAULT '' NOT NULL,
    decided_by TEXT,
    reason TEXT,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    undone_at TIMESTAMP WITH TIME ZONE,
    undone_by TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX entity_decisions_verdict ON entity_decisions (document_id, entity, other);
CREATE UNIQUE INDEX entity_decisions_link ON entity_decisions (entity, other, kind)
    WHERE kind IN ('variant', 'moved');
CREATE INDEX entity_decisions_entity ON entity_decisions (entity, id);
CREATE INDEX entity_decisions_other ON entity_decisions (other, id);
CREATE TABLE entity_pins (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entities (id),
    decision_id TEXT NOT NULL REFERENCES entity_decisions (id) ON DELETE CASCADE,
    PRIMARY KEY (document_id, key)
);
CREATE INDEX entity_pins_decision ON entity_pins (decision_id);
"""

TRIGRAMS = """
DO $$
BEGIN
    CREATE INDEX entity_names_trigrams ON entity_names USING gin (name gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN
    RAISE NOTICE 'pg_trgm is not to be had: names are searched without an index';
END
$$
"""


def upgrade() -> None:
    """Add the columns and tables; who was meant so far is who the name says."""
    for statement in CHANGES.split(";"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
    op.get_bind().exec_driver_sql(TRIGRAMS)


def downgrade() -> None:
    """Let every name mean what it says again; what was decided is lost."""
    for statement in (
        "UPDATE document_entities SET entity_id = base_id",
        "ALTER TABLE claims DROP COLUMN speaker_id",
        "DROP TABLE entity_pins, entity_decisions, entity_names, entity_handles",
        "ALTER TABLE document_entities DROP COLUMN base_id, DROP COLUMN partial, DROP COLUMN handles",
        "DELETE FROM entities WHERE scope <> ''",
        "DROP INDEX entities_type_key_scope",
        "ALTER TABLE entities DROP COLUMN scope, DROP COLUMN redirect_to",
        "CREATE UNIQUE INDEX entities_type_key ON entities (type, key)",
        "CREATE INDEX claims_entities ON claims USING gin (entities)",
        "CREATE INDEX claims_source_entities ON claims USING gin (source_entities)",
    ):
        op.get_bind().exec_driver_sql(statement)
