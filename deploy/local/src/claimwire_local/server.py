"""A running server: where it is and how it ends."""

import contextlib
import os
import signal
import socket
import subprocess
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from claimwire_local import child


@dataclass
class Server:
    """A PostgreSQL or Valkey on 127.0.0.1. As a context manager it is stopped at the end."""

    name: str
    url: str
    port: int
    process: subprocess.Popen[bytes]
    lock: int
    end: signal.Signals = signal.SIGTERM

    def stop(self) -> None:
        """End it cleanly, its data written out."""
        child.stop(self.process, self.end)
        self._unlock()

    def kill(self) -> None:
        """End it as a power cut would; its data is found again on the next start."""
        child.kill(self.process)
        self._unlock()

    def _unlock(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.lock)
        self.lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
