"""`python -m claimwire_local up|demo`: the whole system on this machine, until Ctrl-C."""

import argparse
import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from claimwire_local import child, demo
from claimwire_local.console import complain, say
from claimwire_local.errors import LocalError
from claimwire_local.plan import Plan
from claimwire_local.supervisor import Supervisor
from claimwire_local.system import System


def main() -> int:
    """Run the command that the arguments name; 1 where something could not start."""
    arguments = _parser().parse_args()
    if arguments.with_parent:
        child.end_with_parent()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return demonstrate(arguments) if arguments.command == "demo" else up(arguments)
    except LocalError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 0


def up(arguments: argparse.Namespace) -> int:
    """Start everything, say that it is ready, and look after it until Ctrl-C."""
    data = (arguments.data or Path(".data")).resolve()
    with running(_plan(arguments, data)) as system:
        say(f"ready {system.address}")
        Supervisor(system, say).run()
    return 0


def demonstrate(arguments: argparse.Namespace) -> int:
    """Start everything, post the samples, print what became of them; then serve, unless only once."""
    with _folder(arguments) as data, running(_plan(arguments, data)) as system:
        demo.show(system.address)
        if arguments.once:
            return 0
        say(f"\nThe same as pages: {system.address}  (Ctrl-C ends it)")
        Supervisor(system, say).run()
    return 0


@contextlib.contextmanager
def running(plan: Plan) -> Iterator[System]:
    """A started system; stopped at the end, killed if a second Ctrl-C interrupts that."""
    system = System(plan, say)
    system.start()
    try:
        yield system
    finally:
        try:
            say("stopping")
            system.stop()
        except KeyboardInterrupt:
            system.kill()
            raise


@contextlib.contextmanager
def _folder(arguments: argparse.Namespace) -> Iterator[Path]:
    """The demo's data: the folder asked for, or a fresh one that is gone afterwards."""
    if arguments.data:
        yield arguments.data.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="claimwire-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


def _plan(arguments: argparse.Namespace, data: Path) -> Plan:
    return Plan(data=data, port=arguments.port, nlp=arguments.nlp, ingest=arguments.ingest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="claimwire_local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("up", "run everything for your own articles"),
        ("demo", "run everything on the sample articles"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--port", type=int, default=8000, help="the gateway's port (8000)")
        command.add_argument(
            "--data", type=Path, help="where everything is kept (up: .data, demo: a fresh one)"
        )
        command.add_argument("--nlp", type=_count, default=1, help="number of nlp workers (1)")
        command.add_argument("--ingest", type=_count, default=1, help="number of ingest workers (1)")
        command.add_argument("--with-parent", action="store_true", help="end when the caller ends (Linux)")
    commands.choices["demo"].add_argument("--once", action="store_true", help="print and stop")
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return count


if __name__ == "__main__":
    sys.exit(main())
