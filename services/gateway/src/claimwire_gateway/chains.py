"""Whose word a claim is in the end, as far as a story's other documents tell. Pure.

    the claim's own root | of a copy: its original's | of a cited outlet: its own report's
    then the roots of a group that are one: under one name, by whom they speak for, alike in description,
    of one owner, or because one outlet has it from another that is named beside it
    then those that by all that their claims show are likelier one than two (`kinship`)

Where it is doubtful whether two roots are one, they are one: independence is never claimed on a guess.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from claimwire_contracts.types import Link, Origin

from claimwire_gateway import described, kinship
from claimwire_gateway.kinship import Told
from claimwire_gateway.parties import AT, NAME, Parties, folded

UNKNOWN = Origin(key=None, name="unknown", role="unresolved", rule="none found")

COPY = "copy of its original"
"""The rule by which a copy's claim has its original's origin."""

CITED = "as the cited outlet's own report has it"
"""The rule by which a claim that cites an outlet has the origin that the outlet itself gives."""

ALIKE = "described alike"
VOICED = "speaks for a body that is not told, and one says the same"
HOUSE = "an unnamed source of that body"
HOUSED = "speaks for a body of such a name, and only one says the same"
VERBATIM = "in the same words"
HEARD = "one outlet and whom it heard"
OWNER = "one owner: {}"
BESIDE = "cited report nearby: {}"
LIKELY = "likely one with {}"
SHOWN = "likely one with {} ({})"
LONG = 10
"""So many of the same words in a row were copied, not written twice."""


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
    doubted: bool = False
    """Whether it is hedged by more than a word on what lies ahead."""


class Root(NamedTuple):
    """What a claim of a group rests on: its origin, and the key that all have who rest on the same."""

    origin: Origin
    key: str | None


class Same(NamedTuple):
    """Two claims of a group, by their places in it, whose roots are one, and the rule that says so."""

    a: int
    b: int
    rule: str
    resting: tuple[int, ...]
    """Those of the two of which the rule tells what they rest on."""
    through: Link | None = None
    """The outlet that they have it from."""


class Chains:
    """The chains of one story: made from all its claims, asked group by group."""

    def __init__(self, claims: Iterable[GroupedClaim]) -> None:
        claims = list(claims)
        origins = [claim.origin for claim in claims if claim.origin is not None]
        self._parties = Parties(origins, {claim.outlet for claim in claims if claim.outlet})
        self._voices = _voices(claims)
        self._papers = self._documents(claims)
        self._cited = {key for origin in origins for key in _outlets(origin)}
        self._owners = {claim.origin.key: claim.owner for claim in claims if claim.origin and claim.owner}

    def roots(self, group: Sequence[GroupedClaim]) -> list[Root]:
        """What each of a group's claims rests on, in the order given.

        Args:
            group: its claims, originals first.
        """
        told = self.told(group)
        return _joined(told, list(self._likely(group, told)))

    def told(self, group: Sequence[GroupedClaim]) -> list[Root]:
        """The same by what is said alone, without a look at what is likely."""
        said: dict[str, list[GroupedClaim]] = {}
        for claim in group:
            said.setdefault(claim.document_id, []).append(claim)
        found = [self._party(self._root(claim, said, {claim.document_id})) for claim in group]
        return _joined(found, list(self._one(group, found)))

    def _likely(self, group: Sequence[GroupedClaim], roots: Sequence[Root]) -> Iterator[Same]:
        """The pairs of known roots that are likelier one than two, by the first claims that rest on them."""
        told = self.resting(group, roots)
        places = {key: [number for number, root in enumerate(roots) if root.key == key] for key in told}
        for one, other in combinations(told, 2):
            verdict = kinship.judge(told[one], told[other], self.is_key_of)
            if verdict is not None and verdict.likelihood >= kinship.LIKELY:
                voices = [kinship.kind(told[each]) == "outlet" for each in (one, other)]
                first, second = (other, one) if voices == [True, False] else (one, other)
                name = roots[places[first][0]].origin.name
                rule = SHOWN.format(name, ", ".join(verdict.signs)) if verdict.signs else LIKELY.format(name)
                yield Same(places[first][0], places[second][0], rule, tuple(places[second]))

    def resting(self, group: Sequence[GroupedClaim], roots: Sequence[Root]) -> dict[str, list[Told]]:
        """The claims that rest on each known root, by its key, as their kinship is asked about.

        Args:
            group: claims of one group, originals first.
            roots: what each of them rests on.
        """
        found: dict[str, list[Told]] = {}
        for claim, root in zip(group, roots, strict=True):
            if root.key is not None:
                told = Told(root.origin, claim.document_id, claim.text)
                found.setdefault(root.key, []).append(told)
        return found

    def is_key_of(self, key: str, resting: Sequence[Told]) -> bool:
        """Whether a key is that of the root on which some claims rest."""
        wanted = {key, self._parties.of_key(key).key if key.startswith(NAME) else key} - {None}
        return any(self._parties.of(each.origin).key in wanted for each in resting)

    def _documents(self, claims: Iterable[GroupedClaim]) -> dict[str, set[str]]:
        """The keys that outlets are cited by, with their documents."""
        found: dict[str, set[str]] = {}
        for claim in claims:
            if claim.outlet:
                found.setdefault(f"{NAME}{folded(claim.outlet)}", set()).add(claim.document_id)
            if claim.origin and claim.origin.key and claim.original_id is None and _is_voice(claim):
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
            cited = [Link(key=origin.key, name=origin.name)] if theirs.key != origin.key else []
            via = [*theirs.via, *cited, *origin.via]
            return theirs.model_copy(update={"rule": CITED, "via": via})
        return origin

    def _own_voice(self, claim: GroupedClaim) -> bool:
        """Whether an outlet tells it of itself, whatever it cited in another article."""
        key = claim.origin.key if claim.origin else None
        return _is_voice(claim) and key is not None and claim.document_id in self._of_outlet(key)

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

    def _one(self, group: Sequence[GroupedClaim], roots: Sequence[Root]) -> Iterator[Same]:
        """The pairs of a group's claims whose roots are one, though not by name."""
        known = [number for number, root in enumerate(roots) if root.key is not None]
        for a, b in combinations(known, 2):
            yield from self._alike(a, b, roots[a].origin, roots[b].origin)
            if self._of_house(roots[a], roots[b]) or self._of_house(roots[b], roots[a]):
                yield Same(a, b, HOUSE, (a, b))
        for a, b in combinations(known, 2):
            voices = roots[a].origin.role == roots[b].origin.role == "outlet"
            if voices and _verbatim(group[a].text, group[b].text):
                yield Same(a, b, VERBATIM, (b,))
        yield from self._for_the_only_body([(number, roots[number]) for number in known])
        for a in known:
            yield from self._beside(a, group, roots)

    def _for_the_only_body(self, known: Sequence[tuple[int, Root]]) -> Iterator[Same]:
        """Those who may well speak for a body are one with it where no other body says the same.

        The body is told by no more than a noun or a part of its name, or not at all of who is always a voice.
        """
        bodies = {root.key: number for number, root in reversed(known) if root.origin.role == "organization"}
        if len(bodies) != 1:
            return
        [(key, body)] = bodies.items()
        for number, root in known:
            if root.origin.role == "person" and self._parties.is_voice(root.key or ""):
                yield Same(body, number, VOICED, (number,))
            elif root.origin.role == "person" and self._parties.may_speak_for(root.origin, key or ""):
                yield Same(body, number, HOUSED, (number,))

    def _alike(self, a: int, b: int, one: Origin, other: Origin) -> Iterator[Same]:
        """Why two roots are one by what they are: an outlet, whom it heard, or unnamed sources."""
        if _told_apart(one, other):
            return
        both = one.role == other.role == "anonymous"
        papers = _heard_by(one), _heard_by(other)
        if both and described.alike(one.name, other.name):
            yield Same(a, b, ALIKE, (b,))
        if papers[0] is not None and papers[0] == papers[1]:
            yield Same(a, b, HEARD, (b,))
        for key in sorted(self._cited.intersection(one.beside).intersection(other.beside)):
            yield self._through(a, b, key, (a, b))
        owner = self._owners.get(one.key)
        if owner is not None and owner == self._owners.get(other.key) and all(papers):
            yield Same(a, b, OWNER.format(owner), (b,))

    def _of_house(self, unnamed: Root, named: Root) -> bool:
        """Whether an unnamed source is of the body that another claim ends in ("a police source")."""
        known = unnamed.origin.role == "anonymous" and (named.key or "").startswith(NAME)
        return known and self._parties.are_of(unnamed.origin.name, named.key or "")

    def _beside(self, a: int, group: Sequence[GroupedClaim], roots: Sequence[Root]) -> Iterator[Same]:
        """What an outlet tells without a source, beside a report that is named and says the same, is its."""
        for key in (key for key in roots[a].origin.beside if not self._parties.is_institution(key)):
            documents, whole = self._of_outlet(key), self._parties.of_key(key).key
            for b, (claim, root) in enumerate(zip(group, roots, strict=True)):
                theirs = claim.document_id in documents or whole in _outlets(root.origin)
                if theirs and root.key is not None and claim.document_id != group[a].document_id:
                    yield self._through(a, b, key, (a,))

    def _through(self, a: int, b: int, key: str, resting: tuple[int, ...]) -> Same:
        name = self._parties.name(key)
        return Same(a, b, BESIDE.format(name), resting, Link(key=key, name=name))


