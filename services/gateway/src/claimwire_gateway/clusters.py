"""Which documents are one story: those that are alike on average, lest a chain of look-alikes become one.

    documents | copies are one | the two most alike, again and again | stories

Two parts are joined while the documents of the one are, on average, alike enough to those of the other
(average linkage; Sokal and Michener 1958). A round-up that is a little like two events joins one of them at
most, and of two events of one kind each keeps its own documents. Pure: the same documents and likenesses give
the same stories in whatever order they came, and ids, which chance gave, decide nothing.
"""

from collections.abc import Collection, Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from claimwire_gateway.grouping import Member, Part, partition, precedence

LINKED = 0.4
"""The average likeness from which two parts are one story; nlp calls a pair the same story from there on."""
ASKED = 8
"""A document is asked about at most so many of another part, for of a large one it was compared with a few:
a part joins a larger one where each of its documents is like three or four there."""
SCALE = 10_000
"""Likenesses are added up as whole numbers: sums of fractions would depend on their order."""

Heap = list[tuple[float, int, int, int, int]]


class Likeness(NamedTuple):
    """How alike two documents are (0 to 1), and whether one was made from the other."""

    a: str
    b: str
    score: float
    copied: bool = False


class Between(NamedTuple):
    """What is known between two parts: the sum of their documents' likenesses, and of how many pairs."""

    total: int
    pairs: int

    def and_(self, other: "Between") -> "Between":
        """Both taken together."""
        return Between(self.total + other.total, self.pairs + other.pairs)


def stories(members: Collection[Member], likenesses: Iterable[Likeness]) -> list[Part]:
    """The documents in stories, sorted by their least id. A likeness of a document not given is none.

    What was made from one text counts as one document: a report that forty outlets print has one say.
    """
    known = {member.id for member in members}
    found = [each for each in likenesses if each.a in known and each.b in known and each.a != each.b]
    texts = partition(known, [(each.a, each.b) for each in found if each.copied])
    rank = {member.id: place for place, member in enumerate(sorted(members, key=precedence))}
    texts.sort(key=lambda text: min(rank[each] for each in text))
    tree = _Tree(len(texts), _between(texts, found))
    return sorted((frozenset().union(*(texts[i] for i in part)) for part in tree.parts()), key=min)


def _between(texts: list[Part], likenesses: Iterable[Likeness]) -> dict[tuple[int, int], Between]:
    """How alike each two texts are: the mean over their copies' likenesses."""
    text_of = {member: place for place, text in enumerate(texts) for member in text}
    found: dict[tuple[int, int], Between] = {}
    for each in likenesses:
        a, b = sorted((text_of[each.a], text_of[each.b]))
        if a != b:
            found[a, b] = found.get((a, b), Between(0, 0)).and_(Between(round(each.score * SCALE), 1))
    return {pair: Between(round(each.total / each.pairs), 1) for pair, each in found.items()}


class _Tree:
    """Parts that are joined two by two. A part is named by the first of its texts, by rank."""

    def __init__(self, size: int, known: dict[tuple[int, int], Between]) -> None:
        self._texts: list[list[int]] = [[place] for place in range(size)]
        self._joined = [0] * size
        self._beside: list[dict[int, Between]] = [{} for _ in range(size)]
        for (a, b), between in known.items():
            self._beside[a][b] = self._beside[b][a] = between

    def parts(self) -> list[list[int]]:
        """The parts that are left when no two are alike enough; the most alike are joined first."""
        heap: Heap = [self._offer(a, b) for a, beside in enumerate(self._beside) for b in beside if a < b]
        heapify(heap)
        while heap and -heap[0][0] >= LINKED * SCALE:
            _, a, b, joined_a, joined_b = heappop(heap)
            if (self._joined[a], self._joined[b]) == (joined_a, joined_b):
                self._join(a, b)
                for other in self._beside[a]:
                    heappush(heap, self._offer(*sorted((a, other))))
        return [texts for texts in self._texts if texts]

    def _offer(self, a: int, b: int) -> tuple[float, int, int, int, int]:
        """Two parts as they stand in the heap: most alike first, then by rank; stale when either grows."""
        return (-self._alike(a, b), a, b, self._joined[a], self._joined[b])

    def _alike(self, a: int, b: int) -> float:
        """The average likeness over all pairs, or over as many as could have been compared."""
        between = self._beside[a][b]
        few, many = sorted((len(self._texts[a]), len(self._texts[b])))
        return between.total / min(few * many, max(few * ASKED, between.pairs))

    def _join(self, a: int, b: int) -> None:
        """Put all of the second part into the first."""
        self._texts[a] += self._texts[b]
        self._texts[b] = []
        self._joined[a] += 1
        self._joined[b] += 1
        theirs, self._beside[b] = self._beside[b], {}
        for other, between in theirs.items():
            del self._beside[other][b]
            if other != a:
                both = self._beside[a].get(other, Between(0, 0)).and_(between)
                self._beside[a][other] = self._beside[other][a] = both
