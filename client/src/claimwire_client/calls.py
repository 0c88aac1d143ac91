"""Every request of the REST contract and how its reply reads; no I/O.

Each function is one endpoint. `Client` and `AsyncClient` send what is built here.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from claimwire_contracts.types import (
    Analysis,
    AnalyzeRequest,
    Batch,
    Claim,
    ClaimGroup,
    Document,
    DocumentEntity,
    Entity,
    EntityDecision,
    Job,
    JobState,
    Page,
    Ready,
    Story,
    StoryView,
    Submission,
)

from claimwire_client.call import Call, at, nothing, query, read_as

BatchItem = Submission | Mapping[str, Any] | bytes
"""A line of a batch: typed, as a mapping, or as the raw JSON line, which the gateway judges."""


# --- jobs --------------------------------------------------------------------------------------------


def submit(submission: Submission, *, idempotency_key: str | None = None) -> Call[Job]:
    """Post one article. A key of its own makes a repeated send harmless."""
    body = submission.model_dump_json(exclude_defaults=True).encode()
    return Call(
        method="POST",
        path=at("documents"),
        headers={"content-type": "application/json", "idempotency-key": idempotency_key or uuid4().hex},
        body=body,
        read=read_as(Job),
    )


def job(job_id: str, *, wait: float | None = None) -> Call[Job]:
    """A job; with `wait`, the reply comes when it has ended or after that many seconds (at most 30)."""
    return Call(path=at("jobs", job_id), params=query(wait=wait), hold=wait or 0, read=read_as(Job))


def jobs(
    *, state: JobState | None = None, batch: str | None = None, limit: int | None = None
) -> Call[Page[Job]]:
    """Jobs, newest first."""
    return Call(path=at("jobs"), params=query(state=state, batch=batch, limit=limit), read=read_as(Page[Job]))


def cancel(job_id: str) -> Call[Job]:
    """Stop a job that has not ended; what is finished of it stays."""
    return Call(method="POST", path=at("jobs", job_id, "cancel"), read=read_as(Job))


def retry(job_id: str) -> Call[Job]:
    """Give a failed or cancelled job out again."""
    return Call(method="POST", path=at("jobs", job_id, "retry"), read=read_as(Job))


def submit_batch(items: Iterable[BatchItem]) -> Call[Batch]:
    """Post many articles as NDJSON, streamed. An iterator can be sent once, a list again if need be."""
    return Call(
        method="POST",
        path=at("batches"),
        headers={"content-type": "application/x-ndjson"},
        body=Lines(items),
        hold=600,
        repeatable=False,
        patient=not isinstance(items, Iterator),
        read=read_as(Batch),
    )


def batch(batch_id: str) -> Call[Batch]:
    """A batch and the number of its jobs in each state."""
    return Call(path=at("batches", batch_id), read=read_as(Batch))


@dataclass(frozen=True)
class Lines:
    """The NDJSON body of a batch, made while it is sent."""

    items: Iterable[BatchItem]

    def __iter__(self) -> Iterator[bytes]:
        return (line(item) + b"\n" for item in self.items)


def line(item: BatchItem) -> bytes:
    """One item as a line."""
    if isinstance(item, bytes):
        return item.strip()
    if isinstance(item, Submission):
        return item.model_dump_json(exclude_defaults=True).encode()
    return json.dumps(item).encode()


# --- documents and entities --------------------------------------------------------------------------


def document(document_id: str) -> Call[Document]:
    """An article as prepared."""
    return Call(path=at("documents", document_id), read=read_as(Document))


def documents(
    *,
    q: str | None = None,
    outlet: str | None = None,
    story: str | None = None,
    external_id: str | None = None,
    tag: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    limit: int | None = None,
) -> Call[Page[Document]]:
    """Documents, newest first; all that is given must hold."""
    params = query(
        q=q, outlet=outlet, story=story, external_id=external_id, tag=tag, from_=from_, to=to, limit=limit
    )
    return Call(path=at("documents"), params=params, read=read_as(Page[Document]))


def delete_document(document_id: str) -> Call[None]:
    """Remove an article and all that was found in it."""
    return Call(method="DELETE", path=at("documents", document_id), read=nothing)


def document_entities(document_id: str) -> Call[Page[DocumentEntity]]:
    """What an article names, with its mentions."""
    path = at("documents", document_id, "entities")
    return Call(path=path, read=read_as(Page[DocumentEntity]))


def document_claims(document_id: str) -> Call[Page[Claim]]:
    """What an article asserts, in the order of its text."""
    return Call(path=at("documents", document_id, "claims"), read=read_as(Page[Claim]))


def entities(
    *, q: str | None = None, type_: str | None = None, limit: int | None = None
) -> Call[Page[Entity]]:
    """Entities by name."""
    return Call(path=at("entities"), params=query(q=q, type_=type_, limit=limit), read=read_as(Page[Entity]))


def entity(entity_id: str) -> Call[Entity]:
    """An entity across documents."""
    return Call(path=at("entities", entity_id), read=read_as(Entity))


def entity_claims(entity_id: str, *, as_: str | None = None, limit: int | None = None) -> Call[Page[Claim]]:
    """What an entity says (`as_="source"`) or what is said of it (`as_="subject"`)."""
    path = at("entities", entity_id, "claims")
    return Call(path=path, params=query(as_=as_, limit=limit), read=read_as(Page[Claim]))


def entity_documents(entity_id: str, *, limit: int | None = None) -> Call[Page[Document]]:
    """The articles that name an entity."""
    path = at("entities", entity_id, "documents")
    return Call(path=path, params=query(limit=limit), read=read_as(Page[Document]))


def entity_decisions(entity_id: str, *, limit: int | None = None) -> Call[Page[EntityDecision]]:
    """Why an entity is one: every verdict on its names, and what was decided by hand; newest first."""
    path = at("entities", entity_id, "decisions")
    return Call(path=path, params=query(limit=limit), read=read_as(Page[EntityDecision]))


def merge_entities(entity_id: str, *, into: str, reason: str | None = None) -> Call[EntityDecision]:
    """Decide that an entity is another, which answers for both from then on."""
    return _decide(at("entities", entity_id, "merge"), into=into, reason=reason)


def split_entity(
    entity_id: str, *, documents: Iterable[str], reason: str | None = None
) -> Call[EntityDecision]:
    """Decide that in these documents an entity's name means somebody else: the decision's `entity`."""
    return _decide(at("entities", entity_id, "split"), documents=list(documents), reason=reason)


def undo_decision(decision_id: str) -> Call[EntityDecision]:
    """Undo a merge or a split, or keep apart from now on what a rule made one."""
    path = at("decisions", decision_id, "undo")
    return Call(method="POST", path=path, repeatable=False, read=read_as(EntityDecision))


def _decide(path: str, **asked: object) -> Call[EntityDecision]:
    body = {name: value for name, value in asked.items() if value is not None}
    return Call(
        method="POST",
        path=path,
        headers={"content-type": "application/json"},
        body=json.dumps(body).encode(),
        repeatable=False,
        read=read_as(EntityDecision),
    )


# --- claims and stories ------------------------------------------------------------------------------


def claims(
    *,
    q: str | None = None,
    source: str | None = None,
    entity: str | None = None,
    kind: str | None = None,
    hedged: bool | None = None,
    story: str | None = None,
    outlet: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    limit: int | None = None,
) -> Call[Page[Claim]]:
    """Claims by words, source, entity and the rest; all that is given must hold."""
    params = query(
        q=q,
        source=source,
        entity=entity,
        kind=kind,
        hedged=hedged,
        story=story,
        outlet=outlet,
        from_=from_,
        to=to,
        limit=limit,
    )
    return Call(path=at("claims"), params=params, read=read_as(Page[Claim]))


def story(story_id: str, *, since: str | None = None) -> Call[StoryView]:
    """A story in one view; with `since`, also what is new at or after that time or day."""
    return Call(path=at("stories", story_id), params=query(since=since), read=read_as(StoryView))


def stories(
    *,
    q: str | None = None,
    outlet: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    limit: int | None = None,
) -> Call[Page[Story]]:
    """Stories, last seen first; all that is given must hold."""
    params = query(q=q, outlet=outlet, from_=from_, to=to, limit=limit)
    return Call(path=at("stories"), params=params, read=read_as(Page[Story]))


def story_claims(story_id: str, *, since: str | None = None) -> Call[Page[ClaimGroup]]:
    """A story's claim groups with their origins, conflicts and updates; with `since`, what is new."""
    path = at("stories", story_id, "claims")
    return Call(path=path, params=query(since=since), read=read_as(Page[ClaimGroup]))


# --- at once -----------------------------------------------------------------------------------------


def analyze(request: AnalyzeRequest) -> Call[Analysis]:
    """Entities and claims of a short text; nothing is stored."""
    return Call(
        method="POST",
        path=at("analyze"),
        headers={"content-type": "application/json"},
        body=request.model_dump_json(exclude_defaults=True).encode(),
        hold=30,
        read=read_as(Analysis),
    )


def ready() -> Call[Ready]:
    """Each part the gateway rests on and its state; a `BusyError` where one is missing."""
    return Call(path="/readyz", patient=False, read=read_as(Ready))
