"""What stands around two entities: whom they are named beside, and what roles they are given."""

from collections.abc import Iterable

from claimwire_contracts.messages import Occurrence

from claimwire_nlp.entities.names import ROLES
from claimwire_nlp.matching.weights import idf
from claimwire_nlp.matching.words import canonical

EMPTY = {
    "the",
    "a",
    "an",
    "of",
    "for",
    "at",
    "in",
    "and",
    "'s",
    "’s",
    "s",
    "its",
    "his",
    "her",
    "their",
    "former",
    "then",
}
KNOWN_BY = 0.25
"""What a role in common adds to a score."""
BESIDE = 0.1
"""What a name in common adds, where it is as telling as a rare word; names of every day add less."""
MOST_BESIDE = 0.35
RAREST = 9.0

WALKS = {
    "sport": {"coach", "striker", "goalkeeper", "midfielder", "player", "defender", "winger", "footballer",
              "cyclist", "sprinter", "quarterback", "pitcher", "swimmer", "golfer", "boxer"},
    "stage": {"actor", "actress", "singer", "author", "novelist", "painter", "guitarist", "drummer",
              "comedian", "dancer", "sculptor", "composer", "rapper", "poet"},
    "office": {"president", "minister", "premier", "chancellor", "senator", "congressman", "congresswoman",
               "governor", "mayor", "secretary", "ambassador", "envoy", "judge", "justice", "prosecutor",
               "lawmaker", "commissioner", "councillor", "councilor", "general", "colonel", "sheriff",
               "executive", "ceo", "cfo", "chairman", "chairwoman", "spokesman", "spokeswoman"},
    "trade": {"farmer", "nurse", "driver", "pilot", "firefighter", "teacher", "neighbor", "neighbour",
              "resident", "plumber", "electrician", "shopkeeper", "baker", "fisherman", "carpenter", "miner"},
    "science": {"professor", "scientist", "geologist", "biologist", "hydrologist", "historian", "economist",
                "researcher", "physicist", "chemist", "astronomer", "surgeon"},
}  # fmt: skip
"""Walks of life by their role words: who is known for one is rarely he who is known for another."""
NEAR = {frozenset({"office", "science"}), frozenset({"stage", "science"})}
"""Walks that one person often follows both of: a professor in office, a historian who is an author."""


def told(phrase: str) -> frozenset[str]:
    """The telling words of a role phrase, each in its canonical form ("the Mossad's director")."""
    words = phrase.casefold().replace("’s", " ").replace("'s", " ").replace("-", " ").split()
    return frozenset(canonical(word.strip(".,")) for word in words if word.strip(".,") not in EMPTY)


def roles_in_common(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The role phrases that say the same of two persons, with at least a noun of office in common."""
    theirs = [told(phrase) for phrase in other]
    return sorted(phrase for phrase in one if any(_one_role(told(phrase), their) for their in theirs))


def _one_role(a: frozenset[str], b: frozenset[str]) -> bool:
    common = a & b
    return bool(common & {canonical(role) for role in ROLES}) and (a <= b or b <= a or len(common) > 1)


def walks(roles: Iterable[str]) -> set[str]:
    """The walks of life that role phrases tell of."""
    words = {word for phrase in roles for word in phrase.casefold().split()}
    return {walk for walk, its in WALKS.items() if words & its}


def clash(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two persons' roles are of different walks of life, none of them near to another's."""
    a, b = walks(one), walks(other)
    return bool(a and b) and not a & b and not any(frozenset({x, y}) in NEAR for x in a for y in b)


def beside_both(names: Iterable[str], occurrences: Iterable[Occurrence], but: set[str]) -> list[str]:
    """The keys that are named beside both, the most telling first."""
    around = {key for occurrence in occurrences for key in occurrence.beside}
    return sorted({*names} & around - but, key=lambda name: (-telling(name), name))


def telling(name: str) -> float:
    """How telling a name is: 0 for one of every day to 1."""
    return min(1.0, max((idf(word) for word in name.casefold().split()), default=0.0) / RAREST)


def weight(shared: Iterable[str], roles: Iterable[str]) -> float:
    """What context adds to a score."""
    beside = sum(BESIDE * telling(name) for name in shared)
    return min(MOST_BESIDE, beside) + (KNOWN_BY if any(True for _ in roles) else 0.0)
