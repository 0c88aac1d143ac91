"""`make up` and `make demo` as a user runs them."""

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from claimwire_local import child
from claimwire_local.running import free_port

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="left processes are looked for in /proc")


def heed_ctrl_c() -> None:
    """Undo what a shell does to what it runs in the background: it is made to ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Make:
    """A running `make` command, and all processes that came of it."""

    def __init__(self, *arguments: str) -> None:
        self.mark = f"CLAIMWIRE_TEST_MARK={uuid.uuid4()}"
        name, value = self.mark.split("=")
        self.process = subprocess.Popen(
            ["make", *arguments],
            cwd=ROOT,
            env=os.environ | {name: value},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=heed_ctrl_c,  # noqa: PLW1509  no thread of ours holds a lock yet
        )
        self.lines: list[str] = []
        self._fresh: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._fresh.put(line.rstrip("\n"))
        self._fresh.put(None)

    def until(self, line: str, seconds: float = 120) -> None:
        """Read on until exactly this line is printed."""
        deadline = time.monotonic() + seconds
        while (fresh := self._fresh.get(timeout=max(0, deadline - time.monotonic()))) is not None:
            self.lines.append(fresh)
            if fresh == line:
                return
        raise AssertionError("\n".join(self.lines))

    def rest(self, seconds: float = 120) -> str:
        """Everything printed, once it has ended."""
        with contextlib.suppress(AssertionError):
            self.until("\0", seconds)
        return "\n".join(self.lines)

    def left(self) -> list[str]:
        """The command lines of the processes that came of it and still run."""
        mark = self.mark.encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    def parent(self) -> int:
        """The pid of the Python process that make started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def make(*arguments: str) -> Iterator[Make]:
    command = Make(*arguments)
    try:
        yield command
    finally:
        command.end()


def external_ids(address: str) -> list[str]:
    items = httpx.get(f"{address}/v1/documents", trust_env=False).json()["items"]
    return [item["external_id"] for item in items]


def post(address: str, external_id: str) -> str:
    """Post an article and wait; the state its job ends in."""
    submission = {"text": "The bridge will be rebuilt, the mayor said.", "external_id": external_id}
    job = httpx.post(f"{address}/v1/documents", json=submission, trust_env=False).json()
    job = httpx.get(f"{address}/v1/jobs/{job['id']}?wait=30", timeout=40, trust_env=False).json()
    state: str = job["state"]
    return state


def test_up_serves_until_ctrl_c_and_finds_its_data_again_after_it_and_after_kill_9(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    up = ("up", f"PORT={port}", f"DATA={tmp_path}", "NLP=2")

    with make(*up) as first:
        first.until(f"ready {address}")
        assert post(address, "first") == "succeeded"
        os.killpg(first.process.pid, signal.SIGINT)
        first.rest(30)
        assert child.until(lambda: not first.left(), 5), first.left()

    with make(*up) as second:
        second.until(f"ready {address}")
        assert external_ids(address) == ["first"]
        assert post(address, "second") == "succeeded"
        os.kill(second.parent(), signal.SIGKILL)
        assert child.until(lambda: not second.left(), 15), second.left()

    with make(*up) as third:
        third.until(f"ready {address}")
        assert external_ids(address) == ["second", "first"]
        third.process.kill()
        assert child.until(lambda: not third.left(), 30), third.left()


def test_up_starts_again_what_ends_by_itself(tmp_path: Path) -> None:
    port = free_port()
    with make("up", f"PORT={port}", f"DATA={tmp_path}") as up:
        up.until(f"ready http://127.0.0.1:{port}")
        before = (tmp_path / "running.json").read_text()
        pids = dict(re.findall(r'"([\w-]+)": \{\s+"pid": (\d+)', before))
        os.kill(int(pids["nlp-1"]), signal.SIGKILL)
        os.kill(int(pids["valkey"]), signal.SIGKILL)
        assert child.until(lambda: post(f"http://127.0.0.1:{port}", "after") == "succeeded", 60)
        os.killpg(up.process.pid, signal.SIGTERM)
        up.rest(30)
        assert child.until(lambda: not up.left(), 5), up.left()


def test_up_says_which_port_is_taken_and_how_to_choose_another(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]) as other:
        try:
            assert child.until(lambda: not _free(port), 10)
            with make("up", f"PORT={port}", f"DATA={tmp_path}") as up:
                assert f"error: port {port} is taken; give another one: PORT={port + 1}" in up.rest(30)
                assert up.process.wait() != 0
        finally:
            other.kill()


def _free(port: int) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{port}", trust_env=False)
        return False
    return True


def test_demo_once_prints_the_stories_with_their_claims_and_origins_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    with make("demo", "ONCE=1", f"PORT={free_port()}", f"DATA={tmp_path}") as demo:
        printed = demo.rest(180)
        assert demo.process.wait() == 0, printed
        assert child.until(lambda: not demo.left(), 5), demo.left()
    for expected in ("Continental Press", "Idris Calloway", "Corvane", "Business Ledger", "origin"):
        assert expected in printed
