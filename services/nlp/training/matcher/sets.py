# ruff: noqa: INP001  a script's own module
"""The sets of claims that the matcher is trained on, and the pairs that are drawn from them.

`sets/README.md` tells the form. A pair's label is an index into `LABELS`, which is the order of the fields of
`claimwire_nlp.matching.meaning.Relation`.
"""

import random
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from claimwire_nlp.matching.meaning import UPDATE, Relation

LABELS = Relation._fields[:UPDATE]
LETTERS = dict(zip("=ondpw", range(len(LABELS)), strict=True))
"""What a line's first letter says of its relation to the lines that begin with "="."""
SAME, OTHER, NUMBER = (LABELS.index(name) for name in ("same", "other", "number"))
FOLDER = Path(__file__).parent / "sets"
BESIDE = 4
"""Other sets of the story that a claim is paired with."""
AT_RANDOM = 25
"""One pair in so many is of two claims that chance put together."""
ALTERED = 0.3
"""The share of sets of which one figure is changed: a claim that cannot be right beside the others."""
FIGURE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")

Set = dict[str, list[str]]
"""The lines of a set by their letter."""
Story = list[Set]
Pair = tuple[str, str, int]


def read(folder: Path = FOLDER) -> list[Story]:
    """The stories with their sets.

    Raises:
        ValueError: a line begins with no known letter, or a set has fewer than two that say the same.
    """
    found: list[Story] = []
    for path in sorted(folder.glob("[0-9]*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            if any(line.startswith("# ") for line in lines):
                found.append([])
            if told := [line for line in lines if not line.startswith("# ")]:
                found[-1].append(_set(told, path))
    return found


def length(pair: Pair) -> int:
    """How many characters both claims have: pairs of like length are read together."""
    return len(pair[0]) + len(pair[1])


def _set(lines: list[str], path: Path) -> Set:
    found: Set = {}
    for line in lines:
        if line[0] not in LETTERS or line[1:2] != " ":
            raise ValueError(f"{path.name}: {line!r} begins with none of {' '.join(LETTERS)}")
        found.setdefault(line[0], []).append(line[2:].strip())
    if len(found.get("=", [])) < 2:  # noqa: PLR2004
        raise ValueError(f"{path.name}: nothing is the same as {lines[0]!r}")
    return found


def fragments(folder: Path = FOLDER) -> list[str]:
    """Pieces of text that say nothing of any matter: they are the same as nothing."""
    return [
        line for line in (folder / "fragments.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def pairs(stories: list[Story], rng: random.Random) -> list[Pair]:
    """One epoch's pairs, in either order: all that say the same, and a share of those that do not."""
    every = [claim for story in stories for each in story for claims in each.values() for claim in claims]
    found = [pair for story in stories for each in story for pair in _of_set(each, story, rng)]
    for fragment in fragments():
        found += [(fragment, claim, OTHER) for claim in rng.sample(every, 4)]
    found += [(*rng.sample(every, 2), OTHER) for _ in range(len(found) // AT_RANDOM)]  # type: ignore[misc]
    found = [pair if rng.random() < 1 / 2 else (pair[1], pair[0], pair[2]) for pair in found]
    rng.shuffle(found)
    return found


def neighbours(stories: list[Story], rng: random.Random) -> list[tuple[str, str]]:
    """Two pairs a set whose vectors shall be near: claims that say the same, or that one thing sets apart."""
    found = []
    for each in (each for story in stories for each in story):
        about = [claim for letter, claims in each.items() if letter != "o" for claim in claims]
        claim = rng.choice(each["="])
        found.append((claim, rng.choice([other for other in about if other != claim])))
        found.append(tuple(rng.sample(each["="], 2)))
    rng.shuffle(found)
    return found


def _of_set(each: Set, story: Story, rng: random.Random) -> Iterator[Pair]:
    says = each["="]
    yield from ((a, b, SAME) for a, b in combinations(says, 2))
    for letter, claims in each.items():
        if letter != "=":
            yield from ((a, b, LETTERS[letter]) for b in claims for a in rng.sample(says, 2))
    others = [other for other in story if other is not each]
    for other in rng.sample(others, min(len(others), BESIDE)):
        yield rng.choice(says), rng.choice([claim for claims in other.values() for claim in claims]), OTHER
    a, b = rng.sample(says, 2)
    if rng.random() < ALTERED and FIGURE.search(a) and (altered := _altered(b, rng)):
        yield a, altered, NUMBER


def _altered(claim: str, rng: random.Random) -> str | None:
    """The claim with another first digit in one of its figures; None where it has none."""
    figures = list(FIGURE.finditer(claim))
    if not figures:
        return None
    start = rng.choice(figures).start()
    return claim[:start] + rng.choice("123456789".replace(claim[start], "")) + claim[start + 1 :]
