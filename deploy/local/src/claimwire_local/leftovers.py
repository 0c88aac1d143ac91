"""The note of what runs on a data folder, by which a later start ends what an earlier one left behind."""

import contextlib
import json
import os
import signal
from collections.abc import Iterable
from pathlib import Path

from claimwire_local import child
from claimwire_local.errors import InUse
from claimwire_local.running import Running


def note(folder: Path, running: Iterable[Running]) -> None:
    """Write down this process and its children, each with when it started."""
    pids = {"claimwire": os.getpid()} | {part.name: part.process.pid for part in running}
    lines = {name: {"pid": pid, "started": child.started_at(pid)} for name, pid in pids.items()}
    fresh = folder / "running.json.new"
    fresh.write_text(json.dumps(lines, indent=1))
    fresh.rename(folder / "running.json")


def forget(folder: Path) -> None:
    """Remove the note: all that it names has ended."""
    (folder / "running.json").unlink(missing_ok=True)


def end(folder: Path) -> list[str]:
    """End the processes that an earlier run left on this folder, and give their names.

    Only those whose pid and start agree with the note: a pid that another program has since been given
    is left alone.

    Raises:
        InUse: that run is not over; its parent still lives.
    """
    noted = _read(folder)
    alive = {name: pid for name, (pid, started) in noted.items() if _is(pid, started)}
    if "claimwire" in alive:
        raise InUse(
            f"{folder} is in use by another running instance (pid {alive['claimwire']}); "
            "stop that one, or give another folder: DATA=folder"
        )
    for pid in alive.values():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    return list(alive)


def _is(pid: int, started: str | None) -> bool:
    return started is not None and child.started_at(pid) == started


def _read(folder: Path) -> dict[str, tuple[int, str | None]]:
    try:
        noted = json.loads((folder / "running.json").read_text())
        return {name: (line["pid"], line["started"]) for name, line in noted.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
