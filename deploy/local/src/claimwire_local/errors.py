"""What can go wrong while starting things on one machine.

LocalError
 ├── InUse           another running instance holds the data folder
 └── StartFailed     a server or service did not come up; says why and shows the end of its log
"""

from pathlib import Path


class LocalError(Exception):
    """Says what went wrong and how to mend it; the commands print it and exit with 1."""


class InUse(LocalError):  # noqa: N818  read as a sentence: "raise InUse"
    """Another running instance holds the data folder."""


class StartFailed(LocalError):  # noqa: N818  as above
    """A server or service did not come up."""

    def __init__(self, name: str, reason: str, log: Path | None = None) -> None:
        end = tail(log) if log else ""
        super().__init__(f"{name} {reason}" + (f"\n--- the end of {log}\n{end}" if end else ""))


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log; empty where there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
