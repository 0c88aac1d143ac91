"""Tagged names: what the reader takes for names, as `doc.ents`, which a spaCy model's own would be else."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.reading.component import ReadName


@Language.component("claimwire_names", requires=["doc._.names_read"], assigns=["doc.ents", "token.ent_type"])
def names(doc: Doc) -> Doc:
    """Write `doc.ents`."""
    doc.set_ents(list(find(doc)))
    return doc


def find(doc: Doc) -> Iterator[Span]:
    """The names as spans; a token that a name covers in part is taken whole, by the first that does."""
    end = 0
    for name in doc._.names_read:
        span = _span(doc, name)
        if span is not None and span.start >= end:
            yield span
            end = span.end


def _span(doc: Doc, name: ReadName) -> Span | None:
    start, end = name.offsets
    return doc.char_span(start, end, label=name.kind, alignment_mode="expand")
