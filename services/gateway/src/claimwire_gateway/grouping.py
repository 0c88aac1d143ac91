"""Which documents are one story, which claims say the same, which document is the original of its copies.

Pure and independent of order: the same members and edges give the same parts, however they came about.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Literal, NamedTuple

from claimwire_gateway import linkage
from claimwire_gateway.linkage import SCALE, Between

Edge = tuple[str, str]
Part = frozenset[str]


SAID_THE_SAME = 0.65
"""How likely two groups' claims must say the same, on average, to be one. Of pairs joined so in events that
nothing was learned from, nineteen in twenty do."""


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


class Said(NamedTuple):
    """A claim and where it stands. `order` ranks it among all others, whatever ids chance gave them."""

    id: str
    document_id: str
    order: tuple[float | str | int, ...] = ()


class SameEdge(NamedTuple):
    """Two claims that say the same, and how surely."""

    score: float
    a: str
    b: str


class Copy(NamedTuple):
    """What a document was made from; a duplicate is the same outlet's same words."""

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


def say_the_same(claims: Collection[Said], edges: Iterable[SameEdge]) -> list[Part]:
    """The claims in groups: those that on average say the same likely enough, the likeliest joined first.

    Two claims of one document that are not the same are never joined through a third: a report that says in
    one claim what another says in two goes with the one it is more like.
    """
    ranked = sorted(claims, key=lambda claim: (*claim.order, claim.id))
    rank = {claim.id: place for place, claim in enumerate(ranked)}
    known: dict[tuple[int, int], Between] = {}
    for edge in edges:
        if edge.a in rank and edge.b in rank and edge.a != edge.b:
            a, b = sorted((rank[edge.a], rank[edge.b]))
            known[a, b] = max(known.get((a, b), Between(0)), Between(round(edge.score * SCALE)))

    def apart(some: Sequence[int], others: Sequence[int]) -> bool:
        documents = {ranked[one].document_id for one in some} & {ranked[one].document_id for one in others}
        return bool(documents) and any(
            ranked[a].document_id == ranked[b].document_id and (min(a, b), max(a, b)) not in known
            for a, b in product(some, others)
        )

    found = linkage.parts(len(ranked), known, SAID_THE_SAME, apart)
    return sorted((frozenset(ranked[place].id for place in part) for part in found), key=min)


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

    The same words under the same masthead (or under none) are a duplicate. Another outlet's are a reprint,
    under whatever headline, and so are nearly the same words.
    """
    by_id = {member.id: member for member in members}
    direct = {frozenset((edge.a, edge.b)): edge.kind for edge in edges}
    found = {}
    for part in partition(by_id, [(edge.a, edge.b) for edge in edges]):
        original = min((by_id[id_] for id_ in part), key=precedence)
        for id_ in part - {original.id}:
            verdict = direct.get(frozenset((id_, original.id)))
            again = _same_words(by_id[id_], original, verdict) and _one_outlet(by_id[id_], original)
            found[id_] = Copy(original.id, "duplicate" if again else "reprint")
    return found


def _same_words(copy: Member, original: Member, verdict: str | None) -> bool:
    return verdict == "duplicate" or (original.digest is not None and copy.digest == original.digest)


def _one_outlet(copy: Member, original: Member) -> bool:
    """Whether both stand under one masthead, as far as is known."""
    return not copy.outlet or not original.outlet or masthead(copy.outlet) == masthead(original.outlet)


def masthead(outlet: str) -> str:
    """An outlet's name as it is compared: without capitals, odd spaces and a leading "the"."""
    return " ".join(outlet.casefold().split()).removeprefix("the ")


def precedence(member: Member) -> tuple[float, str, str, str, str]:
    """Ranks documents by what they are; their ids, which chance gave, decide only between twins."""
    published = member.published_at.timestamp() if member.published_at else float("inf")
    return (published, member.digest or "", member.external_id or "", member.outlet or "", member.id)
