"""Reads a text as the tests look at it."""

from datetime import UTC, datetime

from claimwire_contracts.messages import Analyze, Annotate, Annotation, ExtractedClaim
from claimwire_nlp.annotate import annotate

FRIDAY = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
"""The day of publication of every test article: Friday 13 March 2026."""


def read(text: str, published_at: datetime | None = FRIDAY) -> Annotation:
    return annotate(Analyze(id="1", reply_to="", text=text, published_at=published_at))


def claims(text: str) -> list[ExtractedClaim]:
    return read(text).claims


def printed(text: str, outlet: str) -> list[ExtractedClaim]:
    """The claims of a text that stands in an outlet."""
    request = Annotate(
        job_id="job", lease="lease", document_id="doc", text=text, outlet=outlet, published_at=FRIDAY
    )
    return annotate(request).claims


def said(claim: ExtractedClaim) -> tuple[str | None, str, str]:
    """Who, by which cue, says what: the source by name, else by its words."""
    source = claim.source
    who = (source.name or source.text or None) if source else None
    return who, claim.cue.text if claim.cue else "", claim.content.text
