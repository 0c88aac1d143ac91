"""A story in one view: its groups by what a reader asks of them, who is heard, what to look for. Pure.

rows of the store → corroboration.groups → sorted by status, by time (`changes`), by voice (`voices`), `chase`
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import Claim, ClaimGroup, Story, StoryClaims, StoryView

from claimwire_gateway import changes, voices
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.changes import NOTHING, News
from claimwire_gateway.chase import chase
from claimwire_gateway.corroboration import INDEPENDENT, groups
from claimwire_gateway.grouping import masthead

SEVERAL = 2
"""As many outlets share a claim."""


class Rows(NamedTuple):
    """What a view is made of: all of one story."""

    story: Story
    grouped: list[GroupedClaim]
    verdicts: list[ClaimVerdict]
    claims: list[Claim]
    """In order of time."""


class Viewed(NamedTuple):
    """A view, the groups that its lists name, and the claims in them."""

    view: StoryView
    groups: list[ClaimGroup]
    claims: list[Claim]


def view(rows: Rows, since: datetime | None = None) -> Viewed:
    """A story in one view.

    Args:
        rows: all of it.
        since: a time; what is new at or after it is told. None asks for nothing new.
    """
    found = groups(rows.grouped, rows.verdicts)
    news = changes.since(since, found, rows.grouped, rows.verdicts) if since else NOTHING
    documents = {document.id: document for document in rows.story.documents}
    outlets = {id_: masthead(each.outlet) for id_, each in documents.items() if each.outlet}
    shown = StoryView(
        **dict(rows.story),
        since=since,
        claims=sorted_out(found, outlets, news),
        changes=news.changes,
        quoted=voices.quoted(rows.claims, documents),
        sourcing=voices.sourcing(rows.claims, documents),
        chase=chase(rows.claims, documents),
    )
    return Viewed(shown, found, rows.claims)


def sorted_out(found: Sequence[ClaimGroup], outlets: Mapping[str, str], news: News = NOTHING) -> StoryClaims:
    """The groups by what a reader asks of them, each list in the order given.

    Args:
        found: all of the story's.
        outlets: the outlet of each document that has one.
        news: what is new.
    """
    undisputed = [group for group in found if not group.conflicts]
    return StoryClaims(
        shared=[group.id for group in found if tellers(group, outlets) >= SEVERAL],
        corroborated=[group.id for group in undisputed if group.independent_origins >= INDEPENDENT],
        single_origin=[group.id for group in undisputed if group.independent_origins < INDEPENDENT],
        disputed=[group.id for group in found if group.conflicts],
        new=news.new,
        changed=[group.id for group in found if group.id in news.changed],
    )


def tellers(group: ClaimGroup, outlets: Mapping[str, str]) -> int:
    """How many outlets report it; a document whose outlet is not known counts as one of its own."""
    return len({outlets.get(document_id, document_id) for document_id in group.documents})
