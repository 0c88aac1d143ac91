"""Tolls: how many a claim says were killed, hurt or are missing, in whatever words it says so.

    "killing at least three people and injuring 14"           → killed at least 3, hurt 14
    "the number of people killed ... has risen to seven"      → killed 7
    "seven passengers were killed"                            → killed 7 of the passengers

Only figures of one unit are compared: the hurt never with the dead, nor the passengers with all. A figure in
passing ("after the fire that killed 12") is of another event as likely as of this one, and is left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimwire_contracts.types import Bound, Quantity
from spacy.tokens import Span, Token

from claimwire_nlp.claims.numerals import number
from claimwire_nlp.claims.quantities import LONGEST_FIRST

STATES = {
    "killed": "killed|died|dead|perished|drowned|slain|deaths|fatalities|lives",
    "hurt": "injured|wounded|hurt|injuries",
    "missing": "missing|unaccounted",
}
DEEDS = {"kill": "killed", "injur": "hurt", "wound": "hurt"}
ANY = "|".join(STATES.values())
BETWEEN = (
    "have|has|had|were|was|are|is|been|being|be|reported|reportedly|confirmed|feared|now|also|already|still"
)
REACHING = "(?:from #\\d+ )?(?:to|at|of|is|was|reached|reaches|hit|stands at|stood at)"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"#(?P<n>\d+)(?: (?P<who>[a-z]+))?(?: (?:{BETWEEN}))* (?P<state>{ANY})\b",
        r"\b(?P<deed>kill|injur|wound)(?:s|es|ed|ing) #(?P<n>\d+)(?: (?P<who>[a-z]+))?",
        rf"\bnumber of (?:the |people |persons )*(?P<state>{ANY})\b[^#]*? {REACHING} #(?P<n>\d+)",
        rf"\b(?:death )?toll\b[^#]*? {REACHING} #(?P<n>\d+)",
    )
)
EVERYBODY = {"people", "person", "persons", "lives", "victim", "victims", "others", "in", "when", "and",
             "after", "as", "on", "at", "late", "early"}  # fmt: skip
MORE = {"more", "other", "another", "further", "additional", "of", "no", "-"}
"""Beside a figure they make it a part of another one, an increase, or none ("no-one")."""
NOBODY = {"day", "days", "hours", "hour", "minutes", "times", "years", "weeks", "months", "miles"}
LOST = re.compile(r"\b(?:loss of|lost) (?:the )?$")


class Comparison(NamedTuple):
    """Tolls of two claims: how much of what they count both count, and the first figures that differ."""

    shared: float
    figures: tuple[Quantity, Quantity] | None


def compare(a: list[Quantity], b: list[Quantity]) -> Comparison | None:
    """How two claims' tolls relate; None where they count nothing in common. The dead come first."""
    one, other = ({toll.unit or "": toll for toll in reversed(tolls)} for tolls in (a, b))
    common = sorted(one.keys() & other.keys(), key=lambda unit: (not unit.startswith("killed"), unit))
    if not common:
        return None
    weights = {unit: 2 if unit.startswith("killed") else 1 for unit in one.keys() | other.keys()}
    shared = round(sum(weights[unit] for unit in common) / sum(weights.values()), 4)
    pairs = [(one[unit], other[unit]) for unit in common]
    return Comparison(shared, next((pair for pair in pairs if pair[0].value != pair[1].value), None))


def differing(a: list[Quantity], b: list[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The first figures of two claims' tolls that differ; they may both be right ("at least 30", 34)."""
    found = compare(a, b)
    return found.figures if found is not None else None


def apart(a: list[Quantity], b: list[Quantity]) -> bool:
    """Whether both claims give tolls, and none of one thing: the hurt of one are not another's dead."""
    return bool(a and b) and {toll.unit for toll in a}.isdisjoint(toll.unit for toll in b)


def tolls_of(content: list[Span]) -> list[Quantity]:
    """The tolls that a claim's content asserts, each with what it counts as its unit."""
    return [toll for span in content for toll in _in(span)]


def _in(span: Span) -> Iterator[Quantity]:
    written, figures = _template(span)
    for pattern in PATTERNS:
        for match in pattern.finditer(written):
            figure, token = figures[int(match["n"])]
            unit = _unit(match.groupdict())
            if unit and not _part_of_another(written, match) and not _in_passing(token, span):
                yield figure.model_copy(update={"unit": unit, "text": f"{figure.text} {unit}"})


def _template(span: Span) -> tuple[str, list[tuple[Quantity, Token]]]:
    """The content in lower case with its figures, bounds included, as #0, #1, ..., and these."""
    words: list[str] = []
    figures: list[tuple[Quantity, Token]] = []
    doc, i = span.doc, span.start
    while i < span.end:
        end, value = number(doc, i)
        if value is None or end > span.end:
            words.append(doc[i].lower_)
            i += 1
            continue
        length, bound = _bound(words)
        words[len(words) - length :] = [f"#{len(figures)}"]
        figures.append((_figure(doc[i - length : end], value, bound), doc[end - 1]))
        i = end
    return " ".join(words), figures


def _bound(words: list[str]) -> tuple[int, Bound]:
    """How many of the words before a figure bound it, and how."""
    for said, bound in LONGEST_FIRST:
        if words[-len(said) :] == said:
            return len(said), bound
    return 0, "exact"


def _figure(span: Span, value: float, bound: Bound) -> Quantity:
    return Quantity(start=span.start_char, end=span.end_char, text=span.text, value=value, bound=bound)


def _unit(found: dict[str, str | None]) -> str | None:
    """What is counted: "killed", or "killed passenger" where only these are."""
    state, deed, who = found.get("state"), found.get("deed"), found.get("who")
    if who in NOBODY or who in MORE:
        return None
    unit = DEEDS[deed] if deed else "killed"
    unit = next((unit for unit, words in STATES.items() if state in words.split("|")), unit)
    return unit if who is None or who in EVERYBODY or who in BETWEEN else f"{unit} {who.removesuffix('s')}"


def _part_of_another(written: str, match: re.Match[str]) -> bool:
    figure = written.index(f"#{match['n']}", match.start())
    before = written[:figure].split()[-1:]
    after = written[figure:].split()[1:2]
    return bool(MORE.intersection(before + after)) or LOST.search(written[:figure]) is not None


def _in_passing(token: Token, span: Span) -> bool:
    """Whether a figure stands in a relative clause, or in one of time ("after a fire killed 12")."""
    while token.head.i != token.i and token.head in span:
        timed = any(child.dep_ in {"mark", "advmod"} and child.i < token.i for child in token.children)
        if token.dep_ in {"relcl", "pcomp"} or (token.dep_ == "advcl" and timed):
            return True
        token = token.head
    return False
