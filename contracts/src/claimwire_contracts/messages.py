"""The messages between the gateway's pipeline and the workers.

A request names the job, its stage's lease and all that the work needs: workers
keep nothing. A reply is one of `Reply`, told apart by `outcome`; expected
failures (`FetchFailed`, `NotText`) are replies like any other. Every message
may arrive twice or late: whoever takes it must bear that.
"""

from datetime import date
from typing import Annotated as Either
from typing import Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from claimwire_contracts.types import (
    AnalyzedClaim,
    AnalyzedEntity,
    AnalyzedSource,
    ClaimKind,
    ConflictKind,
    DateSpan,
    Noun,
    Polarity,
    Quantity,
    Removed,
    StageName,
)

VERSION = 1


class Message(Noun):
    """What every message carries. `lease` is the token under which the gateway gave the work out."""

    version: int = VERSION
    job_id: str
    lease: str


# --- prepare: ingest ---------------------------------------------------------------------------------


class Prepare(Message):
    """Make an article's text out of one of text, html or url. What the client said outranks the page."""

    document_id: str
    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published_at: AwareDatetime | None = None
    language: str | None = None


class Fingerprint(Noun):
    """What recognises copies: `digest` equal means the same words, `signature` estimates overlap.

    `signature` is a MinHash over word shingles (equal positions / length estimates Jaccard);
    `bands` are its locality-sensitive keys: near duplicates share at least one with high probability.
    """

    digest: str
    signature: list[int]
    bands: list[str]


class Prepared(Message):
    """The article's text, cleaned; offsets of all later stages point into `text`."""

    outcome: Literal["prepared"] = "prepared"
    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    credit: str | None = None
    """The agency that a dateline, byline or credit line names ("Reuters")."""
    url: str | None = None
    published_at: AwareDatetime | None = None
    language: str | None = None
    removed: list[Removed] = []
    fingerprint: Fingerprint


class FetchFailed(Message):
    """The page could not be had. `retryable` tells a passing failure (timeout, 503) from a lasting one."""

    outcome: Literal["fetch_failed"] = "fetch_failed"
    title: str
    detail: str
    retryable: bool = False


class NotText(Message):
    """What was given holds no article: empty, binary, or no main text found."""

    outcome: Literal["not_text"] = "not_text"
    title: str
    detail: str


# --- annotate: nlp -----------------------------------------------------------------------------------


class Annotate(Message):
    """Find the entities and claims of a prepared text."""

    document_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    credit: str | None = None
    published_at: AwareDatetime | None = None
    language: str | None = None


class ExtractedEntity(AnalyzedEntity):
    """An entity within one document. `key` is its normalised name: equal type and key is one entity.

    But where `partial` says that the key is only part of a name: then it is one within a story at most.
    `handles` are what the store finds others under that it may be.
    """

    key: str
    partial: bool = False
    handles: list[str] = []


ExtractedSource = AnalyzedSource
"""A source or a link of the chain; what an analysis shows of it is all there is."""


class ClaimProfile(Noun):
    """What claims are compared by. Made by annotate, kept by the gateway unread, read by match."""

    terms: dict[str, float] = {}
    names: list[str] = []
    quoted: str | None = None
    source: str | None = None
    frame: dict[str, list[str]] = {}
    """Who does what: the words that fill `predicate`, `mode`, `subject`, `object` and `with`."""
    before: str = ""
    """What it is read with: the words that its text tells just before it, and who says it."""
    vector: str = ""
    """Where its meaning lies among those of all claims: int8, as base64."""
    tolls: list[Quantity] = []
    """How many are said to be killed, hurt or missing, whatever the words; `unit` says which."""


class ExtractedClaim(AnalyzedClaim):
    """A claim without ids, with what it is compared by.

    `parts` are what its words assert side by side ("that the road was shut and that two were hurt"): as long
    as there are any, each of them is stored and compared in its stead.
    """

    profile: ClaimProfile = ClaimProfile()
    parts: list["ExtractedClaim"] = []


class DocumentProfile(Noun):
    """What documents are compared by: weighted terms, and the few `keys` that the store finds them under.

    `words` are more than `terms`, and weighted by what they say alone, so that one event is told from another
    of its kind. Of those that stand in names, `names` says of what: a `person`, a `place` or `other`.
    `lead` are those that the headline or the first sentences tell.
    """

    terms: dict[str, float] = {}
    keys: list[str] = []
    words: dict[str, float] = {}
    names: dict[str, str] = {}
    lead: list[str] = []
    dated: date | None = None
    """The day that the text itself says at its beginning it is of, where nobody else told."""


class Annotation(Noun):
    """What nlp finds in one text."""

    entities: list[ExtractedEntity]
    claims: list[ExtractedClaim]
    profile: DocumentProfile = DocumentProfile()
    pipeline_version: str

    @property
    def asserted(self) -> list[ExtractedClaim]:
        """What is stored of its claims: their parts, of those that have none themselves."""
        return [part for claim in self.claims for part in claim.parts or [claim]]


