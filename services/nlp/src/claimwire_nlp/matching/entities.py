"""Whether what two documents name is one thing, and who a role alone speaks of.

    the document's entities x those of its story   -> variant, same, part
                            x those that are known -> variant, known, namesake, apart
    its claims' unnamed speakers x persons with roles in its story

Pure. A verdict on two names of a story depends on them alone, so that it is the same whichever document
comes last; what is decided from several verdicts (one surname, two bearers) is the gateway's `identities`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from claimwire_contracts.messages import (
    DocumentInStore,
    EntityInDocument,
    EntityVerdict,
    KnownEntity,
    SpeakerVerdict,
)

from claimwire_nlp.matching import entities_context as context
from claimwire_nlp.matching.entities_handles import handles
from claimwire_nlp.matching.entities_names import Evidence, Named, Relation, compare
from claimwire_nlp.matching.entities_roles import bearers

ELSEWHERE = 0.4
"""What a name that would do within a story lacks outside of one: context has to add it."""
KNOWN = 0.7
"""Score from which a name may be that of someone known from another story."""
SPELLED_ELSEWHERE = 0.2
AGREED = 0.15
"""What context has to add for two of one whole name to be one person, where more than one is known."""
NAMESAKE = 0.5
SUREST = 0.95
SHOWN = 5


def judge(
    document: DocumentInStore, story: Iterable[DocumentInStore], known: Iterable[KnownEntity]
) -> list[EntityVerdict]:
    """The verdicts on a document's entities.

    Args:
        document: the document with its entities.
        story: the candidates that tell its story.
        known: who the store found under the same handles.
    """
    mates = list(story)
    here = {document.id, *(mate.id for mate in mates)}
    named = {entity.id for each in (document, *mates) for entity in each.entities}
    found = [
        *_within(document.entities, [*document.entities, *(e for mate in mates for e in mate.entities)]),
        *_known(document, [_elsewhere(each, here) for each in known], named),
    ]
    best: dict[tuple[str, str], EntityVerdict] = {}
    for verdict in sorted(found, key=lambda verdict: (-verdict.score, verdict.rule, verdict.detail)):
        best.setdefault((verdict.entity, verdict.other), verdict)
    return [best[pair] for pair in sorted(best)]


def speakers(document: DocumentInStore, story: Iterable[DocumentInStore]) -> list[SpeakerVerdict]:
    """Who of the story's persons may be meant by its claims' sources that are told by a role alone."""
    mates = list(story)
    found = {
        (verdict.claim_id, verdict.entity): verdict
        for teller, other in product([document, *mates], repeat=2)
        if document in (teller, other)
        for verdict in bearers(teller.claims, other.entities)
    }
    return [found[pair] for pair in sorted(found)]


# --- within a story ----------------------------------------------------------------------------------


def _within(ours: list[EntityInDocument], theirs: list[EntityInDocument]) -> Iterator[EntityVerdict]:
    by_handle: dict[str, list[EntityInDocument]] = defaultdict(list)
    for entity in theirs:
        for handle in _reached_by(entity):
            by_handle[handle].append(entity)
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for entity in ours:
        for other in (each for handle in _reached_by(entity) for each in by_handle[handle]):
            pair = (entity.id, other.id, tuple(other.aliases))
            if entity.id == other.id or pair in seen:
                continue
            seen.add(pair)
            evidence = compare(entity, other)
            if evidence is not None:
                yield _verdict(entity, other, evidence._replace(rule=f"{evidence.rule}, in one story"))


def _reached_by(entity: EntityInDocument) -> Iterator[str]:
    """Handles, and the words that a shorter or a fuller name shares."""
    yield from handles(entity.name, entity.type, entity.key, entity.aliases)
    yield from (f"word:{word}" for word in entity.key.split()[:4])


# --- known from elsewhere ----------------------------------------------------------------------------


def _elsewhere(known: KnownEntity, here: set[str]) -> KnownEntity:
    """What other stories tell of a known entity."""
    others = [each for each in known.occurrences if each.document_id not in here]
    return known.model_copy(update={"occurrences": others})


def _known(document: DocumentInStore, known: list[KnownEntity], named: set[str]) -> Iterator[EntityVerdict]:
    beside = {entity.key for entity in document.entities}
    for entity, other in product(document.entities, known):
        if not other.occurrences:
            continue
        if (entity.type, entity.key) == (other.type, other.key):
            verdict = _namesake(entity, other, beside)
        elif other.id in named:
            continue
        else:
            verdict = _one_known(entity, other, beside)
        if verdict is not None:
            yield verdict


def _one_known(entity: EntityInDocument, other: KnownEntity, beside: set[str]) -> EntityVerdict | None:
    """Whether an entity of the document's is one that other stories tell of under another name."""
    evidence = compare(entity, other)
    if (
        evidence is None
        or evidence.relation == "same"
        or (evidence.relation == "part" and not evidence.shorter)
    ):
        return None
    shared, roles = _around(entity, other, beside)
    lacks = SPELLED_ELSEWHERE if evidence.relation == "variant" else ELSEWHERE
    score = min(evidence.score - lacks + context.weight(shared, roles), SUREST)
    if score < KNOWN or not (shared or roles):
        return None
    relation: Relation = "variant" if evidence.relation == "variant" else "known"
    evidence = Evidence(relation, score, f"{evidence.rule}, known from elsewhere")
    return _verdict(entity, other, evidence, [*roles, *shared])


def _namesake(entity: EntityInDocument, other: KnownEntity, beside: set[str]) -> EntityVerdict | None:
    """Of one whole name: whether the document's bearer is another than the known one, or a known namesake."""
    if entity.partial or entity.type != "PERSON":
        return None
    shared, roles = _around(entity, other, beside)
    added = context.weight(shared, roles)
    if added < AGREED:
        return _other_person(entity, other)
    score = min(NAMESAKE + added, SUREST) if other.id != entity.id else SUREST
    evidence = Evidence("namesake", score, "one name, and who stands around it agrees")
    return _verdict(entity, other, evidence, [*roles, *shared])


def _other_person(entity: EntityInDocument, other: KnownEntity) -> EntityVerdict | None:
    theirs = sorted({role for occurrence in other.occurrences for role in occurrence.roles})
    if not context.clash(entity.roles, theirs):
        return None
    return EntityVerdict(
        entity=entity.id,
        other=other.id,
        relation="apart",
        score=0.8,
        rule="one name, another walk of life and nobody in common",
        detail=f"{', '.join(entity.roles)} / {', '.join(theirs)}",
    )


def _around(entity: EntityInDocument, other: KnownEntity, beside: set[str]) -> tuple[list[str], list[str]]:
    shared = context.beside_both(beside, other.occurrences, {entity.key, other.key})
    theirs = [role for occurrence in other.occurrences for role in occurrence.roles]
    return shared, context.roles_in_common(entity.roles, theirs)


def _verdict(
    entity: EntityInDocument, other: Named, evidence: Evidence, around: list[str] | None = None
) -> EntityVerdict:
    """A verdict; of a part, the shorter name comes first, of two equals of a story the lesser id."""
    first: Named = entity
    second = other
    swapped = not evidence.shorter if evidence.relation == "part" else other.id < entity.id
    if swapped and evidence.relation not in {"known", "namesake"}:
        first, second = other, entity
    names = f"{first.name} / {second.name}"
    return EntityVerdict(
        entity=first.id,
        other=second.id,
        relation=evidence.relation,
        score=round(evidence.score, 3),
        rule=evidence.rule,
        detail=f"{names}; in common: {', '.join(around[:SHOWN])}" if around else names,
    )
