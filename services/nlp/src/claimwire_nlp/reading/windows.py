"""Windows: a text cut into what the encoder reads at once, whole paragraphs as long as they fit.

    [CLS] paragraph [SEP] paragraph [SEP] ...

Where a window ends is said by the paragraphs around and not by a count from the start (content-defined
chunking, as in Muthitacharoen et al. 2001, "A low-bandwidth network file system"). So a text and its reprint
with another first paragraph are cut alike after it, and read alike.

Training and run time cut by this one file: a window cut otherwise than in training reads worse.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from claimwire_nlp.reading.wordpiece import WordPiece

WORD = re.compile(r"\w+(?:[’']\w+)*|[^\w\s]")
PARAGRAPH = re.compile(r"[^\n]+")
LONGEST = 256
"""Pieces of a window; a single paragraph may bring its own marks on top."""
LONGEST_PARAGRAPH = 250
"""Pieces after which a paragraph is cut, at its last sentence end if it has one."""


class Word(NamedTuple):
    """A word or mark: its offsets in the text and its pieces."""

    start: int
    end: int
    pieces: tuple[int, ...]


Paragraph = list[Word]


class Window(NamedTuple):
    """What is read at once.

    `ids` are the pieces with the marks around paragraphs; `first` says where in them each word begins,
    `paragraphs` to which paragraph of the window each word belongs.
    """

    ids: list[int]
    words: list[Word]
    first: list[int]
    paragraphs: list[int]


def find(text: str, wordpiece: WordPiece, room: Callable[[], int] = lambda: LONGEST) -> Iterator[Window]:
    """The windows of a text, in order; `room` gives the pieces that each may have (training varies it)."""
    waiting: list[Paragraph] = []
    limit = room()
    for paragraph in paragraphs(text, wordpiece):
        while waiting and _length([*waiting, paragraph]) > limit:
            cut = _cut([*waiting, paragraph], limit)
            yield _window(waiting[:cut], wordpiece)
            waiting, limit = waiting[cut:], room()
        waiting.append(paragraph)
    if waiting:
        yield _window(waiting, wordpiece)


def _cut(found: list[Paragraph], limit: int) -> int:
    """How many paragraphs go into the window: it is at least half full, and the next has the least print."""
    least = next(n for n in range(1, len(found)) if 2 * _length(found[: n + 1]) > limit)
    return min(range(least, len(found)), key=lambda n: (_print(found[n]), n))


def _print(paragraph: Paragraph) -> int:
    return zlib.crc32(repr([word.pieces for word in paragraph]).encode())


def _length(found: list[Paragraph]) -> int:
    """The pieces of a window of some paragraphs, its marks included."""
    return 1 + sum(_size(paragraph) + 1 for paragraph in found)


def paragraphs(text: str, wordpiece: WordPiece) -> Iterator[Paragraph]:
    """The paragraphs of a text as words, those too long in parts."""
    for line in PARAGRAPH.finditer(text):
        words = [
            Word(match.start(), match.end(), wordpiece.pieces(match.group()))
            for match in WORD.finditer(text, line.start(), line.end())
        ]
        yield from _parts(text, words)


def _parts(text: str, words: Paragraph) -> Iterator[Paragraph]:
    part: Paragraph = []
    size = ends = 0
    for word in words:
        if part and size + len(word.pieces) > LONGEST_PARAGRAPH:
            cut = ends or len(part)
            yield part[:cut]
            part = part[cut:]
            size, ends = _size(part), 0
        part.append(word)
        size += len(word.pieces)
        if text[word.start : word.end] in {".", "!", "?"}:
            ends = len(part)
    if part:
        yield part


def _size(words: Paragraph) -> int:
    return sum(len(word.pieces) for word in words)


def _window(packed: list[Paragraph], wordpiece: WordPiece) -> Window:
    window = Window([wordpiece.opening], [], [], [])
    for number, paragraph in enumerate(packed):
        for word in paragraph:
            window.first.append(len(window.ids))
            window.words.append(word)
            window.paragraphs.append(number)
            window.ids.extend(word.pieces)
        window.ids.append(wordpiece.parting)
    return window
