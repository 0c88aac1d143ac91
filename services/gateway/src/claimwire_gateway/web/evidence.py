"""What a page shows of a story or a document, gathered from the store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from claimwire_contracts.types import (
    Claim,
    ClaimGroup,
    Conflict,
    ConflictKind,
    Document,
    DocumentEntity,
    GroupOrigin,
    Job,
    Story,
    StoryDocument,
    StoryView,
)
from sqlalchemy import Connection

from claimwire_gateway.store import claims, documents, groups, jobs, views
from claimwire_gateway.store.errors import NotFound
from claimwire_gateway.store.leads import Lead
from claimwire_gateway.web import marks, words
from claimwire_gateway.web.marks import Piece, Segment


class StoryLine(NamedTuple):
    """A story as the front page lists it: with the claim that most outlets share."""

    story: Story
    lead: Lead | None


class Note(NamedTuple):
    """What bears on a group: its kind, the words, and the group that it points to."""

    kind: str
    text: str
    group: ClaimGroup | None = None


class Side(NamedTuple):
    """One side of a dispute: the claim, its group, and its words, those that differ told apart."""

    claim: Claim
    group: ClaimGroup
    pieces: list[Piece]


class Dispute(NamedTuple):
    """Two claims that cannot both hold."""

    conflict: Conflict
    sides: list[Side]


class Resting(NamedTuple):
    """A claim that rests on an origin, and whether its outlet posted it again."""

    claim: Claim
    again: bool = False


@dataclass(frozen=True)
class StoryPage:
    """A story with its groups, and the claims and documents that they rest on."""

    story: StoryView
    groups: list[ClaimGroup]
    claims: dict[str, Claim]

    @cached_property
    def by_id(self) -> dict[str, ClaimGroup]:
        """The groups."""
        return {group.id: group for group in self.groups}

    def among(self, group_ids: Iterable[str]) -> list[ClaimGroup]:
        """The groups of these ids, in the order of the page."""
        wanted = set(group_ids)
        return [group for group in self.groups if group.id in wanted]

    @property
    def documents(self) -> dict[str, StoryDocument]:
        """The story's documents."""
        return {document.id: document for document in self.story.documents}

    @cached_property
    def duplicates(self) -> set[str]:
        """The documents that are another one, posted again."""
        return {document.id for document in self.story.documents if document.duplicate_of}

    @property
    def shared(self) -> list[ClaimGroup]:
        """What several outlets report."""
        return self.among(self.story.claims.shared)

    @property
    def alone(self) -> list[ClaimGroup]:
        """What one outlet alone reports."""
        return [group for group in self.groups if group not in self.shared]

    @property
    def resting_on_one(self) -> list[ClaimGroup]:
        """What several outlets report and one origin at most stands behind."""
        return [group for group in self.among(self.story.claims.single_origin) if group in self.shared]

    @property
    def disputes(self) -> list[Dispute]:
        """Each two groups that conflict, once for each way in which they do."""
        found: dict[tuple[frozenset[str], ConflictKind], Dispute] = {}
        for group in self.among(self.story.claims.disputed):
            for conflict in group.conflicts:
                sides = [self._side(claim_id, conflict) for claim_id in conflict.claims]
                pair = frozenset((group.id, conflict.group_id)), conflict.kind
                found.setdefault(pair, Dispute(conflict, [side for side in sides if side]))
        return list(found.values())

    def _side(self, claim_id: str, conflict: Conflict) -> Side | None:
        claim = self.claims.get(claim_id)
        group = self.by_id.get(claim.group_id or "") if claim else None
        return Side(claim, group, marks.differing(claim, conflict)) if claim and group else None

    def outlet(self, document_id: str) -> str:
        """A document's outlet."""
        document = self.documents.get(document_id)
        return (document and document.outlet) or "outlet unknown"

    def resting(self, origin: GroupOrigin) -> list[Resting]:
        """The claims that rest on an origin; a duplicate that says the same as its original is folded."""
        found: dict[object, Resting] = {}
        for claim in (self.claims[claim_id] for claim_id in origin.claims if claim_id in self.claims):
            told = words.speaker(claim), words.manner(claim), claim.content.text
            line = (self.outlet(claim.document_id), *told)
            key = claim.id if line in found and claim.document_id not in self.duplicates else line
            found[key] = Resting(found[key].claim, again=True) if key in found else Resting(claim)
        return list(found.values())

    def notes(self, group: ClaimGroup) -> list[Note]:
        """What bears on a group; what is true of a document and of its copies is told once."""
        told = {(note.text, note.group and note.group.id): note for note in self._notes(group)}
        return list(told.values())

    def _notes(self, group: ClaimGroup) -> Iterator[Note]:
        """What speaks against a group, changes with time, or was altered in the telling."""
        by_id = self.by_id
        for conflict in group.conflicts:
            told = f"Conflict of {conflict.kind}: {conflict.detail}".rstrip(": ")
            yield Note("conflict", told, by_id.get(conflict.group_id))
        for update in group.updates:
            yield Note("update", f"Changed with time: {update.detail}", by_id.get(update.group_id))
        for loss in group.hedge_loss:
            told = f"Hedge lost: {self.who(loss.hedged)} hedges it, {self.who(loss.flat)} says it flat."
            yield Note("hedge", told)
        for drift in group.quote_drift:
            told = f"Quote altered between {self.who(drift.a)} and {self.who(drift.b)}: {drift.detail}"
            yield Note("drift", told)

    def who(self, claim_id: str) -> str:
        """The outlet that makes a claim."""
        claim = self.claims.get(claim_id)
        return self.outlet(claim.document_id) if claim else "another outlet"


