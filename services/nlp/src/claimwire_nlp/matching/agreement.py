"""Whether two claims agree, contradict each other, bring each other up to date, or do neither.

The trained model reads the words (`meaning`); the layers of the claims tell what words do not say by
themselves: which figures can both hold, which day "Wednesday" is, who "the minister" is. A multinomial
logistic regression weighs all signs. `training/matcher/agreement.py` fits its weights (`agreement.json`).
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from claimwire_nlp.matching import dates, meaning, numbers, quotations, tolls
from claimwire_nlp.matching.differences import ROLES, bare_figures, strangers
from claimwire_nlp.matching.likeness import likeness
from claimwire_nlp.matching.pairs import Claim, wordings
from claimwire_nlp.matching.since import since

OUTCOMES = ("same", "conflict", "update", "other")
WEIGHTY = 10.0
FEW = 3
"""A claim of fewer telling words is a fragment."""


class Signs(NamedTuple):
    """What speaks for and against two claims' saying the same. Either order of the claims gives the same."""

    same: float
    """The log-odds that they say the same, as the model reads them."""
    number: float
    date: float
    polarity: float
    participant: float
    update: float
    near: float
    near_of_all: float
    """How much nearer they are to each other than to the nearest other claim of either document."""
    near_of_some: float
    """The same, of the document where that is more."""
    same_of_all: float
    """How much likelier they say the same than either does with any other claim of the other document."""
    same_of_some: float
    related_of_all: float
    """How much likelier they are related, be it that one thing sets them apart."""
    related_of_some: float
    alike: float
    weight: float
    figures_dispute: float
    figures_beside: float
    """Figures that do not agree and count different things."""
    figures_agree: float
    values_agree: float
    """Figures that agree, whatever they count; how telling they are."""
    bare_figures: float
    days_dispute: float
    days_agree: float
    denied: float
    mode: float
    strangers: float
    names_agree: float
    clash: float
    verb: float
    role: float
    fragment: float
    speaker: float
    opposed: float
    one_document: float
    hours: float
    changed: float
    formerly: float
    done: float
    grown: float
    toll: float
    """Whether both tell how many were killed, hurt or missing, and not both can be right."""


class Outcome(NamedTuple):
    """How likely each outcome is, 0 to 1."""

    same: float
    conflict: float
    update: float
    other: float

    @property
    def apart(self) -> float:
        """How likely it is that they are set apart by one thing: as of one time, or since."""
        return self.conflict + self.update


def signs(a: Claim, b: Claim) -> Signs:
    """What speaks for and against."""
    one, other = a.claim, b.claim
    read = meaning.relation(*wordings(a, b))
    words = likeness(a, b)
    dispute = numbers.dispute(one.quantities, other.quantities)
    speaker = quotations.same_speaker(one.profile.source, other.profile.source)
    near = meaning.nearness(one.profile.vector, other.profile.vector)
    same, related = meaning.log_odds(read.same), meaning.log_odds(1 - read.other)
    near_of_all, near_of_some = sorted(each.rivals.near.ahead(near) for each in (a, b))
    same_of_all, same_of_some = sorted(each.rivals.same.ahead(same) for each in (a, b))
    related_of_all, related_of_some = sorted(each.rivals.related.ahead(related) for each in (a, b))
    return Signs(
        same=same,
        number=read.number,
        date=read.date,
        polarity=read.polarity,
        participant=read.participant,
        update=read.update,
        near=near,
        near_of_all=near_of_all,
        near_of_some=near_of_some,
        same_of_all=same_of_all,
        same_of_some=same_of_some,
        related_of_all=related_of_all,
        related_of_some=related_of_some,
        alike=words.score,
        weight=min(words.shared / WEIGHTY, 2.0),
        figures_dispute=float(dispute is not None and dispute.comparable),
        figures_beside=float(dispute is not None and not dispute.comparable),
        figures_agree=float(numbers.agreed(one.quantities, other.quantities)),
        values_agree=numbers.telling(
            numbers.values(one.text, one.quantities) & numbers.values(other.text, other.quantities)
        ),
        bare_figures=float(bare_figures(a, b)),
        days_dispute=float(dates.contested(one.dates, other.dates) is not None),
        days_agree=float(dates.agreed(one.dates, other.dates)),
        denied=float(one.polarity != other.polarity),
        mode=float(a.frame.get("mode") != b.frame.get("mode")),
        strangers=float(strangers(a, b)),
        names_agree=float(any(x <= y or y <= x for x in a.names for y in b.names)),
        clash=float(any(a.clashes(b, role) for role in (*ROLES, "place"))),
        verb=float(a.same_verb(b)),
        role=float(any(a.agrees(b, role) for role in ROLES)),
        fragment=float(min(len(a.terms), len(b.terms)) < FEW),
        speaker=0.0 if speaker is None else (1.0 if speaker else -1.0),
        opposed=float(a.opposed(b)),
        one_document=float(a.document_id == b.document_id),
        toll=float(_tolls_differ(a, b)),
        **since(a, b)._asdict(),
    )


def _tolls_differ(a: Claim, b: Claim) -> bool:
    figures = tolls.differing(a.claim.profile.tolls, b.claim.profile.tolls)
    return figures is not None and not numbers.agree(*figures)


def outcome(found: Signs) -> Outcome:
    """What the signs come to."""
    weights = _weights()
    scores = weights @ np.array([*found, 1.0])
    likely = np.exp(scores - scores.max())
    return Outcome(*(float(each) for each in likely / likely.sum()))


def told(found: Signs) -> str:
    """The signs for it, in words."""
    also = {
        "figures": found.figures_agree,
        "day": found.days_agree,
        "names": found.names_agree,
        "verb": found.verb,
        "speaker": found.speaker > 0,
    }
    shared = [name for name, agrees in also.items() if agrees]
    return f"alike in meaning; same {', '.join(shared)}" if shared else "alike in meaning"


@cache
def _weights() -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """A row for each outcome, a column for each sign and one for the constant."""
    text = files("claimwire_nlp.matching").joinpath("agreement.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = json.loads(text)
    names = (*Signs._fields, "constant")
    return np.array([[table[outcome][name] for name in names] for outcome in OUTCOMES])
