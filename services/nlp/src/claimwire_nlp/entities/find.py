"""Mentions: the model's entities mended, and names that it passed over."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import papers
from claimwire_nlp.attribution.roles import names_paper
from claimwire_nlp.entities import names, places
from claimwire_nlp.matching import names as outlets

LONGEST_OUTLET = 4
FULL_NAME = (2, 3)
AGE = re.compile(r"^[1-9]\d$")
YEAR = re.compile(r"^(?:19|20)\d{2}$")
VOTES = {"election", "elections", "referendum", "primary", "primaries"}
ELECTORAL = VOTES | {
    "general", "presidential", "federal", "parliamentary", "legislative", "gubernatorial", "senate", "house",
    "local", "municipal", "regional", "state", "council", "assembly", "mayoral", "european", "parliament",
    "republican", "democratic", "party", "of", "representatives", "in",
}  # fmt: skip
ADDRESSES = {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "sir", "maj", "col"}
OFFICES = {
    "spokesman", "spokeswoman", "spokesperson", "envoy", "analyst", "director", "minister", "secretary",
    "senator",
}  # fmt: skip
PARTICLES = {
    "de", "da", "di", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "ten", "-", "’", "'",
}  # fmt: skip
BODIES = {
    "party", "committee", "agency", "university", "court", "group", "company", "bank", "inc", "corp", "ltd",
    "fc", "united", "city", "association", "council", "department", "ministry",
}  # fmt: skip
COMMON_WORDS = {"people", "time", "guardian", "telegraph", "abc", "aa", "ria", "pa", "spiegel", "efe"}
"""Outlets whose name is a word: only the model's own entity counts for them."""


class Mention(NamedTuple):
    """A mention before it is known what it refers to."""

    span: Span
    type: str
    titles: tuple[str, ...] = ()


def find(doc: Doc) -> Iterator[Mention]:
    """All mentions in order, none overlapping."""
    unread = [line.span for line in doc._.lines if line.kind == "furniture" or line.span.text.isupper()]
    shouted = {token.i for span in unread for token in span}
    found = [mention for mention in _of_model(doc) if mention.span.start not in shouted]
    found = [_event(mention) for mention in found]
    taken = {token.i for mention in found for token in mention.span}
    found += _passed_over(doc, taken | shouted)
    yield from sorted(found, key=lambda mention: mention.span.start)


def _event(mention: Mention) -> Mention:
    """A place within the name of an election ("2019 United Kingdom general election") names that instead."""
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    if mention.type not in {"GPE", "LOC"} or start == 0 or not YEAR.match(doc[start - 1].text):
        return mention
    while end < len(doc) and doc[end].lower_ in ELECTORAL:
        end += 1
    if end > mention.span.end and doc[end - 1].lower_ in VOTES:
        return Mention(doc[start - 1 : end], "EVENT")
    return mention


def _of_model(doc: Doc) -> Iterator[Mention]:
    for ent in doc.ents:
        if ent.label_ in names.TYPES and (clean := names.cleaned(ent, ent.label_)):
            span, titles = clean
            kind = retyped(span, ent.label_)
            if kind == "PERSON" and len(span) == 1 and not titles:
                span = with_first_names(span)
            if kind == "PERSON" and ent.label_ != "PERSON":
                span, more = names.untitled(span)
                titles = (*titles, *more)
            yield Mention(span, kind, titles)


def with_first_names(span: Span) -> Span:
    """A surname with the first names before it that the model left out."""
    doc, start = span.doc, span.start
    while start > span.sent.start and _first_name(doc[start - 1], span):
        start -= 1
    return doc[start : span.end]


def _first_name(token: Token, span: Span) -> bool:
    named = token.pos_ == "PROPN" and token.dep_ == "compound" and token.head in span and not token.ent_type_
    return named and token.text.istitle() and token.lower_ not in names.HONORIFICS | names.ROLES


