"""How much may come in: the size of a body, the rate of one key, the backlog of all."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from claimwire_gateway.problems import ProblemError

REMEMBERED = 10_000
"""Buckets kept at once; the one longest unused goes first, and would be full again by then."""
DRAINED = 32_000_000
"""Bytes of a refused body that are read and dropped, so that the client gets to read why."""

DRAINED_SECONDS = 10
SILENCE = 30
"""Seconds without a byte of a body that was announced: whoever sends none holds a connection for nothing."""


class RateLimit:
    """A token bucket for each caller: a minute's worth at once, then an even flow.

    Kept in this process: with several API processes a caller has as many buckets.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> None:
        """Take one token.

        Raises:
            ProblemError: 429 with Retry-After, where the bucket is empty.
        """
        if not self.per_minute:
            return
        tokens = self._refilled(caller)
        self._keep(caller, max(tokens - 1, tokens if tokens < 1 else 0))
        if tokens < 1:
            seconds = math.ceil((1 - tokens) * 60 / self.per_minute)
            raise too_many(f"more than {self.per_minute} requests a minute", "rate-limited", seconds)

    def _refilled(self, caller: str) -> float:
        tokens, at = self._buckets.get(caller, (float(self.per_minute), self._clock()))
        return min(self.per_minute, tokens + (self._clock() - at) * self.per_minute / 60)

    def _keep(self, caller: str, tokens: float) -> None:
        self._buckets[caller] = (tokens, self._clock())
        self._buckets.move_to_end(caller)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)


def check_backlog(backlog: int, most: int) -> None:
    """Refuse a submission while more work waits than the mark allows.

    Raises:
        ProblemError: 429 with Retry-After.
    """
    if most and backlog >= most:
        raise too_many(f"{backlog} jobs are unfinished, the mark is {most}", "backlog", 30)


def too_many(why: str, kind: str, seconds: int) -> ProblemError:
    """429, with when to come again."""
    again = {"Retry-After": str(max(1, seconds))}
    return ProblemError(429, f"{why}: try again in {max(1, seconds)} s", kind=kind, headers=again)


def too_large(most: int) -> ProblemError:
    """413, naming the limit."""
    return ProblemError(
        413,
        f"the body is larger than {most} bytes: send less, or many documents as a batch",
        kind="too-large",
    )


class LimitedBody:
    """A request's body, counted as it comes, so that a length not told in advance is limited too."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._seen = 0
        self._more = True

    def check_length(self, headers: Headers) -> None:
        """Refuse by the length that is told, before anything is read.

        Raises:
            ProblemError: 413.
        """
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length[:19]) > self._most:
            raise too_large(self._most)

    async def receive(self) -> Message:
        """Pass a message on.

        Raises:
            ProblemError: 413, as soon as the limit is passed; 408, where nothing more comes.
        """
        message = await self._next()
        if self._seen > self._most:
            raise too_large(self._most)
        return message

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout(SILENCE if self._more else None):
                message = await self._receive()
        except TimeoutError:
            self._more = False
            raise ProblemError(408, f"no more of the body came within {SILENCE} s", kind="slow") from None
        if message["type"] == "http.request":
            self._seen += len(message.get("body", b""))
            self._more = message.get("more_body", False)
        else:
            self._more = False
        return message

    async def drain(self, headers: Headers) -> None:
        """Read and drop the rest: a client cut off while it writes never sees the answer."""
        if "expect" in headers:
            return
        with suppress(ProblemError, TimeoutError):
            async with asyncio.timeout(DRAINED_SECONDS):
                while self._more and self._seen < DRAINED:
                    await self._next()
