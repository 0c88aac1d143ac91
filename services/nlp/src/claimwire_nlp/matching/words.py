"""Words in the form in which two claims are compared: one word for those that say the same."""

import re
from functools import cache, lru_cache
from importlib.resources import files

TWO_WORDS = re.compile(r"\b(united) (states|kingdom|nations)\b|\b(european) (union)\b", re.IGNORECASE)


def canonical(lemma: str) -> str:
    """The word that stands for all that say the same in news ("postpone" → "delay", "iranian" → "iran")."""
    word = lemma.casefold()
    return synonyms().get(word, word)


def opposite(a: str, b: str) -> bool:
    """Whether two canonical words contradict each other."""
    return (a, b) in opposites()


@lru_cache(maxsize=50_000)
def name_words(name: str) -> frozenset[str]:
    """The words of a name in canonical form ("the United States" → {"us"})."""
    joined = TWO_WORDS.sub(lambda match: "-".join(filter(None, match.groups())), name)
    words = (word.strip(".,'\u2019") if len(word) > 4 else word for word in joined.casefold().split())  # noqa: PLR2004  "U.S." keeps its dots
    return frozenset(canonical(word) for word in words if word not in {"the", "of", "and", "a", "'s"})


@cache
def synonyms() -> dict[str, str]:
    """Each listed word with the one that stands for it."""
    sets = [line.split() for line in _lines("synonyms.txt") if "<>" not in line]
    return {word: words[0] for words in reversed(sets) for word in words}


def said_in_phrases(lemmas: list[str]) -> dict[str, str]:
    """The canonical words that a text says in several words, each with the phrase ("step down": "resign")."""
    text = f" {' '.join(lemmas)} ".casefold()
    return {word: phrase for phrase, word in phrases().items() if f" {phrase} " in text}


@cache
def phrases() -> dict[str, str]:
    """Each listed phrase with the canonical word that says the same."""
    sides = [line.split(" = ") for line in _lines("phrases.txt")]
    return {phrase.strip(): canonical(word) for word, said in sides for phrase in said.split("|")}


@cache
def opposites() -> frozenset[tuple[str, str]]:
    """Pairs of canonical words that contradict each other, in both orders."""
    pairs = [
        [canonical(side.strip()) for side in line.split("<>")]
        for line in _lines("synonyms.txt")
        if "<>" in line
    ]
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


@cache
def _lines(file: str) -> list[str]:
    text = files("claimwire_nlp.matching").joinpath(file).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
