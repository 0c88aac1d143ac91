"""What was started: its process, its log, and how it ends."""

import contextlib
import os
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from claimwire_local import child


@dataclass(kw_only=True)
class Running:
    """A started program. As a context manager it is stopped at the end."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    end: signal.Signals = signal.SIGTERM

    @property
    def alive(self) -> bool:
        """Whether its process still runs."""
        return self.process.poll() is None

    def ask(self) -> None:
        """Ask it to end, without waiting."""
        if self.alive:
            self.process.send_signal(self.end)

    def stop(self) -> None:
        """End it cleanly: a worker finishes its task, a server writes its data out."""
        child.stop(self.process, self.end)
        self._release()

    def kill(self) -> None:
        """End it as a power cut would; a server's data is found again on the next start."""
        child.kill(self.process)
        self._release()

    def _release(self) -> None:
        """Give up what it held; a plain program holds nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


@dataclass(kw_only=True)
class Server(Running):
    """A PostgreSQL or Valkey on 127.0.0.1, holding its folder's lock."""

    url: str
    port: int
    lock: int

    def _release(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.lock)
        self.lock = -1


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