def retyped(span: Span, label: str) -> str:
    """The type that gazetteers and the words around a name say, where they know better than the model."""
    text = span.text
    if outlets.is_outlet(text) and (label == "ORG" or text.casefold() not in COMMON_WORDS):
        return "ORG"
    if label in {"ORG", "PERSON", "NORP", "LOC", "FAC", "PRODUCT"} and places.is_place(text):
        return "GPE"
    if label == "PERSON" and (names_paper(text) or _with_article(span) or _of_outlet(span)):
        return "ORG"
    if label in {"ORG", "GPE", "PRODUCT", "NORP", "FAC", "WORK_OF_ART", "LOC"} and (
        introduced(span) or described(span)
    ):
        return "PERSON"
    if label in {"LOC", "GPE", "FAC", "PRODUCT"} and _of_outlet(span):
        return "ORG"
    return label


def _of_outlet(span: Span) -> bool:
    """Whether a name is that of the outlet whose text it stands in."""
    outlet = span.doc._.outlet
    return outlet is not None and papers.is_own(span.text, outlet)


def described(span: Span) -> bool:
    """Whether a first and last name is followed by what only a person is: an age, an occupation or "who"."""
    doc, end = span.doc, span.end
    if len(span) not in FULL_NAME or not all(token.text.istitle() for token in span) or not _all_name(span):
        return False
    if end + 1 >= len(doc) or doc[end].text != "," or doc[span.start - 1].lower_ == "the":
        return False
    after = doc[end + 1]
    if span.root.dep_ == "pobj":
        return False  # in "an engineer of the firm, who ..." the engineer is meant
    aged = AGE.match(after.text) is not None and end + 2 < len(doc) and doc[end + 2].text in {",", "."}
    occupied = after.lower_ in {"a", "an"} and any(
        child.dep_ == "appos" and child.lower_ in names.ROLES for child in span.root.children
    )
    return aged or occupied or after.lower_ in {"who", "whose"}


def _with_article(span: Span) -> bool:
    """Whether "the" stands right before a name: "the Gazette" is no person, nor is "the Maris Star"."""
    return (
        span.start > 0
        and span.doc[span.start - 1].lower_ == "the"
        and all(token.tag_ == "NNP" for token in span)
        and span.root.dep_ != "compound"
    )


def introduced(span: Span) -> bool:
    """Whether a title or a role stands right before a name, or inside its front ("spokesman Lev Adler")."""
    first = span[0].lower_.rstrip(".")
    if len(span) > 1 and first in ADDRESSES:
        return True
    if span.start == 0 or span[0].is_sent_start or not _all_name(span):
        return False
    before = span.doc[span.start - 1]
    word = before.lower_.rstrip(".")
    spelt = before.text.islower() and word in names.ROLES and len(span) > 1 and span[-1].lower_ not in BODIES
    return spelt or word in ADDRESSES | OFFICES


def _all_name(span: Span) -> bool:
    return all(token.pos_ == "PROPN" or token.lower_ in PARTICLES for token in span)


def _passed_over(doc: Doc, taken: set[int]) -> Iterator[Mention]:
    """Outlets and countries that the model did not mark."""
    position = 0
    while position < len(doc):
        found = None if position in taken else _known(doc, position, taken)
        if found is None:
            position += 1
            continue
        yield found
        position = found.span.end


def _known(doc: Doc, start: int, taken: set[int]) -> Mention | None:
    token = doc[start]
    if not token.text[0].isupper():
        return None
    for size in range(LONGEST_OUTLET, 0, -1):
        span = doc[start : start + size]
        if len(span) < size or any(t.i in taken or t.is_space for t in span):
            continue
        text = span.text
        if outlets.is_outlet(text) and text.casefold() not in COMMON_WORDS and _as_written(span):
            return Mention(span, "ORG")
        if places.is_country(text) and _as_written(span):
            return Mention(span, "GPE")
    return None


def _as_written(span: Span) -> bool:
    """Whether a name is written as one: each word but short ones begins with a capital."""
    return all(_capital(token) for token in span)


def _capital(token: Token) -> bool:
    return token.text[0].isupper() or token.is_punct or token.lower_ in {"of", "the", "and"}
