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

from claimwire_gateway import offices, shortened
from claimwire_gateway.grouping import masthead
from claimwire_gateway.shortened import BODIES, PUBLIC, SMALL

NAME = "name:"
"""What the key of a named root begins with."""
AT = "@"
"""Stands in the key of an unnamed source before the outlet that heard it."""
APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})
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
        bodies = {_bare(origin.behalf) for origin in named if origin.behalf}
        self._names = sorted({*self._roles, *self._mastheads, *bodies})
        self._wholes = self._joined()
        told = [(self._whole(origin), _bare(origin.behalf)) for origin in named if origin.behalf]
        self._behalf = _most_told(told, self._roles)
        self._offices = self._held(named)
        self._best = self._best_known(named)

    def of(self, origin: Origin) -> Party:
        """The party of an origin; one with the key None where it is nobody's."""
        if origin.key is None:
            taken = self._taken_up(origin)
            return Party(taken and self.of_key(taken).key, taken and "named elsewhere in the story")
        if not origin.key.startswith(NAME):
            holder = offices.holder(origin.offices, self._offices)
            held = self.of_key(NAME + holder) if holder else Party(origin.key)
            return held._replace(rule="office held by one") if holder else held
        return self.of_key(origin.key)

    def of_key(self, key: str) -> Party:
        """The party that bears a name: the institution that it speaks for, or itself under its whole name."""
        whole = self.whole(_bare(key))
        if whole is None:
            return Party(None, "a name that several bear")
        body = self._behalf.get(whole)
        if body is None:
            if holder := self._seated(whole):
                return self.of_key(NAME + holder)._replace(rule=f"office of {holder}")
            return Party(NAME + whole)
        institution = self.whole(body) or body
        if institution in BODIES:
            return Party(NAME + whole)
        return Party(NAME + (self._institution(institution) or institution), f"speaks for {institution}")

    def best(self, origin: Origin) -> Origin:
        """The origin under its whole name and best known role."""
        whole = self.whole(_bare(origin.key)) if origin.key and origin.key.startswith(NAME) else None
        known = self._best.get(whole or "")
        return origin.model_copy(update={"name": known.name, "role": known.role}) if known else origin

    def _whole(self, origin: Origin) -> str:
        name = _bare(origin.key or "")
        return self.whole(name) or name

    def _held(self, named: Iterable[Origin]) -> dict[str, list[str]]:
        """What each person of the story is called besides the name."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for origin in named:
            if origin.role == "person":
                found[self._whole(origin)] += origin.offices
        return dict(found)

    def is_institution(self, key: str) -> bool:
        """Whether a name is known as a body's that speaks, which an outlet's is not."""
        return "organization" in self._roles.get(_bare(key), ()) and "outlet" not in self._roles[_bare(key)]

    def name(self, key: str) -> str:
        """A name as it was written."""
        return self._written.get(_bare(key), _bare(key))

    def whole(self, name: str) -> str | None:
        """The whole name that one stands for; None where it stands for several."""
        longer = self._longer(name)
        if len(longer) > 1:
            return None
        return self._wholes.get(longer.pop() if longer else name) or self._family(name)

    def _longer(self, name: str) -> set[str]:
        """The longest names that one may stand for."""
        fitting = {other for other in self._names if other != name and self._abbreviates(name, other)}
        return {one for one in fitting if not any(self._abbreviates(one, other) for other in fitting)}

    def _joined(self) -> dict[str, str]:
        """The names of the story with the one that all of their party share: names of names are one, too."""
        party = {name: {name} for name in self._names}
        for name in self._names:
            longer = self._longer(name)
            for other in (*(longer if len(longer) == 1 else ()), self._family(name)):
                both = party[name] | party.get(other, {other})
                party |= dict.fromkeys(both, both)
        return {
            name: min(names, key=lambda each: (each != self._family(each), -len(each), each))
            for name, names in party.items()
        }

    def _abbreviates(self, short: str, whole: str) -> bool:
        """Whether a name is a shorter form of another: a surname, the end of a body's, initials."""
        same = shortened.substance(short) == shortened.substance(whole)
        if same and len(short.split()) == len(whole.split()):
            return short > whole
        if len(short.split()) >= len(whole.split()):
            return self._titled(short, whole)
        if same:
            return True
        if "person" in self._roles.get(whole, ()) and shortened.of_person(short, whole):
            return True
        if self._ends(short, whole):
            return True
        return shortened.initials(short, self._written.get(short, short.upper()), whole)

    def _titled(self, short: str, whole: str) -> bool:
        """Whether a name is a person's surname with a title before it ("Herr Thalbauer")."""
        bare = shortened.untitled(short)
        return bare != short and "person" in self._roles.get(whole, ()) and shortened.of_person(bare, whole)

    def _ends(self, short: str, whole: str) -> bool:
        """Whether a body's or an outlet's longer name ends in a shorter one, or has its one noun in it."""
        words = short.split()
        if len(words) == 1 and words[0] in BODIES and "person" not in self._roles.get(whole, ()):
            return words[0] in shortened.bare(whole).split()
        if {short, whole} <= self._mastheads:
            return False
        person = "person" in {*self._roles.get(short, ()), *self._roles.get(whole, ())}
        seat = short in self._roles and offices.seat(shortened.bare(whole)) == short
        if not person and (seat or shortened.in_part(short, whole)):
            return True
        if not shortened.ends(short, shortened.bare(whole)):
            return False
        if len(words) > 1 and short in self._roles:
            return True
        return whole in self._mastheads or words[-1] in BODIES

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

    def _seated(self, whole: str) -> str | None:
        """The one person whose office a name is ("Office of the Treasurer", "Prewitt's office", "the PM")."""
        if (title := offices.seat(shortened.bare(whole))) is None:
            upper = self._written.get(whole, "").isupper()
            return offices.in_letters(whole, self._offices) if upper else None
        named = self.whole(title)
        person = "person" in self._roles.get(named or "", ())
        holder = named if person else offices.holder([title], self._offices)
        return holder if holder not in {whole, *self._behalf} else None

    def is_voice(self, key: str) -> bool:
        """Whether a person is the head or the voice of a body that no text names."""
        return _bare(key) not in self._behalf and offices.is_voice(self._offices.get(_bare(key), ()))

    def may_speak_for(self, origin: Origin, key: str) -> bool:
        """Whether the body for which somebody speaks is told by a noun, or shares a telling word with one."""
        body = _bare(origin.behalf or "")
        telling = set(body.split()) - SMALL - BODIES
        return bool(body) and (not telling or not telling.isdisjoint(_bare(key).split()))

    def are_of(self, description: str, key: str) -> bool:
        """Whether an unnamed source is described as one who speaks for the body that bears a key."""
        if not offices.speaks(told := folded(description)):
            return False
        bodies = (name for name, roles in self._roles.items() if "organization" in roles)
        names = {shortened.bare(name) for name in bodies if self.of_key(NAME + name).key == key}
        return offices.names_one_of(told, names)

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
