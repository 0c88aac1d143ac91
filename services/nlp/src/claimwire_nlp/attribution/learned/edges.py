"""Edges: no source and no content begins or ends within a noun phrase, where the tagger cut one in two."""

from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Attribution

Chunks = dict[int, Span]


def chunks(doc: Doc) -> Chunks:
    """The noun phrases of a text, by their tokens."""
    return {token.i: chunk for chunk in doc.noun_chunks for token in chunk}


def widened(attribution: Attribution, chunks: Chunks) -> Attribution:
    """An attribution with its parts widened to whole phrases, as far as no other part stands in the way."""
    parts = (attribution.source, attribution.cue, attribution.content)
    taken = {token.i for spans in parts for span in spans for token in span}
    return attribution._replace(
        source=tuple(_whole(span, chunks, taken) for span in attribution.source),
        content=tuple(_whole(span, chunks, taken) for span in attribution.content),
    )


def _whole(span: Span, chunks: Chunks, taken: set[int]) -> Span:
    start = min(span.start, chunks.get(span.start, span).start)
    end = max(span.end, chunks.get(span.end - 1, span).end)
    if any(i in taken for i in range(start, span.start)):
        start = span.start
    if any(i in taken for i in range(span.end, end)):
        end = span.end
    return span.doc[start:end]
