"""A data folder that one instance at a time may use, and the secrets it keeps."""

import fcntl
import os
import secrets
from pathlib import Path

from claimwire_local import child
from claimwire_local.errors import InUse

LOCK_SECONDS = 5.0
"""A killed PostgreSQL's backends need a moment to notice; they hold the lock until they do."""


def lock(folder: Path) -> int:
    """Take the folder's lock; the descriptor holds it until it is closed by all that inherited it.

    Raises:
        InUse: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    if child.until(lambda: _taken(descriptor), LOCK_SECONDS):
        return descriptor
    os.close(descriptor)
    raise InUse(f"{folder} is in use by another running instance; stop that one, or give another folder")


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def secret(folder: Path) -> Path:
    """The file that keeps the folder's password, made on first use, readable by its owner alone."""
    path = folder / "password"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(24))
        fresh.rename(path)
    return path
