"""`claimwire ready`: whether a posted article would be processed now."""

import typer

from claimwire_client.cli import output
from claimwire_client.cli.session import FAILED, AsJson, end, gateway
from claimwire_client.errors import BusyError


def ready(ctx: typer.Context, *, json: AsJson = False) -> None:
    """Ask the gateway whether all its parts are there; exit 0 if so, 1 naming what is missing if not."""
    with gateway(ctx) as client:
        try:
            found = client.ready()
        except BusyError as error:
            if json:
                output.as_json(error.problem)
            raise end(f"not ready: {error}", FAILED) from None
    if json:
        output.as_json(found)
        return
    table = output.table("part", "state")
    for part, state in found.parts.items():
        table.add_row(part, state)
    output.screen().print(table)
