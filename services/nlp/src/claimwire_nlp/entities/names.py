"""What is part of a name and what is not: articles, possessives, titles and their role phrases."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Span, Token

TYPES = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
ARTICLES = {"the", "a", "an"}
POSSESSIVE = {"'s", "’s", "'", "’", "‘s"}
EDGES = {
    ",",
    ".",
    ";",
    ":",
    "-",
    "–",
    "—",
    "“",
    "”",
    '"',
    "''",
    "``",
    "(",
    ")",
    "‘",
    "[",
    "]",
    "/",
    "|",
    "*",
    "•",
}
HONORIFICS = {
    "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "madam", "president", "minister",
    "senator", "sen", "rep", "representative", "congressman", "congresswoman", "gov", "governor", "gen",
    "general", "maj", "major", "col", "colonel", "lt", "lieutenant", "capt", "captain", "sgt", "sergeant",
    "judge", "justice", "chancellor", "king", "queen", "prince", "princess", "pope", "rabbi", "rev",
    "reverend", "imam", "ayatollah", "sheikh", "prime", "foreign", "secretary", "spokesman", "spokeswoman",
    "spokesperson", "ambassador", "professor", "prof", "mayor", "deputy", "vice", "former", "ex-president",
    "chief", "director", "chairman", "chairwoman", "commissioner", "officer", "detective", "inspector",
    "superintendent", "attorney", "adm", "admiral", "cpl", "leader", "envoy", "special", "press", "speaker",
    "acting", "then", "coach", "manager", "analyst", "interior", "defense", "defence", "finance", "sheriff",
    "constable", "bishop", "archbishop", "cardinal", "father", "sister", "brother", "pastor", "first",
    "crown", "emir", "sultan", "tsar", "executive", "counsel", "adviser", "advisor", "aide", "democrat",
    "republican", "candidate", "nominee", "hon", "st.",
}  # fmt: skip
ROLES = {
    "president", "minister", "premier", "chancellor", "senator", "congressman", "congresswoman",
    "representative", "governor", "mayor", "secretary", "spokesman", "spokeswoman", "spokesperson",
    "director", "chief", "head", "leader", "chair", "chairman", "chairwoman", "chairperson", "ambassador",
    "envoy", "analyst", "professor", "judge", "justice", "prosecutor", "attorney", "lawyer", "general",
    "colonel", "commander", "captain", "officer", "coach", "manager", "owner", "founder", "executive",
    "economist", "historian", "author", "researcher", "scientist", "doctor", "candidate", "nominee",
    "adviser", "advisor", "aide", "strategist", "pollster", "commissioner", "councillor", "councilor",
    "lawmaker", "king", "queen", "prince", "princess", "pope", "bishop", "archbishop", "editor",
    "journalist", "reporter", "sheriff", "inspector", "superintendent", "detective", "ceo", "cfo", "mp",
    "striker", "goalkeeper", "midfielder", "player", "actor", "actress", "singer", "teacher", "principal",
    "nurse", "farmer", "resident", "neighbor", "neighbour", "engineer", "geologist", "biologist", "critic",
    "activist", "billionaire", "businessman", "businesswoman", "democrat", "republican", "speaker",
    "deputy", "diplomat", "organizer", "organiser", "operator", "driver", "pilot", "firefighter", "mother",
    "father", "widow", "son", "daughter", "brother", "sister", "husband", "wife", "treasurer", "trustee",
    "ombudsman", "hydrologist",
}  # fmt: skip


OFFICES = {
    "special", "envoy", "secretary", "spokesman", "spokeswoman", "spokesperson", "director", "chief",
    "press", "minister", "president", "correspondent", "ambassador", "chairman", "adviser", "advisor",
}  # fmt: skip
SEAT = re.compile(r"^[DRI]-[A-Z][A-Za-z.]*$")
"""A legislator's party and state, as in "Sen. Ada Roe, R-Tenn."."""
PEERAGE = {"lord", "lady"}
"""Titles that with one word more are the name."""
LORDSHIP = 2


class Cleaned(NamedTuple):
    """A name without what does not belong to it, and the titles that stood before it."""

    span: Span
    titles: tuple[str, ...]


def cleaned(span: Span, label: str) -> Cleaned | None:
    """A model's entity with its edges mended; None if nothing that names is left."""
    span = _first_line(span)
    span = _edges(span)
    titles: list[str] = []
    if label == "PERSON":
        span, titles = untitled(span)
    elif label == "ORG":
        span = _without_office(span)
    if label == "PERSON" and (len(span.text) == 1 or SEAT.match(span.text)):
        return None
    if not len(span) or not any(char.isalpha() for char in span.text) or not span.text[0].isalnum():
        return None
    if not any(char.isupper() or not char.isascii() for char in span.text):
        return None
    return Cleaned(span, tuple(titles))


def untitled(span: Span) -> tuple[Span, list[str]]:
    """A person's name, and the titles taken off its front ("Maj. Gen.")."""
    titles: list[str] = []
    if len(span) == LORDSHIP and span[0].lower_ in PEERAGE:
        return span, titles
    while len(span) > 1 and span[0].lower_.rstrip(".") in HONORIFICS:
        titles.append(span[0].text)
        span = span[1:]
    return span, titles


def _without_office(span: Span) -> Span:
    """An organization without the office held in it ("White House" of "White House Special Envoy")."""
    end = len(span)
    while end > 2 and span[end - 1].lower_ in OFFICES:  # noqa: PLR2004  a name of one word is left as it is
        end -= 1
    return span[:end]


def roles_of(mention: Span) -> Iterator[str]:
    """The role phrases that a text gives a person: before the name and in apposition after it."""
    if phrase := _before(mention):
        yield phrase
    root = mention.root
    for child in root.children:
        if child.dep_ == "appos" and child.i > root.i and child.lower_ in ROLES:
            yield _phrase(mention.doc[child.left_edge.i : child.right_edge.i + 1])
    if root.dep_ == "appos" and root.head.lower_ in ROLES:
        head = root.head
        yield _phrase(mention.doc[head.left_edge.i : min(mention.start, head.right_edge.i + 1)])


def _phrase(span: Span) -> str:
    """A role in lower case, without what a comma adds to it."""
    return span.text.strip(" ,").split(",")[0].casefold()


def _before(mention: Span) -> str | None:
    """The role that stands before a name: "Mossad director" in "Mossad director David Barnea"."""
    doc, start = mention.doc, mention.start
    sent_start = mention.sent.start
    while start > sent_start and _titular(doc[start - 1]):
        start -= 1
    words = doc[start : mention.start]
    if not any(token.lower_.rstrip(".") in ROLES | HONORIFICS for token in words):
        return None
    return words.text.casefold()


def _titular(token: Token) -> bool:
    if token.is_space or (token.is_punct and token.text not in {"-", "."}):
        return False
    return (
        token.pos_ in {"NOUN", "PROPN", "ADJ"}
        or token.text in {"-", "’s", "'s"}
        or token.lower_ in HONORIFICS
    )


def _first_line(span: Span) -> Span:
    for offset, token in enumerate(span):
        if token.is_space and "\n" in token.text:
            return span[:offset]
    return span


def _edges(span: Span) -> Span:
    while len(span) and (span[0].is_space or span[0].text in EDGES or span[0].lower_ in ARTICLES):
        span = span[1:]
    while len(span) and (span[-1].is_space or span[-1].text in EDGES or span[-1].text in POSSESSIVE):
        if span[-1].text == "." and len(span) == 1:
            break
        span = span[:-1]
    return span
