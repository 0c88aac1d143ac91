"""Whether two claims of one story say the same, contradict each other, or one brings the other up to date.

Precise first. Two claims are compared where their words are alike; then they
say the same only if nothing sets them apart, and they stand against each other
only if exactly one thing does: a number, a date, yes or no, or who takes part.
"""

from collections.abc import Iterator
from math import log
from typing import NamedTuple

from claimwire_contracts.messages import ClaimInStore, ClaimVerdict, DocumentInStore
from claimwire_contracts.types import ConflictKind, Quantity

from claimwire_nlp.matching import dates, numbers, quotations, words

SAME = 0.5
AGAINST = 0.55
"""How alike two claims must be to say the same, or to speak against each other."""
ALIKE_WITHOUT_VERB = 0.62
ENOUGH = 9.0
"""The least weight of shared words other than names: about two telling words."""
NOW = 3 * 3600
"""Seconds within which two documents speak as of the same time."""
SAME_NEWS = 36 * 3600
"""Seconds between two documents beyond which another day named means another event."""
EXCLUSIVE = {"win", "appoint", "replace", "succeed", "defeat", "elect"}
"""What only one of two can do or be."""
COUNTED_ON = {"people", "person", "civilian", "victim", "casualty", "body", "protester", "soldier", "kid",
              "passenger", "resident", "house", "home", "building", "family", "case", "arrest"}  # fmt: skip
"""What a toll counts: a later, other figure is news even where both name the day of the event."""


class Claim(NamedTuple):
    """A claim made ready to be compared."""

    claim: ClaimInStore
    seen: float
    """When its document was seen, in seconds."""
    outlet: str
    terms: dict[str, float]
    names: list[frozenset[str]]

    @property
    def frame(self) -> dict[str, list[str]]:
        """Who does what in it."""
        return self.claim.profile.frame


class Likeness(NamedTuple):
    """How alike two claims' words are, 0 to 1, and the weight of the words, other than names, they share."""

    score: float
    shared: float


class Difference(NamedTuple):
    """What sets two claims apart. One without a kind forbids `same` and shows nothing to a reader."""

    kind: ConflictKind | None
    detail: str = ""
    figures: tuple[Quantity, Quantity] | None = None


def pairs(document: DocumentInStore, candidate: DocumentInStore) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of claims that share enough words to be compared.

    A word that many claims of one document use tells them apart less; the two
    documents alone decide on that, so that no other changes the verdict.
    """
    mine, theirs = _counts(document), _counts(candidate)
    common = {term: max(mine.get(term, 0), theirs.get(term, 0)) for term in mine.keys() | theirs.keys()}
    others = [_ready(claim, candidate, common) for claim in candidate.claims]
    for claim in (_ready(claim, document, common) for claim in document.claims):
        for other in others:
            if len(claim.terms.keys() & other.terms.keys()) >= 2 or _both_quoted(claim, other):  # noqa: PLR2004  one word in common is chance
                yield claim, other


def _counts(document: DocumentInStore) -> dict[str, int]:
    counts: dict[str, int] = {}
    for claim in document.claims:
        for term in claim.profile.terms:
            counts[term] = counts.get(term, 0) + 1
    return counts


def _ready(claim: ClaimInStore, document: DocumentInStore, common: dict[str, int]) -> Claim:
    return Claim(
        claim=claim,
        seen=document.seen_at.timestamp(),
        outlet=document.outlet or "an unknown outlet",
        terms={term: weight / (1 + log(common[term])) for term, weight in claim.profile.terms.items()},
        names=[words.name_words(name) for name in claim.profile.names],
    )


def _both_quoted(a: Claim, b: Claim) -> bool:
    return a.claim.profile.quoted is not None and b.claim.profile.quoted is not None


def judge(a: Claim, b: Claim) -> ClaimVerdict | None:
    """How two claims relate, or None where they do not. Either order gives the same."""
    if b.claim.id < a.claim.id:
        a, b = b, a
    return _quoted(a, b) or _worded(a, b)


def _quoted(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on two versions of one quotation."""
    one, other = a.claim.profile, b.claim.profile
    if one.quoted is None or other.quoted is None:
        return None
    if quotations.same_speaker(one.source, other.source) is False:
        return None
    drift = quotations.compare(one.quoted, other.quoted)
    if drift is None:
        return None
    score = round(drift.ratio, 4)
    if drift.turned:
        kind: ConflictKind = "polarity" if a.claim.polarity != b.claim.polarity else "number"
        rule, detail = "one quotation, altered", drift.detail or ""
        return _verdict(
            a, b, relation="conflict", conflict=kind, score=score, rule=rule, detail=detail, drift=detail
        )
    return _verdict(a, b, relation="same", score=score, rule="the same quotation", drift=drift.detail)


