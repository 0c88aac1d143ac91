"""Lines of a body as they come, none longer than allowed, however they are cut into chunks."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line, counted from 1; its body is None where it was too long to be kept."""

    number: int
    body: bytes | None


async def lines(chunks: AsyncIterable[bytes], most: int) -> AsyncIterator[Line]:
    """Each line that is not blank.

    Args:
        chunks: the body, cut anywhere.
        most: bytes of the longest line; a longer one is dropped as it comes, so that memory stays bounded.
    """
    number, pieces, size = 1, bytearray(), 0
    async for chunk in chunks:
        first, *others = chunk.split(b"\n")
        size += len(first)
        pieces += first[: max(0, most + 1 - len(pieces))]
        for piece in others:
            if line := _line(number, pieces, size, most):
                yield line
            number, pieces, size = number + 1, bytearray(piece[: most + 1]), len(piece)
    if line := _line(number, pieces, size, most):
        yield line


def _line(number: int, pieces: bytearray, size: int, most: int) -> Line | None:
    if size > most:
        return Line(number, None)
    body = bytes(pieces).removeprefix(BOM) if number == 1 else bytes(pieces)
    return Line(number, body) if body.strip() else None
