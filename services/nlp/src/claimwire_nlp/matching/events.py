"""How likely it is that two documents tell of one event.

That two texts have words in common says that they are of one kind: of quakes, of transfers, of one company's
news. What tells one event from another is whether what either opens with stands in the other, whether both
name the same people, places and figures, and whether their days fit. Of one day's news it tells most whether
both make the same claims: reports of two strikes make alike claims too, but seldom on one day. These
likenesses are weighed against each other by a logistic model (`WEIGHTS`), fitted by `training/stories.py`.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from math import exp, sqrt

import numpy as np
from claimwire_contracts.messages import DocumentInStore, DocumentProfile

from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.weights import idf
from claimwire_nlp.reading.scores import Floats

Words = dict[str, float]

STRANGERS = -4.0
"""Where no person, place or figure is in both, though both name some. Set by hand: reports that are made to a
pattern, as those of quakes and injuries are, differ in these alone."""
BIAS = -7.0
"""The fit says -6.8; a wrong pair costs more than a missed one."""
WEIGHTS = {
    "people": 1.9,
    "places": 2.15,
    "figures": 7.25,
    "of the shorter": 0.9,
    "of the longer": 12.95,
    "leads told": 1.0,
    "leads alike": 4.3,
    "principal people": 1.3,
    "principal places": 1.4,
    "nothing named alike": STRANGERS,
    "other year": -1.4,
    "other weekday": -1.05,
    "dated": -7.5,
    "dated: claims": 25.8,
}
"""What each likeness or difference speaks for (log odds for its whole range, mostly 0 to 1).

The two for dated documents were fitted with vectors of a matcher that had not learned from the events; those
of the present one are a little farther apart, for which the constant is 0.7 higher.
"""

DAYS_FREE = 2.0
DAYS_MOST = 7.0
PER_DAY = 0.5
"""A story grows: reports two days apart are as likely of one event as those of one hour. After that each day
takes this from the log odds, for a week: who is tried months later is tried for the same deed."""

PRINCIPALS = 3
"""Of the people or places of a document so many are what it is about."""
PLACES = 4
"""Decimals that are kept: beyond them a sum may hang on its order."""
YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


def likelihood(a: DocumentInStore, b: DocumentInStore) -> float:
    """The probability that both tell of one event, from what they say and when; the same either way round."""
    odds = BIAS + sum(WEIGHTS[name] * value for name, value in likenesses(a, b).items())
    return 1 / (1 + exp(waited(days_apart(a, b)) - odds))


def waited(apart: float | None) -> float:
    """What the days between two documents take from the log odds; nothing where a day is unknown."""
    return PER_DAY * max(0.0, min(apart or 0.0, DAYS_MOST) - DAYS_FREE)


def days_apart(a: DocumentInStore, b: DocumentInStore) -> float | None:
    """The days between two documents, None where one has none: an arrival says nothing of an event's time."""
    if a.published_at and b.published_at:
        return abs((a.published_at - b.published_at).total_seconds()) / 86_400
    one, other = _day(a), _day(b)
    return float(abs((one - other).days)) if one and other else None


def likenesses(a: DocumentInStore, b: DocumentInStore) -> dict[str, float]:
    """In what two documents are alike and in what they differ; the same either way round.

    Where both their days are known, what they say tells more, and the years and weekdays they name nothing;
    but two injuries of one day are told in the same words too: somebody or some figure must be in both.
    """
    found = _alike(a.profile, b.profile)
    if days_apart(a, b) is None:
        years, weekdays = ([of(each.profile) for each in (a, b)] for of in (_years, _weekdays))
        return found | {"other year": float(_excluded(*years)), "other weekday": float(_excluded(*weekdays))}
    if found["nothing named alike"]:
        return found
    return found | {"dated": 1.0, "dated: claims": claims_alike(a, b)}