@dataclass(frozen=True)
class DocumentPage:
    """A document, its text cut at its marks, and what was found in it."""

    document: Document
    paragraphs: list[list[Segment]]
    claims: list[Claim]
    entities: list[DocumentEntity]
    groups: dict[str, ClaimGroup]
    original: Document | None
    job: Job | None

    @property
    def open(self) -> bool:
        """Whether more is to come: its job has not ended."""
        return self.job is not None and self.job.state in ("queued", "running")

    def elsewhere(self, claim: Claim) -> int:
        """How many other documents say what a claim says."""
        group = self.groups.get(claim.group_id or "")
        return len(group.documents) - 1 if group else 0


def ranked(found: Sequence[ClaimGroup]) -> list[ClaimGroup]:
    """What most outlets report first; among those, what most independent origins stand behind."""
    return sorted(found, key=lambda group: (-len(group.outlets), -group.independent_origins))


def story_page(conn: Connection, story_id: str, since: datetime | None = None) -> StoryPage:
    """A story with all that its page shows.

    Raises:
        NotFound: there is none.
    """
    found = views.of_story(conn, story_id, since)
    return StoryPage(found.view, ranked(found.groups), {claim.id: claim for claim in found.claims})


def document_page(conn: Connection, document_id: str) -> DocumentPage:
    """A document with all that its page shows.

    Raises:
        NotFound: there is none.
    """
    document = documents.get(conn, document_id)
    said = claims.of_document(conn, document_id)
    in_story = groups.of_story(conn, document.story_id) if document.story_id else []
    return DocumentPage(
        document=document,
        paragraphs=marks.paragraphs(document.text, marks.of_claims(said)),
        claims=said,
        entities=documents.entities(conn, document_id),
        groups={group.id: group for group in in_story},
        original=original_of(conn, document),
        job=jobs.get(conn, document.job_id) if document.job_id else None,
    )


def original_of(conn: Connection, document: Document) -> Document | None:
    """The document that this one is a copy of; None where it is no copy, or the original was deleted."""
    original_id = document.duplicate_of or document.reprint_of
    try:
        return documents.get(conn, original_id) if original_id else None
    except NotFound:
        return None
