"""What tells that one claim replaces another: how much later it is told, and what it says of a change."""

import re
from math import log1p
from typing import NamedTuple

from claimwire_nlp.matching import numbers
from claimwire_nlp.matching.meaning import AT_ONCE
from claimwire_nlp.matching.pairs import HOUR, Claim

LONGEST = 72.0
"""Hours beyond which a claim is no later than late."""
CHANGED = re.compile(
    r"\b(?:r(?:ose|isen|ising)|clim(?:b|bed|bing)|jump(?:s|ed)|grew|grown|fell|fallen|dropp?ed|lowered|raised"
    r"|revised|corrected|updated|confirmed|ha(?:s|ve) (?:since|now)|now|no longer|any more|anymore|called off"
    r"|cancell?ed|suspended|postponed|withdr(?:ew|awn)|reversed|reopened|resumed|resigned|lifted|restored"
    r"|recovered|found|finally|since|latest|new|again)\b",
    re.IGNORECASE,
)
FORMERLY = re.compile(
    r"\b(?:earlier|initial(?:ly)?|at first|first|previous(?:ly)?|so far|still|yet|at least|feared|"
    r"expected|planned|due|would|will|may|might|could)\b",
    re.IGNORECASE,
)


class Since(NamedTuple):
    """What speaks for a change between two claims; all are 0 where neither is the later one."""

    hours: float = 0.0
    """How much later one is told, 0 to 1."""
    changed: float = 0.0
    """Whether the later one tells a change, -1 where the earlier does."""
    formerly: float = 0.0
    """Whether the earlier one tells what is for now, -1 where the later does."""
    done: float = 0.0
    """Whether what the earlier one plans the later one tells as done; -1 the other way round."""
    grown: float = 0.0
    """Whether the later figure is the greater one, -1 where it is the smaller."""


def since(a: Claim, b: Claim) -> Since:
    """What speaks for a change; either order gives the same."""
    first, second = sorted((a, b), key=lambda claim: claim.seen)
    hours = (second.seen - first.seen) / HOUR
    if hours < AT_ONCE:
        return Since()
    return Since(
        hours=min(1.0, log1p(hours) / log1p(LONGEST)),
        changed=_told(CHANGED, second) - _told(CHANGED, first),
        formerly=_told(FORMERLY, first) - _told(FORMERLY, second),
        done=float(_planned(first)) - float(_planned(second)),
        grown=_grown(first, second),
    )


def _told(words: re.Pattern[str], claim: Claim) -> float:
    return float(words.search(claim.claim.text) is not None)


def _planned(claim: Claim) -> bool:
    return claim.frame.get("mode", ["actual"]) != ["actual"]


def _grown(first: Claim, second: Claim) -> float:
    dispute = numbers.dispute(first.claim.quantities, second.claim.quantities)
    if dispute is None or dispute.a.value == dispute.b.value:
        return 0.0
    return 1.0 if dispute.b.value > dispute.a.value else -1.0
