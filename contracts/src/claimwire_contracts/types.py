"""The nouns: what the REST contract shows and what the messages carry.

Offsets are Unicode code points into the document's text, end exclusive:
`text[start:end]` is always the text given. Times are RFC 3339 in UTC, ids are
opaque. New fields are optional and unknown ones ignored, so that services can
be rolled one at a time.
"""

from datetime import date
from typing import Generic, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

T = TypeVar("T")
S = TypeVar("S")
E = TypeVar("E")

GAP = " … "
"""Stands between the pieces of a text that several spans give."""

JobState = Literal["queued", "running", "succeeded", "failed", "cancelled"]
StageName = Literal["prepare", "annotate", "match"]
ClaimKind = Literal["direct", "indirect", "mixed", "narrated"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["fact", "plan", "conditional", "question"]
"""Whether a claim tells what is or was, what is meant to come, what holds under a condition, or only asks."""
Strength = Literal["weak", "medium", "strong"]
"""How far a hedge holds back: strong where the outlet barely vouches ("rumoured"), weak in "is likely to"."""
Role = Literal["person", "organization", "outlet", "anonymous", "document", "unresolved"]
Bound = Literal["exact", "at_least", "more_than", "at_most", "less_than", "about"]
Sign = Literal[
    "planned", "open", "denied", "hedged", "figure", "day", "ourselves", "quoting", "quoted", "lead", "told"
]
"""What a text shows of whether it has a claim from a speaker: how it is said, what stands in its sentence."""
Status = Literal["corroborated", "single_origin", "conflicting"]
DecisionKind = Literal[
    "variant", "same", "part", "known", "namesake", "apart", "speaker", "moved", "merge", "split"
]
ConflictKind = Literal["number", "polarity", "date", "participant"]
ChangeKind = Literal["outlet", "origin", "corroborated", "conflict", "update"]
"""What a claim group gained: an outlet that tells it, an origin, its second one, a conflict or an update."""


class Noun(BaseModel):
    """Immutable; ignores fields it does not know; speaks in wire names."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, serialize_by_alias=True)


class Span(Noun):
    """Where a piece of text lies: code points, end exclusive."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span ends after its start")
        return self


class Mention(Span):
    """A span that names something, with its text."""

    text: str


class Hedge(Mention):
    """Words by which a claim is held back from, and how strongly."""

    strength: Strength | None = None


class Passage(Noun):
    """A text in one or several spans (attributions are often broken in two), its pieces joined by `GAP`."""

    text: str
    spans: list[Span]


class Quantity(Mention):
    """A number with what it counts ("people", "%", "USD") and how it is bounded ("at least 30")."""

    value: float
    unit: str | None = None
    bound: Bound = "exact"


class DateSpan(Mention):
    """A time expression resolved against the publication date: from and to are both inclusive.

    Both are null where the expression could not be resolved.
    """

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class Removed(Noun):
    """Text that cleaning took out of an article, and why."""

    text: str
    reason: str


class Link(Noun):
    """Whom a claim came through: the outlet's name, and the key by which it is compared."""

    key: str
    name: str


class Origin(Noun):
    """The root that a claim's chain ends in, and the rule that found it.

    Two claims have one origin where `key` is the same. A key of None is an
    unknown root: it never adds independence.
    """

    key: str | None
    name: str
    role: Role
    rule: str
    via: list[Link] = []
    """Whom the root's words came through, innermost first."""
    behalf: str | None = None
    """The key of the institution that it speaks for: the two are one origin."""
    offices: list[str] = []
    """What the text calls it, where that may tell who it is ("chief executive of Corvane", "the mayor")."""
    beside: list[str] = []
    """Keys of what is named close by and may be where the outlet has it from, if that says the same."""
    near: list[str] = []
    """Keys of those whose words stand in the same sentence or in one next to it."""
    signs: list[str] | None = None
    """Each a `Sign`; null where nobody looked. A list of words, so that a service may know more of them."""


class Source(Passage):
    """Who a claim is attributed to, or one link of its chain outward (`via`)."""

    role: Role
    entity_id: str | None = None
    name: str | None = None


class Identified(Noun):
    """A claim's ids: its own, and those of what holds it."""

    id: str
    document_id: str
    story_id: str | None = None
    group_id: str | None = None


class Statement(Noun, Generic[S, E]):
    """What a claim says, who says it, and how. `S` is its kind of source, `E` names an entity."""

    kind: ClaimKind
    source: S | None = None
    via: list[S] = []
    cue: Passage | None = None
    content: Passage
    hedged: bool = False
    hedges: list[Hedge] = []
    polarity: Polarity = "affirmed"
    modality: Modality = "fact"
    quantities: list[Quantity] = []
    dates: list[DateSpan] = []
    entities: list[E] = []
    origin: Origin | None = None
    confidence: float = Field(ge=0, le=1)


class Claim(Statement[Source, str], Identified):
    """One assertion in one document, with whom it is attributed to."""


