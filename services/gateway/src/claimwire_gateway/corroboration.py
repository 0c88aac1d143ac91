"""What stands behind a claim group and what speaks against it. Pure: the store brings the rows.

Outlets that repeat one agency are one origin (`chains` follows who repeats whom), and an unknown root never
adds independence.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import (
    ClaimGroup,
    Conflict,
    GroupOrigin,
    HedgeLoss,
    Status,
)

from claimwire_gateway import disputes
from claimwire_gateway.chains import Chains, GroupedClaim, Root
from claimwire_gateway.disputes import Touching
from claimwire_gateway.headline import headline

INDEPENDENT = 2
"""As many known origins corroborate a claim."""


def groups(claims: Iterable[GroupedClaim], verdicts: Sequence[ClaimVerdict]) -> list[ClaimGroup]:
    """The claim groups of one story: those that most documents share first, then in order of time.

    Args:
        claims: all claims of the story.
        verdicts: the verdicts between them.
    """
    ordered = sorted(claims, key=precedence)
    chains = Chains(ordered)
    members: dict[str, list[GroupedClaim]] = {}
    for claim in ordered:
        members.setdefault(claim.group_id, []).append(claim)
    bearing = disputes.touching(verdicts, members)
    found = [_group(id_, each, origins(each, chains), bearing[id_]) for id_, each in members.items()]
    return sorted(found, key=lambda group: -len(group.documents))


def origins(claims: Sequence[GroupedClaim], chains: Chains) -> list[GroupOrigin]:
    """The roots behind a group's claims, each with what rests on it; unknown ones last.

    Args:
        claims: the group's, originals first.
        chains: those of its story.
    """
    found: dict[str | None, list[tuple[Root, GroupedClaim]]] = {}
    for claim, root in zip(claims, chains.roots(claims), strict=True):
        found.setdefault(root.key, []).append((root, claim))
    known_first = sorted(found.items(), key=lambda item: item[0] is None)
    return [_group_origin(resting) for _, resting in known_first]


def _group_origin(resting: Sequence[tuple[Root, GroupedClaim]]) -> GroupOrigin:
    first = min((root for root, _ in resting), key=lambda root: root.origin.role == "outlet")
    return GroupOrigin(
        name=first.origin.name,
        role=first.origin.role,
        rule="; ".join(_distinct(root.origin.rule for root, _ in resting)),
        known=first.key is not None,
        via=_distinct(link.name for root, _ in resting for link in root.origin.via),
        claims=[claim.id for _, claim in resting],
        documents=_distinct(claim.document_id for _, claim in resting),
    )


def hedge_losses(claims: Sequence[GroupedClaim]) -> list[HedgeLoss]:
    """Each claim put flat, with the first one that another document doubts.

    "Is expected to" beside "will" is no loss: a weak hedge says that a thing lies ahead, and doubts nothing.
    """
    hedged = [claim for claim in claims if claim.doubted]
    found = []
    for flat in (claim for claim in claims if not claim.hedged):
        other = next((claim for claim in hedged if claim.document_id != flat.document_id), None)
        if other:
            found.append(HedgeLoss(hedged=other.id, flat=flat.id))
    return found


def _group(
    id_: str, claims: list[GroupedClaim], roots: list[GroupOrigin], bearing: list[Touching]
) -> ClaimGroup:
    conflicts = disputes.conflicts(id_, bearing)
    independent = max(1, sum(root.known for root in roots))
    return ClaimGroup(
        id=id_,
        text=headline(claims),
        claims=[claim.id for claim in claims],
        documents=_distinct(claim.document_id for claim in claims),
        outlets=_distinct(claim.outlet for claim in claims if claim.outlet),
        origins=roots,
        independent_origins=independent,
        status=_status(conflicts, independent),
        conflicts=conflicts,
        updates=disputes.updates(id_, bearing),
        hedge_loss=hedge_losses(claims),
        quote_drift=disputes.drifts(bearing),
    )


def _status(conflicts: list[Conflict], independent: int) -> Status:
    if conflicts:
        return "conflicting"
    return "corroborated" if independent >= INDEPENDENT else "single_origin"


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def precedence(claim: GroupedClaim) -> tuple[bool, datetime, str]:
    """Originals before copies, then by time."""
    return (claim.original_id is not None, claim.seen_at, claim.id)
