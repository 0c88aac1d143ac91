"""`claimwire entities` and `entity`: whom and what the articles name."""

from typing import Annotated

import typer
from claimwire_contracts.types import Claim, Document, Entity, EntityDecision
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client.cli import claims, decisions, output
from claimwire_client.cli.session import AsJson, Limit, gateway

SHOWN = 5
"""Aliases and roles that a line has room for."""


def entities(
    ctx: typer.Context,
    *,
    q: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Part of a name or of an alias.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PERSON, ORG, GPE, LOC, FAC, NORP, ...")] = None,
    limit: Limit = 20,
    json: AsJson = False,
) -> None:
    """Find entities across documents."""
    with gateway(ctx) as client:
        listed = client.entities(q=q, type_=type_, limit=output.page_size(limit))
        found, more = output.first(listed, limit)
    if json:
        output.as_json(found)
        return
    made = output.table("name", "type", "documents", "mentions", "also called", "id")
    for each in found:
        also = ", ".join(each.aliases[:SHOWN])
        made.add_row(each.name, each.type, str(each.documents), str(each.mentions), also, each.id)
    output.screen().print(made if found else "no such entities")
    output.tell_of(more)


def entity(
    ctx: typer.Context,
    *,
    entity_id: Annotated[str, typer.Argument(metavar="ENTITY", help="An entity's id.")],
    why: Annotated[bool, typer.Option("--why", help="Why its names are taken for one.")] = False,
    limit: Limit = 10,
    json: AsJson = False,
) -> None:
    """An entity: its names and roles, the articles that name it, what it says."""
    with gateway(ctx) as client:
        found = client.entity(entity_id)
        size = output.page_size(limit)
        articles, more = output.first(client.entity_documents(entity_id, limit=size), limit)
        said, more_said = output.first(client.entity_claims(entity_id, as_="source", limit=size), limit)
        decided = list(output.first(client.entity_decisions(entity_id, limit=size), limit)[0]) if why else []
    if json:
        parts = {"entity": found, "documents": articles, "claims": said}
        output.as_json(parts | ({"decisions": decided} if why else {}))
        return
    output.screen().print(in_words(found, articles, said, decided))
    output.tell_of(more or more_said)


def in_words(
    entity: Entity, articles: list[Document], said: list[Claim], decided: list[EntityDecision]
) -> RenderableType:
    """An entity as text: who it is, where it is named, what it says, and why its names are one."""
    counts = f"{output.count(entity.documents, 'document')} · {output.count(entity.mentions, 'mention')}"
    lines: list[RenderableType] = [
        Text(entity.name, style="bold"),
        Text(f"{entity.id} · {entity.type} · {counts}"),
    ]
    if entity.aliases:
        lines.append(Text(f"also called: {', '.join(entity.aliases)}"))
    if entity.roles:
        lines.append(Text(f"roles: {', '.join(entity.roles)}"))
    lines += _part("named in", [_article(document) for document in articles])
    lines += _part("says", [claims.in_words(claim) for claim in said])
    lines += _part("why one", [decisions.in_words(decision) for decision in decided])
    return Group(*lines)


def _part(title: str, parts: list[RenderableType]) -> list[RenderableType]:
    if not parts:
        return []
    return [Text(f"\n{title}", style="bold"), Padding(Group(*parts), (0, 0, 0, 2), expand=False)]


def _article(document: Document) -> RenderableType:
    title = document.title or output.shortened(document.text, 60)
    told = f"{document.outlet or 'outlet unknown'} · {output.when(document.published_at)} · {document.id}"
    return Text.assemble(title, "  ", (told, "dim"))
