"""`claimwire entities`: whom and what the articles name."""

from typing import Annotated

import typer

from claimwire_client.cli import output
from claimwire_client.cli.session import AsJson, Limit, gateway


def entities(
    ctx: typer.Context,
    *,
    q: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Part of a name.")] = None,
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
    made = output.table("name", "type", "documents", "mentions", "id")
    for entity in found:
        made.add_row(entity.name, entity.type, str(entity.documents), str(entity.mentions), entity.id)
    output.screen().print(made if found else "no such entities")
    output.tell_of(more)
