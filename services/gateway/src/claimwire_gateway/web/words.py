"""Times, counts and attributions as the pages say them. Pure; templates use these as filters."""

from datetime import datetime

from claimwire_contracts.types import Claim, GroupOrigin, Role, Source

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
    return (origin.rule or ROLES[origin.role]) if origin.known else "root unknown, adds no independence"


FILTERS = {"when": when, "count": count, "speaker": speaker, "manner": manner, "root": root}