def _joined(roots: Sequence[Root], pairs: Iterable[Same]) -> list[Root]:
    """The roots with one key where they are one, the first one's, and the rule at those that rest on it."""
    keys = [root.key for root in roots]
    told = list(roots)
    for same in pairs:
        first, second = keys[same.a], keys[same.b]
        if first != second:
            kept = min((first, second), key=keys.index)
            keys = [kept if key in {first, second} else key for key in keys]
            for number in same.resting:
                told[number] = told[number]._replace(origin=_resting(told[number].origin, same))
    return [root._replace(key=key) for root, key in zip(told, keys, strict=True)]


def _resting(origin: Origin, same: Same) -> Origin:
    """An origin with the rule by which it is one with another, and the outlet that it came through."""
    rule = f"{origin.rule}, {same.rule}"
    if same.through is None:
        return origin.model_copy(update={"rule": rule})
    voice = {"name": same.through.name} if origin.role == "outlet" else {"via": [*origin.via, same.through]}
    return origin.model_copy(update={"rule": rule, **voice})


def _verbatim(one: str, other: str) -> bool:
    """Whether one text is a long part of another, word by word."""
    short, whole = sorted((kinship.WORD.findall(text.casefold()) for text in (one, other)), key=len)
    return len(short) >= LONG and f" {' '.join(short)} " in f" {' '.join(whole)} "


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
        if claim.origin and claim.original_id is None and _is_voice(claim)
    }


def _is_voice(claim: GroupedClaim) -> bool:
    """Whether it is the word of the outlet or the agency itself, or of an institution in its own release."""
    origin = claim.origin
    if origin is None or not claim.narrated:
        return False
    return origin.role == "outlet" or (claim.outlet is not None and origin.key == NAME + folded(claim.outlet))
