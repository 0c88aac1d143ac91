"""The first tables."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TRIGRAMS = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX entities_name_trigrams ON entities USING gin (name gin_trgm_ops);
    CREATE INDEX claims_source_trigrams ON claims USING gin (source_name gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not to be had: names are searched without an index';
END
$$
"""

TABLES = """
CREATE TABLE batches (
    id TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    rejected JSONB DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE entities (
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX entities_by_name ON entities (name, id);
CREATE UNIQUE INDEX entities_type_key ON entities (type, key);
CREATE TABLE idempotency_keys (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    reply JSONB,
    held_until TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
CREATE TABLE stories (
    id TEXT NOT NULL,
    title TEXT,
    first_seen TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen TIMESTAMP WITH TIME ZONE NOT NULL,
    redirect_to TEXT,
    documents INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(redirect_to) REFERENCES stories (id) ON DELETE SET NULL
);
CREATE INDEX stories_newest ON stories (last_seen, id) WHERE documents > 0;
CREATE INDEX stories_redirects ON stories (redirect_to) WHERE redirect_to IS NOT NULL;
CREATE TABLE claim_groups (
    id TEXT NOT NULL,
    story_id TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX claim_groups_story ON claim_groups (story_id);
CREATE TABLE documents (
    id TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    submission JSONB NOT NULL,
    external_id TEXT,
    outlet TEXT,
    url TEXT,
    title TEXT,
    byline TEXT,
    credit TEXT,
    published_at TIMESTAMP WITH TIME ZONE,
    language TEXT,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    removed JSONB DEFAULT '[]' NOT NULL,
    digest TEXT,
    signature BIGINT[],
    bands TEXT[] DEFAULT '{}' NOT NULL,
    profile JSONB DEFAULT '{}' NOT NULL,
    profile_keys TEXT[] DEFAULT '{}' NOT NULL,
    pipeline_version TEXT,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    story_id TEXT,
    duplicate_of TEXT,
    reprint_of TEXT,
    search TSVECTOR GENERATED ALWAYS AS (
        to_tsvector('english', coalesce(title, '') || ' ' || left(text, 100000))
    ) STORED,
    PRIMARY KEY (id),
    FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE SET NULL,
    FOREIGN KEY(duplicate_of) REFERENCES documents (id) ON DELETE SET NULL,
    FOREIGN KEY(reprint_of) REFERENCES documents (id) ON DELETE SET NULL
);
CREATE INDEX documents_bands ON documents USING gin (bands);
CREATE INDEX documents_duplicate ON documents (duplicate_of);
CREATE INDEX documents_external ON documents (external_id);
CREATE INDEX documents_keys ON documents USING gin (profile_keys);
CREATE INDEX documents_newest ON documents (created_at, id);
CREATE INDEX documents_outlet ON documents (outlet);
CREATE INDEX documents_reprint ON documents (reprint_of);
CREATE INDEX documents_search ON documents USING gin (search);
CREATE INDEX documents_seen ON documents (seen_at, id);
CREATE INDEX documents_story ON documents (story_id);
CREATE INDEX documents_tags ON documents USING gin (tags);
CREATE TABLE claims (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    group_id TEXT,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    kind TEXT NOT NULL,
    source JSONB,
    source_name TEXT,
    source_entities TEXT[] DEFAULT '{}' NOT NULL,
    via JSONB NOT NULL,
    cue JSONB,
    content JSONB NOT NULL,
    content_text TEXT NOT NULL,
    hedged BOOLEAN NOT NULL,
    hedges JSONB NOT NULL,
    polarity TEXT NOT NULL,
    quantities JSONB NOT NULL,
    dates JSONB NOT NULL,
    entities TEXT[] NOT NULL,
    origin JSONB,
    confidence DOUBLE PRECISION NOT NULL,
    profile JSONB NOT NULL,
    search TSVECTOR GENERATED ALWAYS AS (
        to_tsvector('english', coalesce(source_name, '') || ' ' || left(content_text, 20000))
    ) STORED,
    PRIMARY KEY (id),
    FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
    FOREIGN KEY(group_id) REFERENCES claim_groups (id) ON DELETE SET NULL
);
CREATE INDEX claims_document ON claims (document_id, position);
CREATE INDEX claims_entities ON claims USING gin (entities);
CREATE INDEX claims_group ON claims (group_id);
CREATE INDEX claims_newest ON claims (seen_at, id);
CREATE INDEX claims_search ON claims USING gin (search);
CREATE INDEX claims_source_entities ON claims USING gin (source_entities);
CREATE TABLE document_edges (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    same_story BOOLEAN NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    rule TEXT NOT NULL,
    overlap DOUBLE PRECISION NOT NULL,
    copy TEXT,
    PRIMARY KEY (a, b),
    FOREIGN KEY(a) REFERENCES documents (id) ON DELETE CASCADE,
    FOREIGN KEY(b) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE INDEX document_edges_b ON document_edges (b);
CREATE TABLE document_entities (
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    entity_id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    mentions JSONB NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
    FOREIGN KEY(entity_id) REFERENCES entities (id)
);
CREATE INDEX document_entities_entity ON document_entities (entity_id, document_id);
CREATE TABLE jobs (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    batch_id TEXT,
    batch_line INTEGER,
    state TEXT DEFAULT 'queued' NOT NULL,
    stage TEXT DEFAULT 'prepare' NOT NULL,
    stages JSONB NOT NULL,
    priority INTEGER DEFAULT 0 NOT NULL,
    error JSONB,
    due_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    lease TEXT,
    lease_until TIMESTAMP WITH TIME ZONE,
    sent_at TIMESTAMP WITH TIME ZONE,
    started_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
    FOREIGN KEY(batch_id) REFERENCES batches (id) ON DELETE SET NULL
);
CREATE INDEX jobs_batch ON jobs (batch_id, batch_line);
CREATE INDEX jobs_by_state ON jobs (state, created_at, id);
CREATE INDEX jobs_document ON jobs (document_id);
CREATE INDEX jobs_due ON jobs (stage, priority DESC, created_at, id)
    WHERE lease IS NULL AND state IN ('queued', 'running');
CREATE INDEX jobs_in_flight ON jobs (stage, lease_until) WHERE lease IS NOT NULL;
CREATE INDEX jobs_newest ON jobs (created_at, id);
CREATE TABLE claim_edges (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    relation TEXT NOT NULL,
    conflict TEXT,
    score DOUBLE PRECISION NOT NULL,
    rule TEXT NOT NULL,
    detail TEXT NOT NULL,
    drift TEXT,
    PRIMARY KEY (a, b),
    FOREIGN KEY(a) REFERENCES claims (id) ON DELETE CASCADE,
    FOREIGN KEY(b) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE INDEX claim_edges_b ON claim_edges (b);
CREATE TABLE job_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    job_id TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
);
CREATE INDEX job_events_job ON job_events (job_id, id);
"""


def upgrade() -> None:
    """Make the tables; where pg_trgm may be had, indexes for parts of names too."""
    for statement in TABLES.split(";"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
    op.get_bind().exec_driver_sql(TRIGRAMS)


def downgrade() -> None:
    """Drop all that was made."""
    names = "idempotency_keys claim_edges claims claim_groups document_entities document_edges entities"
    for name in f"{names} job_events jobs documents stories batches".split():
        op.execute(f"DROP TABLE {name} CASCADE")
