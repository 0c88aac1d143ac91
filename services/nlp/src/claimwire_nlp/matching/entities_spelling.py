"""How a name is spelled, and how else it may be: forms in which two spellings of one name are equal.

`folded` undoes what a transliteration or a typewriter changes (accents, y for i, Mueller for Müller);
`skeleton` keeps the consonants by sound, which is too little to decide by and enough to ask further.
"""

import re
from functools import lru_cache
from unicodedata import combining, normalize

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
MARKS = re.compile(r"[.'`\u00b4\u02bc\u02be\u02bf\u2018\u2019]")
HYPHENS = re.compile(r"[-\u2010-\u2015/]")
FOLDS = [
    (re.compile(pattern), written)
    for pattern, written in (
        (r"kh", "h"),
        (r"[yji]+", "i"),
        (r"ie\b", "i"),
        (r"([aou])e", r"\1"),
        (r"ou", "u"),
        (r"oo", "u"),
        (r"(.)\1", r"\1"),
    )
]
SOUNDS = [
    (re.compile(pattern), written)
    for pattern, written in (
        (r"ph", "f"),
        (r"sch|sh|zh|z", "s"),
        (r"ch|ck|q|c|g|gh", "k"),
        (r"t[sz]", "s"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"(?<=.)[aeiou]", ""),
        (r"(.)\1+", r"\1"),
    )
]
TELLING = 3
"""Consonants from which a skeleton tells something: Mario's and Maria's do not."""


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """The name's words in one spelling ("Zelens'kyy" → "zelenski"), in lower case and parted by spaces."""
    bare = "".join(char for char in normalize("NFKD", name.casefold()) if not combining(char))
    bare = MARKS.sub("", HYPHENS.sub(" ", bare.translate(LETTERS)))
    for pattern, written in FOLDS:
        bare = pattern.sub(written, bare)
    return " ".join(bare.split())


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The first sound and the consonants after it ("Muhammad" and "Mohamed" → "mhmd")."""
    bare = folded(word)
    for pattern, written in SOUNDS:
        bare = pattern.sub(written, bare)
    return bare


def alike(a: str, b: str) -> bool:
    """Whether two words may be spellings of one: equal when folded, or in all telling consonants."""
    if folded(a) == folded(b):
        return True
    ends = {a[-1:].casefold(), b[-1:].casefold()}
    return skeleton(a) == skeleton(b) and len(skeleton(a)) >= TELLING and ends != {"a", "o"}


def trigrams(name: str) -> set[str]:
    """Three letters in a row, each word with two spaces before it and one after, as PostgreSQL has them."""
    padded = [f"  {word} " for word in folded(name).split()]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}


def similarity(a: str, b: str) -> float:
    """The share of trigrams that two names have in common: 0 to 1."""
    one, other = trigrams(a), trigrams(b)
    return len(one & other) / len(one | other) if one | other else 0.0
