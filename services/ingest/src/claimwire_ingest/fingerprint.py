"""What recognises copies of an article: equal words, and an estimate of the words in common.

Fingerprints are stored and compared with later ones, so what is computed here must never change: the
hashes are our own few lines over numpy, because libraries change theirs between versions (a golden test
watches). MinHash: Broder 1997. Multiply-shift hashing: Dietzfelbinger 1996. Bands: Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, section 3.4.
"""

import re
import unicodedata
from hashlib import blake2b, sha256

import numpy as np
import numpy.typing as npt
from claimwire_contracts.messages import Fingerprint

SHINGLE = 5
"""Words: long enough that two reports of one event share few, short enough to survive light editing."""
POSITIONS = 128
"""Length of a signature; the estimate's standard error is at most 0.044."""
ROWS = 4
"""Positions of a band. 32 bands of 4 share one with probability 0.99 at Jaccard 0.6, 0.87 at 0.5,
0.23 at 0.3 and 0.003 at 0.1."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word; in Chinese and Japanese, which put no space between words, a character."""

Hashes = npt.NDArray[np.uint64]


def _constants(name: str) -> Hashes:
    """One 64-bit number a position, drawn from a hash, so that they are the same everywhere and for ever."""
    drawn = (
        blake2b(f"claimwire minhash {name} {position}".encode(), digest_size=8).digest()
        for position in range(POSITIONS)
    )
    return np.frombuffer(b"".join(drawn), dtype="<u8").astype(np.uint64)


_FACTORS = _constants("factor") | np.uint64(1)
_TERMS = _constants("term")
_BLOCK = 4096
"""Shingles hashed at once: a long text must not need 128 times its size in memory."""


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of an article's text; its headline is no part of it, as reprints change it."""
    words = _words(text)
    signature = _signature(_shingles(words))
    return Fingerprint(
        digest=sha256(" ".join(words).encode()).hexdigest(),
        signature=[int(value) for value in signature],
        bands=[_band(number, signature) for number in range(POSITIONS // ROWS)],
    )


def jaccard(one: Fingerprint, other: Fingerprint) -> float:
    """The estimated share of word shingles that two texts have in common (0 to 1)."""
    pairs = zip(one.signature, other.signature, strict=True)
    return sum(a == b for a, b in pairs) / POSITIONS


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _shingles(words: list[str]) -> Hashes:
    """A 32-bit hash of each distinct run of words; a text shorter than that is one run."""
    count = max(1, len(words) - SHINGLE + 1)
    runs = {" ".join(words[start : start + SHINGLE]) for start in range(count)}
    hashed = b"".join(blake2b(run.encode(), digest_size=4).digest() for run in runs)
    return np.frombuffer(hashed, dtype="<u4").astype(np.uint64)


def _signature(shingles: Hashes) -> Hashes:
    """The least hash of any shingle under each of the 128 functions; arithmetic is modulo 2^64."""
    least = np.full(POSITIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), _BLOCK):
        block = shingles[start : start + _BLOCK, np.newaxis]
        hashed = (block * _FACTORS + _TERMS) >> np.uint64(32)
        least = np.minimum(least, hashed.min(axis=0))
    return least


def _band(number: int, signature: Hashes) -> str:
    rows = signature[number * ROWS : (number + 1) * ROWS].astype("<u8")
    return f"{number:02d}:{blake2b(rows.tobytes(), digest_size=8).hexdigest()}"
