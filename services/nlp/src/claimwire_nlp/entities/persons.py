"""Persons: full names, and who of those that a text introduces is meant by a part of one."""

from collections import defaultdict
from collections.abc import Iterable

from claimwire_nlp.matching import names as compared

PARTICLES = {
    "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el", "la",
    "le", "ben", "ten", "ter", "dos", "du", "af", "ould", "d'", "d’", "l'", "l’",
}  # fmt: skip
"""Words that begin a family name."""
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
INITIAL = 1


class Introduced:
    """The persons whom a text names in full, each by the fullest form of the name."""

    def __init__(self, names: Iterable[str]) -> None:
        self.fullest = _fullest({name for name in names if _is_full(name)})
        self._by_last: dict[str, list[str]] = defaultdict(list)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for full in dict.fromkeys(self.fullest.values()):
            self._by_last[surname(full)].append(full)
            self._by_first[_words(full)[0]].append(full)

    def bearers(self, name: str) -> list[str]:
        """Who may be meant by a name: whoever has it as surname, or else the one who has it as first name."""
        if name in self.fullest:
            return [self.fullest[name]]
        words = _words(name)
        if not words:
            return []
        if found := self._by_last.get(words[-1]):
            return [full for full in found if set(words) <= set(_words(full))]
        first = self._by_first.get(words[0], []) if len(words) == 1 else []
        return first if len(first) == 1 else []

    def key(self, full: str) -> str:
        """One's key; the plain name where another of them would have the same."""
        others = [other for other in self._by_last[surname(full)] if key(other) == key(full)]
        return key(full) if len(others) == 1 else compared.person(full)

    def is_surname(self, word: str) -> bool:
        """Whether a word is the surname of any of them."""
        return word.casefold() in self._by_last


def surname(full: str) -> str:
    """The family name as it stands alone later: without Jr."""
    words = _words(full)
    return words[-1] if words else full.casefold()


def key(name: str) -> str:
    """A person's name as it is compared across documents: without titles, Jr. and a middle initial."""
    words = compared.person(name).split()
    named = [word for word in words if word not in SUFFIXES and word != ","]
    kept = [word for i, word in enumerate(named) if not 0 < i < len(named) - 1 or not _initial(word)]
    return " ".join(kept or words).rstrip(",")


def _words(name: str) -> list[str]:
    """A name's words in lower case, without Jr. and the comma before it."""
    words = [word.rstrip(",") for word in name.casefold().split()]
    return [word for word in words if word and word not in SUFFIXES]


def _is_full(name: str) -> bool:
    """Whether a name has more than a surname ("Von der Heide" has not)."""
    words = _words(name)
    return len(words) > 1 and words[0] not in PARTICLES


def _fullest(names: set[str]) -> dict[str, str]:
    """Each full name with the fullest form that the text gives it ("Donald Trump" → "Donald J. Trump")."""
    known: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (-len(_words(name)), name.isupper(), name)):
        known[name] = next((full for full in known.values() if _same(name, full)), name)
    return known


def _same(short: str, full: str) -> bool:
    """Whether two full names agree: in first and last name, and in what stands between where both have it."""
    a, b = _words(short), _words(full)
    if a[-1] != b[-1] or not _agree(a[0], b[0]):
        return False
    return not a[1:-1] or not b[1:-1] or _agree(a[1], b[1])


def _agree(short: str, long: str) -> bool:
    """Whether two words of names are equal, or one is the other's initial."""
    a, b = sorted((short.rstrip("."), long.rstrip(".")), key=len)
    return a == b or (len(a) == INITIAL and b.startswith(a))


def _initial(word: str) -> bool:
    return len(word.rstrip(".")) == INITIAL
