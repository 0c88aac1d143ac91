"""`claimwire story` and `stories`."""

from typing import Annotated

import typer
from claimwire_contracts.types import Story
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client.cli import output
from claimwire_client.cli.groups import Evidence, ranked
from claimwire_client.cli.session import AsJson, Limit, gateway
from claimwire_client.cli.submit import checked_time
from claimwire_client.cli.view import sections


def stories(
    ctx: typer.Context,
    *,
    q: Annotated[str | None, typer.Argument(metavar="[WORDS]", help="Words to look for.")] = None,
    limit: Limit = 20,
    json: AsJson = False,
) -> None:
    """The stories, last seen first."""
    with gateway(ctx) as client:
        found, more = output.first(client.stories(q=q, limit=output.page_size(limit)), limit)
    if json:
        output.as_json(found)
        return
    output.screen().print(Group(*(summary(story) for story in found)) if found else "no such stories")
    output.tell_of(more)


def story(
    ctx: typer.Context,
    *,
    story_id: Annotated[str, typer.Argument(metavar="STORY")],
    since: Annotated[
        str | None, typer.Option(help="Tell what is new then or later: 2026-01-16 or 2026-01-16T14:30:00Z.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also in full what a single outlet reports.")] = False,
    json: AsJson = False,
) -> None:
    """A story in one view: what the outlets share and dispute, on whose word, what is new, what to chase."""
    moment = checked_time(since, "--since")
    with gateway(ctx) as client:
        found = client.story(story_id, since=moment)
        groups = list(client.story_claims(story_id))
        if json:
            output.as_json({"story": found, "claims": groups})
            return
        claims = list(client.claims(story=found.id, limit=100))
    evidence = Evidence(found, claims, ranked(groups))
    screen = output.screen()
    screen.print(heading(found))
    screen.print(sections(found, evidence, every=every))


def summary(story: Story) -> RenderableType:
    """A story in three lines."""
    return Group(
        Text(story.title or "(no title)", style="bold"),
        Padding(Text(f"{seen(story)}\n{', '.join(story.outlets)}\n{story.id}"), (0, 0, 1, 2), expand=False),
    )


def seen(story: Story) -> str:
    """How many reported it and when."""
    documents = output.count(story.counts.get("documents", len(story.documents)), "document")
    outlets = output.count(len(story.outlets), "outlet")
    return f"{documents} · {outlets} · {output.between(story.first_seen, story.last_seen)}"


def heading(story: Story) -> RenderableType:
    """The title and the documents, copies named as such."""
    outlets = {document.id: document.outlet or "outlet unknown" for document in story.documents}
    lines = [Text(story.title or "(no title)", style="bold"), Text(f"{story.id} · {seen(story)}\n")]
    for document in story.documents:
        original = document.duplicate_of or document.reprint_of
        copied = f", copy of {outlets.get(original, original)}" if original else ""
        lines.append(Text(f"{outlets[document.id]} · {output.when(document.published_at)}{copied}"))
        lines.append(Text(f"  {document.id}  {document.title or '(no title)'}"))
    return Group(*lines)
