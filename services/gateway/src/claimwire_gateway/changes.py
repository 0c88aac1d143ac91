"""What is new in a story since a time: first said then, or known to be more than it was. Pure.

The groups are judged twice, with all claims and with those seen before; what differs came since. A claim is
seen when its article was published, or arrived where that is unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import Change, ClaimGroup

from claimwire_gateway import corroboration
from claimwire_gateway.chains import GroupedClaim


class News(NamedTuple):
    """The groups first said at or after a time, and what the others gained."""

    new: list[str]
    changes: list[Change]

    @property
    def changed(self) -> set[str]:
        """The groups that gained something."""
        return {change.group_id for change in self.changes}


NOTHING = News([], [])
"""What is new where no time is asked about."""


def since(
    moment: datetime,
    now: Sequence[ClaimGroup],
    claims: Sequence[GroupedClaim],
    verdicts: Sequence[ClaimVerdict],
) -> News:
    """What a story's groups gained at or after a moment, in the order of `now`.

    Args:
        moment: its first instant is new.
        now: the story's groups, with all that is known.
        claims: all of the story's claims.
        verdicts: those between them.
    """
    earlier = [claim for claim in claims if claim.seen_at < moment]
    before = {group.id: group for group in corroboration.groups(earlier, verdicts)}
    late = {claim.id: claim for claim in claims if claim.seen_at >= moment}
    by_id = {group.id: group for group in now}
    told = _Telling(late, by_id, moment)
    return News(
        [group.id for group in now if group.id not in before],
        [change for group in now if group.id in before for change in told.gained(before[group.id], group)],
    )


class _Telling(NamedTuple):
    """Puts differences into changes."""

    late: Mapping[str, GroupedClaim]
    """The claims seen at or after the moment."""
    groups: Mapping[str, ClaimGroup]
    moment: datetime

    def gained(self, before: ClaimGroup, now: ClaimGroup) -> list[Change]:
        return [*self._backing(before, now), *self._bearing(before, now)]

    def _backing(self, before: ClaimGroup, now: ClaimGroup) -> Iterator[Change]:
        """The origins it gained; the outlets, where they brought no origin of their own."""
        added = [each for each in now.origins if each.known and set(each.claims) <= self.late.keys()]
        outlets = [each for each in now.outlets if each not in before.outlets]
        if added:
            raised = before.independent_origins < corroboration.INDEPENDENT <= now.independent_origins
            brought = [claim for each in added for claim in each.claims]
            names = ", ".join(each.name for each in added)
            yield self._change(now, "corroborated" if raised else "origin", brought, names)
        elif outlets:
            brought = [claim for claim in now.claims if claim in self.late]
            yield self._change(now, "outlet", brought, ", ".join(outlets))

    def _bearing(self, before: ClaimGroup, now: ClaimGroup) -> Iterator[Change]:
        """The conflicts and updates it gained."""
        opposed = {(each.group_id, each.kind) for each in before.conflicts}
        for conflict in now.conflicts:
            if (conflict.group_id, conflict.kind) not in opposed:
                yield self._change(now, "conflict", list(conflict.claims), conflict.detail)
        followed = {each.group_id for each in before.updates}
        for update in now.updates:
            if update.group_id not in followed:
                other = self.groups.get(update.group_id)
                both = [*now.claims, *(other.claims if other else [])]
                late = [claim for claim in both if claim in self.late]
                yield self._change(now, "update", late, update.detail)

    def _change(self, group: ClaimGroup, kind: str, claims: list[str], detail: str) -> Change:
        times = [self.late[claim].seen_at for claim in claims if claim in self.late]
        fields = {"group_id": group.id, "kind": kind, "claims": claims, "detail": detail}
        return Change.model_validate({**fields, "at": min(times, default=self.moment)})
