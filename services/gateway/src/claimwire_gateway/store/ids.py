"""Ids: a noun's prefix and 26 base32 letters that grow with time, so that newer rows sort last."""

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LETTERS = 26


def new(prefix: str) -> str:
    """A fresh id such as `job_01k9…`: nanoseconds since 1970, then 64 random bits."""
    number = time.time_ns() << 64 | secrets.randbits(64)
    letters = (ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return f"{prefix}_{''.join(letters)}"


def of_claim(document_id: str, position: int) -> str:
    """The id of a document's claim: the same whenever the same annotation is applied."""
    return f"clm_{document_id.removeprefix('doc_')}_{position:04d}"
