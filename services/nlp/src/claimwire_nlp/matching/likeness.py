"""How alike two claims are in their words, and how alike they must be to say the same."""

from typing import NamedTuple

from claimwire_nlp.matching import dates, quotations
from claimwire_nlp.matching.differences import ROLES
from claimwire_nlp.matching.pairs import Claim

PARTS = 3
NAMES_IN_COMMON = 2
LIGHT = {"be", "have", "do", "say", "tell", "make", "take", "get", "go", "give", "hold", "continue", "remain",
         "include", "follow", "see", "call", "come", "begin", "end"}  # fmt: skip
"""Verbs that tell no event by themselves."""


class Likeness(NamedTuple):
    """How alike two claims' words are, 0 to 1, and the weight of the words, other than names, they share."""

    score: float
    shared: float


class Ground(NamedTuple):
    """What two claims share beside their words, and what is asked of the words for it.

    `alike` is the least likeness; `shared` the least weight of common words other
    than names (a telling word weighs 4 to 9). Of news sentence pairs (STS) that
    pass, 0.93 say the same, details aside.
    """

    rule: str
    alike: float
    shared: float


EVENT = Ground("same verb, and three parts of the event agree", 0.15, 4.0)
DEED = Ground("same verb, same part in it", 0.5, 4.8)
MATTER = Ground("same verb, same matter, alike in words", 0.55, 9.0)
VERB = Ground("same verb, alike in words", 0.6, 5.5)
NAMES = Ground("same names, alike in words", 0.6, 8.0)
WORDS = Ground("alike in words", 0.7, 9.0)
PHRASE = Ground("one speaker, alike in words", 0.7, 4.0)


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


def surely(a: Claim, b: Claim, score: float) -> float:
    """How surely two claims say the same: each name in the same part of one deed halves the doubt.

    Claims are grouped by this, surest first: who did it tells more than words in common.
    """
    parts = sum(a.agrees_in_name(b, role) for role in ROLES) if a.same_verb(b) else 0
    return round(1 - (1 - score) * 0.5**parts, 4)


def ground(a: Claim, b: Claim) -> Ground | None:
    """What two claims stand on to be compared by their words; None where nothing holds them together.

    A content without a verb ("the new dam") says nothing by itself: only what
    one speaker says of it can be the same.
    """
    if not a.frame or not b.frame:
        spoken = quotations.same_speaker(a.claim.profile.source, b.claim.profile.source)
        return PHRASE if spoken and not (a.frame or b.frame) else None
    if not (a.same_verb(b) or a.opposed(b)):
        return NAMES if _all_names(a, b) and _noun_for_verb(a, b) else WORDS
    if not LIGHT & set(a.verbs) and _parts_agreed(a, b) >= PARTS:
        return EVENT
    if any(a.agrees_in_name(b, role) for role in ROLES):
        return DEED
    return MATTER if a.agrees(b, "object") and likeness(a, b).shared >= MATTER.shared else VERB


def _parts_agreed(a: Claim, b: Claim) -> int:
    return sum(a.agrees(b, role) for role in (*ROLES, "place")) + dates.agreed(a.claim.dates, b.claim.dates)


def _noun_for_verb(a: Claim, b: Claim) -> bool:
    """Whether the verbs may differ only because one says it with a noun ("is in contact")."""
    return bool(LIGHT & {*a.verbs, *b.verbs}) and not a.clashes(b, "subject")


def _all_names(a: Claim, b: Claim) -> bool:
    """Whether both claims have two names or more in common, and one has no others."""
    mine = sum(any(x <= y or y <= x for y in b.names) for x in a.names)
    theirs = sum(any(x <= y or y <= x for x in a.names) for y in b.names)
    common = min(mine, theirs)
    return common >= max(NAMES_IN_COMMON, min(len(a.names), len(b.names)))
