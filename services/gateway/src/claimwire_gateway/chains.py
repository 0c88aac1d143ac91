"""Whose word a claim is in the end, as far as a story's other documents tell. Pure.

    the claim's own root | of a copy: its original's | of a cited outlet: its own report's | one name a person

Where it is doubtful whether two roots are one, they are one: independence is never claimed on a guess.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from claimwire_contracts.types import Origin, Role

from claimwire_gateway.grouping import masthead

UNKNOWN = Origin(key=None, name="unknown", role="unresolved", rule="none found")

COPY = "copy of its original"
"""The rule by which a copy's claim has its original's origin."""

CITED = "as the cited outlet's own report has it"
"""The rule by which a claim that cites an outlet has the origin that the outlet itself gives."""

BEST_KNOWN: tuple[Role, ...] = ("outlet", "person", "organization", "document", "anonymous", "unresolved")
"""Of the roles that one name was taken for, the first of these is shown."""

NAME = "name:"
"""What the key of a named root begins with."""


class GroupedClaim(NamedTuple):
    """A claim of a group, with what is asked of its document."""

    id: str
    group_id: str
    document_id: str
    outlet: str | None
    original_id: str | None
    """The document that its document is a copy of."""
    seen_at: datetime
    text: str
    hedged: bool
    origin: Origin | None
    narrated: bool = False
    """Whether it is told in the outlet's own voice."""


class Chains:
    """The chains of one story: made from all its claims, asked group by group."""

    def __init__(self, claims: Iterable[GroupedClaim]) -> None:
        claims = list(claims)
        self._voices = _voices(claims)
        self._papers = _papers(claims)
        self._best = _best_known(claims, self._papers)
        self._full_names = _full_names(self._best.values())

    def roots(self, group: Sequence[GroupedClaim]) -> list[Origin]:
        """The origin of each of a group's claims, originals first."""
        said: dict[str, list[GroupedClaim]] = {}
        for claim in group:
            said.setdefault(claim.document_id, []).append(claim)
        return [self._named(self._root(claim, said, {claim.document_id})) for claim in group]

    def _root(self, claim: GroupedClaim, said: dict[str, list[GroupedClaim]], seen: set[str]) -> Origin:
        origin = claim.origin or UNKNOWN
        if origin.key is None:
            return origin
        if claim.original_id is not None and _own(claim):
            return self._of_original(claim, origin, said.get(claim.original_id, []))
        reports = [id_ for id_ in said if id_ in self._papers.get(origin.key, ()) and id_ not in seen]
        for document_id in reports:
            theirs = self._root(said[document_id][0], said, seen | {document_id})
            if theirs.key is not None:
                return theirs.model_copy(update={"rule": CITED})
        return origin

    def _of_original(self, claim: GroupedClaim, origin: Origin, theirs: list[GroupedClaim]) -> Origin:
        """What a copy tells in an outlet's own voice is its original's, whatever masthead it bears."""
        found = [each.origin for each in theirs if each.origin and each.origin.role == origin.role]
        if claim.narrated:
            found += [self._voices[each] for each in (claim.original_id,) if each in self._voices]
        lone = origin.model_copy(update={"key": f"{origin.role} of {claim.original_id}"})
        return (found or [lone])[0].model_copy(update={"rule": COPY})

    def _named(self, origin: Origin) -> Origin:
        """The origin under its whole name and best known role; a surname that several bear is unknown."""
        if origin.key is None:
            return origin
        whole = self._full_names.get(origin.key, {origin.key}) if origin.role == "person" else {origin.key}
        if len(whole) > 1:
            return origin.model_copy(update={"key": None})
        best = self._best.get(min(whole), origin)
        return best.model_copy(update={"rule": origin.rule})


def _own(claim: GroupedClaim) -> bool:
    """Whether its root is its outlet's own: a copy has it from its original."""
    return claim.narrated or (claim.origin is not None and claim.origin.role == "anonymous")


def _voices(claims: Iterable[GroupedClaim]) -> dict[str, Origin]:
    """Of each document that is no copy, the origin of what it tells in its own voice."""
    return {
        claim.document_id: claim.origin
        for claim in claims
        if claim.origin and claim.narrated and claim.original_id is None
    }


def _papers(claims: Iterable[GroupedClaim]) -> dict[str, set[str]]:
    """The keys that outlets are cited by, with their documents."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.outlet:
            found.setdefault(f"{NAME}{masthead(claim.outlet)}", set()).add(claim.document_id)
        if claim.narrated and claim.origin and claim.origin.key and claim.original_id is None:
            found.setdefault(claim.origin.key, set()).add(claim.document_id)
    return found


def _best_known(claims: Iterable[GroupedClaim], papers: Collection[str]) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for origin in (claim.origin for claim in claims if claim.origin):
        if origin.key is None or not origin.key.startswith(NAME):
            continue
        known = origin.model_copy(update={"role": "outlet"}) if origin.key in papers else origin
        other = found.setdefault(origin.key, known)
        if BEST_KNOWN.index(known.role) < BEST_KNOWN.index(other.role):
            found[origin.key] = known
    return found


def _full_names(origins: Iterable[Origin]) -> dict[str, set[str]]:
    """The keys of surnames, with those of the persons in the story who bear them."""
    found: dict[str, set[str]] = {}
    for origin in origins:
        if origin.role == "person" and origin.key and " " in origin.key:
            found.setdefault(NAME + origin.key.rsplit(" ", 1)[1], set()).add(origin.key)
    return found
