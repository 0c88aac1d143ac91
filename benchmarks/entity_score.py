# ruff: noqa: INP001  imported by quality.py, which lies beside it
"""The measure of names: exact spans of three types, as F1, on sentences of CoNLL's form, each read alone."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotating import Answer, annotated

GOLD_TYPES = {
    "person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC",
    "country": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC",
}  # fmt: skip
OWN_TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
TYPES = ("PER", "ORG", "LOC")

Named = set[tuple[int, int, str]]
Counts = Counter[tuple[str, str]]


class Sentence(NamedTuple):
    """A sentence of the entity data: its text, and where its names lie."""

    text: str
    names: Named


def score(path: Path, options: list[str]) -> Counts:
    """How many names of each type are gold's, were found, and both."""
    sentences = list(read_sentences(path))
    answers = annotated(({"id": i, "text": one.text} for i, one in enumerate(sentences)), options)
    counts: Counts = Counter()
    for sentence, answer in zip(sentences, answers, strict=True):
        found = named(answer)
        for label, group in (("hit", found & sentence.names), ("found", found), ("gold", sentence.names)):
            counts.update((label, kind) for *_, kind in group)
    return counts


def typed_f1(counts: Counts, *kinds: str) -> float:
    """F1 over some of the types."""
    hit, found, gold = (sum(counts[label, kind] for kind in kinds) for label in ("hit", "found", "gold"))
    return 2 * hit / (found + gold) if found + gold else 0.0


def named(answer: Answer) -> Named:
    """The names that an answer gives, in the three types."""
    return {
        (mention["start"], mention["end"], OWN_TYPES[entity["type"]])
        for entity in answer["entities"]
        if entity["type"] in OWN_TYPES
        for mention in entity["mentions"]
    }


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Sentences of `token<TAB>tag` lines, blank lines between them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield _sentence([(row[0], row[-1]) for row in rows])


def _sentence(rows: list[tuple[str, str]]) -> Sentence:
    text, goes_on = "", False
    names: list[tuple[int, int, str]] = []
    for token, tag in rows:
        start, kind = len(text), GOLD_TYPES.get(tag[2:])
        text += f"{token} "
        if tag.startswith("I-") and goes_on:
            names[-1] = (names[-1][0], start + len(token), names[-1][2])
        elif kind is not None:
            names.append((start, start + len(token), kind))
            goes_on = True
        else:
            goes_on = False
    return Sentence(text.rstrip(), {_bare(text, start, end, kind) for start, end, kind in names})


def _bare(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A name without a leading article and a trailing possessive, as both sides are compared."""
    for article in ("the ", "The ", "a ", "A "):
        if text[start:end].startswith(article):
            start += len(article)
    return (start, end - len(" 's") if text[start:end].endswith(" 's") else end, kind)
