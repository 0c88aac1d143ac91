"""The component that writes what a text names."""

from spacy.language import Language
from spacy.tokens import Doc

from claimwire_nlp.entities.coherence import Gathering
from claimwire_nlp.entities.find import find


@Language.component(
    "claimwire_entities", requires=["doc.ents", "doc._.lines"], assigns=["doc._.things", "doc._.thing_at"]
)
def entities(doc: Doc) -> Doc:
    """Write `doc._.things`; the model's own `doc.ents` stay as they are."""
    doc._.things = tuple(Gathering(doc, find(doc)).things())
    doc._.thing_at = {
        token.i: index
        for index, thing in enumerate(doc._.things)
        for span in thing.mentions
        for token in span
    }
    return doc
