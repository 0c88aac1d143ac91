"""The `python -m claimwire_gateway` command: api, pipeline, migrate, health."""

import argparse
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from claimwire_gateway.health import CHECKS, health
from claimwire_gateway.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, a process until SIGTERM or SIGINT; the exit code."""
    given = _parser().parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors(include_input=False):
            print(f"CLAIMWIRE_{str(each['loc'][0]).upper()}: {each['msg']}", file=sys.stderr)  # noqa: T201
        return 2
    try:
        if given.command == "health":
            return health(settings, given.process)
        return COMMANDS[given.command](settings)
    except TimeoutError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1


def api(settings: Settings) -> int:
    """Serve the REST contract and the pages."""
    from claimwire_gateway import server  # noqa: PLC0415  each command starts with what it needs alone

    return server.serve(settings)


def pipeline(settings: Settings) -> int:
    """Move jobs through their stages."""
    from claimwire_gateway import pipeline as flow  # noqa: PLC0415

    return flow.main(settings)


def migrate(settings: Settings) -> int:
    """Bring the database's schema up to date."""
    from claimwire_gateway import server  # noqa: PLC0415

    server.migrated(settings).dispose()
    return 0


COMMANDS = {"api": api, "pipeline": pipeline, "migrate": migrate}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m claimwire_gateway",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="settings, from the environment:\n" + "\n".join(map(_setting, Settings.model_fields)),
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run in COMMANDS.items():
        commands.add_parser(name, help=run.__doc__)
    asked = commands.add_parser("health", help="Exit 0 if this host's process is alive.")
    asked.add_argument("process", choices=CHECKS)
    return parser


def _setting(name: str) -> str:
    return f"  CLAIMWIRE_{name.upper()}\n      {Settings.model_fields[name].description}"


if __name__ == "__main__":
    sys.exit(main())
