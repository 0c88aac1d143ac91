# ruff: noqa: INP001  imported by the scripts that lie beside it
"""Tables in Markdown, with columns of one width, so that they read well as plain text too."""

import re
from collections.abc import Sequence

Cell = str | int | float | None


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], digits: int = 3) -> str:
    """A table; numbers to the right."""
    texts = [list(head), *([_text(cell, digits) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in texts) for i in range(len(head))]
    right = [i > 0 and all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(head))]
    lines = [
        "| " + " | ".join(_aligned(*cell) for cell in zip(row, widths, right, strict=True)) + " |"
        for row in texts
    ]
    rule = "|" + "|".join(_rule(*column) for column in zip(widths, right, strict=True)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def renewed(report: str, sections: str) -> str:
    """A report with the sections (from `## ` on) of another in the place of those of the same heading.

    A section that it does not have is put at its end.
    """
    parts = _by_heading(report) | _by_heading(sections)
    return "\n".join(part.strip("\n") + "\n" for part in parts.values())


def _by_heading(report: str) -> dict[str, str]:
    """A report's sections, and first what stands before them, if anything does."""
    parts = re.split(r"^(?=## )", report, flags=re.MULTILINE)
    return {part.partition("\n")[0]: part for part in parts if part.strip()}


def _text(cell: Cell, digits: int) -> str:
    if cell is None:
        return "—"
    return f"{cell:.{digits}f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else cell


def _aligned(text: str, width: int, right: bool) -> str:  # noqa: FBT001  a column's own
    return text.rjust(width) if right else text.ljust(width)


def _rule(width: int, right: bool) -> str:  # noqa: FBT001  a column's own
    return "-" * (width + 1) + (":" if right else "-")
