"""Whose an outlet is: titles of one owner are one outlet where origins are counted.

The table that is shipped, `owners.txt`, holds some owners with titles in English; an operator's own file
(`CLAIMWIRE_OWNERS_FILE`) adds to it and outranks it. An outlet that is in neither has no owner that is known.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from claimwire_contracts.types import Origin

from claimwire_gateway.parties import AT, NAME, folded

Owners = Mapping[str, str]
"""Outlets' names as `folded` gives them, with their owners."""


def read(path: Path | None = None) -> Owners:
    """The shipped table, with the lines of a file of the operator's own.

    Raises:
        ValueError: a line is not `Owner: Outlet | Outlet`; names file and line.
    """
    own = parsed(path.read_text(encoding="utf-8"), str(path)) if path else {}
    return {**shipped(), **own}


@cache
def shipped() -> Owners:
    """The table that comes with the gateway."""
    text = files("claimwire_gateway").joinpath("owners.txt").read_text(encoding="utf-8")
    return parsed(text, "owners.txt")


def parsed(text: str, name: str) -> dict[str, str]:
    """A table from its text: a line an owner, `Owner: Outlet | Outlet`; empty lines and `#` are left out."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        owner, colon, outlets = line.partition(":")
        if not colon or not owner.strip() or not outlets.strip():
            raise ValueError(f"{name}, line {number}: write `Owner: Outlet | Outlet`")
        found |= {folded(outlet): owner.strip() for outlet in outlets.split("|") if outlet.strip()}
    return found


def behind(owners: Owners, origin: Origin) -> str | None:
    """Who owns the outlet that an origin is, or that alone heard it; None where that is not known."""
    if origin.key is None or origin.role not in {"outlet", "anonymous"}:
        return None
    return owners.get(folded(origin.key.rpartition(AT)[2].removeprefix(NAME)))
