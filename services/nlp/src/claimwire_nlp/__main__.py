"""`python -m claimwire_nlp`: worker, health, annotate, assemble."""

import argparse
import sys
from typing import get_args

from claimwire_nlp import lines
from claimwire_nlp.judge import assembly
from claimwire_nlp.pipeline import Way, load

ANNOTATE = """\
Annotates JSON lines from standard input to standard output, in their order.
A line {"id", "text", "title"?, "published_at"?}
(published_at: a time with its offset, 2026-03-04T09:00:00Z, or a day, 2026-03-04)
gives {"id", "entities": [{name, type, aliases, roles, mentions}], "claims": [...]}.
A line that cannot be read is told on standard error and left out; the exit status is then 1.
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit status."""
    args = _parser().parse_args(argv)
    if args.command == "annotate":
        return _annotate(args.model, args.attribution)
    if args.command == "assemble":
        return _assemble()
    from claimwire_nlp import serve  # noqa: PLC0415  annotate alone starts without the broker's packages

    return serve.worker() if args.command == "worker" else serve.health()


def _annotate(model: str | None, attribution: Way) -> int:
    try:
        load(model, attribution)
    except OSError as error:
        print(f"cannot load the spaCy pipeline: {error}", file=sys.stderr)  # noqa: T201  a command speaks to its user
        return 2
    return lines.run(lines.stdin_lines(), sys.stdout, sys.stderr, model, attribution)


def _assemble() -> int:
    try:
        assembly.assembled()
    except assembly.MissingError as error:
        print(error, file=sys.stderr)  # noqa: T201  a command speaks to its user
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m claimwire_nlp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("worker", help="take annotate, match and analyze tasks from the queue until stopped")
    commands.add_parser("health", help="exit 0 if this host's worker is alive")
    commands.add_parser(
        "assemble", help="put the judge's model together, once; the first match does it where nobody has"
    )
    annotate = commands.add_parser(
        "annotate",
        help="annotate JSON lines from standard input",
        description=ANNOTATE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    annotate.add_argument("--model", help="spaCy pipeline: an installed package or a folder")
    annotate.add_argument(
        "--attribution",
        choices=get_args(Way),
        default="learned",
        help="how it is found who said what: by the reader (the default) or by rules over the parse",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
