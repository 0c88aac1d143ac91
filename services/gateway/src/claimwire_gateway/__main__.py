"""The `python -m claimwire_gateway` command: the API, the pipeline, or the migrations alone."""

import argparse
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from claimwire_gateway.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one process until SIGTERM or SIGINT; the exit code."""
    command = _parser().parse_args(arguments).command
    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors(include_input=False):
            print(f"CLAIMWIRE_{str(each['loc'][0]).upper()}: {each['msg']}", file=sys.stderr)  # noqa: T201
        return 2
    try:
        return int(COMMANDS[command](settings))
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
    about = "; ".join(f"{name}: {run.__doc__}" for name, run in COMMANDS.items())
    parser.add_argument("command", choices=COMMANDS, help=about)
    return parser


def _setting(name: str) -> str:
    return f"  CLAIMWIRE_{name.upper()}\n      {Settings.model_fields[name].description}"


if __name__ == "__main__":
    sys.exit(main())
