"""Overlooked names: what was read as no name though the gazetteers or the text itself know it as one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Token

from claimwire_nlp.entities import kinds, places
from claimwire_nlp.entities.mentions import Mention
from claimwire_nlp.matching import names as outlets

LONGEST = 4
"""Tokens of a name that the gazetteers are asked for."""
SURE = 0.7
"""How surely a name must have been read in one place to be taken for one in others."""
LINKING = {"of", "the", "and"}

Known = dict[str, list[tuple[tuple[str, ...], str]]]
"""The names that begin with a word: their words, and their type."""


def find(doc: Doc, read: Iterable[Mention], barred: set[int]) -> Iterator[Mention]:
    """Names at tokens that are not barred, none overlapping."""
    known = _known(read)
    position = 0
    while position < len(doc):
        token = doc[position]
        found = None
        if position not in barred and token.text[0].isupper():
            found = _repeated(token, known, barred) or _gazetted(token, barred)
        position = found.span.end if found else position + 1
        if found:
            yield found


def _known(read: Iterable[Mention]) -> Known:
    """The names that were read surely, and those in capitals, by their first word, the longest first."""
    known: Known = defaultdict(list)
    surely = {
        tuple(token.text for token in m.span): m.type for m in read if m.sure >= SURE or m.span.text.isupper()
    }
    for words in sorted(surely, key=len, reverse=True):
        known[words[0]].append((words, surely[words]))
    return known


def _repeated(token: Token, known: Known, barred: set[int]) -> Mention | None:
    """A name that was read elsewhere in the text. A single word must look like one here too."""
    for words, kind in known.get(token.text, ()):
        if len(words) == 1 and not (token.pos_ == "PROPN" or token.is_upper):
            continue
        span = token.doc[token.i : token.i + len(words)]
        if tuple(t.text for t in span) == words and not any(t.i in barred for t in span):
            return Mention(span, kind)
    return None


def _gazetted(token: Token, barred: set[int]) -> Mention | None:
    """An outlet, a country or a well-known body."""
    if token.lower_ not in _beginnings():
        return None
    for size in range(LONGEST, 0, -1):
        span = token.doc[token.i : token.i + size]
        if len(span) < size or any(t.i in barred or t.is_space for t in span):
            continue
        kind = _kind(span.text)
        if kind and all(_capital(t) for t in span):
            return Mention(span, kind)
    return None


def _kind(name: str) -> str | None:
    if name in kinds.BY_CASE or (outlets.is_outlet(name) and name.casefold() not in kinds.COMMON_WORDS):
        return "ORG"
    return "GPE" if places.is_country(name) else None


@cache
def _beginnings() -> frozenset[str]:
    """The first words of what the gazetteers hold, as the tokenizer parts words."""
    names = {*outlets.outlets(), *places.countries(), *(name.casefold() for name in kinds.BY_CASE)}
    words = {name.split()[0] for name in names}
    return frozenset(
        words | {word.split(part)[0] for word in words for part in ("-", "'", "’", ".")} | {"the"}
    )


def _capital(token: Token) -> bool:
    return token.text[0].isupper() or token.is_punct or token.lower_ in LINKING
