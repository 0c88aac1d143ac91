"""A child process that does not outlive its parent, and knows which one it is."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
KILL_AFTER = 10.0
PROC = Path("/proc/self")


def spawn(
    argv: Sequence[str | Path],
    log: Path,
    *,
    last_signal: signal.Signals = signal.SIGKILL,
    env: Mapping[str, str] | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own, its output appended to a log.

    Its own group keeps a terminal's Ctrl-C from it (the parent stops its children in order) and lets
    `stop` reach the processes that it forks.

    Args:
        argv: the program and its arguments.
        log: the file that takes both stdout and stderr.
        last_signal: what Linux sends it when this process dies, even by kill -9. Must be called from a
            thread that lives as long as the child is to live: the kernel watches the thread.
        env: its whole environment; this process's own where None.
        keep: file descriptors that it inherits (a lock is held until the last holder ends).
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603  we start our own programs, without a shell
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            pass_fds=keep,
            process_group=0,
            preexec_fn=_dying_with(os.getpid(), last_signal),  # noqa: PLW1509  prctl alone runs between fork and exec
        )


def _dying_with(parent: int, last_signal: signal.Signals) -> Callable[[], None] | None:
    """What the fork runs before exec; None where the kernel cannot do it (macOS)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, int(last_signal))
        if os.getppid() != parent:  # it died in between: nobody will tell us
            os._exit(1)

    return ask_kernel


def end_with_parent() -> None:
    """Have Linux send this process SIGTERM when the one that started it dies; elsewhere nothing is done."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def stop(
    process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, within: float = KILL_AFTER
) -> None:
    """Ask a child to end; after `within` seconds kill what is left of its group."""
    if process.poll() is None:
        process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(within)
    kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a child with all that it forked, and reap it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def started_at(pid: int) -> str | None:
    """When a process started, as an opaque mark; None if there is none.

    A pid is given anew after its process's end; pid and mark together are not.
    """
    if not PROC.exists():
        return _ask_ps(pid, "lstart") or None
    with contextlib.suppress(OSError):
        return (PROC.parent / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
    return None


def command_of(pid: int) -> str:
    """A process's command line, for recognising it; empty if there is none."""
    if not PROC.exists():
        return _ask_ps(pid, "command")
    with contextlib.suppress(OSError):
        return (PROC.parent / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _ask_ps(pid: int, field: str) -> str:
    argv = ["ps", "-o", f"{field}=", "-p", str(pid)]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603  a number and two fixed words


def until(condition: Callable[[], bool], seconds: float, every: float = 0.05) -> bool:
    """Wait for a condition; whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
