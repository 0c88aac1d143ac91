"""Texts as the store would hand them to match: annotated, with ids."""

from datetime import UTC, datetime, timedelta
from functools import cache

from claimwire_contracts.messages import (
    Annotate,
    Annotation,
    ClaimInStore,
    ClaimVerdict,
    DocumentInStore,
    ExtractedClaim,
    Match,
    Matched,
)
from claimwire_nlp.annotate import annotate
from claimwire_nlp.matching.match import match

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)


@cache
def annotation(text: str, outlet: str, hours: float) -> Annotation:
    at = NINE + timedelta(hours=hours)
    return annotate(
        Annotate(job_id="job_1", lease="l1", document_id="d", text=text, outlet=outlet, published_at=at)
    )


def stored(name: str, text: str, outlet: str = "Harbour Post", hours: float = 0) -> DocumentInStore:
    """A document of the store, seen some hours after nine o'clock."""
    found = annotation(text, outlet, hours)
    return DocumentInStore(
        id=name,
        outlet=outlet,
        seen_at=NINE + timedelta(hours=hours),
        published_at=NINE + timedelta(hours=hours),
        profile=found.profile,
        claims=[in_store(f"{name}:{number:02}", claim) for number, claim in enumerate(found.asserted)],
    )


def in_store(name: str, claim: ExtractedClaim) -> ClaimInStore:
    return ClaimInStore(
        id=name,
        kind=claim.kind,
        text=claim.content.text,
        hedged=claim.hedged,
        polarity=claim.polarity,
        quantities=claim.quantities,
        dates=claim.dates,
        profile=claim.profile,
    )


def matched(document: DocumentInStore, *candidates: DocumentInStore) -> Matched:
    return match(Match(job_id="job_1", lease="l1", document=document, candidates=list(candidates)))


def verdicts(one: str, other: str, hours: float = 1) -> list[ClaimVerdict]:
    """The verdicts on the claims of two reports, the second seen some hours after the first.

    Those that are too little to go by alone are left out.
    """
    found = matched(stored("a", one), stored("b", other, "Daily Wire", hours)).claims
    return [verdict for verdict in found if verdict.relation != "like"]
