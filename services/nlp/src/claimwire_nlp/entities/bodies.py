"""Bodies: the shorter names of organizations that a text names in full."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from claimwire_nlp.entities import peoples, places
from claimwire_nlp.entities.mentions import Mention

FORMS = {
    "inc", "inc.", "corp", "corp.", "corporation", "ltd", "ltd.", "llc", "plc", "co", "co.", "ag", "sa",
    "gmbh",
}  # fmt: skip
"""What tells a firm's legal form; its name goes without it too."""
TRADES = FORMS | {
    "airlines", "airways", "bank", "brothers", "capital", "coal", "company", "department", "energy",
    "entertainment", "financial", "foods", "gas", "group", "holdings", "industries", "media", "mining",
    "motors", "networks", "oil", "partners", "pharma", "pharmaceuticals", "steel", "systems",
    "technologies", "telecom",
}  # fmt: skip
"""Words after which a name's first word may stand for the whole ("Peabody" for "Peabody Energy")."""
LINKING = {"of", "the", "and", "for", "in", "on", "to", "&", "de", "la"}
LEAST, MOST = 2, 8
"""Letters of an acronym."""
MAY_BE_BODIES = {"ORG", "NORP", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"}
APART = 2
"""Tokens between a name's end and the acronym that follows it in brackets."""


def short_forms(mentions: list[Mention]) -> dict[str, str]:
    """Other names of bodies in lower case, each with the full one that it stands for."""
    found = dict(_in_brackets(mentions))
    texts = dict.fromkeys(_plain(m) for m in mentions if m.type == "ORG" and len(m.span) > 1)
    of_initials, of_first = _by(texts, initials), _by(texts, _first)
    for mention in mentions:
        short = _plain(mention)
        longs = of_initials.get(short.replace(".", "")) if _is_acronym(mention) else of_first.get(short)
        if longs is not None and len(longs) == 1:
            found.setdefault(short, longs[0])
    return {short: long for short, long in found.items() if short not in texts}


def bare(name: str) -> str:
    """A body's name in lower case without its legal form ("Acme Corp." → "acme")."""
    words = name.casefold().replace(",", " ").split()
    while len(words) > 1 and words[-1] in FORMS:
        words = words[:-1]
    return " ".join(words)


def initials(name: str) -> str:
    """The first letters of a name's words, linking ones left out ("wfp"); none if too few."""
    letters = "".join(word[0] for word in name.split() if word not in LINKING)
    return letters if LEAST <= len(letters) <= MOST else ""


def _is_acronym(mention: Mention) -> bool:
    """Whether a mention is written in capitals alone, and was read as what may be a body."""
    return mention.span.text.isupper() and mention.type in MAY_BE_BODIES


def _plain(mention: Mention) -> str:
    return mention.text.casefold()


def _by(names: Iterable[str], form: Callable[[str], str]) -> dict[str, list[str]]:
    """The names that have each short form."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if short := form(name):
            found[short].append(name)
    return found


def _first(name: str) -> str:
    """A firm's first word, where it may stand for the whole."""
    word, *rest = name.split()
    common = peoples.is_people(word) or places.is_place(word)
    return word if rest and set(rest) <= TRADES and len(word) > LEAST and not common else ""


def _in_brackets(mentions: list[Mention]) -> Iterator[tuple[str, str]]:
    """Acronyms that stand in brackets after a name of their letters, or a name after its acronym."""
    for before, after in pairwise(mentions):
        doc = before.span.doc
        between = doc[before.span.end : after.span.start].text.strip(" ”\"'’")
        if between != "(" or after.span.start - before.span.end > APART:
            continue
        long, short = sorted((_plain(before), _plain(after)), key=len, reverse=True)
        bodily = "ORG" in {before.type, after.type}
        if bodily and LEAST <= len(short.replace(".", "")) <= MOST and _stands_for(short, long):
            yield short, long


def _stands_for(short: str, long: str) -> bool:
    """Whether an acronym's letters stand in a name in order, the first at its front."""
    letters = iter(long)
    return long[0] == short[0] and all(letter in letters for letter in short if letter.isalnum())
