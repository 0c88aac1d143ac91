"""What sets two claim groups apart, as a reader is told it: a conflict, or what has changed since. Pure.

nlp judges pairs of claims by their own times. Groups are told over hours, so one more thing counts here:
where both groups are told beside each other, by whomever, neither is the news that replaced the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import product
from typing import NamedTuple

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import Conflict, QuoteDrift, Update

from claimwire_gateway.chains import GroupedClaim

BESIDE = timedelta(hours=6)
"""Within this time two claims are told of the same time."""


class Touching(NamedTuple):
    """A verdict as one of its two groups sees it."""

    verdict: ClaimVerdict
    own: str
    other: str
    other_group: str


def touching(
    verdicts: Iterable[ClaimVerdict], members: Mapping[str, Sequence[GroupedClaim]]
) -> dict[str, list[Touching]]:
    """For each group the verdicts that bear on it, clearest first.

    Args:
        verdicts: those between the story's claims.
        members: the claims of each group.
    """
    group_of = {claim.id: id_ for id_, claims in members.items() for claim in claims}
    found: dict[str, list[Touching]] = {id_: [] for id_ in members}
    for verdict in sorted(verdicts, key=lambda each: (-each.score, each.a, each.b)):
        a, b = group_of.get(verdict.a), group_of.get(verdict.b)
        if a is None or b is None:
            continue
        settled = _settled(verdict, members[a], members[b])
        found[a].append(Touching(settled, verdict.a, verdict.b, b))
        if a != b:
            found[b].append(Touching(settled, verdict.b, verdict.a, a))
    return found


def _settled(
    verdict: ClaimVerdict, some: Sequence[GroupedClaim], others: Sequence[GroupedClaim]
) -> ClaimVerdict:
    """The verdict as of its groups. Figures are left to nlp, which knows tolls: they grow by the hour."""
    if verdict.relation != "update" or verdict.conflict in {None, "number"} or not _beside(some, others):
        return verdict
    return verdict.model_copy(update={"relation": "conflict"})


def _beside(some: Sequence[GroupedClaim], others: Sequence[GroupedClaim]) -> bool:
    """Whether both are told within one time, copies aside. One document that tells both may tell a change."""
    told, also_told = ([claim for claim in each if not claim.original_id] for each in (some, others))
    return any(
        one.document_id != other.document_id and abs(one.seen_at - other.seen_at) <= BESIDE
        for one, other in product(told, also_told)
    )


def conflicts(group_id: str, bearing: Iterable[Touching]) -> list[Conflict]:
    """Of each other group that conflicts in one way, the clearest pair."""
    found: dict[tuple[str, str], Conflict] = {}
    for each in bearing:
        if each.verdict.relation == "conflict" and each.other_group != group_id:
            kind = each.verdict.conflict or "participant"
            conflict = Conflict(
                group_id=each.other_group,
                kind=kind,
                claims=(each.own, each.other),
                detail=each.verdict.detail,
            )
            found.setdefault((each.other_group, kind), conflict)
    return list(found.values())


def updates(group_id: str, bearing: Sequence[Touching]) -> list[Update]:
    """Of each group that brings this one up to date, the clearest pair; of one that conflicts, none."""
    apart_from = {group_id, *(conflict.group_id for conflict in conflicts(group_id, bearing))}
    found: dict[str, Update] = {}
    for each in bearing:
        if each.verdict.relation == "update" and each.other_group not in apart_from:
            update = Update(group_id=each.other_group, detail=each.verdict.detail)
            found.setdefault(each.other_group, update)
    return list(found.values())


def drifts(bearing: Iterable[Touching]) -> list[QuoteDrift]:
    """The pairs of quotations that are one, altered."""
    return [
        QuoteDrift(a=each.verdict.a, b=each.verdict.b, detail=each.verdict.drift)
        for each in bearing
        if each.verdict.relation == "same" and each.verdict.drift
    ]
