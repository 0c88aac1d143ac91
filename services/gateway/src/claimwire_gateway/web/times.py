"""Times as a form of a browser sends them. Pure."""

import re

LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
"""What a `datetime-local` field holds: no offset."""


def in_utc(written: str) -> str:
    """A time without an offset is one in UTC, as all that the pages show; any other is left as it is."""
    return f"{written}Z" if LOCAL.fullmatch(written) else written
