"""Posts the sample articles with the `claimwire` command and prints what became of them."""

import json
import os
import subprocess
import sys

from claimwire_local import samples
from claimwire_local.console import say
from claimwire_local.errors import LocalError


def show(address: str) -> None:
    """Post the samples, wait for their jobs, and print each story with its claims, sources and origins.

    Raises:
        LocalError: the samples could not be processed.
    """
    _show(address, "submit", samples.FOLDER.name, "--wait")
    for story in _stories(address):
        _show(address, "story", story)


def _stories(address: str) -> list[str]:
    """Ids of the stories, those with most documents first."""
    stories = json.loads(_claimwire(address, "stories", "--json", stdout=subprocess.PIPE))
    return [story["id"] for story in sorted(stories, key=lambda story: -story["counts"].get("documents", 0))]


def _show(address: str, *arguments: str) -> None:
    """Run the command as a user would, its output on ours."""
    say(f"\n$ claimwire {' '.join(arguments)}")
    _claimwire(address, *arguments)


def _claimwire(address: str, *arguments: str, stdout: int | None = None) -> str:
    """Run the command beside the samples; what it printed, where that was asked for."""
    env = os.environ | {"CLAIMWIRE_URL": address, "NO_PROXY": "127.0.0.1"}
    argv = [sys.executable, "-m", "claimwire_client", *arguments]
    done = subprocess.run(  # noqa: S603  our own command
        argv, cwd=samples.FOLDER.parent, env=env, stdout=stdout, text=True, check=False
    )
    if done.returncode != 0:
        raise LocalError(f"the demo ended early: `claimwire {' '.join(arguments)}` failed")
    return done.stdout or ""
