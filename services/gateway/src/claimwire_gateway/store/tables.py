"""The tables. Ids are opaque strings that begin with their noun (`job_`, `doc_`) and grow with time."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Computed,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    any_,
    func,
    literal,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

metadata = MetaData()


def among(column: ColumnElement[Any], ids: Collection[str]) -> ColumnElement[bool]:
    """Whether the column is one of the ids, which travel as one array: there may be any number."""
    return column == any_(array_of(ids))


def array_of(texts: Iterable[str]) -> ColumnElement[Any]:
    """One array parameter."""
    return literal(list(texts), ARRAY(Text))


Time = DateTime(timezone=True)
now = func.now()
NullableJson = JSONB(none_as_null=True)

batches = Table(
    "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("created_at", Time, nullable=False, server_default=now),
    Column("rejected", JSONB, nullable=False, server_default=text("'[]'")),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text),
    Column("first_seen", Time, nullable=False),
    Column("last_seen", Time, nullable=False),
    Column("redirect_to", Text, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("documents", Integer, nullable=False, server_default=text("0")),
    Index("stories_newest", "last_seen", "id", postgresql_where=text("documents > 0")),
    Index("stories_redirects", "redirect_to", postgresql_where=text("redirect_to IS NOT NULL")),
)

# A tsvector holds a megabyte at most, and a longer one is an error: a long article is found by its beginning.
DOCUMENT_SEARCH = "to_tsvector('english', coalesce(title, '') || ' ' || left(text, 100000))"
CLAIM_SEARCH = "to_tsvector('english', coalesce(source_name, '') || ' ' || left(content_text, 20000))"

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("created_at", Time, nullable=False, server_default=now),
    # As posted, and kept: a better extractor may be run over it again.
    Column("submission", JSONB, nullable=False),
    Column("external_id", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("credit", Text),
    Column("published_at", Time),
    Column("language", Text),
    Column("tags", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("removed", JSONB, nullable=False, server_default=text("'[]'")),
    Column("digest", Text),
    Column("signature", ARRAY(BigInteger)),
    Column("bands", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("profile", JSONB, nullable=False, server_default=text("'{}'")),
    Column("profile_keys", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("profile_weights", ARRAY(Double), nullable=False, server_default=text("'{}'")),
    Column("pipeline_version", Text),
    # Its publication, else its arrival: what stories are dated and candidates are retrieved by.
    Column("seen_at", Time, nullable=False, server_default=now),
    Column("story_id", Text, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("duplicate_of", Text, ForeignKey("documents.id", ondelete="SET NULL")),
    Column("reprint_of", Text, ForeignKey("documents.id", ondelete="SET NULL")),
    Column("search", TSVECTOR, Computed(DOCUMENT_SEARCH, persisted=True)),
    Index("documents_newest", "created_at", "id"),
    Index("documents_seen", "seen_at", "id"),
    Index("documents_story", "story_id"),
    Index("documents_external", "external_id"),
    Index("documents_outlet", "outlet"),
    Index("documents_duplicate", "duplicate_of"),
    Index("documents_reprint", "reprint_of"),
    Index("documents_tags", "tags", postgresql_using="gin"),
    Index("documents_search", "search", postgresql_using="gin"),
)

# What documents are found under, in order of time; kept by `keys`. No foreign key: checking the rows of a
# document costs more than writing them, and a row that leads nowhere finds nothing.
document_keys = Table(
    "document_keys",
    metadata,
    Column("key", Text(collation="C"), primary_key=True),
    Column("seen_at", Time, primary_key=True),
    Column("document_id", Text, primary_key=True),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("batch_id", Text, ForeignKey("batches.id", ondelete="SET NULL")),
    Column("batch_line", Integer),
    Column("state", Text, nullable=False, server_default=text("'queued'")),
    Column("stage", Text, nullable=False, server_default=text("'prepare'")),
    Column("stages", JSONB, nullable=False),
    Column("priority", Integer, nullable=False, server_default=text("0")),
    Column("error", NullableJson),
    # A job is due while it holds no lease; it is in flight while it does.
    Column("due_at", Time, nullable=False, server_default=now),
    Column("lease", Text),
    Column("lease_until", Time),
    Column("sent_at", Time),
    Column("started_at", Time),
    Column("created_at", Time, nullable=False, server_default=now),
    Column("updated_at", Time, nullable=False, server_default=now),
    Index("jobs_newest", "created_at", "id"),
    Index("jobs_by_state", "state", "created_at", "id"),
    Index("jobs_document", "document_id"),
    Index("jobs_batch", "batch_id", "batch_line"),
    Index(
        "jobs_due",
        "stage",
        text("priority DESC"),
        "created_at",
        "id",
        postgresql_where=text("lease IS NULL AND state IN ('queued', 'running')"),
    ),
    Index("jobs_in_flight", "stage", "lease_until", postgresql_where=text("lease IS NOT NULL")),
)

job_events = Table(
    "job_events",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("job_id", Text, ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("at", Time, nullable=False, server_default=now),
    Column("state", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("detail", Text),
    Index("job_events_job", "job_id", "id"),
)

entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    # Empty for the entity of a name alone; else what began one that shares the name: a document, or a split.
    Column("scope", Text, nullable=False, server_default=text("''")),
    # The one that answers for it, never itself redirected.
    Column("redirect_to", Text, ForeignKey("entities.id")),
    Index("entities_type_key_scope", "type", "key", "scope", unique=True),
    Index("entities_by_name", "name", "id"),
    Index("entities_redirects", "redirect_to", postgresql_where=text("redirect_to IS NOT NULL")),
)

# What the store finds an entity under: handles made by nlp for candidates, names as written for readers.
entity_handles = Table(
    "entity_handles",
    metadata,
    Column("handle", Text, primary_key=True),
    Column("entity_id", Text, ForeignKey("entities.id"), primary_key=True),
)

entity_names = Table(
    "entity_names",
    metadata,
    Column("entity_id", Text, ForeignKey("entities.id"), primary_key=True),
    Column("name", Text, primary_key=True),
)

# What one document calls an entity, and where. Kept apart from `entities`, so that a merge can be undone:
# `base_id` is what the name says and stays, `entity_id` is who is meant, decided anew with the story.
document_entities = Table(
    "document_entities",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("entity_id", Text, ForeignKey("entities.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("mentions", JSONB, nullable=False),
    Column("aliases", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("roles", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("base_id", Text, ForeignKey("entities.id"), nullable=False),
    Column("partial", Boolean, nullable=False, server_default=text("false")),
    Column("handles", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Index("document_entities_entity", "entity_id", "document_id"),
    Index("document_entities_base", "base_id", "document_id"),
)

# Why two names are one, or are not: verdicts of nlp (`decided_by` is null), and merges and splits by hand.
# Of a verdict on a speaker, `other` is the claim.
entity_decisions = Table(
    "entity_decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE")),
    Column("score", Double),
    Column("rule", Text),
    Column("detail", Text, nullable=False, server_default=text("''")),
    Column("decided_by", Text),
    Column("reason", Text),
    Column("at", Time, nullable=False, server_default=now),
    Column("undone_at", Time),
    Column("undone_by", Text),
    Index("entity_decisions_verdict", "document_id", "entity", "other", unique=True),
    Index(
        "entity_decisions_link",
        "entity",
        "other",
        "kind",
        unique=True,
        postgresql_where=text("kind IN ('variant', 'moved')"),
    ),
    Index("entity_decisions_entity", "entity", "id"),
    Index("entity_decisions_other", "other", "id"),
)

# What was split off by hand, by document and key: a later annotation of the document finds it again.
entity_pins = Table(
    "entity_pins",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("entity_id", Text, ForeignKey("entities.id"), nullable=False),
    Column("decision_id", Text, ForeignKey("entity_decisions.id", ondelete="CASCADE"), nullable=False),
    Index("entity_pins_decision", "decision_id"),
)

claim_groups = Table(
    "claim_groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Index("claim_groups_story", "story_id"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("group_id", Text, ForeignKey("claim_groups.id", ondelete="SET NULL")),
    Column("seen_at", Time, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", NullableJson),
    Column("source_name", Text),
    Column("source_entities", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("via", JSONB, nullable=False),
    Column("cue", NullableJson),
    Column("content", JSONB, nullable=False),
    Column("content_text", Text, nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("hedges", JSONB, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("modality", Text, nullable=False, server_default="fact"),
    Column("quantities", JSONB, nullable=False),
    Column("dates", JSONB, nullable=False),
    Column("entities", ARRAY(Text), nullable=False),
    # Who a source that is told by a role alone is, where the story tells.
    Column("speaker_id", Text, ForeignKey("entities.id")),
    Column("origin", NullableJson),
    Column("confidence", Double, nullable=False),
    Column("profile", JSONB, nullable=False),
    Column("search", TSVECTOR, Computed(CLAIM_SEARCH, persisted=True)),
    Index("claims_document", "document_id", "position"),
    Index("claims_newest", "seen_at", "id"),
    Index("claims_group", "group_id"),
    Index("claims_speaker", "speaker_id", postgresql_where=text("speaker_id IS NOT NULL")),
    Index("claims_search", "search", postgresql_using="gin"),
)

# Verdicts on pairs; `a` is the lesser id, so that a pair has one row whoever was matched last.
document_edges = Table(
    "document_edges",
    metadata,
    Column("a", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("b", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("same_story", Boolean, nullable=False),
    Column("score", Double, nullable=False),
    Column("rule", Text, nullable=False),
    Column("overlap", Double, nullable=False),
    Column("copy", Text),
    Index("document_edges_b", "b"),
)

claim_edges = Table(
    "claim_edges",
    metadata,
    Column("a", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("b", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("relation", Text, nullable=False),
    Column("conflict", Text),
    Column("score", Double, nullable=False),
    Column("rule", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("drift", Text),
    Index("claim_edges_b", "b"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("reply", NullableJson),
    Column("held_until", Time, nullable=False),
    Column("expires_at", Time, nullable=False),
    Index("idempotency_keys_expiry", "expires_at"),
)
