"""The number of unfinished jobs, as every submission asks for it."""

import time

from sqlalchemy import Engine

from claimwire_gateway.limits import check_backlog
from claimwire_gateway.store import jobs

FRESH = 0.5
"""Seconds for which a count is good: counting a hundred thousand rows for each submission would cost more."""


class Backlog:
    """Refuses submissions while too much work waits."""

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._counted = 0
        self._counted_at = float("-inf")

    def check(self) -> None:
        """Let a submission pass.

        Raises:
            ProblemError: 429 with Retry-After, over the mark.
        """
        if self._most and time.monotonic() - self._counted_at > FRESH:
            with self._engine.connect() as conn:
                self._counted = jobs.backlog(conn)
            self._counted_at = time.monotonic()
        check_backlog(self._counted, self._most)