def _alike(a: DocumentProfile, b: DocumentProfile) -> dict[str, float]:
    one, other = _words(a), _words(b)
    people, places = (_agreed(a.names, b.names, kind) for kind in ("person", "place"))
    figures = {word for word in one.keys() | other.keys() if _figure(word)}
    shorter, longer = sorted((rarity(one), rarity(other)))
    shared = rarity(one.keys() & other.keys())
    leads = min(rarity(a.lead), rarity(b.lead))
    who, where, how_many = (_cosine_of(one, other, words) for words in (people, places, figures))
    strangers = any(_strangers(a, b, kind) for kind in ("person", "place"))
    return {
        "people": who,
        "places": where,
        "figures": how_many,
        "of the shorter": shared / (shorter or 1.0),
        "of the longer": shared / (longer or 1.0),
        "leads told": min(_told(a.lead, other), _told(b.lead, one)),
        "leads alike": rarity({*a.lead} & {*b.lead}) / (leads or 1.0),
        "principal people": _principals(a, b, "person"),
        "principal places": _principals(a, b, "place"),
        "nothing named alike": float(strangers and not who + where + how_many),
    }


def claims_alike(a: DocumentInStore, b: DocumentInStore) -> float:
    """How near the claims of either are to the other's, 0 to 1: the mean over the better half of them."""
    these, those = ([claim.profile.vector for claim in each.claims] for each in (a, b))
    if not these or not those:
        return 0.0
    near = meaning.nearnesses(these, those)
    return round(max(0.0, *(_better_half(near.max(axis)) for axis in (0, 1))), PLACES)


def _better_half(values: Floats) -> float:
    best = np.sort(values)[::-1]
    return float(best[: (len(best) + 1) // 2].mean())


def cosine(a: Words, b: Words) -> float:
    """The cosine of two weightings: 0 (nothing in common) to 1."""
    dot = sum(a[word] * b[word] for word in sorted(a.keys() & b.keys()))
    norm = sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return min(1.0, dot / norm) if norm else 0.0


def rarity(words: Iterable[str]) -> float:
    """How much words say together, each counted once."""
    return sum(idf(word) for word in sorted(words))


def _words(profile: DocumentProfile) -> Words:
    """The words; of a profile made before there were any, its terms."""
    return profile.words or profile.terms


def _agreed(one: dict[str, str], other: dict[str, str], kind: str) -> set[str]:
    """The words that name a person (or a place) in either, and nothing else in the other."""
    return {
        word for word in one.keys() | other.keys() if {one.get(word, kind), other.get(word, kind)} == {kind}
    }


def _of_kind(profile: DocumentProfile, kind: str) -> Words:
    words = _words(profile)
    return {word: words[word] for word, named in profile.names.items() if named == kind and word in words}


def _cosine_of(one: Words, other: Words, words: Collection[str]) -> float:
    return cosine(*({word: each[word] for word in words if word in each} for each in (one, other)))


def _told(lead: list[str], other: Words) -> float:
    """How much of what one opens with stands anywhere in the other."""
    return rarity(word for word in lead if word in other) / (rarity(lead) or 1.0)


def _principals(a: DocumentProfile, b: DocumentProfile, kind: str) -> float:
    """How much of whom (or where) either is about the other names too; all, where one names none."""
    sides = [(_principal(_of_kind(one, kind)), _words(other)) for one, other in ((a, b), (b, a))]
    if not all(principal for principal, _ in sides):
        return 1.0
    return min(
        sum(weight for word, weight in principal.items() if word in there) / sum(principal.values())
        for principal, there in sides
    )


def _strangers(a: DocumentProfile, b: DocumentProfile, kind: str) -> bool:
    """Whether both name people (or places), and none of the one's stands in the other."""
    named, others = _of_kind(a, kind), _of_kind(b, kind)
    return (
        bool(named and others) and named.keys().isdisjoint(_words(b)) and others.keys().isdisjoint(_words(a))
    )


def _principal(named: Words) -> Words:
    return dict(sorted(named.items(), key=lambda item: (-item[1], item[0]))[:PRINCIPALS])


def _figure(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _years(profile: DocumentProfile) -> set[str]:
    """The latest year that a document names, if any: the one that it is of."""
    years = {word for word in _words(profile) if YEAR.fullmatch(word)}
    return {max(years)} if years else set()


def _weekdays(profile: DocumentProfile) -> set[str]:
    return set(_words(profile).keys() & WEEKDAYS)


def _excluded(one: Collection[str], other: Collection[str]) -> bool:
    return bool(one and other and not {*one} & {*other})


def _day(document: DocumentInStore) -> date | None:
    return document.published_at.date() if document.published_at else document.profile.dated
