"""The command and its subcommands."""

from typing import Annotated

import typer

from claimwire_client.cli import (
    analyze,
    claims,
    decisions,
    documents,
    entities,
    export,
    jobs,
    ready,
    stories,
    submit,
)
from claimwire_client.cli.session import Session

app = typer.Typer(
    name="claimwire",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no gateway answers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def main(
    ctx: typer.Context,
    url: Annotated[
        str | None,
        typer.Option(envvar="CLAIMWIRE_URL", help="The gateway's address. [default: http://127.0.0.1:8000]"),
    ] = None,
) -> None:
    """Who said what in the news, which outlets report it, and how many independent origins stand behind it.

    A gateway that requires keys is shown the one in CLAIMWIRE_API_KEY.
    """
    source = ctx.get_parameter_source("url")
    typed = source is not None and source.name == "COMMANDLINE"
    ctx.obj = Session(url, "--url" if typed else "CLAIMWIRE_URL")


app.command("submit")(submit.submit)
app.command("jobs")(jobs.jobs)
app.command("retry")(jobs.retry)
app.command("cancel")(jobs.cancel)
app.command("document")(documents.document)
app.command("claims")(claims.claims)
app.command("story")(stories.story)
app.command("stories")(stories.stories)
app.command("entities")(entities.entities)
app.command("entity")(entities.entity)
app.command("merge")(decisions.merge)
app.command("split")(decisions.split)
app.command("undo")(decisions.undo)
app.command("analyze")(analyze.analyze)
app.command("export")(export.export)
app.command("ready")(ready.ready)
