"""Whose word a claim is in the end, as far as a story's other documents tell. Pure.

    the claim's own root | of a copy: its original's | of a cited outlet: its own report's
    then the roots of a group that are one: under one name, by whom they speak for, alike in description,
    of one owner, or because one outlet has it from another that is named beside it

Where it is doubtful whether two roots are one, they are one: independence is never claimed on a guess.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from claimwire_contracts.types import Link, Origin

from claimwire_gateway import described
from claimwire_gateway.parties import AT, NAME, Parties, folded

UNKNOWN = Origin(key=None, name="unknown", role="unresolved", rule="none found")

COPY = "copy of its original"
"""The rule by which a copy's claim has its original's origin."""

CITED = "as the cited outlet's own report has it"
"""The rule by which a claim that cites an outlet has the origin that the outlet itself gives."""

ALIKE = "described alike"
HEARD = "one outlet and whom it heard"
OWNER = "one owner: {}"
BESIDE = "cited report nearby: {}"


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
    owner: str | None = None
    """Who owns the outlet that its origin is, or that heard its origin."""


class Root(NamedTuple):
    """What a claim of a group rests on: its origin, and the key that all have who rest on the same."""

    origin: Origin
    key: str | None


class Chains:
    """The chains of one story: made from all its claims, asked group by group."""

    def __init__(self, claims: Iterable[GroupedClaim]) -> None:
        claims = list(claims)
        origins = [claim.origin for claim in claims if claim.origin is not None]
        self._parties = Parties(origins, {claim.outlet for claim in claims if claim.outlet})
        self._voices = _voices(claims)
        self._papers = self._documents(claims)
        self._owners = {claim.origin.key: claim.owner for claim in claims if claim.origin and claim.owner}

    def roots(self, group: Sequence[GroupedClaim]) -> list[Root]:
        """What each of a group's claims rests on, in the order given.

        Args:
            group: its claims, originals first.
        """
        said: dict[str, list[GroupedClaim]] = {}
        for claim in group:
            said.setdefault(claim.document_id, []).append(claim)
        found = [self._party(self._root(claim, said, {claim.document_id})) for claim in group]
        return _joined(found, list(self._one(group, found)))

    def _documents(self, claims: Iterable[GroupedClaim]) -> dict[str, set[str]]:
        """The keys that outlets are cited by, with their documents."""
        found: dict[str, set[str]] = {}
        for claim in claims:
            if claim.outlet:
                found.setdefault(f"{NAME}{folded(claim.outlet)}", set()).add(claim.document_id)
            if claim.narrated and claim.origin and claim.origin.key and claim.original_id is None:
                found.setdefault(claim.origin.key, set()).add(claim.document_id)
        return found

    def _of_outlet(self, key: str) -> set[str]:
        """The documents of an outlet, also where it is cited by a shorter name ("the Meridian")."""
        whole = self._parties.whole(key.removeprefix(NAME)) if key.startswith(NAME) else None
        return self._papers.get(key, set()) | self._papers.get(f"{NAME}{whole}", set())

    def _root(self, claim: GroupedClaim, said: dict[str, list[GroupedClaim]], seen: set[str]) -> Origin:
        origin = claim.origin or UNKNOWN
        if origin.key is None:
            return origin
        if claim.original_id is not None and self._is_own(claim):
            return self._of_original(claim, origin, said.get(claim.original_id, []))
        reports = self._of_outlet(origin.key) if not self._own_voice(claim) else set()
        for document_id in (id_ for id_ in said if id_ in reports and id_ not in seen):
            theirs = self._root(said[document_id][0], said, seen | {document_id})
            via = [*theirs.via, Link(key=origin.key, name=origin.name), *origin.via]
            return theirs.model_copy(update={"rule": CITED, "via": via})
        return origin

    def _own_voice(self, claim: GroupedClaim) -> bool:
        """Whether an outlet tells it of itself, whatever it cited in another article."""
        key = claim.origin.key if claim.origin else None
        return claim.narrated and key is not None and claim.document_id in self._of_outlet(key)

    def _is_own(self, claim: GroupedClaim) -> bool:
        """Whether its root is its outlet's own, or one that this heard: a copy has it from its original."""
        key = claim.origin.key if claim.origin else None
        unnamed = claim.origin is not None and claim.origin.role == "anonymous"
        return claim.narrated or unnamed or (key is not None and claim.document_id in self._of_outlet(key))

    def _of_original(self, claim: GroupedClaim, origin: Origin, theirs: list[GroupedClaim]) -> Origin:
        """What a copy tells in an outlet's own voice is its original's, whatever masthead it bears."""
        known = [each.origin for each in theirs if each.origin and each.origin.key]
        found = sorted(known, key=lambda each: each.role != origin.role)
        if claim.narrated:
            found += [self._voices[each] for each in (claim.original_id,) if each in self._voices]
        lone = origin.model_copy(update={"key": f"{origin.role} of {claim.original_id}"})
        return (found or [lone])[0].model_copy(update={"rule": COPY})

    def _party(self, origin: Origin) -> Root:
        """The origin with the party that it is one with, under its whole name and best known role."""
        party = self._parties.of(origin)
        rule = f"{origin.rule}, {party.rule}" if party.rule else origin.rule
        return Root(self._parties.best(origin).model_copy(update={"rule": rule}), party.key)

    def _one(self, group: Sequence[GroupedClaim], roots: Sequence[Root]) -> Iterator[tuple[int, int, str]]:
        """The pairs of a group's claims whose roots are one, though not by name, with the rule."""
        known = [number for number, root in enumerate(roots) if root.key is not None]
        for a, b in combinations(known, 2):
            rule = self._rule(roots[a].origin, roots[b].origin)
            if rule is not None:
                yield a, b, rule
        for a in known:
            yield from self._beside(a, group, roots)

    def _rule(self, a: Origin, b: Origin) -> str | None:
        unnamed = [each for each in (a, b) if each.role == "anonymous"]
        if len(unnamed) == 2 and described.alike(a.name, b.name) and not _told_apart(a, b):  # noqa: PLR2004  both
            return ALIKE
        one, other = _heard_by(a), _heard_by(b)
        if one is not None and one == other and not _told_apart(a, b):
            return HEARD
        owner = self._owners.get(a.key)
        if owner is not None and owner == self._owners.get(b.key) and one and other:
            return OWNER.format(owner)
        return None

    def _beside(
        self, a: int, group: Sequence[GroupedClaim], roots: Sequence[Root]
    ) -> Iterator[tuple[int, int, str]]:
        """What an outlet tells without a source, beside a report that is named and says the same, is its."""
        for key in roots[a].origin.beside:
            documents = self._of_outlet(key)
            whole = self._parties.of_key(key).key
            if self._parties.is_institution(key):
                continue
            for b, (claim, root) in enumerate(zip(group, roots, strict=True)):
                theirs = claim.document_id in documents or (whole and whole in _outlets(root.origin))
                if theirs and root.key is not None and claim.document_id != group[a].document_id:
                    yield a, b, BESIDE.format(claim.outlet if claim.document_id in documents else key)


