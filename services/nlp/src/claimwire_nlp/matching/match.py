"""Judging one document against the candidates that the store retrieved.

    candidates | documents.judge | same story? | pairs of claims that are near | claims.judge | verdicts
                                               | entities of the story, and those known | entities.judge

Pure: the same message gives the same answer, and the order of the candidates does not matter.
"""

from collections.abc import Iterator

from claimwire_contracts.messages import (
    ClaimVerdict,
    DocumentInStore,
    DocumentVerdict,
    Match,
    Matched,
)

from claimwire_nlp.matching import claims, documents, entities
from claimwire_nlp.matching.pairs import pairs


def match(request: Match) -> Matched:
    """The verdicts on every candidate that tells the document's story, and on their claims."""
    related = [
        (candidate, verdict)
        for candidate in sorted(request.candidates, key=lambda candidate: candidate.id)
        if candidate.id != request.document.id
        and (verdict := documents.judge(request.document, candidate)) is not None
    ]
    story = [candidate for candidate, verdict in related if verdict.same_story]
    return Matched(
        job_id=request.job_id,
        lease=request.lease,
        document_id=request.document.id,
        documents=[verdict for _, verdict in related],
        claims=sorted(_claims(request.document, related), key=lambda verdict: (verdict.a, verdict.b)),
        entities=entities.judge(request.document, story, request.known),
        speakers=entities.speakers(request.document, story),
    )


def _claims(
    document: DocumentInStore, related: list[tuple[DocumentInStore, DocumentVerdict]]
) -> Iterator[ClaimVerdict]:
    for candidate in (document, *(candidate for candidate, _ in related)):
        for a, b in pairs(document, candidate):
            if candidate is not document or a.claim.id < b.claim.id:
                verdict = claims.judge(a, b)
                if verdict is not None:
                    yield verdict
