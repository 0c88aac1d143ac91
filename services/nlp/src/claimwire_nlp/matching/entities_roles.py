"""Who a role alone speaks of: "the harbour master" of one outlet is the one whom another names."""

from collections.abc import Iterable, Iterator

from claimwire_contracts.messages import ClaimInStore, EntityInDocument, SpeakerVerdict

from claimwire_nlp.entities.names import ROLES
from claimwire_nlp.matching.entities_context import told
from claimwire_nlp.matching.words import canonical

MANY_HAVE = {
    "spokesman", "spokeswoman", "spokesperson", "official", "source", "analyst", "resident", "officer",
    "researcher", "scientist", "expert", "aide", "lawyer", "attorney", "reporter", "journalist", "doctor",
    "teacher", "player", "driver", "mother", "father", "son", "daughter", "brother", "sister", "husband",
    "wife", "widow", "neighbor", "neighbour", "critic", "activist", "economist", "adviser", "advisor",
    "deputy", "lawmaker", "representative", "diplomat", "farmer", "nurse", "author", "engineer",
}  # fmt: skip
"""Roles that several persons of one event have: such a word alone tells none of them."""
FULL = 0.9
ALONE = 0.7
LONGEST = 8


def bearers(claims: Iterable[ClaimInStore], entities: Iterable[EntityInDocument]) -> Iterator[SpeakerVerdict]:
    """The persons among the entities who may be meant by a claim's source that is told by a role alone."""
    persons = [entity for entity in entities if entity.type == "PERSON" and entity.roles]
    for claim in claims:
        role = _role(claim.profile.source)
        if role is None:
            continue
        for person in persons:
            if score := max(_borne(role, told(phrase)) for phrase in person.roles):
                yield SpeakerVerdict(
                    claim_id=claim.id,
                    entity=person.id,
                    score=score,
                    rule="who has this role in the story",
                    detail=f"{claim.profile.source} / {person.name}, {'; '.join(person.roles[:2])}",
                )


def _role(source: str | None) -> frozenset[str] | None:
    """The words of a role that is told with "the", or as somebody's; None for what is no such thing."""
    words = (source or "").replace("’", "'").split()
    definite = words and (words[0].casefold() == "the" or any(word.endswith("'s") for word in words[:-1]))
    if not definite or len(words) > LONGEST or _head(words) not in ROLES:
        return None
    return told(source or "")


def _head(words: list[str]) -> str:
    """The noun that a description is about: the last, or the one before "of" ("the head of the port")."""
    ends = [at for at, word in enumerate(words) if word in {"of", "for", "at", "in"}]
    return words[ends[0] - 1 if ends and ends[0] else -1].casefold().strip(".,")


def _borne(role: frozenset[str], phrase: frozenset[str]) -> float:
    """How surely one who is given the phrase is meant by the role; 0 where he is not."""
    nouns = {canonical(noun) for noun in ROLES}
    if not role & phrase & nouns or not (role <= phrase or phrase <= role):
        return 0.0
    common = role & phrase
    if len(common) > 1:
        return FULL
    return 0.0 if role != common or common & {canonical(noun) for noun in MANY_HAVE} else ALONE
