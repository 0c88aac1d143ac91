"""The gateway as commands see it: opened from the settings, its errors told with an exit code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer
from pydantic import ValidationError

from claimwire_client.client import Client
from claimwire_client.errors import ClaimwireError, UnreachableError
from claimwire_client.settings import ClientSettings

FAILED = 1
USAGE = 2
UNREACHABLE = 3

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="At most that many; 0 for all.")]


@dataclass(frozen=True)
class Session:
    """What the options before the subcommand say."""

    url: str | None = None
    url_from: str = "CLAIMWIRE_URL"


@contextmanager
def gateway(ctx: typer.Context) -> Iterator[Client]:
    """A client for one command. What goes wrong with it ends the command with a line that names the mend."""
    session: Session = ctx.obj
    try:
        settings = ClientSettings(url=session.url) if session.url else ClientSettings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        blamed = session.url_from if name == "url" else f"CLAIMWIRE_{name.upper()}"
        raise end(f"{blamed}: {fault['msg']}", USAGE) from None
    try:
        with Client(settings) as client:
            yield client
    except UnreachableError as error:
        raise end(str(error), UNREACHABLE) from None
    except ClaimwireError as error:
        raise end(str(error), FAILED) from None


def end(reason: str, code: int) -> typer.Exit:
    """Say why the command ends, on standard error."""
    complain(reason)
    return typer.Exit(code)


def complain(line: str) -> None:
    """A line on standard error."""
    print(f"claimwire: {line}", file=sys.stderr)  # noqa: T201
