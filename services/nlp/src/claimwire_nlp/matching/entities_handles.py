"""Handles: the few strings by which the store finds who else a name may be. Equal handles prove nothing.

`name:` the whole name as it is spelled in one way, `last:` a person's surname, `short:` an acronym, said
or made of initials. Two names that may be one have a handle in common.
"""

from collections.abc import Iterable, Iterator

from claimwire_nlp.entities.persons import PARTICLES, SUFFIXES
from claimwire_nlp.matching.entities_spelling import folded, skeleton

BODIES = {"ORG", "FAC", "EVENT", "LAW", "GPE", "LOC", "PRODUCT"}
SMALL = {"of", "the", "and", "for", "in", "on", "de", "la", "du", "des", "to", "at", "&"}
"""Words that an acronym may leave out."""
LONGEST_ACRONYM = 6
MOST = 8
"""Handles of one entity: a name with many aliases must not be found by everything."""


def handles(name: str, kind: str, key: str, aliases: Iterable[str]) -> list[str]:
    """The handles of an entity, the surest first.

    Args:
        name: its canonical name in the text.
        kind: its type.
        key: its normalised name, without titles.
        aliases: its other names, as written.
    """
    return list(dict.fromkeys(_all(name, kind, key, list(aliases))))[:MOST]


def is_partial(kind: str, key: str) -> bool:
    """Whether a name is a part of one ("Barnea", "D. Barnea"): in another story it may be another's."""
    before = key.split()[:-1]
    return kind == "PERSON" and all(word in PARTICLES or len(word.rstrip(".")) == 1 for word in before)


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym is ("WFP", "U.N.")."""
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and 1 < len(letters) <= LONGEST_ACRONYM


def initials(name: str) -> set[str]:
    """The acronyms that a name of several words may have, with its small words and without."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    if len(words) < 2:  # noqa: PLR2004  one word has no acronym
        return set()
    told = [word for word in words if word.casefold() not in SMALL]
    return {"".join(word[0] for word in some).upper() for some in (words, told) if len(some) > 1}


def surname(key: str) -> str:
    """The last word of a person's key, Jr. left out, with the particles that begin it."""
    words = [word for word in key.split() if word not in SUFFIXES] or key.split()
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _all(name: str, kind: str, key: str, aliases: list[str]) -> Iterator[str]:
    yield f"name:{folded(key)}"
    if kind == "PERSON":
        family = surname(key).split()
        yield f"last:{folded(family[-1])}" if family else f"last:{folded(key)}"
        yield f"last:{skeleton(family[-1] if family else key)}"
        return
    if kind not in BODIES:
        return
    for each in (name, *aliases):
        if is_acronym(each):
            yield f"short:{each.replace('.', '').upper()}"
        elif " " in each:
            yield f"name:{folded(each)}"
    for short in sorted(initials(name)):
        yield f"short:{short}"
