"""Words as the pieces that the encoder was trained on (BERT's uncased WordPiece)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

UNKNOWN, OPENING, PARTING = "[UNK]", "[CLS]", "[SEP]"
LONGEST = 100
"""Characters of a part that is still looked up."""
MOST = 60
"""Pieces of one word that are kept: a word of more is no word, and must not fill a window of its own."""
CACHED = 50_000
PARTS = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]|[^\W_]+|[^\w\s]|_", re.UNICODE
)
"""Han characters, marks and low lines stand alone."""
DROPPED = {"Mn", "Cf", "Cc"}
"""Unicode categories that the vocabulary was made without: accents, invisible and control characters."""


class WordPiece:
    """A vocabulary, one piece a line; a piece's number is its line's, counted from 0."""

    def __init__(self, path: Path) -> None:
        rows = path.read_text(encoding="utf-8").split("\n")
        self.ids = {piece: number for number, piece in enumerate(rows) if piece}
        self.opening, self.parting = self.ids[OPENING], self.ids[PARTING]
        self.pieces = lru_cache(CACHED)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one."""
        letters = unicodedata.normalize("NFD", word.lower())
        plain = "".join(char for char in letters if unicodedata.category(char) not in DROPPED)
        found = [number for part in PARTS.findall(plain) for number in self._of_part(part)]
        return tuple(found[:MOST]) or (self.ids[UNKNOWN],)

    def _of_part(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self.ids[UNKNOWN]]
        numbers = list(self._longest_first(part))
        return [self.ids[UNKNOWN]] if None in numbers else [n for n in numbers if n is not None]

    def _longest_first(self, part: str) -> Iterator[int | None]:
        """The longest pieces from the left; None where nothing fits."""
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            end = len(part)
            while end > start and prefix + part[start:end] not in self.ids:
                end -= 1
            yield self.ids.get(prefix + part[start:end]) if end > start else None
            start = end if end > start else len(part)
