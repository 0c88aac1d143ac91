"""Posts the sample articles with the `claimwire` command and prints what became of them."""

import os
import subprocess
import sys

import httpx

from claimwire_local import samples
from claimwire_local.console import say
from claimwire_local.errors import LocalError


def show(address: str) -> None:
    """Post the samples, wait for their jobs, and print each story with its claims, sources and origins.

    Raises:
        LocalError: the samples could not be processed.
    """
    _claimwire(address, "submit", samples.FOLDER.name, "--wait")
    for story in _stories(address):
        _claimwire(address, "story", story)


def _stories(address: str) -> list[str]:
    """Ids of the stories, those with most documents first."""
    reply = httpx.get(f"{address}/v1/stories", params={"limit": 50}, timeout=30, trust_env=False)
    reply.raise_for_status()
    stories = reply.json()["items"]
    return [story["id"] for story in sorted(stories, key=lambda story: -story["counts"].get("documents", 0))]


def _claimwire(address: str, *arguments: str) -> None:
    """Run the command as a user would, beside the samples, its output on ours."""
    say(f"\n$ claimwire {' '.join(arguments)}")
    env = os.environ | {"CLAIMWIRE_URL": address, "NO_PROXY": "127.0.0.1"}
    argv = [sys.executable, "-m", "claimwire_client", *arguments]
    if subprocess.run(argv, cwd=samples.FOLDER.parent, env=env, check=False).returncode != 0:  # noqa: S603  our own command
        raise LocalError(f"the demo ended early: `claimwire {' '.join(arguments)}` failed")