class Annotated(Message):
    """The annotation of a job's document."""

    outcome: Literal["annotated"] = "annotated"
    annotation: Annotation


class Analyze(Noun):
    """Annotate a text at once, for a waiting client; the reply goes to the queue `reply_to`."""

    version: int = VERSION
    id: str
    reply_to: str
    text: str
    title: str | None = None
    published_at: AwareDatetime | None = None


class Analyzed(Noun):
    """The reply to `Analyze`."""

    outcome: Literal["analyzed"] = "analyzed"
    version: int = VERSION
    id: str
    annotation: Annotation


# --- match: nlp --------------------------------------------------------------------------------------


class ClaimInStore(Noun):
    """A stored claim as match reads it."""

    id: str
    kind: ClaimKind
    text: str
    hedged: bool = False
    polarity: Polarity = "affirmed"
    quantities: list[Quantity] = []
    dates: list[DateSpan] = []
    profile: ClaimProfile = ClaimProfile()


class EntityInDocument(Noun):
    """What a stored document names, as match reads it. `id` is the entity of its type and key alone."""

    id: str
    name: str
    type: str
    key: str
    aliases: list[str] = []
    roles: list[str] = []
    partial: bool = False


class Occurrence(Noun):
    """A document in which a known entity occurs: the roles it gives it, the keys that it names beside it."""

    document_id: str
    roles: list[str] = []
    beside: list[str] = []


class KnownEntity(Noun):
    """An entity that the store found under a handle of the document's, with the last that name it."""

    id: str
    name: str
    type: str
    key: str
    aliases: list[str] = []
    occurrences: list[Occurrence] = []


class DocumentInStore(Noun):
    """A stored document as match reads it. `seen_at` is its publication, else its arrival.

    `published_at` is its publication alone: an arrival says nothing of when an article was written.
    """

    id: str
    outlet: str | None = None
    title: str | None = None
    seen_at: AwareDatetime
    published_at: AwareDatetime | None = None
    profile: DocumentProfile = DocumentProfile()
    fingerprint: Fingerprint | None = None
    claims: list[ClaimInStore] = []
    entities: list[EntityInDocument] = []


class Match(Message):
    """Judge one document against the candidates that the store found, and its entities against `known`."""

    document: DocumentInStore
    candidates: list[DocumentInStore] = []
    known: list[KnownEntity] = []


class DocumentVerdict(Noun):
    """How the document relates to a candidate. Symmetric: the same pair gets the same verdict either way.

    `overlap` is the share of text they have in common (0 to 1), `copy` what that makes of them.
    """

    document_id: str
    same_story: bool
    score: float
    rule: str
    overlap: float = 0.0
    copy_: Literal["duplicate", "reprint"] | None = Field(default=None, alias="copy")


class ClaimVerdict(Noun):
    """How two claims of one story relate; `a` is the lesser id, so that a pair has one verdict.

    `same` and `like` say with `score` how likely both say the same (0 to 1); `like` is too little to go by,
    but counts where others agree with it. `conflict` tells of a conflict, and of an update, what differs.
    """

    a: str
    b: str
    relation: Literal["same", "like", "conflict", "update"]
    conflict: ConflictKind | None = None
    score: float
    rule: str
    detail: str = ""
    drift: str | None = None
    """Of two quotations that say the same: how their words differ."""


class EntityVerdict(Noun):
    """How two entities relate, seen from one document.

    `variant`: two spellings of one name, wherever they stand. Within the story, `same`: one thing, and
    `part`: `entity` is a shorter name of `other`, one of several options perhaps. Beyond it, `known`:
    `entity` is a shorter name of `other`; `namesake`: of those who have one name it is `other`; `apart`: it
    is not.
    """

    entity: str
    other: str
    relation: Literal["variant", "same", "part", "known", "namesake", "apart"]
    score: float
    rule: str
    detail: str = ""


class SpeakerVerdict(Noun):
    """A claim whose source is told by a role alone ("the harbour master"), and an entity that has it."""

    claim_id: str
    entity: str
    score: float
    rule: str
    detail: str = ""


class Matched(Message):
    """The verdicts on one document's candidates; pairs without a relation are left out."""

    outcome: Literal["matched"] = "matched"
    document_id: str
    documents: list[DocumentVerdict]
    claims: list[ClaimVerdict]
    entities: list[EntityVerdict] = []
    speakers: list[SpeakerVerdict] = []


# --- any stage ---------------------------------------------------------------------------------------


class Started(Message):
    """A worker has begun: the lease runs from now, and an attempt is counted."""

    outcome: Literal["started"] = "started"
    stage: StageName
    worker: str


class Crashed(Message):
    """The work ended by surprise (an error, a time limit, a lost process)."""

    outcome: Literal["crashed"] = "crashed"
    stage: StageName
    detail: str


Reply = Either[
    Prepared | FetchFailed | NotText | Annotated | Matched | Started | Crashed,
    Field(discriminator="outcome"),
]
reply: TypeAdapter[Reply] = TypeAdapter(Reply)
"""Reads a reply: `reply.validate_python(payload)`."""
