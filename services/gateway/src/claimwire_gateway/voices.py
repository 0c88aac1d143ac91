"""Whose voices a story gives room to: who is quoted, how much, and on whose word each outlet relies. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claimwire_contracts.types import GAP, Claim, Quoted, Role, Source, Sourcing, StoryDocument

from claimwire_gateway.grouping import Part, masthead, partition

SPEAKERS: tuple[Role, ...] = ("person", "organization", "anonymous", "document", "outlet")
"""Who can be quoted; an unresolved speaker may be anyone."""

SAME_NAME = "name:"
"""What the key of a named root begins with."""

IN_QUOTATION_MARKS = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")

NAMED: tuple[Role, ...] = ("person", "organization")

CREDITED = "credited agency"
"""The rule of an origin that a credit line gives: the outlet's own voice, as far as sources go."""


class Voiced(NamedTuple):
    """A claim with its source, which it has, and its document."""

    claim: Claim
    source: Source
    document: StoryDocument

    @property
    def copied(self) -> bool:
        """Whether its document repeats another."""
        return bool(self.document.duplicate_of or self.document.reprint_of)


def quoted(claims: Sequence[Claim], documents: Mapping[str, StoryDocument]) -> list[Quoted]:
    """The story's speakers, those with most words first.

    Args:
        claims: all of the story's, in order of time.
        documents: the story's, by id.
    """
    voiced = [
        Voiced(claim, claim.source, documents[claim.document_id])
        for claim in claims
        if claim.source and claim.source.role in SPEAKERS and claim.document_id in documents
    ]
    whole = sum(words(each.claim) for each in voiced if not each.copied)
    found = [_quoted(each, whole) for each in _speakers(voiced)]
    return sorted(found, key=lambda each: (-each.words, -len(each.claims), each.name))


def words(claim: Claim) -> int:
    """How many words a claim attributes."""
    return len(claim.content.text.replace(GAP, " ").split())


def quoted_words(claim: Claim) -> int:
    """How many of them stand within quotation marks."""
    if claim.kind == "direct":
        return words(claim)
    return sum(len(piece.split()) for piece in IN_QUOTATION_MARKS.findall(claim.content.text))


def _quoted(voiced: Sequence[Voiced], whole: int) -> Quoted:
    first_told = [each for each in voiced if not each.copied] or voiced
    said = sum(words(each.claim) for each in first_told)
    entities = Counter(each.source.entity_id for each in voiced if each.source.entity_id)
    return Quoted(
        entity_id=min(entities, key=lambda id_: (-entities[id_], id_), default=None),
        name=_name(voiced),
        role=_most_common(each.source.role for each in voiced),
        claims=[each.claim.id for each in voiced],
        documents=_distinct(each.document.id for each in voiced),
        outlets=_distinct(each.document.outlet for each in voiced if each.document.outlet),
        words=said,
        quoted_words=sum(quoted_words(each.claim) for each in first_told),
        share=round(min(1.0, said / whole), 4) if whole else 0,
    )


def _speakers(voiced: Sequence[Voiced]) -> list[list[Voiced]]:
    """The claims of each speaker: one entity, one name, or a surname that one person in the story bears."""
    surnames = _surnames(_key(each) for each in voiced if each.source.role == "person")
    edges = [(_key(each), f"entity {each.source.entity_id}") for each in voiced if each.source.entity_id]
    edges += [(key, surname) for surname, keys in surnames.items() if len(keys) == 1 for key in keys]
    parts = partition({node for edge in edges for node in edge} | {_key(each) for each in voiced}, edges)
    part_of: dict[str, Part] = {node: part for part in parts for node in part}
    found: dict[Part, list[Voiced]] = {}
    for each in voiced:
        found.setdefault(part_of[_key(each)], []).append(each)
    return list(found.values())


def _key(voiced: Voiced) -> str:
    """Who speaks, as far as one claim tells: the root's key where the speaker is the root, else the words."""
    origin, source = voiced.claim.origin, voiced.source
    if origin and origin.key and origin.role == source.role:
        return origin.key
    return f"{source.role} {masthead(_called(source))}"


def _surnames(keys: Iterable[str]) -> dict[str, set[str]]:
    """The keys of surnames, each with the whole names that end in it."""
    found: dict[str, set[str]] = {}
    for key in keys:
        if key.startswith(SAME_NAME) and " " in key:
            found.setdefault(SAME_NAME + key.rsplit(" ", 1)[1], set()).add(key)
    return found


def _name(voiced: Sequence[Voiced]) -> str:
    """A name rather than a description, and the fullest; of equals the one used most."""
    names = Counter(each.source.name for each in voiced if each.source.name)
    called = names or Counter(each.source.text for each in voiced)
    return min(called, key=lambda name: (-len(name.split()) if names else 0, -called[name], name))


def _called(source: Source) -> str:
    return source.name or source.text


def sourcing(claims: Sequence[Claim], documents: Mapping[str, StoryDocument]) -> list[Sourcing]:
    """On whose word each outlet's claims stand; outlets with most claims first.

    Args:
        claims: all of the story's, in order of time.
        documents: the story's, by id.
    """
    told: dict[str, list[StoryDocument]] = {}
    for document in documents.values():
        if not document.duplicate_of:
            told.setdefault(masthead(document.outlet or ""), []).append(document)
    found = [_sourcing(each, claims) for each in told.values()]
    return sorted(found, key=lambda each: (-_size(each), each.outlet or ""))


def _size(sourcing: Sourcing) -> int:
    return sum(
        len(getattr(sourcing, kind)) for kind in ("named", "anonymous", "cited", "unresolved", "own_voice")
    )


def _sourcing(documents: Sequence[StoryDocument], claims: Sequence[Claim]) -> Sourcing:
    ids = {document.id for document in documents}
    sorts: dict[str, list[str]] = {}
    for claim in claims:
        if claim.document_id in ids:
            sorts.setdefault(sort(claim, documents[0].outlet), []).append(claim.id)
    named, anonymous = len(sorts.get("named", [])), len(sorts.get("anonymous", []))
    return Sourcing(
        outlet=documents[0].outlet,
        documents=[document.id for document in documents],
        named_share=round(named / (named + anonymous), 4) if named + anonymous else None,
        **sorts,
    )


def sort(claim: Claim, outlet: str | None) -> str:
    """Which list of `Sourcing` a claim of an outlet belongs to.

    What is told without a source may still have one: its sentence names it, or the report that it is from.
    """
    if claim.source is not None:
        return _sort(claim.source.role)
    origin = claim.origin
    if claim.via:
        return "cited"
    if origin is None or origin.key is None or origin.rule == CREDITED:
        return "own_voice"
    return "own_voice" if masthead(origin.name) == masthead(outlet or origin.name) else _sort(origin.role)


def _sort(role: Role) -> str:
    if role in NAMED:
        return "named"
    return role if role in ("anonymous", "unresolved") else "cited"


def _most_common(roles: Iterable[Role]) -> Role:
    counted = Counter(roles)
    return min(counted, key=lambda role: (-counted[role], SPEAKERS.index(role)))


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
