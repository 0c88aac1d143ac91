"""What two names tell of whether they name one thing: a relation, how sure it is, and the rule that says so.

Names alone: who stands around them is judged in `entities_context`. Two persons' first names that differ
are never one, whatever else agrees.
"""

from typing import Literal, NamedTuple

from claimwire_contracts.messages import EntityInDocument, KnownEntity

from claimwire_nlp.entities import peoples, places
from claimwire_nlp.entities.persons import PARTICLES
from claimwire_nlp.matching.entities_handles import SMALL, initials, is_acronym, is_partial, surname
from claimwire_nlp.matching.entities_spelling import alike, folded, similarity
from claimwire_nlp.matching.weights import idf

Named = EntityInDocument | KnownEntity
Relation = Literal["variant", "same", "part", "known", "namesake"]

PLACES = {"GPE", "LOC", "FAC"}
BODIES = {"ORG", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"}
RARE = 7.0
"""`weights.idf` from which a word is rare enough to be one thing, read as two kinds of thing."""
SPELLED = 0.8
"""Share of trigrams from which two long names of bodies are spellings of one ("Defence", "Defense")."""
TWO = 2
LONG = 3
GENERIC = {
    "academy", "administration", "agency", "air", "army", "assembly", "association", "authority", "bank",
    "board", "bureau", "cabinet", "center", "central", "centre", "city", "club", "college", "commission",
    "committee", "company", "congress", "corporation", "council", "court", "democratic", "department",
    "federal", "federation", "foundation", "general", "government", "group", "high", "hospital", "house",
    "institute", "international", "islamic", "league", "local", "ministry", "museum", "national", "new",
    "north", "northern", "office", "parliament", "party", "police", "press", "prison", "republic", "royal",
    "school", "senate", "service", "services", "south", "southern", "state", "states", "supreme", "team",
    "union", "united", "university", "world", "west", "western", "east", "eastern", "american", "british",
    "european", "great", "saint", "st", "st.",
}  # fmt: skip
"""Words that begin the names of many bodies: alone they are short for none."""
PLACE_KINDS = {
    "city", "county", "desert", "district", "emirate", "gulf", "island", "islands", "kingdom", "mountains",
    "oblast", "ocean", "peninsula", "prefecture", "province", "region", "republic", "river", "sea", "state",
    "strip", "town", "valley", "village", "d.c.",
}  # fmt: skip
TRADES = {
    "aerospace", "air", "airlines", "airways", "automotive", "banking", "brands", "capital", "chemical",
    "chemicals", "communications", "computer", "computers", "corporation", "electric", "electronics",
    "energy", "enterprises", "entertainment", "financial", "foods", "group", "holding", "holdings",
    "industries",
    "insurance", "international", "laboratories", "labs", "logistics", "media", "motor", "motors", "oil",
    "petroleum", "pharma", "pharmaceutical", "pharmaceuticals", "rail", "shipping", "software", "steel",
    "stores", "systems", "technologies", "technology", "telecom", "co", "company", "inc", "ltd", "plc", "nv",
}  # fmt: skip
"""Words that companies are often called without."""
SHORT_FIRST_NAMES = """
    alexander alex sasha | anthony tony | benjamin ben bibi | charles charlie chuck | christopher chris
    | daniel dan danny | david dave | donald don | edward ed eddie ted | elizabeth liz beth | frederick fred
    | gerald gerry | gregory greg | jacob jake | james jim jimmy | jeffrey jeff | jennifer jen | jonathan jon
    | joseph joe | joshua josh | katherine kate kathy | kenneth ken | lawrence larry | margaret maggie
    | matthew matt | michael mike | nathaniel nate | nicholas nick | patricia pat | peter pete | philip phil
    | raymond ray | richard rick dick | robert bob bobby rob | ronald ron | samuel sam | stephen steve steven
    | susan sue | theodore ted | thomas tom | timothy tim | victoria vicky | william bill will billy
"""
NICKNAMES = [frozenset(names.split()) for names in SHORT_FIRST_NAMES.split("|")]


class Evidence(NamedTuple):
    """What two names tell. Of a `part`, `shorter` says which of the two is the shorter: the first or not."""

    relation: Relation
    score: float
    rule: str
    shorter: bool = True


def compare(a: Named, b: Named) -> Evidence | None:
    """What two entities' names tell, or None where they tell nothing. Either order tells the same."""
    if (a.type, a.key) == (b.type, b.key):
        return None
    if a.type != b.type and folded(a.key) == folded(b.key):
        return _other_kind(a, b)
    if a.type == b.type == "PERSON":
        return _persons(a, b)
    if "PERSON" in (a.type, b.type) or not _one_kind(a.type, b.type):
        return None
    return _bodies(a, b)


def _one_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= BODIES or {one, other} <= PLACES


def _other_kind(a: Named, b: Named) -> Evidence | None:
    """One name that was read as two kinds of thing: likely one where it is whole, or rare."""
    if "NORP" in (a.type, b.type) and peoples.is_people(a.key):
        return None
    person = "PERSON" in (a.type, b.type)
    rare = min(idf(word) for word in a.key.casefold().split() or [""]) >= RARE
    if not person or rare or not (is_partial("PERSON", a.key) or is_partial("PERSON", b.key)):
        return Evidence("same", 0.75, "one name, read as two kinds of thing")
    return None


# --- persons -----------------------------------------------------------------------------------------


def _persons(a: Named, b: Named) -> Evidence | None:
    partial = is_partial(a.type, a.key), is_partial(b.type, b.key)
    if partial == (False, False):
        return _whole_persons(a, b)
    if partial == (True, True):
        return _parts_of_persons(a.key.split(), b.key.split())
    short, whole = (a, b) if partial[0] else (b, a)
    found = _part_of_person(short, whole)
    return found._replace(shorter=short is a) if found else None


def _whole_persons(a: Named, b: Named) -> Evidence | None:
    one, other = a.key.split(), b.key.split()
    if folded(a.key) == folded(b.key):
        return Evidence("variant", 0.95, "two spellings of one name")
    short, long = sorted((one, other), key=len)
    if len(short) < len(long) and short == long[-len(short) :]:
        return Evidence("part", 0.85, "a surname of several words", shorter=short is one)
    if not alike(surname(a.key), surname(b.key)):
        return None
    exact = folded(surname(a.key)) == folded(surname(b.key))
    if folded(one[0]) == folded(other[0]):
        return _middle_names(one, other, exact=exact)
    return _first_names(one[0], other[0], exact=exact)


def _first_names(a: str, b: str, *, exact: bool) -> Evidence | None:
    if exact and any({a, b} <= names for names in NICKNAMES):
        return Evidence("same", 0.85, "a short first name")
    if alike(a, b):
        return Evidence("same", 0.85 if exact else 0.8, "names that sound alike")
    return None


def _middle_names(a: list[str], b: list[str], *, exact: bool) -> Evidence | None:
    """First names agree, and surnames at least sound alike."""
    middle, other = a[1 : -len(_surname(a).split())], b[1 : -len(_surname(b).split())]
    if middle and other and not any(_agree(x, y) for x in middle for y in other):
        return None
    if exact:
        return Evidence("same", 0.9, "first name and surname agree")
    return Evidence("same", 0.85, "surnames that sound alike")


def _parts_of_persons(a: list[str], b: list[str]) -> Evidence | None:
    """Two surnames, one perhaps with an initial."""
    if folded(a[-1]) != folded(b[-1]):
        return None
    if len(a) > 1 and len(b) > 1 and not _agree(a[0], b[0]):
        return None
    return Evidence("same", 0.85, "one surname")


def _part_of_person(short: Named, whole: Named) -> Evidence | None:
    name, names = folded(short.key), [folded(word) for word in whole.key.split()]
    family = folded(surname(whole.key))
    words = name.split()
    if name in {family, names[-1]} or (len(names) > TWO and name == " ".join(names[-TWO:])):
        return Evidence("part", 0.9, "a surname")
    if len(words) > 1 and words[-1] == names[-1] and words[0] not in PARTICLES:
        return Evidence("part", 0.9, "an initial and a surname") if _agree(words[0], names[0]) else None
    if name in {folded(alias) for alias in whole.aliases}:
        return Evidence("part", 0.9, "a name that the other is also given")
    if name == names[0]:
        return Evidence("part", 0.7, "a first name")
    return Evidence("part", 0.75, "one of several surnames") if name in names[1:-1] else None


def _surname(words: list[str]) -> str:
    return surname(" ".join(words))


def _agree(a: str, b: str) -> bool:
    """Whether two first names are equal, or one is the other's initial."""
    short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    return folded(short) == folded(long) or (len(short) == 1 and long.startswith(short))


# --- all else ----------------------------------------------------------------------------------------


def _bodies(a: Named, b: Named) -> Evidence | None:
    if a.type == b.type and folded(a.key) == folded(b.key):
        return Evidence("variant", 0.95, "two spellings of one name")
    for short, long in ((a, b), (b, a)):
        found = _acronym(short, long) or _shorter(short, long)
        if found:
            return found._replace(shorter=short is a)
    many = min(len(a.key.split()), len(b.key.split())) >= LONG
    if a.type == b.type and many and _figures(a) == _figures(b) and similarity(a.key, b.key) >= SPELLED:
        return Evidence("same", 0.8, "names spelled nearly alike")
    return None


def _acronym(short: Named, long: Named) -> Evidence | None:
    if not is_acronym(short.name) or is_acronym(long.name):
        return None
    letters = short.name.replace(".", "").upper()
    if letters in {alias.replace(".", "").upper() for alias in long.aliases}:
        return Evidence("part", 0.95, "an acronym that a text gives")
    if len(letters) > 2 and letters in initials(long.name):  # noqa: PLR2004  two letters are the initials of much
        return Evidence("part", 0.85, "an acronym by its initials")
    return None


def _shorter(short: Named, long: Named) -> Evidence | None:
    """Whether one name is a shorter one of the other: how it begins, or a team's without its town."""
    words, all_words = short.key.casefold().split(), long.key.casefold().split()
    size = len(words)
    if not size or size >= len(all_words):
        return None
    if {short.type, long.type} & {"GPE", "LOC"}:
        alone = words == all_words[:size] and all_words[size] in PLACE_KINDS
        return Evidence("part", 0.75, "a place by its name alone") if alone else None
    if set(words) <= GENERIC | SMALL:
        return None
    if short.key.casefold() in {alias.casefold() for alias in long.aliases}:
        return Evidence("part", 0.9, "a name that the other is also given")
    return _without_trade_or_place(words, all_words)


def _without_trade_or_place(words: list[str], all_words: list[str]) -> Evidence | None:
    size = len(words)
    if words == all_words[:size] and set(all_words[size:]) <= TRADES:
        return Evidence("part", 0.8, "a company without its trade")
    if words == all_words[-size:] and places.is_place(" ".join(all_words[:-size])):
        return Evidence("part", 0.8, "a name without its place")
    return None


def _figures(named: Named) -> set[str]:
    return {word for word in named.key.split() if _has_figure(word)}


def _has_figure(word: str) -> bool:
    return any(char.isdigit() for char in word)
