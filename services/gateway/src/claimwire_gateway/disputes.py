"""What sets two claim groups apart, as a reader is told it: a conflict, or what has changed since. Pure.

nlp judges pairs of claims, by their own times too. Groups are told over hours, so one more thing counts for
figures: where the earlier is still told when the later had come up, by whom that does not know it, the later
is not the news that replaced it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import Conflict, QuoteDrift, Update

from claimwire_gateway.chains import GroupedClaim


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
    """The verdict as of its groups: of an earlier figure that outlasts the later one, a conflict."""
    if verdict.relation != "update" or verdict.conflict not in {None, "number"}:
        return verdict
    told = [[claim for claim in each if not claim.original_id] for each in (some, others)]
    if not all(told):
        return verdict
    first, second = sorted(told, key=lambda claims: min(claim.seen_at for claim in claims))
    if not _outlasts(first, second):
        return verdict
    return verdict.model_copy(update={"relation": "conflict", "conflict": "number"})


def _outlasts(first: Sequence[GroupedClaim], second: Sequence[GroupedClaim]) -> bool:
    """Whether a document that does not know the second group tells the first when the second had come up."""
    knowing = {claim.document_id for claim in second}
    came = min(claim.seen_at for claim in second)
    return any(claim.seen_at >= came for claim in first if claim.document_id not in knowing)


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
