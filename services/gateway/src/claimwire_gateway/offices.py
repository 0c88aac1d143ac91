"""Who is meant by an office, and for which body an unnamed source speaks, by what people are called. Pure.

"the fire chief" is who the story calls so, "Office of the Treasurer" and "the PM" are who hold these, and
"a police source" tells what the police know.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from claimwire_gateway.shortened import FEWEST_LETTERS, SMALL

Held = Mapping[str, Sequence[str]]
"""Persons with what they are called."""

SEAT = re.compile(r"office of (?:the )?(?P<title>[^,]+?)(?: of .*)?$|(?P<owner>.+)'s office$")
POSSESSIVE = re.compile(r"'s?(?!\w)")
FORMER = re.compile(r"\b(?:former|ex|retired|then)\b")
SPEAKING = re.compile(
    r"\b(?:officials?|officers?|sources?|lawyers?|attorneys?|executives?|representatives?|spokes\w+"
    r"|diplomats?|investigators?|experts?|scientists?|prosecutors?|detectives?|insiders?|commanders?"
    r"|leaders?)\b"
)
"""What those are called who tell what their house knows; a worker may well tell something else."""
VOICE = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press officer|chief executive|ceo|managing director|general secretary"
    r"|union leader|representative)\b"
)
"""What those are called who speak for a body, be it named or not; a mayor's or a minister's is known."""
SHORTEST = 3
"""Letters that a body's name has at least by which a source is told to be of it."""


def holder(titles: Iterable[str], held: Held) -> str | None:
    """The one person of a story who is called what an unnamed one is ("the fire chief")."""
    for title in sorted(titles, key=len, reverse=True):
        called = {name for name, known in held.items() if title in known}
        if len(called) == 1:
            return called.pop()
        words = set(title.split()) - SMALL
        found = {name for name, known in held.items() if any(words <= set(each.split()) for each in known)}
        if len(found) == 1:
            return found.pop()
    return None


def in_letters(name: str, held: Held) -> str | None:
    """The one person whose office has these first letters ("the PM")."""
    if len(name) < FEWEST_LETTERS:
        return None
    found = {
        person
        for person, known in held.items()
        if any("".join(word[0] for word in each.split()) == name for each in known)
    }
    return found.pop() if len(found) == 1 else None


def seat(name: str) -> str | None:
    """Whose seat an institution's name is: a title or a person's name."""
    found = SEAT.match(name)
    return (found["title"] or found["owner"]) if found else None


def is_voice(titles: Iterable[str]) -> bool:
    """Whether somebody is called what only those are who speak for a body."""
    return any(VOICE.search(each) for each in titles)


def speaks(description: str) -> bool:
    """Whether an unnamed source is described as one who tells what a body knows."""
    return SPEAKING.search(description) is not None and FORMER.search(description) is None


def names_one_of(description: str, names: Collection[str]) -> bool:
    """Whether a folded description has one of the names in it ("a police source")."""
    told = f" {POSSESSIVE.sub('', description)} "
    return any(f" {name} " in told for name in names if len(name) >= SHORTEST)
