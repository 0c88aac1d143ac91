"""What documents and claims are compared by, made once when a text is annotated.

A profile maps terms to weights: lemmas of content words and the words of names,
weighted by how often they occur, where they stand and how telling they are in
English at large. The gateway keeps profiles unread.
"""

from collections import Counter
from collections.abc import Iterable
from math import log

from claimwire_contracts.messages import ClaimProfile, DocumentProfile, ExtractedEntity
from spacy.tokens import Doc, Span, Token

from claimwire_nlp.matching.weights import idf

DOCUMENT_TERMS = 60
CLAIM_TERMS = 25
KEYS = 25
LEAD_SENTENCES = 2

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
NAME_FACTOR = 1.5
LEAD_FACTOR = 1.5
TELLING = 2.5
"""Terms below this weight stand in every second article and tell nothing."""


def document_profile(doc: Doc, title: str | None, entities: list[ExtractedEntity]) -> DocumentProfile:
    """The profile of an annotated text.

    Args:
        doc: the parsed text, without the title.
        title: the headline, if known; its words count as the lead's do.
        entities: what the text names; the words of their keys are weighted up.
    """
    names = {word for entity in entities for word in entity.key.casefold().split()}
    counts = Counter(terms_of(doc))
    counts.update(word.casefold() for word in (title or "").split())
    terms = {
        term: (1 + log(count)) * idf(term) * (NAME_FACTOR if term in names else 1.0)
        for term, count in counts.items()
        if idf(term) >= TELLING
    }
    terms = heaviest(terms, DOCUMENT_TERMS)
    return DocumentProfile(terms=terms, keys=list(terms)[:KEYS])


def claim_profile(
    content_spans: list[Span], names: list[str], quoted: str | None, source: str | None
) -> ClaimProfile:
    """The profile of one claim.

    Args:
        content_spans: the claim's content in the parsed text.
        names: the keys of the entities that the content mentions (`ExtractedEntity.key`).
        quoted: the words within quotation marks, if any, without the marks.
        source: the speaker's name or description, if attributed.
    """
    counts = Counter(term for span in content_spans for term in terms_of(span))
    terms = heaviest({term: idf(term) for term in counts}, CLAIM_TERMS)
    return ClaimProfile(terms=terms, names=sorted(set(names)), quoted=quoted, source=source)


def terms_of(tokens: Iterable[Token]) -> Iterable[str]:
    """The lemmas of the content words among the tokens."""
    for token in tokens:
        if token.pos_ in CONTENT and not token.is_stop and any(char.isalnum() for char in token.text):
            yield token.lemma_.casefold()


def heaviest(terms: dict[str, float], size: int) -> dict[str, float]:
    """The `size` heaviest terms, heaviest first; equal ones by name, so that the same text gives the same."""
    ranked = sorted(terms.items(), key=lambda item: (-item[1], item[0]))
    return {term: round(weight, 3) for term, weight in ranked[:size]}
