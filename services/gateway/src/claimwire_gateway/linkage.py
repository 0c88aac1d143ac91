"""Parts joined two by two while they are alike on average, the most alike first.

Average linkage (Sokal and Michener 1958): a chain of look-alikes does not become one part, as it does where
one link is enough, and doubtful links that agree with each other count. Pure, and independent of order:
members are known by their rank alone, and likenesses are added up as whole numbers, whose sum has no order.
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

ASKED = 8
"""A member is asked about at most so many of another part, for of a large one it was compared with a few:
a part joins a larger one where each of its members is like three or four there."""
SCALE = 10_000
"""Likenesses are added up as whole numbers: sums of fractions would depend on their order."""

Offer = tuple[float, int, int, int, int]
"""Two parts that may be joined: their likeness, negative, their names, how often either had been joined."""
Apart = Callable[[Sequence[int], Sequence[int]], bool]


class Between(NamedTuple):
    """What is known between two parts: the sum of their members' likenesses (times `SCALE`), of how many."""

    total: int
    pairs: int = 1

    def and_(self, other: "Between") -> "Between":
        """Both taken together."""
        return Between(self.total + other.total, self.pairs + other.pairs)


def parts(
    size: int, known: Mapping[tuple[int, int], Between], least: float, apart: Apart | None = None
) -> list[list[int]]:
    """The parts that are left when no two are alike enough.

    Args:
        size: how many members there are; they are known by rank, from 0.
        known: what is known between two of them, the lesser rank first.
        least: the average likeness, 0 to 1, from which two parts are joined.
        apart: whether two parts may not be joined, however alike.
    """
    tree = _Tree(size, known)
    heap: list[Offer] = [tree.offer(a, b) for a, b in known]
    heapify(heap)
    while heap and -heap[0][0] >= least * SCALE:
        offer = heappop(heap)
        _, a, b, _, _ = offer
        if tree.fresh(offer) and not (apart and apart(tree.members[a], tree.members[b])):
            tree.join(a, b)
            for other in tree.beside[a]:
                heappush(heap, tree.offer(*sorted((a, other))))
    return [members for members in tree.members if members]


class _Tree:
    """The parts so far. A part is named by its first member."""

    def __init__(self, size: int, known: Mapping[tuple[int, int], Between]) -> None:
        self.members: list[list[int]] = [[place] for place in range(size)]
        self.beside: list[dict[int, Between]] = [{} for _ in range(size)]
        self._joined = [0] * size
        for (a, b), between in known.items():
            self.beside[a][b] = self.beside[b][a] = between

    def offer(self, a: int, b: int) -> Offer:
        """Two parts as they stand in the heap: most alike first, then by rank; stale when either grows."""
        return (-self._alike(a, b), a, b, self._joined[a], self._joined[b])

    def fresh(self, offer: Offer) -> bool:
        """Whether neither part has grown since it was offered."""
        _, a, b, joined_a, joined_b = offer
        return (self._joined[a], self._joined[b]) == (joined_a, joined_b)

    def join(self, a: int, b: int) -> None:
        """Put all of the second part into the first."""
        self.members[a] += self.members[b]
        self.members[b] = []
        self._joined[a] += 1
        self._joined[b] += 1
        theirs, self.beside[b] = self.beside[b], {}
        for other, between in theirs.items():
            del self.beside[other][b]
            if other != a:
                both = self.beside[a].get(other, Between(0, 0)).and_(between)
                self.beside[a][other] = self.beside[other][a] = both

    def _alike(self, a: int, b: int) -> float:
        """The average likeness over all pairs, or over as many as could have been compared."""
        between = self.beside[a][b]
        few, many = sorted((len(self.members[a]), len(self.members[b])))
        return between.total / min(few * many, max(few * ASKED, between.pairs))
