"""Whether two documents tell one story, and whether one is a copy of the other.

Precise first: stories are joined along these verdicts, so one wrong pair would
join two whole stories.
"""

from math import sqrt

from claimwire_contracts.messages import DocumentInStore, DocumentVerdict, Fingerprint

Terms = dict[str, float]

ALIKE = 0.44
"""Cosine of two profiles from which they tell one story. On ECB+, where every event has a twin of its kind in
another year and no document has a date, stories joined along such pairs have a B-cubed F1 of 0.87; all wrong
pairs are of twins."""
ALIKE_APART = 0.6
"""The same for documents more than `NEAR_DAYS` apart, which more likely tell another event of its kind."""
NEAR_DAYS = 4.0
REPRINT = 0.5
"""Share of shingles in common (estimated Jaccard) from which one text is a reprint of the other."""
SHOWN = 5


def judge(document: DocumentInStore, candidate: DocumentInStore) -> DocumentVerdict | None:
    """The verdict on a candidate, or None where it tells another story. Either order gives the same."""
    score = cosine(document.profile.terms, candidate.profile.terms)
    shared = overlap(document.fingerprint, candidate.fingerprint)
    if same_words(document.fingerprint, candidate.fingerprint):
        return _verdict(candidate, 1.0, "the same words", 1.0, "duplicate")
    if shared >= REPRINT:
        return _verdict(
            candidate, max(score, shared), f"{shared:.0%} of the text in common", shared, "reprint"
        )
    if score < _threshold(document, candidate):
        return None
    told = ", ".join(telling(document.profile.terms, candidate.profile.terms))
    return _verdict(candidate, score, f"alike in {told}", shared)


def _threshold(document: DocumentInStore, candidate: DocumentInStore) -> float:
    days = abs((document.seen_at - candidate.seen_at).total_seconds()) / 86_400
    return ALIKE if days <= NEAR_DAYS else ALIKE_APART


def _verdict(
    candidate: DocumentInStore, score: float, rule: str, shared: float, copy: str | None = None
) -> DocumentVerdict:
    return DocumentVerdict.model_validate(
        {
            "document_id": candidate.id,
            "same_story": True,
            "score": round(score, 4),
            "rule": rule,
            "overlap": round(shared, 4),
            "copy": copy,
        }
    )


def cosine(a: Terms, b: Terms) -> float:
    """The cosine of two profiles: 0 (nothing in common) to 1."""
    dot = sum(a[term] * b[term] for term in sorted(a.keys() & b.keys()))
    norm = sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return min(1.0, dot / norm) if norm else 0.0


def telling(a: Terms, b: Terms) -> list[str]:
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
