"""A claim as the message that carries it."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile

from claimwire_contracts.messages import ExtractedClaim, ExtractedEntity, ExtractedSource
from claimwire_contracts.types import GAP, DateSpan, Passage, Quantity
from claimwire_contracts.types import Hedge as Held
from claimwire_contracts.types import Span as Offsets
from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import chains
from claimwire_nlp.claims import intentions
from claimwire_nlp.layers import Amount, Assertion, Hedge, Speaker, Time
from claimwire_nlp.matching import origins, profiles

ACTING = {"find", "order", "convict", "acquit", "sentence", "vote", "elect", "instruct"}
"""Verbs whose object with a complement is an act (to find fit, to order to close), not words."""
MARKS = "“”\"„«»‟'‘’` "


def claim(
    doc: Doc, assertion: Assertion, entities: list[ExtractedEntity], outlet: str | None, credit: str | None
) -> ExtractedClaim:
    """A claim with its offsets, its origin and what it is compared by."""
    source = _source(assertion.source) if assertion.source is not None else None
    via = [_source(link) for link in assertion.via]
    heard = None if assertion.kind == "indirect" and _tells_itself(assertion) else source
    return ExtractedClaim(
        kind=assertion.kind,
        source=source,
        via=via,
        cue=passage(assertion.cue) if assertion.cue else None,
        content=passage(assertion.content),
        hedged=bool(assertion.hedges),
        hedges=[_hedge(hedge) for hedge in assertion.hedges],
        polarity=assertion.polarity,
        modality=assertion.modality,
        quantities=[_quantity(amount) for amount in assertion.amounts],
        dates=[_date(time) for time in assertion.times],
        entities=list(assertion.entities),
        origin=origins.root(assertion.kind, heard, via, outlet, credit),
        confidence=assertion.confidence,
        profile=profiles.claim_profile(
            list(assertion.content),
            [entities[index].key for index in assertion.entities],
            quoted(doc, assertion),
            (source.name or source.text or None) if source is not None else None,
            [time.span for time in assertion.times],
        ),
        parts=[claim(doc, part, entities, outlet, credit) for part in assertion.parts],
    )


def _tells_itself(assertion: Assertion) -> bool:
    """Whether the outlet tells of an intention or an act, not of words ("The court ordered it closed")."""
    if intentions.told_by_outlet(assertion.cue):
        return True
    source = assertion.source
    acts = any(span.root.lemma_.lower() in ACTING for span in assertion.cue)
    return (
        acts and source is not None and source.role == "unresolved" and not chains.asserts(assertion.content)
    )


def passage(spans: tuple[Span, ...]) -> Passage:
    """Spans as a passage: its text joins theirs by `GAP`."""
    return Passage(text=GAP.join(span.text for span in spans), spans=[_offsets(span) for span in spans])


def quoted(doc: Doc, assertion: Assertion) -> str | None:
    """The words of a claim that stand between quotation marks, without the marks."""
    if assertion.kind not in {"direct", "mixed"}:
        return None
    inside = (
        span.text.strip(MARKS)
        for span in _near(doc, assertion)
        if any(piece.start < span.end and span.start < piece.end for piece in assertion.content)
    )
    return " ".join(inside) or None


def _near(doc: Doc, assertion: Assertion) -> Iterator[Span]:
    """The quotations from a content's first word to its last, without a look at all the others."""
    start, end = assertion.content[0].start, assertion.content[-1].end
    first = bisect_right(doc._.quotations, start, key=lambda quotation: quotation.span.end)
    following = (quotation.span for quotation in islice(doc._.quotations, first, None))
    return takewhile(lambda span: span.start < end, following)


def _source(speaker: Speaker) -> ExtractedSource:
    found = passage(speaker.spans)
    return ExtractedSource(
        text=found.text, spans=found.spans, role=speaker.role, entity=speaker.entity, name=speaker.name
    )


def _offsets(span: Span) -> Offsets:
    return Offsets(start=span.start_char, end=span.end_char)


def _hedge(hedge: Hedge) -> Held:
    span = hedge.span
    return Held(start=span.start_char, end=span.end_char, text=span.text, strength=hedge.strength)


def _quantity(amount: Amount) -> Quantity:
    span = amount.span
    return Quantity(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        value=amount.value,
        unit=amount.unit,
        bound=amount.bound,
    )


def _date(time: Time) -> DateSpan:
    span = time.span
    return DateSpan(start=span.start_char, end=span.end_char, text=span.text, from_=time.first, to=time.last)
