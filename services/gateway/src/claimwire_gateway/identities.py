"""Who is meant by what the documents of one story name: decided from all verdicts of the story at once.

    names | joined along verdicts, surest first | parts to their whole, with a margin | who each is

Pure and independent of order: the same names, verdicts and hand decisions give the same answer, whichever
document came last. What nobody can tell stays its own: a surname of two bearers is neither of them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from typing import Literal, NamedTuple

FLOOR = 0.7
"""Score below which a verdict decides nothing."""
MARGIN = 0.15
"""By how much the best of several options has to be better than the second."""
BEYOND = {"known", "namesake", "apart"}
"""Relations to who is known from other stories."""
DOUBT = 0.5
"""What a whole name counts for by itself, where another bearer of it is known."""


class Naming(NamedTuple):
    """A name in a document. `entity` is that of the name alone; `late`: posted after a hand parted it."""

    document_id: str
    entity: str
    partial: bool = False
    late: bool = False


class Verdict(NamedTuple):
    """A verdict of nlp on two entities, from one document (see `EntityVerdict` of the contracts)."""

    document_id: str
    entity: str
    other: str
    relation: Literal["variant", "same", "part", "known", "namesake", "apart"]
    score: float


class Identity(NamedTuple):
    """Who is meant: the entity, or, where `scope` is a document, one of its name that begins there."""

    entity: str
    scope: str = ""


Pins = Mapping[tuple[str, str], str]
"""By hand: document and entity of the name, with the entity that is meant."""


def resolve(
    namings: Collection[Naming],
    verdicts: Collection[Verdict],
    *,
    pins: Pins | None = None,
    barred: Collection[frozenset[str]] = (),
) -> dict[tuple[str, str], Identity]:
    """Who is meant by each name (document and entity) of one story.

    Args:
        namings: all that the story's documents name.
        verdicts: all that were given from its documents.
        pins: what was parted by hand.
        barred: pairs of entities that were told apart by hand.
    """
    good = [
        each
        for each in verdicts
        if each.score >= FLOOR and frozenset((each.entity, each.other)) not in barred
    ]
    cluster = _clusters({naming.entity for naming in namings}, good, barred)
    top = _tops(cluster, good, barred)
    whole = {naming.entity for naming in namings if not naming.partial}
    gathered: dict[str, Gathered] = {}
    doubtful: set[str] = set()
    for entity, one in top.items():
        gathered.setdefault(one, Gathered(cluster[one] & whole, Counter(), [], set())).names[entity] = 0
    for naming in namings:
        gathered[top[naming.entity]].names[naming.entity] += 1
        gathered[top[naming.entity]].documents.add(naming.document_id)
    for verdict in good:
        if verdict.relation in BEYOND and verdict.entity in top:
            gathered[top[verdict.entity]].verdicts.append(verdict)
        ends = {top.get(verdict.entity), top.get(verdict.other)} - {None}
        if verdict.relation == "part" and len(ends) > 1:
            doubtful.add(top[verdict.entity])
    found = {one: _identity(one, its, whole, doubtful) for one, its in gathered.items()}
    return _pinned(namings, {entity: found[one] for entity, one in top.items()}, pins or {})


class Gathered(NamedTuple):
    """All names of one thing in a story, with how often each is given, and what is said of them beyond it.

    `longest` are the whole ones that no longer name is known of.
    """

    longest: frozenset[str]
    names: Counter[str]
    verdicts: list[Verdict]
    documents: set[str]


# --- within the story --------------------------------------------------------------------------------


def _clusters(
    here: Collection[str], verdicts: Iterable[Verdict], barred: Collection[frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Each entity with those that it is one with under other names."""
    cluster = {each: frozenset([each]) for each in here}
    joins = [each for each in verdicts if each.relation in {"variant", "same"}]
    for verdict in sorted(joins, key=lambda each: (-each.score, each.entity, each.other)):
        if verdict.entity in cluster and verdict.other in cluster:
            a, b = cluster[verdict.entity], cluster[verdict.other]
            if a is not b and not _barred(a, b, barred):
                cluster |= dict.fromkeys(a | b, a | b)
    return cluster


def _tops(
    cluster: Mapping[str, frozenset[str]], verdicts: Iterable[Verdict], barred: Collection[frozenset[str]]
) -> dict[str, str]:
    """Each entity with the least one of the cluster that its own is a part of, or else of its own."""
    options: dict[str, dict[str, float]] = defaultdict(dict)
    for each in verdicts:
        if each.relation == "part" and each.entity in cluster and each.other in cluster:
            short, long = min(cluster[each.entity]), min(cluster[each.other])
            if short != long and not _barred(cluster[each.entity], cluster[each.other], barred):
                options[short][long] = max(each.score, options[short].get(long, 0.0))
    return {each: _top(min(its), options, frozenset()) for each, its in cluster.items()}