class NamedEntity(Noun):
    """An entity as one text names it.

    `name` is the canonical one, `aliases` are the others that the text gives it, as written and longest
    first; `roles` are phrases that tell what a person is ("mayor of lindau"), in lower case and sorted.
    """

    name: str
    type: str
    aliases: list[str] = []
    roles: list[str] = []
    mentions: list[Mention]


class DocumentEntity(NamedEntity):
    """An entity as one document names it: the entity's id, the document's mentions."""

    id: str


class Entity(Noun):
    """What mentions across documents refer to. Types are spaCy's (PERSON, ORG, GPE, LOC, FAC, NORP, ...).

    `aliases` and `roles` are those that its documents give it, the most frequent first.
    """

    id: str
    name: str
    type: str
    aliases: list[str] = []
    roles: list[str] = []
    documents: int = 0
    mentions: int = 0


class EntityDecision(Noun):
    """Why two names are one thing, or are not: a verdict with its rule, or what somebody decided by hand.

    `kind` is `variant` (two spellings of one name), `same` (one thing in one story), `part` (`entity` is a
    shorter name of `other`, in one story), `known` (so is it of one known from other stories), `namesake`
    and `apart` (it is, or is not, the known bearer of its name), `speaker` (a claim's unnamed source is
    `entity`), `moved` (what was its own is now known), `merge` or `split`. `by` is null where it was not a
    hand. A rule's decision that was undone keeps them apart from then on.
    """

    id: str
    kind: DecisionKind
    entity: str
    other: str
    entity_name: str | None = None
    other_name: str | None = None
    documents: list[str] = []
    score: float | None = None
    rule: str | None = None
    detail: str = ""
    by: str | None = None
    reason: str | None = None
    at: AwareDatetime
    undone_at: AwareDatetime | None = None
    undone_by: str | None = None
    in_effect: bool = True


class Problem(Noun):
    """RFC 9457: what went wrong, in which field, and the mend. Served as application/problem+json."""

    type: str = "about:blank"
    title: str
    status: int | None = None
    detail: str | None = None
    instance: str | None = None
    errors: list["FieldError"] = []


class FieldError(Noun):
    """One field that was refused: a JSON pointer or parameter name, what is wrong and how to mend it."""

    field: str
    detail: str


class JobStage(Noun):
    """One stage of a job."""

    name: StageName
    state: JobState
    started_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    attempts: int = 0


class Job(Noun):
    """The work on one document. `error` says why a failed one failed."""

    id: str
    document_id: str
    batch_id: str | None = None
    state: JobState
    stage: StageName
    stages: list[JobStage]
    attempts: int
    error: Problem | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    links: dict[str, str] = {}


class JobEvent(Noun):
    """A change of a job's state or stage; `id` grows with time."""

    id: int
    job_id: str
    at: AwareDatetime
    state: JobState
    stage: StageName
    detail: str | None = None


class Submission(Noun):
    """What a client posts: exactly one of text, html or url."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = Field(default=None, max_length=1000)
    outlet: str | None = Field(default=None, max_length=200)
    published_at: AwareDatetime | None = None
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    external_id: str | None = Field(default=None, min_length=1, max_length=200)
    tags: list[str] = Field(default=[], max_length=50)


class Document(Noun):
    """An article as prepared; `removed` is what cleaning took out. Text is empty until it is prepared."""

    id: str
    external_id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: AwareDatetime | None = None
    language: str | None = None
    tags: list[str] = []
    text: str = ""
    removed: list[Removed] = []
    story_id: str | None = None
    duplicate_of: str | None = None
    reprint_of: str | None = None
    pipeline_version: str | None = None
    job_id: str | None = None
    created_at: AwareDatetime


class StoryDocument(Noun):
    """A document as its story lists it."""

    id: str
    outlet: str | None = None
    title: str | None = None
    published_at: AwareDatetime | None = None
    reprint_of: str | None = None
    duplicate_of: str | None = None


class StoryEntity(Noun):
    """An entity as its story lists it, with the number of the story's documents that mention it."""

    id: str
    name: str
    type: str
    documents: int


class Story(Noun):
    """Documents about one event."""

    id: str
    title: str | None = None
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    documents: list[StoryDocument] = []
    outlets: list[str] = []
    entities: list[StoryEntity] = []
    counts: dict[str, int] = {}


class StoryClaims(Noun):
    """A story's claim groups by what a reader asks of them: ids, in the order of the story's `/claims`.

    `corroborated`, `single_origin` and `disputed` hold each group once; the others are drawn across them.
    """

    shared: list[str] = []
    """At least two outlets report it; a document of an unknown one counts as another."""
    corroborated: list[str] = []
    single_origin: list[str] = []
    """One root at most is known for it, however many outlets report it."""
    disputed: list[str] = []
    """Another group of the story conflicts with it."""
    new: list[str] = []
    """First said at or after `since`."""
    changed: list[str] = []
    """Said before `since`, and since then more is known of it: see the story's `changes`."""


class Change(Noun):
    """What a group that was said before `since` gained at or after it, with the claims that brought it."""

    group_id: str
    kind: ChangeKind
    at: AwareDatetime
    claims: list[str]
    detail: str = ""


