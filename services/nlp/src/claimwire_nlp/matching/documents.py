"""Whether two documents tell one story, and whether one is a copy of the other.

The verdict is on the pair alone; which documents are one story in the end the gateway decides from all.
"""

from claimwire_contracts.messages import DocumentInStore, DocumentVerdict, Fingerprint

from claimwire_nlp.matching import events

ALIKE = 0.4
"""The likelihood (`events.likelihood`) from which two documents are said to tell one story."""
DOUBTFUL = 0.1
"""The likelihood from which the store is told of a pair: a story may hold two that alone would not be one."""
REPRINT = 0.5
"""Share of shingles in common (estimated Jaccard) from which one text is a reprint of the other."""
SHOWN = 5
PLACES = 4


def judge(document: DocumentInStore, candidate: DocumentInStore) -> DocumentVerdict | None:
    """The verdict on a candidate, or None where it surely tells another story; the same either way."""
    shared = overlap(document.fingerprint, candidate.fingerprint)
    if same_words(document.fingerprint, candidate.fingerprint):
        return _verdict(candidate, 1.0, "the same words", 1.0, "duplicate")
    score = events.likelihood(document, candidate)
    if shared >= REPRINT:
        return _verdict(
            candidate, max(score, shared), f"{shared:.0%} of the text in common", shared, "reprint"
        )
    if round(score, PLACES) < DOUBTFUL:
        return None
    told = ", ".join(telling(document.profile.terms, candidate.profile.terms))
    return _verdict(candidate, score, f"alike in {told}" if told else "alike", shared)


def _verdict(
    candidate: DocumentInStore, score: float, rule: str, shared: float, copy: str | None = None
) -> DocumentVerdict:
    return DocumentVerdict.model_validate(
        {
            "document_id": candidate.id,
            "same_story": round(score, PLACES) >= ALIKE,
            "score": round(score, PLACES),
            "rule": rule,
            "overlap": round(shared, PLACES),
            "copy": copy,
        }
    )


def telling(a: dict[str, float], b: dict[str, float]) -> list[str]:
    """The shared terms that weigh most: what a reader sees as the reason."""
    return sorted(a.keys() & b.keys(), key=lambda term: (-a[term] * b[term], term))[:SHOWN]


def same_words(a: Fingerprint | None, b: Fingerprint | None) -> bool:
    """Whether two texts consist of the same words in the same order."""
    return a is not None and b is not None and a.digest == b.digest


def overlap(a: Fingerprint | None, b: Fingerprint | None) -> float:
    """The estimated share of shingles (Jaccard) that two texts have in common; 0 where unknown."""
    if a is None or b is None or not a.signature or len(a.signature) != len(b.signature):
        return 0.0
    return sum(x == y for x, y in zip(a.signature, b.signature, strict=True)) / len(a.signature)
