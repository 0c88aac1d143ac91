"""Which documents are one story: those that are alike on average, lest a chain of look-alikes become one.

    documents | copies are one | the two most alike, again and again | stories

Two parts are joined while the documents of the one are, on average, alike enough to those of the other
(average linkage; Sokal and Michener 1958). A round-up that is a little like two events joins one of them at
most, and of two events of one kind each keeps its own documents. Pure: the same documents and likenesses give
the same stories in whatever order they came, and ids, which chance gave, decide nothing.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from claimwire_gateway import linkage
from claimwire_gateway.grouping import Member, Part, partition, precedence
from claimwire_gateway.linkage import SCALE, Between

LINKED = 0.4
"""The average likeness from which two parts are one story; nlp calls a pair the same story from there on."""


class Likeness(NamedTuple):
    """How alike two documents are (0 to 1), and whether one was made from the other."""

    a: str
    b: str
    score: float
    copied: bool = False


def stories(members: Collection[Member], likenesses: Iterable[Likeness]) -> list[Part]:
    """The documents in stories, sorted by their least id. A likeness of a document not given is none.

    What was made from one text counts as one document: a report that forty outlets print has one say.
    """
    known = {member.id for member in members}
    found = [each for each in likenesses if each.a in known and each.b in known and each.a != each.b]
    texts = partition(known, [(each.a, each.b) for each in found if each.copied])
    rank = {member.id: place for place, member in enumerate(sorted(members, key=precedence))}
    texts.sort(key=lambda text: min(rank[each] for each in text))
    joined = linkage.parts(len(texts), _between(texts, found), LINKED)
    return sorted((frozenset().union(*(texts[i] for i in part)) for part in joined), key=min)


def _between(texts: list[Part], likenesses: Iterable[Likeness]) -> dict[tuple[int, int], Between]:
    """How alike each two texts are: the mean over their copies' likenesses."""
    text_of = {member: place for place, text in enumerate(texts) for member in text}
    found: dict[tuple[int, int], Between] = {}
    for each in likenesses:
        a, b = sorted((text_of[each.a], text_of[each.b]))
        if a != b:
            found[a, b] = found.get((a, b), Between(0, 0)).and_(Between(round(each.score * SCALE), 1))
    return {pair: Between(round(each.total / each.pairs), 1) for pair, each in found.items()}
