"""The claims of two documents made ready to be compared, and the pairs that are worth it."""

from collections import Counter
from collections.abc import Iterator
from math import log
from typing import NamedTuple

import numpy as np
from claimwire_contracts.messages import ClaimInStore, DocumentInStore

from claimwire_nlp.matching import meaning, quotations, words
from claimwire_nlp.matching.meaning import Wording
from claimwire_nlp.reading.scores import Floats

ROUNDING = 1e-5
HOUR = 3600.0
"""Seconds."""
NEAR = 0.3
"""The nearness from which two claims are read together. In events of our own, nineteen in twenty pairs that
say the same and seven in ten that contradict each other are nearer, and one in eight of all others."""
LEAST = np.array([NEAR, -meaning.SUREST, -meaning.SUREST], np.float32)
"""What a claim shares at least with another, by each of the scores of `Rivals`."""


class Best(NamedTuple):
    """The greatest two of what a claim shares with each of the other document's."""

    first: float = 0.0
    second: float = 0.0

    def ahead(self, value: float) -> float:
        """How much greater one value is than the greatest other: below zero where another is greater."""
        return value - (self.second if value >= self.first - ROUNDING else self.first)


class Rivals(NamedTuple):
    """How a claim fares with all of the other document's: a document says a thing once, mostly."""

    near: Best = Best()
    same: Best = Best()
    related: Best = Best()


class Claim(NamedTuple):
    """A claim with what it is compared by. `terms` are weighted, `names` in canonical words."""

    claim: ClaimInStore
    document_id: str
    seen: float
    """When its document was seen, in seconds."""
    outlet: str
    terms: dict[str, float]
    names: list[frozenset[str]]
    story: frozenset[str] = frozenset()
    """What its document is about: the words that weigh most in it."""
    rivals: Rivals = Rivals()

    @property
    def denied_alone(self) -> bool:
        """Whether only its cue says no ("denied that the ferry was overloaded"), none of its own words."""
        return self.claim.polarity == "negated" and not quotations.negated(self.claim.text)

    @property
    def wording(self) -> Wording:
        """What it asserts, in words that say no where it does, and what stands before it."""
        text, before = self.claim.text, self.claim.profile.before
        if self.denied_alone:
            text = f"It is not true that {text.removeprefix('that ')}"
        return Wording(text, before)

    @property
    def affirmed(self) -> bool:
        """Whether it says that something was so."""
        return self.claim.polarity == "affirmed" and self.frame.get("mode", ["actual"]) == ["actual"]

    def told_in(self, other: "Claim") -> bool:
        """Whether the other's document is about somebody or something that this claim names, if it does."""
        return not self.names or any(name & other.story for name in self.names)

    @property
    def frame(self) -> dict[str, list[str]]:
        """Who does what in it; empty where no verb leads it."""
        return self.claim.profile.frame

    @property
    def verbs(self) -> list[str]:
        """Its main verb in canonical form."""
        return self.frame.get("predicate", [])

    def same_verb(self, other: "Claim") -> bool:
        """Whether both tell of one kind of event."""
        return bool(set(self.verbs) & set(other.verbs))

    def opposed(self, other: "Claim") -> bool:
        """Whether their verbs contradict each other ("approve", "reject")."""
        return any(words.opposite(x, y) for x in self.verbs for y in other.verbs)

    def named(self, role: str) -> list[str]:
        """The names that fill a role."""
        return [name for name in self.frame.get(role, []) if not name.startswith("~")]

    def agrees(self, other: "Claim", role: str) -> bool:
        """Whether the same name or the same noun fills a role in both."""
        nouns = set(self.frame.get(role, [])) & set(other.frame.get(role, []))
        return bool(nouns) or self.agrees_in_name(other, role)

    def agrees_in_name(self, other: "Claim", role: str) -> bool:
        """Whether the same name fills a role in both."""
        return any(same_name(x, y) for x in self.named(role) for y in other.named(role))

    def clashes(self, other: "Claim", role: str) -> bool:
        """Whether both have names in a role, and none of them can be one."""
        return bool(self.named(role) and other.named(role)) and not self.agrees_in_name(other, role)


