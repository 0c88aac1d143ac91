"""What the components write on a Doc: the nouns that stand between one stage and the next.

A stage reads what stands in `doc._` and writes one layer of its own, so that any
of them can be replaced by another that writes the same.
"""

from datetime import date
from typing import Literal, NamedTuple

from claimwire_contracts.types import Bound, ClaimKind, Modality, Polarity, Role, Strength
from spacy.tokens import Doc, Span

LineKind = Literal["body", "heading", "furniture"]


class Line(NamedTuple):
    """A line of the text (a paragraph, as ingest leaves them) without its line break."""

    span: Span
    kind: LineKind


class Quotation(NamedTuple):
    """What stands between quotation marks, the marks included.

    `continues` says that the quotation goes on in the next paragraph, which opens with a mark of its own.
    """

    span: Span
    continues: bool = False


class Attribution(NamedTuple):
    """Who (source) says (cue) what (content). Each may be in several pieces, in the order of the text.

    Any component may fill `doc._.attributions`; the later ones read nothing else of its making.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float = 0.5


class NamedThing(NamedTuple):
    """An entity of this document. `key` is its name in the form that is compared across documents."""

    name: str
    type: str
    key: str
    mentions: tuple[Span, ...]
    roles: frozenset[str] = frozenset()
    """Role phrases that the text gives it, in lower case ("mossad director")."""
    aliases: tuple[str, ...] = ()
    """Other names that the text gives it, as written, longest first."""


class Speaker(NamedTuple):
    """A source, or a link of its chain, with what it was resolved to. `entity` counts from 0."""

    spans: tuple[Span, ...]
    role: Role
    entity: int | None = None
    name: str | None = None


class Hedge(NamedTuple):
    """Words that hold back from asserting, and how far."""

    span: Span
    strength: Strength


class Amount(NamedTuple):
    """A quantity found in the text."""

    span: Span
    value: float
    unit: str | None
    bound: Bound


class Time(NamedTuple):
    """A time expression with the days that it covers, both inclusive; None where it cannot be resolved."""

    span: Span
    first: date | None
    last: date | None


class Assertion(NamedTuple):
    """One claim, attributed or narrated, before it is written as a message."""

    kind: ClaimKind
    content: tuple[Span, ...]
    source: Speaker | None = None
    via: tuple[Speaker, ...] = ()
    cue: tuple[Span, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "fact"
    amounts: tuple[Amount, ...] = ()
    times: tuple[Time, ...] = ()
    entities: tuple[int, ...] = ()
    confidence: float = 0.5
    parts: tuple["Assertion", ...] = ()
    """What it asserts one by one, where that is more than one thing."""


LAYERS: dict[str, object] = {
    "published": None,  # date | None: what relative dates are counted from
    "outlet": None,  # str | None: whose text it is
    "names_read": (),  # tuple[reading.component.ReadName, ...]
    "attributions_read": (),  # tuple[reading.component.ReadAttribution, ...]
    "lines": (),  # tuple[Line, ...]
    "things": (),  # tuple[NamedThing, ...]
    "thing_at": {},  # dict[int, int]: the token's position → the thing that it is part of the name of
    "quoted": frozenset(),  # frozenset[int]: positions of the tokens that stand within quotations
    "quotations": (),  # tuple[Quotation, ...]
    "attributions": (),  # tuple[Attribution, ...]
    "speakers": (),  # tuple[tuple[Speaker | None, tuple[Speaker, ...]], ...], one for each attribution
    "hedges": (),  # tuple[Hedge, ...]
    "amounts": (),  # tuple[Amount, ...]
    "times": (),  # tuple[Time, ...]
    "assertions": (),  # tuple[Assertion, ...]
}

for layer, empty in LAYERS.items():
    Doc.set_extension(layer, default=empty, force=True)
