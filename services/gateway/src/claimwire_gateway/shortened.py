"""Whether one name is another in short: a surname, initials, a firm without its form. Pure.

"Thalbauer" and "Herr Thalbauer" are Vinzenz Thalbauer, "Svaneti Peaks" is Svaneti Peaks JSC, "the ministry of
labour" the Ministry of Labour, Rome. All names are folded, as keys write them.
"""

import re

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
    "centre", "center", "clinic", "museum", "society", "spaceport", "institution", "county",
    "province", "municipality", "city", "contractor", "alliance", "brigade", "utility", "festival",
    "academy", "church", "theatre", "administrators", "registry", "inspectorate", "prosecution",
}  # fmt: skip
"""Nouns by which a story takes up an institution that it names elsewhere."""
FORMS = {
    "jsc", "ltd", "ltd.", "limited", "inc", "inc.", "plc", "llc", "corp", "corp.", "corporation", "co",
    "co.", "gmbh", "ag", "ab", "asa", "oyj", "s.a.", "sa", "s.p.a.", "spa", "n.v.", "nv", "b.v.", "bv",
    "s.r.l.", "a.s.", "pty", "holding", "holdings",
}  # fmt: skip
"""What a firm's name has after it in the register."""
TITLES = {
    "mr", "mrs", "ms", "miss", "mr.", "mrs.", "ms.", "dr", "dr.", "prof", "prof.", "professor", "herr",
    "frau", "monsieur", "madame", "mme", "mlle", "senor", "senora", "don", "dona", "dom", "sir", "dame",
    "lord", "lady", "sr", "sr.", "sister", "brother", "father", "rev", "rev.", "imam", "sheikh",
    "malam", "mallam", "alhaji", "hajiya", "alhaja", "chief", "mama", "engr", "engr.", "hon", "hon.", "capt",
    "capt.", "captain", "major", "maj.", "col", "col.", "colonel", "general", "gen.", "lieutenant", "lt.",
    "sgt", "sgt.", "sergeant", "inspector", "judge", "justice", "senator", "sen.", "rep.", "caller",
    "minister", "mayor",
}  # fmt: skip
"""What stands before a person's name."""
APART = re.compile(r"\s*(?:\(.*\)|,.*)$")
SPOKEN_FOR = re.compile(r" (?:press|media|communications) (?:office|service|department)$")
FEWEST_LETTERS = 2


def bare(name: str) -> str:
    """A body's name without its legal form and what is set apart from it ("…, Rome", "(newsletter)")."""
    words = SPOKEN_FOR.sub("", APART.sub("", name)).split()
    while len(words) > 1 and words[-1].strip(",") in FORMS:
        words = words[:-1]
    return " ".join(words) or name


def untitled(name: str) -> str:
    """A person's name without the titles before it."""
    words = name.split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)


def substance(name: str) -> list[str]:
    """The words of a name but for its small ones, in the order of the alphabet."""
    return sorted(word for word in bare(name).split() if word not in SMALL)


def in_part(short: str, whole: str) -> bool:
    """Whether a body's name is some words of a longer one ("the disaster management ministry")."""
    a, b = set(substance(short)), set(substance(whole))
    return a < b and bool(a & BODIES) and bool(a - BODIES)


def of_person(short: str, whole: str) -> bool:
    """Whether a person's name is part of a longer one: its last, its first or all but middle ones."""
    a, b = untitled(short).split(), whole.split()
    if len(a) >= len(b):
        return False
    inner = len(a) > 1 and a[0] == b[0] and a[-1] == b[-1]
    return b[-len(a) :] == a or b[: len(a)] == a or inner


def ends(short: str, whole: str) -> bool:
    """Whether a longer name ends in a shorter one, not after a small word ("bank of Ghana" is not Ghana)."""
    a, b = short.split(), whole.split()
    return len(a) < len(b) and b[-len(a) :] == a and b[-len(a) - 1] not in SMALL


def initials(short: str, written: str, whole: str) -> bool:
    """Whether a name is another's initials.

    Args:
        short: the name.
        written: the same as it was written, with its capitals.
        whole: the longer name.
    """
    letters, words = short.replace(".", ""), whole.split()
    first = "".join(word[0] for word in words if word not in SMALL)
    upper = written.replace(".", "").isupper()
    return len(letters) >= FEWEST_LETTERS and upper and letters in {first, "".join(w[0] for w in words)}
