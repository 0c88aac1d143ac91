"""Which of a story's names are one party: short names and whole ones, offices and who holds them. Pure.

"Larsen" is Mia Larsen, "Corvane" is Corvane Steel, "the HPD" the Harbour Police Department, "the fire chief"
whom the story calls so; and who speaks for an institution is that institution. A name that two can mean is
nobody's.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple
from unicodedata import combining, normalize

from claimwire_contracts.types import Origin, Role

from claimwire_gateway.grouping import masthead

NAME = "name:"
"""What the key of a named root begins with."""
AT = "@"
"""Stands in the key of an unnamed source before the outlet that heard it."""
APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})
SMALL = {"of", "the", "for", "and", "de", "la", "in"}
PUBLIC = {
    "ministry", "forces", "police", "bank", "army", "navy", "government", "parliament", "court", "council",
    "university", "authority", "agency", "office", "department", "commission", "party", "union", "board",
    "association", "federation", "hospital", "school", "league", "committee", "press", "news", "service",
}  # fmt: skip
"""Last words of bodies that a place has many of: "Lindau" is not the Lindau council."""
BODIES = PUBLIC | {
    "company", "firm", "group", "team", "club", "organization", "organisation", "campaign", "bureau",
    "institute", "foundation", "charity", "operator", "airline", "regulator", "watchdog", "directorate",
    "centre", "center", "clinic", "museum", "society", "spaceport", "institution", "ministry",
}  # fmt: skip
"""Nouns by which a story takes up an institution that it names elsewhere."""
FEWEST_LETTERS = 2
BEST_KNOWN: tuple[Role, ...] = ("outlet", "person", "organization", "document", "anonymous", "unresolved")
"""Of the roles that one name was taken for, the first of these is shown."""


class Party(NamedTuple):
    """Whom an origin is one with: the key that all of them share, and the rule that says so, if any."""

    key: str | None
    rule: str | None = None


class Parties:
    """The parties of one story: made from the origins of all its claims and its outlets, asked one by one."""

    def __init__(self, origins: Iterable[Origin], outlets: Iterable[str]) -> None:
        origins, outlets = list(origins), sorted(outlets)
        named = [origin for origin in origins if origin.key and origin.key.startswith(NAME)]
        self._mastheads = {folded(outlet) for outlet in outlets}
        self._roles = _roles(named)
        self._written = {folded(outlet): outlet for outlet in outlets}
        self._written |= {_bare(link.key): link.name for origin in origins for link in origin.via}
        self._written |= {_bare(origin.key or ""): origin.name for origin in named}
        self._names = sorted({*self._roles, *self._mastheads})
        told = [(_bare(origin.key or ""), _bare(origin.behalf)) for origin in named if origin.behalf]
        self._behalf = _most_told(told, self._roles)
        self._offices = _offices(named)
        self._best = self._best_known(named)

    def of(self, origin: Origin) -> Party:
        """The party of an origin; one with the key None where it is nobody's."""
        if origin.key is None:
            taken = self._taken_up(origin)
            return Party(taken and self.of_key(taken).key, taken and "named elsewhere in the story")
        if not origin.key.startswith(NAME):
            holder = self._holder(origin.offices)
            return self.of_key(holder)._replace(rule="office held by one") if holder else Party(origin.key)
        return self.of_key(origin.key)

    def of_key(self, key: str) -> Party:
        """The party that bears a name: the institution that it speaks for, or itself under its whole name."""
        whole = self.whole(_bare(key))
        if whole is None:
            return Party(None, "a name that several bear")
        body = self._behalf.get(whole)
        if body is None:
            return Party(NAME + whole)
        institution = self.whole(body) or body
        return Party(NAME + (self._institution(institution) or institution), f"speaks for {institution}")

    def best(self, origin: Origin) -> Origin:
        """The origin under its whole name and best known role."""
        whole = self.whole(_bare(origin.key)) if origin.key and origin.key.startswith(NAME) else None
        known = self._best.get(whole or "")
        return origin.model_copy(update={"name": known.name, "role": known.role}) if known else origin

    def is_institution(self, key: str) -> bool:
        """Whether a name is known as a body's that speaks, which an outlet's is not."""
        return "organization" in self._roles.get(_bare(key), ()) and "outlet" not in self._roles[_bare(key)]

    def name(self, key: str) -> str:
        """A name as it was written."""
        return self._written.get(_bare(key), _bare(key))

    def whole(self, name: str) -> str | None:
        """The whole name that one stands for; None where it stands for several."""
        fitting = {other for other in self._names if other != name and self._abbreviates(name, other)}
        longest = {one for one in fitting if not any(self._abbreviates(one, other) for other in fitting)}
        if len(longest) > 1:
            return None
        return self._family(longest.pop() if longest else name)

    def _abbreviates(self, short: str, whole: str) -> bool:
        """Whether a name is a shorter form of another: a surname, the end of a body's, initials."""
        a, b = short.split(), whole.split()
        if len(a) >= len(b):
            return len(a) == len(b) and short > whole and _substance(a) == _substance(b) != a
        if _substance(a) == _substance(b):
            return True
        ends = b[-len(a) :] == a and b[-len(a) - 1] not in SMALL
        if len(a) == 1 and "person" in self._roles.get(whole, ()):
            return ends
        if ends and (whole in self._mastheads or a[-1] in BODIES):
            return True
        return self._initials(short, b)

    def _initials(self, short: str, whole: list[str]) -> bool:
        letters = short.replace(".", "")
        upper = self._written.get(short, short.upper()).replace(".", "").isupper()
        first = "".join(word[0] for word in whole if word not in SMALL)
        return len(letters) >= FEWEST_LETTERS and upper and letters in {first, "".join(w[0] for w in whole)}

    def _family(self, name: str) -> str:
        """The shortest name that begins a longer one ("Corvane" of "Corvane Steel"): a whole house."""
        if "person" in self._roles.get(name, ()) and len(self._roles[name]) == 1 and len(name.split()) > 1:
            return name
        words = name.split()
        if "outlet" in self._roles.get(name, ()) or words[-1] in PUBLIC - {"party"}:
            return name
        heads = [" ".join(words[:number]) for number in range(1, len(words))]
        return next((head for head in heads if head in self._roles and head not in SMALL), name)

    def _institution(self, body: str) -> str | None:
        """The one body of a story whose name ends or begins as that for which somebody speaks."""
        if body in self._roles:
            return None
        words = body.split()
        fitting = [
            other
            for other in self._names
            if (found := other.split()) != words
            and "person" not in self._roles.get(other, ())
            and words in (found[-len(words) :], found[: len(words)])
        ]
        return self.whole(fitting[0]) if len(fitting) == 1 else None

    def _best_known(self, named: Iterable[Origin]) -> dict[str, Origin]:
        """Of each party the name and role to show: an outlet's before a body's, of equals the longest."""
        found: dict[str, Origin] = {}
        for origin in named:
            name = _bare(origin.key or "")
            known = origin.model_copy(update={"role": "outlet"}) if self._is_outlet(origin, name) else origin
            whole = self.whole(name) or name
            if whole not in found or self._rank(known) < self._rank(found[whole]):
                found[whole] = known
        return found

    def _is_outlet(self, origin: Origin, name: str) -> bool:
        return name in self._mastheads and origin.role != "organization"

    @staticmethod
    def _rank(origin: Origin) -> tuple[int, int, str]:
        one_word = origin.role == "person" and " " not in _bare(origin.key or "")
        return BEST_KNOWN.index(origin.role) + 2 * one_word, -len(origin.name), origin.name

    def _holder(self, offices: Collection[str]) -> str | None:
        """The one person of a story who is called what an unnamed one is ("the fire chief")."""
        for office in sorted(offices, key=len, reverse=True):
            words = set(office.split()) - SMALL
            held = {name for name, titles in self._offices.items() if any(words <= each for each in titles)}
            if len(held) == 1:
                return NAME + held.pop()
        return None

    def _taken_up(self, origin: Origin) -> str | None:
        """The one body of a story that "the ministry" can mean."""
        noun = folded(origin.name).removesuffix(" itself")
        if origin.role != "organization" or noun not in BODIES:
            return None
        fitting = {name for name in self._roles if noun in name.split()[1:]}
        wholes = {self.whole(name) for name in fitting}
        return NAME + fitting.pop() if len(wholes) == 1 else None


