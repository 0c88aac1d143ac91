"""`claimwire analyze`: who says what in a short text, at once."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from claimwire_contracts.types import Analysis, AnalyzedClaim, AnalyzeRequest, Submission
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client import articles
from claimwire_client.articles import FORMS, Article, Form, Unusable
from claimwire_client.cli import output
from claimwire_client.cli.claims import attribution
from claimwire_client.cli.session import FAILED, AsJson, end, gateway
from claimwire_client.cli.submit import told_by


def analyze(
    ctx: typer.Context,
    *,
    target: Annotated[str, typer.Argument(metavar="FILE|-", help="A text; - is standard input.")],
    title: Annotated[str | None, typer.Option(help="Its headline.")] = None,
    published_at: Annotated[
        str | None, typer.Option(help="What its dates are relative to: 2026-01-16 or 2026-01-16T14:30:00Z.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Read one short text and print its claims and entities. Nothing is stored."""
    request = read(target, told_by(published_at, title=title))
    with gateway(ctx) as client:
        found = client.analyze(request)
    output.as_json(found) if json else output.screen().print(in_words(found))


def read(target: str, told: dict[str, Any]) -> AnalyzeRequest:
    """The text that a file holds, with what its front matter or the options say."""
    form: Form | None = None if Path(target).suffix.lower() in FORMS else "text"
    match list(articles.find(target, told, form, sys.stdin.buffer)):
        case [Article(submission=Submission(text=str(text)) as article)]:
            return AnalyzeRequest(text=text, title=article.title, published_at=article.published_at)
        case [Unusable(name, reason)]:
            raise end(f"{name}: {reason}{hint(target)}", FAILED)
        case _:
            raise typer.BadParameter("one text is analyzed at a time; claimwire submit takes all else")


def hint(target: str) -> str:
    """What to do where a text was given in place of a file."""
    named = Path(target).exists() or target.startswith(("http://", "https://"))
    return "" if named or target == "-" else "; a text: pipe it, echo ... | claimwire analyze -"


def in_words(found: Analysis) -> RenderableType:
    """The claims in the order of the text, then the entities."""
    entities = output.table("name", "type", "mentions")
    for entity in found.entities:
        entities.add_row(entity.name, entity.type, str(len(entity.mentions)))
    claims = [said(claim) for claim in found.claims] or [Text("no claims\n")]
    return Group(*claims, entities if found.entities else Text("no entities"))


def said(claim: AnalyzedClaim) -> RenderableType:
    """What is said, and by whom."""
    return Group(
        Text(claim.content.text, style="bold"), Padding(Text(attribution(claim)), (0, 0, 1, 2), expand=False)
    )