def _top(name: str, options: Mapping[str, Mapping[str, float]], below: frozenset[str]) -> str:
    """What a name is a part of in the end; itself, where that is nothing or nobody can tell."""
    upward: dict[str, float] = {}
    for long, score in options.get(name, {}).items():
        if long not in below:
            end = _top(long, options, below | {name})
            upward[end] = max(score, upward.get(end, 0.0))
    return best({end: score for end, score in upward.items() if end != name}) or name


def _barred(a: frozenset[str], b: frozenset[str], barred: Collection[frozenset[str]]) -> bool:
    return any(len(pair & a) == 1 and len(pair & b) == 1 for pair in barred)


def best(options: Mapping[str, float], margin: float = MARGIN) -> str | None:
    """The option that is better than every other by the margin."""
    ranked = sorted(options.items(), key=lambda option: (-option[1], option[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin):
        return None
    return ranked[0][0]


# --- beyond the story --------------------------------------------------------------------------------


def _identity(top: str, gathered: Gathered, whole: Collection[str], doubtful: Collection[str]) -> Identity:
    """Who the names of one thing are: known ones where the story does not tell, else themselves.

    What the story tells too much of (`doubtful`: a surname of two bearers) is nobody known either.
    """
    first = min(gathered.documents)
    wholes = [entity for entity in gathered.names if entity in whole]
    if not wholes:
        known = None if top in doubtful else best(_known(gathered, "known", gathered.names))
        return Identity(known) if known else Identity(top, first)
    own = min(wholes, key=lambda entity: (-gathered.names[entity], entity not in gathered.longest, entity))
    namesakes = _known(gathered, "namesake", gathered.names)
    if _is_another(own, gathered.verdicts):
        known = best(namesakes)
        return Identity(known) if known else Identity(own, first)
    if namesakes:
        return Identity(best({own: DOUBT} | namesakes) or own)
    return Identity(best(_known(gathered, "known", {own})) or own)


def _is_another(own: str, verdicts: Iterable[Verdict]) -> bool:
    """Whether some document tells the story's bearer of a whole name from the known one, and none agrees."""
    said = {each.relation for each in verdicts if each.entity == each.other == own}
    return "apart" in said and "namesake" not in said


def _known(gathered: Gathered, relation: str, names: Collection[str]) -> dict[str, float]:
    """Those beyond the story that these of its names may be, each with its best score."""
    found: dict[str, float] = {}
    for each in gathered.verdicts:
        if each.relation == relation and each.entity in names and each.other not in gathered.names:
            found[each.other] = max(each.score, found.get(each.other, 0.0))
    return found


# --- by hand -----------------------------------------------------------------------------------------


def _pinned(
    namings: Iterable[Naming], decided: Mapping[str, Identity], pins: Pins
) -> dict[tuple[str, str], Identity]:
    """The answer with what was parted by hand: later documents follow it where all earlier ones did."""
    followed: dict[str, set[str | None]] = defaultdict(set)
    for naming in namings:
        if not naming.late:
            followed[naming.entity].add(pins.get((naming.document_id, naming.entity)))
    found = {}
    for document_id, entity, _, late in namings:
        pin = pins.get((document_id, entity))
        if pin is None and late and len(followed[entity]) == 1:
            pin = next(iter(followed[entity]))
        found[document_id, entity] = Identity(pin) if pin else decided[entity]
    return found


# --- names that are one wherever they stand ----------------------------------------------------------


class Link(NamedTuple):
    """Two entities that are one. `into`: `other` is the one that stays, as by a merge; else the elder is."""

    entity: str
    other: str
    into: bool


def survivors(members: Mapping[str, str], links: Iterable[Link]) -> dict[str, str]:
    """Each entity with the one that answers for it and for all that links lead to.

    Args:
        members: the entities with their scope: a name's own outlives one that a document began.
        links: what makes them one; one to an entity not given is none.
    """
    known = [link for link in links if link.entity in members and link.other in members]
    root = {member: frozenset([member]) for member in members}
    root = reduce(_joined, known, root)
    gone = {link.entity for link in known if link.into}
    return {
        member: min(part - gone or part, key=lambda each: (members[each] != "", each))
        for member, part in root.items()
    }


def _joined(parts: dict[str, frozenset[str]], link: Link) -> dict[str, frozenset[str]]:
    both = parts[link.entity] | parts[link.other]
    return parts | dict.fromkeys(both, both)