def wordings(a: Claim, b: Claim) -> tuple[Wording, Wording]:
    """What two claims assert, in words; the later one's with how much later it is told."""
    hours = (b.seen - a.seen) / HOUR
    return (
        a.wording._replace(later=meaning.later(-hours)),
        b.wording._replace(later=meaning.later(hours)),
    )


def same_name(a: str, b: str) -> bool:
    """Whether two names may be one: all words of one are in the other ("levi", "dan levi")."""
    one, other = words.name_words(a), words.name_words(b)
    return one <= other or other <= one


def pairs(document: DocumentInStore, candidate: DocumentInStore) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of claims that are near enough in meaning to be compared.

    A word that many claims of one document use tells them apart less. The two
    documents alone decide on that, so that no third one changes the verdict.
    """
    these, those, near = _side_by_side(document, candidate)
    same, related = _related(these, those, near)
    scores = np.stack([np.maximum(near, NEAR), same, related])
    these, those = _with_rivals(these, scores), _with_rivals(those, scores.transpose(0, 2, 1))
    yield from _worth_it(these, those, near)


def without_rivals(document: DocumentInStore, candidate: DocumentInStore) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of `pairs`, none of them read: how a claim fares with others is not known."""
    yield from _worth_it(*_side_by_side(document, candidate))


def _side_by_side(
    document: DocumentInStore, candidate: DocumentInStore
) -> tuple[list[Claim], list[Claim], Floats]:
    """The claims of both documents, and the nearness of each of these to each of those."""
    often = _counts(document) | _counts(candidate)
    these, those = list(_ready(document, often)), list(_ready(candidate, often))
    if not these or not those:
        return [], [], np.zeros((0, 0), np.float32)
    near = meaning.nearnesses(*([claim.claim.profile.vector for claim in side] for side in (these, those)))
    if document.id == candidate.id:
        np.fill_diagonal(near, -1.0)
    return these, those, near


def _worth_it(these: list[Claim], those: list[Claim], near: Floats) -> Iterator[tuple[Claim, Claim]]:
    """The pairs that are near enough, or are compared anyhow."""
    for claim, row in zip(these, near, strict=True):
        for other, nearness in zip(those, row, strict=True):
            if nearness >= NEAR or _compared_anyhow(claim, other):
                yield claim, other


def _related(these: list[Claim], those: list[Claim], near: Floats) -> tuple[Floats, Floats]:
    """The log-odds, as the model reads those that are near, that two claims say the same, or are related."""
    same, related = (np.full(near.shape, -meaning.SUREST, np.float32) for _ in range(2))
    for i, j in zip(*np.nonzero(near >= NEAR), strict=True):
        read = meaning.relation(*wordings(these[i], those[j]))
        same[i, j], related[i, j] = meaning.log_odds(read.same), meaning.log_odds(1 - read.other)
    return same, related


def _with_rivals(claims: list[Claim], scores: Floats) -> list[Claim]:
    """The claims of the rows, each with its best two of each score (scores x claims x other claims)."""
    best = -np.sort(-scores, axis=2)[:, :, :2]
    if best.shape[2] == 1:
        best = np.concatenate([best, np.broadcast_to(LEAST[:, None, None], best.shape)], 2)
    return [
        claim._replace(rivals=Rivals(*(Best(*map(float, row)) for row in best[:, number])))
        for number, claim in enumerate(claims)
    ]


def _compared_anyhow(a: Claim, b: Claim) -> bool:
    """Whether two claims are compared word by word, as quotations, or by figure, as tolls."""
    one, other = a.claim.profile, b.claim.profile
    return (one.quoted is not None and other.quoted is not None) or bool(one.tolls and other.tolls)


def _counts(document: DocumentInStore) -> Counter[str]:
    return Counter(term for claim in document.claims for term in claim.profile.terms)


def _ready(document: DocumentInStore, often: Counter[str]) -> Iterator[Claim]:
    story = frozenset(words.canonical(term) for term in document.profile.terms)
    for claim in document.claims:
        yield Claim(
            claim=claim,
            document_id=document.id,
            seen=document.seen_at.timestamp(),
            outlet=document.outlet or "an unknown outlet",
            terms={term: weight / (1 + log(often[term])) for term, weight in claim.profile.terms.items()},
            names=[words.name_words(name) for name in claim.profile.names],
            story=story,
        )
