"""`claimwire submit`: post articles and, if asked, wait until they are processed."""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from claimwire_client import articles
from claimwire_client.articles import Article, Form, Found, Lines, Unusable
from claimwire_client.cli import output
from claimwire_client.cli.outcomes import Batched, Outcome, Single
from claimwire_client.cli.session import FAILED, AsJson, complain, gateway
from claimwire_client.client import Client
from claimwire_client.errors import ProblemError

BATCH_LINES = 2000
"""Lines of NDJSON posted at once: a longer file is posted as several batches."""


def submit(
    ctx: typer.Context,
    *,
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|DIRECTORY|URL|-...", help=".txt, .html, .json, .ndjson; - is standard input."
        ),
    ],
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline.")] = None,
    published_at: Annotated[str | None, typer.Option(help="2026-01-16 or 2026-01-16T14:30:00Z.")] = None,
    language: Annotated[str | None, typer.Option(help="en, ...; recognised if not given.")] = None,
    external_id: Annotated[str | None, typer.Option(help="Your own id for it.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="May be given several times.")] = None,
    form: Annotated[Form | None, typer.Option("--as", help="What it is, whatever its name.")] = None,
    wait: Annotated[bool, typer.Option("--wait", "-w", help="Wait until all are processed.")] = False,
    json: AsJson = False,
) -> None:
    """Post articles. Exits with 1 if any was refused or failed, naming which and why.

    The options speak for articles that do not say it themselves: a .txt file may begin with lines such as
    "outlet: The Daily Example" between two lines of ---; .json and .ndjson hold what /v1/documents takes.
    """
    told = told_by(
        published_at, title=title, outlet=outlet, language=language, external_id=external_id, tags=tag
    )
    sources = (found for target in targets for found in find(target, told, form))
    with gateway(ctx) as client, bar(json=json) as progress:
        outcomes = posted(client, sources, progress)
        for outcome in settled(client, outcomes, progress) if wait else outcomes:
            if not json:
                tell(outcome, progress)
    if json:
        output.as_json([outcome.json() for outcome in outcomes])
    if complained(outcomes):
        raise typer.Exit(FAILED)


def told_by(published_at: str | None, **fields: str | list[str] | None) -> dict[str, Any]:
    """The options as fields of a submission."""
    checked_time(published_at, "--published-at")
    moment = articles.in_utc(published_at).isoformat() if published_at else None
    return {name: value for name, value in {**fields, "published_at": moment}.items() if value}


def checked_time(written: str | None, option: str) -> str | None:
    """What an option has for a time, as it was written; wrong usage if it is none."""
    try:
        if written:
            articles.in_utc(written)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    return written


def find(target: str, told: dict[str, Any], form: Form | None) -> Iterator[Found]:
    """The articles of one target."""
    return articles.find(target, told, form, sys.stdin.buffer)


def bar(*, json: bool) -> Progress:
    """A progress bar on a terminal, which gives way to the lines; nothing elsewhere."""
    screen = output.screen()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=screen, transient=True, disable=json or not screen.is_terminal)


def posted(client: Client, sources: Iterator[Found], progress: Progress) -> list[Outcome]:
    """Post all of it; a refusal is an outcome like any other."""
    task = progress.add_task("posting", total=None)
    outcomes: list[Outcome] = []
    for found in sources:
        for outcome in post_lines(client, found) if isinstance(found, Lines) else [post(client, found)]:
            outcomes.append(outcome)
            progress.advance(task, outcome.size)
    progress.remove_task(task)
    return outcomes


def post(client: Client, found: Article | Unusable) -> Single:
    """Post one article."""
    if isinstance(found, Unusable):
        return Single(found.name, reason=found.reason)
    try:
        return Single(found.name, client.submit(found.submission))
    except ProblemError as error:
        return Single(found.name, reason=str(error))


def post_lines(client: Client, found: Lines) -> Iterator[Outcome]:
    """Post NDJSON, a batch after the other."""
    before = 0
    while lines := list(islice(found.lines, BATCH_LINES)):
        try:
            yield Batched(found.name, client.submit_batch(lines), before)
        except ProblemError as error:
            yield Single(f"{found.name}:{before + 1}-{before + len(lines)}", reason=str(error))
        before += len(lines)
    if not before:
        yield Single(found.name, reason="holds no line: write one JSON object a line")


def settled(client: Client, outcomes: list[Outcome], progress: Progress) -> Iterator[Outcome]:
    """Wait for all of it, in the order posted."""
    task = progress.add_task("processing", total=sum(outcome.size for outcome in outcomes))
    for outcome in outcomes:
        for ended in outcome.settle(client):
            progress.advance(task, ended)
        yield outcome


def tell(outcome: Outcome, progress: Progress) -> None:
    """Print what became of it, above the bar."""
    for line in outcome.lines():
        progress.console.print(line, soft_wrap=True)


def complained(outcomes: list[Outcome]) -> bool:
    """Name what failed and why; whether anything did."""
    failures = [failure for outcome in outcomes for failure in outcome.failures()]
    for failure in failures:
        complain(failure)
    if failures:
        complain(
            f"{len(failures)} of {output.count(sum(outcome.size for outcome in outcomes), 'article')} failed"
        )
    return bool(failures)
