"""How likely two roots of a claim group are one, though no name or description says so. Pure.

One outlet quotes the mayor, another tells the same in its own voice, the mayor's words around it: one origin.
Two outlets that both open with what everybody saw are two. A logistic regression weighs what the claims show
(`Origin.signs`); `benchmarks/fit_origins.py` fits its weights (`kinship.json`).
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from claimwire_contracts.types import Origin

LIKELY = 0.55
"""The likelihood from which two roots are counted as one. A little above an even chance: a group of which a
claim was missed is counted short already."""
TOP = 2
"""Signs that a verdict names."""
LONG, LONGEST = 100, 2.0
"""Characters that a claim's length is counted in, and where the count ends."""
TELLING = 4
"""Letters from which a word that two names have in common tells something."""
WORDS = {
    "told": "told as somebody's word",
    "near": "words of one beside what the other tells",
    "denied": "a denial",
    "planned": "a plan",
    "open": "a condition or a question",
    "ourselves": "in the first person",
    "quoting": "words in quotation marks",
    "figure": "a figure",
    "day": "a day",
    "lead": "at the top",
    "several": "several tell it",
    "a word of their names": "a word of their names in common",
}
"""What a verdict names its signs by."""
KINDS = {"organization": "body", "person": "person", "anonymous": "unnamed", "document": "paper"}
WORD = re.compile(r"[\w']+")
SMALL = {
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or", "with", "from", "by", "it", "its",
    "his", "her", "their", "that", "this", "was", "were", "is", "are", "has", "have", "had", "been", "be",
    "not", "no", "as", "but", "after", "before", "which", "who", "he", "she", "they", "said",
}  # fmt: skip

Signs = dict[str, float]


class Told(NamedTuple):
    """A claim as far as its kinship is asked about: what it rests on, its document and its words."""

    origin: Origin
    document_id: str
    text: str


Side = tuple[Sequence[Told], Sequence[Told]]
"""The claims that rest on one root, and those that rest on the other."""
Meant = Callable[[str, Sequence[Told]], bool]
"""Whether a key is that of a root, which is given by what rests on it."""


class Verdict(NamedTuple):
    """How likely two roots are one, and the signs that speak for it most."""

    likelihood: float
    signs: list[str]


def judge(one: Sequence[Told], other: Sequence[Told], meant: Meant) -> Verdict | None:
    """How likely two roots are one; None where a claim of theirs was never looked at for signs.

    Args:
        one: all claims that rest on one root, at least one.
        other: those that rest on the other.
        meant: whether a key is a root's.
    """
    if any(told.origin.signs is None for told in (*one, *other)):
        return None
    known = weights()
    weighed = {name: known.get(name, 0.0) * value for name, value in signs(one, other, meant).items()}
    odds = known["constant"] + sum(weighed.values())
    return Verdict(1 / (1 + math.exp(-odds)), _speaking(weighed))


def _speaking(weighed: Signs) -> list[str]:
    """What speaks most for two roots' being one, in words."""
    ranked = sorted((-weight, name.split(": ")[-1]) for name, weight in weighed.items() if weight > 0)
    return list(dict.fromkeys(WORDS[sign] for _, sign in ranked if sign in WORDS))[:TOP]


def signs(one: Sequence[Told], other: Sequence[Told], meant: Meant) -> Signs:
    """What two roots show; the same whichever is given first."""
    kinds = sorted((kind(one), kind(other)))
    found: Signs = {"+".join(kinds): 1.0, "alike": _alike(one, other)}
    if {told.document_id for told in one} & {told.document_id for told in other}:
        found["one document"] = 1.0
    near = _near(one, other, meant) or _near(other, one, meant)
    for name, sides in _sides(one, other):
        told = [each for mine, _ in sides for each in mine]
        found |= {f"{name}: {sign}": value for sign, value in _shown(told)}
        if near:
            found[f"{name}: near"] = 1.0
        if any(_others(mine, theirs, meant) for mine, theirs in sides):
            found[f"{name}: others"] = 1.0
    return found | dict(_of_names(one, other, kinds))


def kind(resting: Sequence[Told]) -> str:
    """What a root is: who speaks, whose release, or an outlet in its own voice."""
    first = min(resting, key=lambda told: told.origin.role == "outlet").origin
    rules = "; ".join(told.origin.rule for told in resting)
    if first.role == "outlet":
        return "outlet" if "own voice" in rules or "credited" in rules else "cited"
    return "release" if "own release" in rules else KINDS.get(first.role, "other")


@cache
def weights() -> dict[str, float]:
    """The weight of each sign, and the constant."""
    found = json.loads(files("claimwire_gateway").joinpath("kinship.json").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in found.items()}


def _sides(one: Sequence[Told], other: Sequence[Told]) -> Iterator[tuple[str, list[Side]]]:
    """The roots that one name of signs is for: an outlet's own claims tell other things than a speaker's."""
    mine, theirs = kind(one) == "outlet", kind(other) == "outlet"
    first, second = (one, other), (other, one)
    if mine == theirs:
        yield "outlets" if mine else "speakers", [first, second]
    else:
        yield "outlet", [first if mine else second]
        yield "speaker", [second if mine else first]


def _shown(told: Sequence[Told]) -> Iterator[tuple[str, float]]:
    yield from ((sign, 1.0) for sign in sorted({sign for each in told for sign in each.origin.signs or ()}))
    if len(told) > 1:
        yield "several", 1.0
    yield "long", min(LONGEST, max(len(each.text) for each in told) / LONG)


def _near(one: Sequence[Told], other: Sequence[Told], meant: Meant) -> bool:
    """Whether the words of one root stand beside what the other tells."""
    return any(meant(key, one) for told in other for key in told.origin.near)


def _others(one: Sequence[Told], other: Sequence[Told], meant: Meant) -> bool:
    """Whether words of somebody else stand beside what one root tells."""
    return any(not meant(key, other) for told in one for key in told.origin.near)


def _of_names(
    one: Sequence[Told], other: Sequence[Told], kinds: Sequence[str]
) -> Iterator[tuple[str, float]]:
    if "outlet" not in kinds and any(_namesakes(a.origin, b.origin) for a, b in product(one, other)):
        yield "a word of their names", 1.0


def _namesakes(one: Origin, other: Origin) -> bool:
    both = _names(one) & _names(other)
    return any(len(word) >= TELLING for word in both)


def _names(origin: Origin) -> set[str]:
    """The words of who speaks, for whom, and what the text calls it."""
    return _words(" ".join((origin.name, (origin.behalf or "").removeprefix("name:"), *origin.offices)))


def _alike(one: Sequence[Told], other: Sequence[Told]) -> float:
    """The share of words that two claims have in common (Jaccard), of the pair that is most alike."""
    return max(_share(_words(a.text), _words(b.text)) for a, b in product(one, other))


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _words(text: str) -> set[str]:
    return {word for word in WORD.findall(text.casefold()) if word not in SMALL}
