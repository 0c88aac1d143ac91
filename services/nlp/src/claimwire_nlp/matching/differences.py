"""What sets two claims apart that are alike in their words: who, how many, when or whether."""

from collections.abc import Iterator
from typing import NamedTuple

from claimwire_contracts.types import ConflictKind, Quantity

from claimwire_nlp.matching import dates, numbers, words
from claimwire_nlp.matching.pairs import Claim

ROLES = ("subject", "object", "with")


class Difference(NamedTuple):
    """What sets two claims apart. One without a kind forbids `same` and shows nothing to a reader."""

    kind: ConflictKind | None
    detail: str = ""
    figures: tuple[Quantity, Quantity] | None = None
    words: frozenset[str] = frozenset()
    """The words that differ; the likeness is that of all others."""


def differences(a: Claim, b: Claim) -> Iterator[Difference]:
    """All that sets two claims apart."""
    if figures := numbers.dispute(a.claim.quantities, b.claim.quantities):
        detail = versus(a, figures.a.text, b, figures.b.text)
        yield Difference("number" if figures.comparable else None, detail, (figures.a, figures.b))
    if days := dates.contested(a.claim.dates, b.claim.dates):
        yield Difference("date", versus(a, days[0].text, b, days[1].text))
    if denied := _denied(a, b):
        yield denied
    if a.frame.get("mode") != b.frame.get("mode") or strangers(a, b) or bare_figures(a, b):
        yield Difference(None)
    yield from _participants(a, b)


def versus(a: Claim, one: str, b: Claim, other: str) -> str:
    """What two outlets say against each other, for a reader."""
    return f"{one} ({a.outlet}) against {other} ({b.outlet})"


def strangers(a: Claim, b: Claim) -> bool:
    """Whether both name somebody or some place, and none in common."""
    return bool(a.names and b.names) and not any(x <= y or y <= x for x in a.names for y in b.names)


def bare_figures(a: Claim, b: Claim) -> bool:
    """Whether figures that count nothing named ("kills 12") stand against others."""
    one = numbers.bare(a.claim.text, a.claim.quantities)
    other = numbers.bare(b.claim.text, b.claim.quantities)
    all_one, all_other = (numbers.values(each.claim.text, each.claim.quantities) for each in (a, b))
    return bool((one - all_other and all_other - all_one) or (other - all_one and all_one - all_other))


def _participants(a: Claim, b: Claim) -> Iterator[Difference]:
    """Roles filled by names that are not one; also where two have changed places."""
    if not a.same_verb(b):
        return
    if a.clashes(b, "place"):
        yield Difference(None)
    for role in ROLES:
        if a.clashes(b, role):
            one, other = a.named(role), b.named(role)
            apart = frozenset[str]().union(*map(words.name_words, one + other))
            yield Difference("participant", versus(a, ", ".join(one), b, ", ".join(other)), words=apart)


def _denied(a: Claim, b: Claim) -> Difference | None:
    """Whether one says no to the other, by a "not" or by an opposite verb.

    Both at once may say the same ("did not approve", "rejected"): that is left open,
    unless the verb is the cue, for then the polarity already tells of it.
    """
    turned, opposed = a.claim.polarity != b.claim.polarity, a.opposed(b)
    if turned and opposed and not ("cue" in a.frame and "cue" in b.frame):
        return Difference(None)
    if not turned and not opposed:
        return None
    return Difference("polarity", versus(a, said(a), b, said(b)))


def said(claim: Claim) -> str:
    """A claim's words; where only the cue says no to them, this too."""
    return f"a denial of “{claim.claim.text}”" if claim.denied_alone else f"“{claim.claim.text}”"