class Quoted(Noun):
    """A source and how much the story's documents have of its words.

    `words` are all that are attributed to it, `quoted_words` those of them within quotation marks; what a
    copy repeats is counted once. `share` is that of `words` in what is attributed to anyone.
    """

    entity_id: str | None = None
    name: str
    role: Role
    claims: list[str]
    documents: list[str]
    outlets: list[str]
    words: int
    quoted_words: int
    share: float = Field(ge=0, le=1)


class Sourcing(Noun):
    """On whose word one outlet's claims stand: the claims' ids. What it posted twice is counted once.

    `named` are persons and organizations, `cited` other outlets and documents; `named_share` is the share of
    named among named and anonymous, null where there is neither.
    """

    outlet: str | None = None
    documents: list[str]
    named: list[str] = []
    anonymous: list[str] = []
    cited: list[str] = []
    unresolved: list[str] = []
    own_voice: list[str] = []
    named_share: float | None = Field(default=None, ge=0, le=1)


class Citation(Noun):
    """A claim that cites a report, and the words of its document that do; a credit line gives no spans."""

    claim_id: str
    document_id: str
    outlet: str | None = None
    text: str
    spans: list[Span] = []


class Chase(Noun):
    """A report that the story's claims cite and that is not among its documents, with the rule that found it.

    `author` is whom it is from, where that is named; `held` are documents of that outlet which the store has
    outside the story: one of them may be the report.
    """

    name: str
    author: str | None = None
    role: Role
    rule: str
    cited_by: list[Citation]
    held: list[str] = []


class StoryView(Story):
    """A story in one view: what its documents report between them, and what to look at next.

    `since` is the time asked about, null where none was; `new`, `changed` and `changes` are empty then.
    """

    since: AwareDatetime | None = None
    claims: StoryClaims = StoryClaims()
    changes: list[Change] = []
    quoted: list[Quoted] = []
    sourcing: list[Sourcing] = []
    chase: list[Chase] = []


class GroupOrigin(Noun):
    """One root behind a claim group, with the claims and documents that rest on it."""

    name: str
    role: Role
    rule: str | None = None
    known: bool = True
    via: list[str] = []
    """Names of those whom its words came through to the outlets that report them."""
    claims: list[str] = []
    documents: list[str]


class Conflict(Noun):
    """Two groups of one story that cannot both hold; `claims` are the two that show it."""

    group_id: str
    kind: ConflictKind
    claims: tuple[str, str]
    detail: str


class Update(Noun):
    """Another group that says the same of another time (3 hurt in the morning, 5 in the evening)."""

    group_id: str
    detail: str


class HedgeLoss(Noun):
    """One outlet hedges what another says flat: the two claims' ids."""

    hedged: str
    flat: str


class QuoteDrift(Noun):
    """The same quotation, altered: the two claims' ids and what differs."""

    a: str
    b: str
    detail: str


class ClaimGroup(Noun):
    """Claims of a story that say the same thing, the origins behind them and what speaks against them."""

    id: str
    text: str
    claims: list[str]
    documents: list[str]
    outlets: list[str]
    origins: list[GroupOrigin]
    independent_origins: int
    status: Status
    conflicts: list[Conflict] = []
    updates: list[Update] = []
    hedge_loss: list[HedgeLoss] = []
    quote_drift: list[QuoteDrift] = []


class Page(Noun, Generic[T]):
    """One page of a listing and where the next one is."""

    items: list[T]
    next: str | None = None


class BatchLine(Noun):
    """A line of a batch that was accepted."""

    line: int
    job_id: str
    document_id: str
    external_id: str | None = None


class RejectedLine(Noun):
    """A line of a batch that was refused, and why. Lines are counted from 1."""

    line: int
    problem: Problem


class Batch(Noun):
    """Documents posted together, with the number of their jobs in each state."""

    id: str
    created_at: AwareDatetime
    counts: dict[str, int]
    accepted: list[BatchLine] = []
    rejected: list[RejectedLine] = []


class AnalyzeRequest(Noun):
    """A short text to analyze at once; nothing is stored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    title: str | None = Field(default=None, max_length=1000)
    published_at: AwareDatetime | None = None


class AnalyzedEntity(NamedEntity):
    """An entity of an analyzed text; claims name it by its position in the list of these."""


class AnalyzedSource(Passage):
    """A source or a link of the chain; `entity` is a position in the list of entities."""

    role: Role
    entity: int | None = None
    name: str | None = None


class AnalyzedClaim(Statement[AnalyzedSource, int]):
    """A claim without ids; `entities` are positions in the list of entities."""


class Analysis(Noun):
    """What was found in a text that was analyzed at once."""

    entities: list[AnalyzedEntity]
    claims: list[AnalyzedClaim]
    pipeline_version: str


class Ready(Noun):
    """Every part that a posted document's processing rests on, and its state: "ok" first where it is."""

    status: Literal["ready"] = "ready"
    parts: dict[str, str]
