"""Learned attribution: a component that fills `doc._.attributions` as the rules do, and in their place.

What the reader found becomes spans of the doc: edges cut through a noun phrase are mended, and the rules add
what they alone know of quotations and chains.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import candidates, confidence, content, source
from claimwire_nlp.attribution.learned import completion, edges
from claimwire_nlp.layers import Attribution
from claimwire_nlp.reading.component import Offsets, ReadAttribution

IT = "it"


@Language.component(
    "claimwire_attribution_learned",
    requires=["doc._.attributions_read", "doc._.quotations", "token.dep"],
    assigns=["doc._.attributions"],
)
def attribution(doc: Doc) -> Doc:
    """Write `doc._.attributions`, in the order of their contents."""
    doc._.attributions = confidence.calibrated(completion.completed(doc, list(find(doc))), "learned")
    return doc


def find(doc: Doc) -> Iterator[Attribution]:
    """What the reader alone finds, in the order of the cues."""
    chunks = edges.chunks(doc)
    for one in doc._.attributions_read:
        attribution = _attribution(doc, one)
        if attribution.content and attribution.cue:
            yield edges.widened(edges.parted(doc, attribution), chunks)


def _attribution(doc: Doc, read: ReadAttribution) -> Attribution:
    """What was read, as spans of the text, with edges as the rules leave them."""
    cue = tuple(source.trimmed(doc, span.start, span.end) for span in _spans(doc, (read.cue,)))
    said_by = [source.trimmed(doc, span.start, span.end) for span in _spans(doc, read.source)]
    tidied = (content.tidy(doc, span.start, span.end) for span in _spans(doc, read.content))
    pieces = tuple(span for span in tidied if span is not None and span.text.lower() != IT)
    return Attribution(
        tuple(span for span in said_by if not (cue and _expletive(span, cue[0]))),
        cue,
        candidates.widened(pieces, doc._.quotations, cue[0][0]) if cue else pieces,
        read.sure,
    )


def _spans(doc: Doc, pieces: tuple[Offsets, ...]) -> Iterator[Span]:
    """Offsets as spans. A token that a piece covers in part is taken whole, by the first that does."""
    taken = 0
    for start, end in pieces:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.end > max(span.start, taken):
            yield doc[max(span.start, taken) : span.end]
            taken = span.end


def _expletive(speaker: Span, cue: Span) -> bool:
    """Whether a source is the "it" of "it was reported": nobody."""
    passive = any(child.dep_ == "auxpass" for token in cue for child in token.children)
    return passive and speaker.text.lower() == IT
