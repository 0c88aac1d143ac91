"""What sets two claim groups apart, as a reader is told it: a conflict, or what has changed since. Pure.

nlp judges pairs of claims by their own times. Groups are told over hours, so one more thing counts here:
where both groups are told beside each other, by whomever, neither is the news that replaced the other; nor
where the earlier is still told hours after the other, nor where one report gives both to different speakers.
Of the marked events' conflicts three in four are told so, and one in six of their updates.
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
    """The verdict as of its groups. A toll grows: there it counts whether the old figure outlasts the new."""
    if verdict.relation != "update":
        return verdict
    told = [[claim for claim in each if not claim.original_id] for each in (some, others)]
    if not all(told):
        return verdict
    first, second = sorted(told, key=lambda claims: min(claim.seen_at for claim in claims))
    figures = verdict.conflict in {None, "number"}
    if not (_outlasts(first, second) if figures else _argued(first, second) or _beside(first, second)):
        return verdict
    return verdict.model_copy(update={"relation": "conflict", "conflict": verdict.conflict or "number"})


def _argued(first: Sequence[GroupedClaim], second: Sequence[GroupedClaim]) -> bool:
    """Whether one document gives both to speakers, and not to the same."""
    return any(
        one.document_id == other.document_id
        and not (one.narrated or other.narrated)
        and _speaker(one) != _speaker(other)
        for one, other in product(first, second)
    )


def _speaker(claim: GroupedClaim) -> str | None:
    return claim.origin.key if claim.origin else None


def _outlasts(first: Sequence[GroupedClaim], second: Sequence[GroupedClaim]) -> bool:
    """Whether a document that does not know the second group tells the first when the second had come up."""
    knowing = {claim.document_id for claim in second}
    came = min(claim.seen_at for claim in second)
    return any(claim.seen_at >= came for claim in first if claim.document_id not in knowing)


def _beside(first: Sequence[GroupedClaim], second: Sequence[GroupedClaim]) -> bool:
    """Whether both are told within one time, or the first still long after the second had come up.

    One document that tells both may tell a change: of those that do, what is long after counts alone.
    """
    if max(claim.seen_at for claim in first) - min(claim.seen_at for claim in second) > BESIDE:
        return True
    return any(
        one.document_id != other.document_id and abs(one.seen_at - other.seen_at) <= BESIDE
        for one, other in product(first, second)
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