def _worded(a: Claim, b: Claim) -> ClaimVerdict | None:
    alike = likeness(a, b)
    if alike.score < SAME or alike.shared < ENOUGH:
        return None
    apart = list(differences(a, b))
    if not apart:
        rule = "same verb, same names, alike in words" if _same_verb(a, b) else "alike in words"
        enough = _same_verb(a, b) or alike.score >= ALIKE_WITHOUT_VERB
        return _verdict(a, b, relation="same", score=alike.score, rule=rule) if enough else None
    if len(apart) > 1 or alike.score < AGAINST:
        return None
    return _against(a, b, alike.score, apart[0])


def _against(a: Claim, b: Claim, score: float, difference: Difference) -> ClaimVerdict | None:
    match difference.kind:
        case "number" if _later_count(a, b, difference):
            first, second = (a, b) if a.seen <= b.seen else (b, a)
            detail = f"{_figure(first, a, difference)}, later {_figure(second, a, difference)}"
            rule = "another figure at a later time"
            return _verdict(a, b, relation="update", score=score, rule=rule, detail=detail)
        case "date" if abs(a.seen - b.seen) > SAME_NEWS:
            return None
        case "participant" if not _excludes(a, b):
            return None
        case None:
            return None
        case kind:
            rule = f"alike but for the {kind}"
            return _verdict(
                a, b, relation="conflict", conflict=kind, score=score, rule=rule, detail=difference.detail
            )


def _later_count(a: Claim, b: Claim, difference: Difference) -> bool:
    if abs(a.seen - b.seen) <= NOW or difference.figures is None:
        return False
    counted = numbers.unit(difference.figures[0])
    return counted in COUNTED_ON or not dates.agreed(a.claim.dates, b.claim.dates)


def _figure(claim: Claim, a: Claim, difference: Difference) -> str:
    assert difference.figures is not None
    return f"{difference.figures[0 if claim is a else 1].text} ({claim.outlet})"


def _excludes(a: Claim, b: Claim) -> bool:
    verb = a.frame.get("predicate", [""])[0]
    return verb in EXCLUSIVE or dates.agreed(a.claim.dates, b.claim.dates)


def likeness(a: Claim, b: Claim) -> Likeness:
    """How alike two claims are in their words.

    The mean of how much of the smaller is in the larger, and of what is common
    to both of all they say (containment and Jaccard, by weight): a detail more
    does little harm, another topic much.
    """
    common = sorted(a.terms.keys() & b.terms.keys())
    shared = sum(min(a.terms[term], b.terms[term]) for term in common)
    one, other = sum(a.terms.values()), sum(b.terms.values())
    if not shared:
        return Likeness(0.0, 0.0)
    score = (shared / min(one, other) + shared / (one + other - shared)) / 2
    named = frozenset().union(*a.names, *b.names)
    weight = sum(min(a.terms[term], b.terms[term]) for term in common if term not in named)
    return Likeness(round(min(score, 1.0), 4), weight)


def differences(a: Claim, b: Claim) -> Iterator[Difference]:
    """All that sets two claims apart that are alike in their words."""
    if figures := numbers.dispute(a.claim.quantities, b.claim.quantities):
        detail = f"{figures.a.text} ({a.outlet}) against {figures.b.text} ({b.outlet})"
        yield Difference("number" if figures.comparable else None, detail, (figures.a, figures.b))
    if days := dates.contested(a.claim.dates, b.claim.dates):
        yield Difference("date", f"{days[0].text} ({a.outlet}) against {days[1].text} ({b.outlet})")
    if (a.claim.polarity != b.claim.polarity) != _opposed(a, b):
        yield Difference("polarity", f"“{a.claim.text}” ({a.outlet}) against “{b.claim.text}” ({b.outlet})")
    if a.frame.get("mode") != b.frame.get("mode"):
        yield Difference(None)
    yield from _participants(a, b)


def _participants(a: Claim, b: Claim) -> Iterator[Difference]:
    """Roles that two names fill which are not one; also where two have changed places."""
    if not _same_verb(a, b):
        return
    for role in ("subject", "object", "with"):
        one, other = _fillers(a, role), _fillers(b, role)
        if one and other and not any(same_name(x, y) for x in one for y in other):
            said = f"{', '.join(one)} ({a.outlet}) against {', '.join(other)} ({b.outlet})"
            yield Difference("participant", said)


def _fillers(claim: Claim, role: str) -> list[str]:
    return [name for name in claim.frame.get(role, []) if not name.startswith("~")]


def same_name(a: str, b: str) -> bool:
    """Whether two names may be one: all words of one are in the other ("barnea", "david barnea")."""
    one, other = words.name_words(a), words.name_words(b)
    return one <= other or other <= one


def _same_verb(a: Claim, b: Claim) -> bool:
    return bool(set(a.frame.get("predicate", [])) & set(b.frame.get("predicate", [])))


def _opposed(a: Claim, b: Claim) -> bool:
    return any(
        words.opposite(x, y) for x in a.frame.get("predicate", []) for y in b.frame.get("predicate", [])
    )


def _verdict(a: Claim, b: Claim, **found: object) -> ClaimVerdict:
    return ClaimVerdict.model_validate({"a": a.claim.id, "b": b.claim.id, **found})
