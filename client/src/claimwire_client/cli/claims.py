"""`claimwire claims`: who said what."""

from typing import Annotated

import typer
from claimwire_contracts.types import AnalyzedClaim, Claim, ClaimKind, Document
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client.cli import output
from claimwire_client.cli.session import AsJson, Limit, gateway
from claimwire_client.cli.submit import checked_time


def claims(
    ctx: typer.Context,
    *,
    q: Annotated[str | None, typer.Argument(metavar="[WORDS]", help="Words to look for.")] = None,
    source: Annotated[str | None, typer.Option(help="Who says it, by name.")] = None,
    entity: Annotated[str | None, typer.Option(help="An entity's id that it is about or from.")] = None,
    kind: Annotated[ClaimKind | None, typer.Option(help="How it is attributed.")] = None,
    hedged: Annotated[bool | None, typer.Option("--hedged/--flat", help="With or without a hedge.")] = None,
    story: Annotated[str | None, typer.Option(help="A story's id.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who reports it.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="Published at or after: 2026-01-16 or 2026-01-16T14:30:00Z.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Published at or before.")] = None,
    limit: Limit = 20,
    json: AsJson = False,
) -> None:
    """Find claims; all that is given must hold."""
    since, until = checked_time(from_, "--from"), checked_time(to, "--to")
    with gateway(ctx) as client:
        listed = client.claims(
            q=q,
            source=source,
            entity=entity,
            kind=kind,
            hedged=hedged,
            story=story,
            outlet=outlet,
            from_=since,
            to=until,
            limit=output.page_size(limit),
        )
        found, more = output.first(listed, limit)
        if json:
            output.as_json(found)
            return
        documents = {claim.document_id: client.document(claim.document_id) for claim in found}
    output.screen().print(Group(*(in_words(claim, documents[claim.document_id]) for claim in found)))
    if not found:
        output.screen().print("no such claims")
    output.tell_of(more)


def in_words(claim: Claim, document: Document | None = None) -> RenderableType:
    """A claim: what is said, by whom, in which outlet, where to look it up."""
    lines = [Text(attribution(claim))]
    if document:
        lines.append(Text(f"{document.outlet or 'outlet unknown'} · {output.when(document.published_at)}"))
    lines.append(Text(f"{claim.id} · {claim.group_id or 'no group yet'} · {claim.document_id}", style="dim"))
    return Group(Text(claim.content.text, style="bold"), Padding(Group(*lines), (0, 0, 1, 2), expand=False))


def attribution(claim: Claim | AnalyzedClaim) -> str:
    """Who says it and how: `an Israeli source, via Axios (indirect, hedged: reportedly)`."""
    how = [] if claim.kind == "narrated" else [str(claim.kind)]
    if claim.hedged:
        how.append("hedged: " + (", ".join(hedge.text for hedge in claim.hedges) or "yes"))
    if claim.polarity == "negated":
        how.append("negated")
    if claim.modality != "fact":
        how.append(claim.modality)
    return f"{speaker(claim)} ({', '.join(how)})" if how else speaker(claim)


def speaker(claim: Claim | AnalyzedClaim) -> str:
    """The source and the chain outward; a claim without one is the outlet's own."""
    if claim.source is None:
        return "in the outlet's own voice"
    if claim.source.role == "unresolved":
        name = f"{claim.source.text or 'someone'}, not identified"
    else:
        name = claim.source.name or claim.source.text
    return ", via ".join([name, *(link.name or link.text for link in claim.via)])
