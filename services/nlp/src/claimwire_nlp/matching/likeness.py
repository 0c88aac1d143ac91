"""How alike two claims are in their words."""

from typing import NamedTuple

from claimwire_nlp.matching.pairs import Claim


class Likeness(NamedTuple):
    """How alike two claims' words are, 0 to 1, and the weight of the words, other than names, they share."""

    score: float
    shared: float


def likeness(a: Claim, b: Claim, without: frozenset[str] = frozenset()) -> Likeness:
    """How alike two claims are in their words, some of them left out.

    The mean of how much of the smaller is in the larger, and of what is common
    to both of all they say (containment and Jaccard, by weight): a detail more
    does little harm, another topic much.
    """
    left = {term: weight for term, weight in a.terms.items() if term not in without}
    right = {term: weight for term, weight in b.terms.items() if term not in without}
    common = {term: min(left[term], right[term]) for term in sorted(left.keys() & right.keys())}
    shared = sum(common.values())
    if not shared:
        return Likeness(0.0, 0.0)
    smaller, larger = sorted((sum(left.values()), sum(right.values())))
    score = (shared / smaller + shared / (smaller + larger - shared)) / 2
    named = frozenset[str]().union(*a.names, *b.names)
    weight = sum(weight for term, weight in common.items() if term not in named)
    return Likeness(round(min(score, 1.0), 4), weight)
