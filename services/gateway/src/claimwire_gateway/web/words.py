"""Times, counts and attributions as the pages say them. Pure; templates use these as filters."""

from datetime import datetime
from typing import NamedTuple

from claimwire_contracts.types import Claim, ClaimGroup, GroupOrigin, Role, Source, Sourcing

ROLES: dict[Role, str] = {
    "person": "named person",
    "organization": "organization",
    "outlet": "outlet",
    "anonymous": "anonymous source",
    "document": "document",
    "unresolved": "not resolved",
}

STATUSES = {
    "corroborated": "corroborated",
    "single_origin": "single origin",
    "conflicting": "conflicting",
}


SORTS = {
    "named": "named",
    "anonymous": "anonymous",
    "cited": "other outlets and documents",
    "unresolved": "not resolved",
    "own_voice": "own voice",
}
"""On whose word a claim stands, as `Sourcing` has it."""

GAINED = {
    "outlet": "also told by",
    "origin": "another origin:",
    "corroborated": "now corroborated by",
    "conflict": "now disputed:",
    "update": "brought up to date:",
}
"""What a group gained, before the detail."""


class Bar(NamedTuple):
    """One stretch of a bar that is 100 wide."""

    kind: str
    name: str
    size: int
    start: float
    width: float


def when(moment: datetime | None) -> str:
    """A time to the minute, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "time unknown"


def between(first: datetime, last: datetime) -> str:
    """A stretch of time; its second day only where it is another."""
    if f"{first:%Y%m%d%H%M}" == f"{last:%Y%m%d%H%M}":
        return when(first)
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M} to {until} UTC"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 outlet`, `3 outlets`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def name(source: Source) -> str:
    """What a source is called."""
    return source.name or source.text or "someone"


def speaker(claim: Claim) -> str:
    """Who says it and the chain outward; without a source it is the outlet itself."""
    if claim.source is None:
        return "in the outlet’s own voice"
    said = name(claim.source)
    first = f"{said}, not identified" if claim.source.role == "unresolved" else said
    return ", via ".join([first, *map(name, claim.via)])


def manner(claim: Claim) -> str:
    """How it is said: `indirect, hedged: reportedly`. That the outlet itself says it, `speaker` tells."""
    how: list[str] = [] if claim.kind == "narrated" else [claim.kind]
    if claim.hedged:
        hedges = ", ".join(hedge.text for hedge in claim.hedges)
        how.append(f"hedged: {hedges}" if hedges else "hedged")
    if claim.polarity == "negated":
        how.append("negated")
    if claim.modality != "fact":
        how.append(claim.modality)
    return ", ".join(how)


def root(origin: GroupOrigin) -> str:
    """What kind of root an origin is: by the rule that found it, which says more than the role."""
    return (origin.rule or ROLES[origin.role]) if origin.known else "origin unknown, adds no independence"


def via(origin: GroupOrigin) -> str:
    """Whom an origin's words came through to the outlets that report them: `, via Axios`."""
    return "".join(f", via {link}" for link in origin.via)


def reach(group: ClaimGroup) -> str:
    """How many origins stand behind a group."""
    known = sum(origin.known for origin in group.origins)
    return count(group.independent_origins, "independent origin") if known else "origin unknown"


def wording(text: str) -> str:
    """The words that tell whether a claim puts it otherwise than its group's headline."""
    return text.casefold().removeprefix("that ").replace(',"', '"').replace(",”", "”")


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{share:.0%}"


def bars(sourcing: Sourcing) -> list[Bar]:
    """The stretches of an outlet's bar, for those sorts of source that it has."""
    sizes = [(kind, len(getattr(sourcing, kind))) for kind in SORTS]
    whole = sum(size for _, size in sizes)
    found: list[Bar] = []
    for kind, size in sizes:
        start = found[-1].start + found[-1].width if found else 0.0
        if size:
            found.append(Bar(kind, SORTS[kind], size, start, 100 * size / whole))
    return found


FILTERS = {
    "when": when,
    "count": count,
    "speaker": speaker,
    "manner": manner,
    "root": root,
    "via": via,
    "reach": reach,
    "wording": wording,
    "percent": percent,
    "bars": bars,
}
