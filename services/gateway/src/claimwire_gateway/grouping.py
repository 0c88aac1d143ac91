"""Which documents are one story, which claims say the same, which document is the original of its copies.

Pure and independent of order: the same members and edges give the same parts, however they came about.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

Edge = tuple[str, str]
Part = frozenset[str]


class Member(NamedTuple):
    """What tells an original from its copies."""

    id: str
    published_at: datetime | None = None
    digest: str | None = None
    external_id: str | None = None
    outlet: str | None = None


class CopyEdge(NamedTuple):
    """Two documents of which one was made from the other."""

    a: str
    b: str
    kind: Literal["duplicate", "reprint"]


class Copy(NamedTuple):
    """What a document was made from, and whether all of it was."""

    original: str
    kind: Literal["duplicate", "reprint"]


def partition(members: Collection[str], edges: Iterable[Edge]) -> list[Part]:
    """The connected parts, sorted by their least member. An edge to a member not given is no edge."""
    root = {member: member for member in members}

    def find(member: str) -> str:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    for a, b in edges:
        if a in root and b in root:
            first, second = sorted((find(a), find(b)))
            root[second] = first
    parts: dict[str, set[str]] = {}
    for member in members:
        parts.setdefault(find(member), set()).add(member)
    return [frozenset(parts[least]) for least in sorted(parts)]


def keep_ids(
    parts: Iterable[Part], current: Mapping[str, str | None], fresh: Callable[[], str]
) -> dict[str, Part]:
    """Name the parts, so that what is known under an id stays known under it.

    A part takes the id that most of its members have; of equals the oldest, which sorts first. An id that
    two parts want goes to the one with more members that have it; the other takes its next, or a fresh one.

    Args:
        parts: disjoint sets of members.
        current: the id of the part that each member is in now, if any.
        fresh: makes an id.
    """
    wishes = sorted(
        (-number, id_, min(part), part)
        for part in parts
        for id_, number in Counter(current.get(member) for member in part).items()
        if id_ is not None
    )
    named: dict[str, Part] = {}
    unnamed = set(parts := list(parts))
    for _, id_, _, part in wishes:
        if id_ not in named and part in unnamed:
            named[id_] = part
            unnamed.remove(part)
    return named | {fresh(): part for part in parts if part in unnamed}


def redirects(named: Mapping[str, Part], current: Mapping[str, str | None]) -> dict[str, str]:
    """Where each id leads that no part took: to the part that most of its members are in now."""
    now_in = {member: id_ for id_, part in named.items() for member in part}
    moved: dict[str, Counter[str]] = {}
    for member, old in current.items():
        if old is not None and old not in named and member in now_in:
            moved.setdefault(old, Counter())[now_in[member]] += 1
    return {old: min(went, key=lambda id_: (-went[id_], id_)) for old, went in moved.items()}


def copies(members: Collection[Member], edges: Collection[CopyEdge]) -> dict[str, Copy]:
    """What each copy was made from. Of near duplicates the first published is the original.

    A copy is a duplicate where its words are the original's, else a reprint, also where it is known as a copy
    only through another copy.
    """
    by_id = {member.id: member for member in members}
    direct = {frozenset((edge.a, edge.b)): edge.kind for edge in edges}
    found = {}
    for part in partition(by_id, [(edge.a, edge.b) for edge in edges]):
        original = min((by_id[id_] for id_ in part), key=_precedence)
        for id_ in part - {original.id}:
            same_words = original.digest is not None and by_id[id_].digest == original.digest
            kind = direct.get(frozenset((id_, original.id)), "reprint")
            found[id_] = Copy(original.id, "duplicate" if same_words else kind)
    return found


def _precedence(member: Member) -> tuple[float, str, str, str, str]:
    published = member.published_at.timestamp() if member.published_at else float("inf")
    return (published, member.digest or "", member.external_id or "", member.outlet or "", member.id)