def _joined(roots: Sequence[Root], pairs: Iterable[tuple[int, int, str]]) -> list[Root]:
    """The roots with one key where they are one: that of the first, with the rule told at the later."""
    keys = [root.key for root in roots]
    rules: dict[int, list[str]] = {}
    for a, b, rule in pairs:
        first, second = keys[a], keys[b]
        if first != second:
            kept = min((first, second), key=keys.index)
            keys = [kept if key in {first, second} else key for key in keys]
            rules.setdefault(a if rule.startswith(BESIDE[:5]) else max(a, b), []).append(rule)
    return [
        Root(
            root.origin.model_copy(update={"rule": ", ".join([root.origin.rule, *rules.get(number, [])])}),
            key,
        )
        for number, (root, key) in enumerate(zip(roots, keys, strict=True))
    ]


def _told_apart(a: Origin, b: Origin) -> bool:
    """Whether a text itself says that two unnamed sources are two ("another official")."""
    one, other = (_which(each) for each in (a, b))
    return bool(one and other) and one[1:] == other[1:] and one != other


def _which(origin: Origin) -> tuple[str, ...]:
    return (
        tuple((origin.key or "").split(AT)) if origin.role == "anonymous" and AT in (origin.key or "") else ()
    )


def _heard_by(origin: Origin) -> str | None:
    """The outlet that an origin is, or that alone heard it."""
    if origin.role == "anonymous" and AT in (origin.key or ""):
        return NAME + (origin.key or "").split(AT, 1)[1]
    return origin.key if origin.role == "outlet" else None


def _outlets(origin: Origin) -> set[str]:
    """The outlets of a chain, by their keys."""
    heard = _heard_by(origin)
    return {*(link.key for link in origin.via), *([heard] if heard else [])}


def _voices(claims: Iterable[GroupedClaim]) -> dict[str, Origin]:
    """Of each document that is no copy, the origin of what it tells in its own voice."""
    return {
        claim.document_id: claim.origin
        for claim in claims
        if claim.origin and claim.narrated and claim.original_id is None
    }
