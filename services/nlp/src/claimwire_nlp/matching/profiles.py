"""What documents and claims are compared by, made once when a text is annotated.

A profile maps terms to weights: lemmas of content words and the words of names,
weighted by how often they occur, where they stand and how telling they are in
English at large. The gateway keeps profiles unread.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from math import log

from claimwire_contracts.messages import ClaimProfile, DocumentProfile, ExtractedEntity
from claimwire_contracts.types import GAP
from spacy.tokens import Doc, Span, Token

from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.frames import Frame, frame_of
from claimwire_nlp.matching.tolls import tolls_of
from claimwire_nlp.matching.weights import idf
from claimwire_nlp.matching.words import canonical, said_in_phrases

DOCUMENT_TERMS = 60
DOCUMENT_WORDS = 150
CLAIM_TERMS = 25
WORDS_BEFORE = 28
"""Words of the text before a claim that it is read with: mostly the sentence that it goes on from."""
KEYS = 25
LEAD_SENTENCES = 2
DATELINE = 250
"""Characters of a text within which it says the day that it is of."""

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
REPORTING = {"accord", "report", "source", "statement", "spokesman", "spokesperson", "reporter", "newspaper"}
"""Words of reporting as such: every article about anything has them."""
NAME_FACTOR = 1.5
LEAD_FACTOR = 1.5
KINDS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place"}
TELLING = 2.5
"""Terms below this weight stand in every second article and tell nothing."""


def document_profile(doc: Doc, title: str | None, entities: list[ExtractedEntity]) -> DocumentProfile:
    """The profile of an annotated text.

    Args:
        doc: the parsed text, without the title.
        title: the headline, if known: the text's words that stand in it count as the lead's do.
        entities: what the text names; the words of their keys are weighted up.
    """
    named = {word for entity in entities for word in entity.key.casefold().split()}
    leading = set(terms_of(_lead(doc, title)))
    words = {
        term: (1 + log(count)) * idf(term) * (LEAD_FACTOR if term in leading else 1.0)
        for term, count in Counter(terms_of(doc)).items()
        if term not in REPORTING and idf(term) >= TELLING
    }
    terms = {term: weight * (NAME_FACTOR if term in named else 1.0) for term, weight in words.items()}
    terms, words = heaviest(terms, DOCUMENT_TERMS), heaviest(words, DOCUMENT_WORDS)
    kinds = _kinds(entities)
    return DocumentProfile(
        terms=terms,
        keys=list(terms)[:KEYS],
        words=words,
        names={word: kinds[word] for word in words if word in kinds},
        lead=sorted(leading & words.keys()),
        dated=None if doc._.published else _dateline(doc),
    )


def claim_profile(
    content_spans: list[Span],
    names: list[str],
    quoted: str | None,
    source: str | None,
    times: Iterable[Span] = (),
) -> ClaimProfile:
    """The profile of one claim.

    Args:
        content_spans: the claim's content in the parsed text.
        names: the keys of the entities that the content mentions (`ExtractedEntity.key`).
        quoted: the words within quotation marks, if any, without the marks.
        source: the speaker's name or description, if attributed.
        times: what of the content tells a time.
    """
    timed = {token.i for time in times for token in time}
    found = {term for span in content_spans for term in _claim_terms(span, timed)}
    phrases = said_in_phrases([token.lemma_ for span in content_spans for token in span])
    return ClaimProfile(
        terms=heaviest({canonical(term): idf(term) for term in sorted(found | phrases.keys())}, CLAIM_TERMS),
        names=sorted(set(names)),
        quoted=quoted,
        source=source,
        frame=_also_told_as(phrases, frame_of(content_spans, names, source)),
        tolls=tolls_of(content_spans),
        before=before(content_spans, source),
        vector=meaning.vector(GAP.join(span.text for span in content_spans)),
    )


def before(content_spans: list[Span], source: str | None) -> str:
    """What a claim is read with, for "it" and "the figure" to be known: the words before it, its speaker."""
    doc, start = content_spans[0].doc, content_spans[0].start
    words = [token.text for token in doc[max(0, start - WORDS_BEFORE) : start] if not token.is_space]
    return " ".join([*words, f"{source}:"] if source else words)


def terms_of(tokens: Iterable[Token]) -> Iterator[str]:
    """The lemmas of the content words among the tokens."""
    for token in tokens:
        if token.pos_ in CONTENT and not token.is_stop and any(char.isalnum() for char in token.text):
            yield token.lemma_.casefold()


def heaviest(terms: dict[str, float], size: int) -> dict[str, float]:
    """The `size` heaviest terms, heaviest first; equal ones by name, so that the same text gives the same."""
    ranked = sorted(terms.items(), key=lambda item: (-item[1], item[0]))
    return {term: round(weight, 3) for term, weight in ranked[:size]}


def _lead(doc: Doc, title: str | None) -> Iterator[Token]:
    """The first sentences, and what the headline repeats of the text."""
    for sentence in islice(doc.sents, LEAD_SENTENCES):
        yield from sentence
    heading = {word.strip(".,:;!?\"'\u2018\u2019\u201c\u201d").casefold() for word in (title or "").split()}
    yield from (token for token in doc if token.lower_ in heading)


def _kinds(entities: list[ExtractedEntity]) -> dict[str, str]:
    """What each word of a name names; where it is of several names, what the first of them is."""
    kinds: dict[str, str] = {}
    for entity in entities:
        for word in f"{entity.key} {entity.name}".casefold().split():
            kinds.setdefault(word, KINDS.get(entity.type, "other"))
    return kinds


def _dateline(doc: Doc) -> date | None:
    """The first full date at the beginning ("Updated July 7, 2012")."""
    opening = (time for time in doc._.times if time.span.start_char < DATELINE)
    days = (time.first for time in opening if time.first == time.last)
    return next((day for day in days if day is not None), None)


def _claim_terms(span: Span, timed: set[int]) -> Iterator[str]:
    """As `terms_of`, without figures and days: those are compared for themselves."""
    yield from terms_of(token for token in span if token.pos_ != "NUM" and token.i not in timed)


def _also_told_as(phrases: dict[str, str], frame: Frame) -> Frame:
    """The frame with what its verb says with other words ("carry more passengers than": "overload")."""
    told = [word for word, phrase in phrases.items() if {*map(canonical, phrase.split())} & {*_verb(frame)}]
    return frame | {"predicate": [*_verb(frame), *told]} if told else frame


def _verb(frame: Frame) -> list[str]:
    return frame.get("predicate", [])
