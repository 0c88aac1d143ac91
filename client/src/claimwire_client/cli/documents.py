"""`claimwire document`: an article as it was read, with what was found in it."""

from typing import Annotated

import typer
from claimwire_contracts.types import Claim, Document, DocumentEntity
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client.cli import output
from claimwire_client.cli.claims import in_words
from claimwire_client.cli.session import AsJson, gateway


def document(
    ctx: typer.Context,
    *,
    document_id: Annotated[str, typer.Argument(metavar="DOCUMENT")],
    claims: Annotated[bool, typer.Option("--claims", help="What it asserts, and who says so.")] = False,
    entities: Annotated[bool, typer.Option("--entities", help="What it names.")] = False,
    json: AsJson = False,
) -> None:
    """An article: its text and what cleaning removed; or its claims, its entities, or both."""
    with gateway(ctx) as client:
        found = client.document(document_id)
        named = list(client.document_entities(document_id)) if entities else None
        said = list(client.document_claims(document_id)) if claims else None
    if json:
        parts = {"document": found, "entities": named, "claims": said}
        output.as_json(
            {name: part for name, part in parts.items() if part is not None} if claims or entities else found
        )
        return
    screen = output.screen()
    screen.print(heading(found))
    if not claims and not entities:
        screen.print(body(found))
    if named is not None:
        screen.print(entity_table(named))
    if said is not None:
        screen.print(claim_list(said))


def heading(document: Document) -> RenderableType:
    """Title, outlet, time and what the document is a copy of."""
    lines = [
        Text(document.title or "(no title)", style="bold"),
        Text(f"{document.outlet or 'outlet unknown'} · {output.when(document.published_at)} · {document.id}"),
    ]
    told = {
        "by": document.byline,
        "story": document.story_id,
        "from": document.url,
        "reprint of": document.reprint_of,
        "duplicate of": document.duplicate_of,
    }
    lines += [Text(f"{name} {value}") for name, value in told.items() if value]
    return Group(*lines)


def body(document: Document) -> RenderableType:
    """The text, paragraph by paragraph, and what was removed."""
    if not document.text:
        return Text("\nno text yet: see claimwire jobs", style="dim")
    text = Text("\n" + document.text.replace("\n", "\n\n"))
    removed = [f"{removed.reason}: {output.shortened(removed.text, 200)}" for removed in document.removed]
    if not removed:
        return text
    heading = Text("\nremoved in cleaning", style="bold")
    return Group(text, heading, *(Padding(Text(line), (0, 0, 0, 2), expand=False) for line in removed))


def entity_table(entities: list[DocumentEntity]) -> RenderableType:
    """Names with their types and how often each is mentioned."""
    made = output.table("name", "type", "mentions", "id")
    for entity in entities:
        made.add_row(entity.name, entity.type, str(len(entity.mentions)), entity.id)
    return Group(Text(""), made if entities else Text("no entities"))


def claim_list(claims: list[Claim]) -> RenderableType:
    """Claims in the order of the text."""
    return Group(Text(""), *(in_words(claim) for claim in claims)) if claims else Text("\nno claims")
