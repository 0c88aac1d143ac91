"""Names in the form in which two of them are compared."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from unicodedata import combining, normalize

ARTICLES = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'"})
POSSESSIVE = re.compile(r"['\u2019]s?$")
HONORIFICS = {
    "mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "president", "minister", "senator", "sen",
    "rep", "gov", "governor", "gen", "general", "maj", "col", "lt", "capt", "sgt", "judge", "justice",
    "chancellor", "king", "queen", "prince", "princess", "pope", "rabbi", "rev", "prime", "foreign",
    "secretary", "spokesman", "spokeswoman", "spokesperson", "ambassador", "professor", "prof", "hon",
}  # fmt: skip


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Case, accents, a leading article, a trailing possessive, odd spaces and apostrophes taken away."""
    bare = "".join(char for char in normalize("NFKD", name.translate(APOSTROPHES)) if not combining(char))
    bare = POSSESSIVE.sub("", " ".join(bare.split()))
    return ARTICLES.sub("", bare).casefold()


def person(name: str) -> str:
    """A person's name without the titles before it ("President Donald Trump" → "donald trump")."""
    words = plain(name).split()
    while len(words) > 1 and words[0].rstrip(".") in HONORIFICS:
        words = words[1:]
    return " ".join(words)


def outlet(name: str) -> str:
    """The one name of an outlet that goes by several ("NYT" → "new york times")."""
    return outlets().get(plain(name), plain(name))


def is_agency(name: str) -> bool:
    """Whether the name is a news agency's."""
    return outlet(name) in agencies()


def is_outlet(name: str) -> bool:
    """Whether the name is a known outlet's or agency's."""
    return plain(name) in outlets()


@cache
def outlets() -> dict[str, str]:
    """Every known name of an outlet, with its first one."""
    return {plain(name): plain(names[0]) for names, _ in _lines() for name in names}


@cache
def agencies() -> frozenset[str]:
    """The first names of the agencies."""
    return frozenset(plain(names[0]) for names, agency in _lines() if agency)


def _lines() -> list[tuple[list[str], bool]]:
    text = files("claimwire_nlp.matching").joinpath("outlets.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [([n.strip() for n in line.lstrip("* ").split("|")], line.startswith("*")) for line in lines]
