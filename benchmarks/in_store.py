# ruff: noqa: INP001  imported by the scripts that lie beside it, and by training
"""Annotated articles as the store has them, for scripts that compare them without a store."""

from datetime import datetime

from claimwire_contracts.messages import Annotate, Annotation, ClaimInStore, DocumentInStore
from claimwire_nlp.annotate import annotate
from gold_events import Article


def annotated(article: Article) -> Annotation:
    """What is found in a gold article, as it would be if it had been posted."""
    known = {"outlet": article.outlet, "published_at": article.published_at, "language": "en"}
    return annotate(Annotate(job_id="", lease="", document_id=article.file, text=article.text, **known))


def document(
    id_: str, annotation: Annotation, published_at: datetime, outlet: str | None = None
) -> DocumentInStore:
    """A document as match reads it; its claims are `annotation.asserted`, in that order, numbered."""
    claims = [
        ClaimInStore.model_validate(
            claim.model_dump() | {"id": f"{id_}:{number:03}", "text": claim.content.text}
        )
        for number, claim in enumerate(annotation.asserted)
    ]
    return DocumentInStore(
        id=id_,
        outlet=outlet,
        seen_at=published_at,
        published_at=published_at,
        profile=annotation.profile,
        claims=claims,
    )