def folded(name: str) -> str:
    """A name as keys write it: without capitals, accents, odd apostrophes and a leading "the"."""
    plain = "".join(char for char in normalize("NFKD", name.translate(APOSTROPHES)) if not combining(char))
    return masthead(plain)


def _bare(key: str) -> str:
    return key.removeprefix(NAME)


def _substance(words: list[str]) -> list[str]:
    """The words of a name but for its small ones, in the order of the alphabet."""
    return sorted(word for word in words if word not in SMALL)


def _roles(named: Iterable[Origin]) -> dict[str, set[Role]]:
    found: defaultdict[str, set[Role]] = defaultdict(set)
    for origin in named:
        found[_bare(origin.key or "")].add(origin.role)
    return dict(found)


def _most_told(told: Iterable[tuple[str, str]], known: Collection[str]) -> dict[str, str]:
    """For whom each name speaks: one the story names, what most claims say, the first by the alphabet."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, body in told:
        counted[name][body] += 1
    return {
        name: min(bodies, key=lambda body: (body not in known, -bodies[body], body))
        for name, bodies in counted.items()
    }


def _offices(named: Iterable[Origin]) -> dict[str, list[set[str]]]:
    found: defaultdict[str, list[set[str]]] = defaultdict(list)
    for origin in named:
        if origin.role == "person":
            found[_bare(origin.key or "")] += [set(office.split()) for office in origin.offices]
    return dict(found)
