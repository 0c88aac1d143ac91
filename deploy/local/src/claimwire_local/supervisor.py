"""Keeps a system running: what ends by itself is started again, later each time it fails."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from claimwire_local.errors import LocalError
from claimwire_local.system import System

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
"""A part that ran this long starts over with the first pause."""


@dataclass
class Backoff:
    """When one part may be started again. Times are seconds of one monotonic clock."""

    pause: float = FIRST_PAUSE
    due: float | None = None
    since: float = 0.0

    def ended(self, now: float) -> None:
        """It was found ended: due after the pause, which doubles unless it had run steadily."""
        if self.since and now - self.since > STEADY_SECONDS:
            self.pause = FIRST_PAUSE
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def started(self, now: float) -> None:
        """It was started again."""
        self.due, self.since = None, now


class Supervisor:
    """Looks after a running system's parts."""

    def __init__(self, system: System, say: Callable[[str], None]) -> None:
        self._system = system
        self._say = say
        self._backoffs: dict[str, Backoff] = {}

    def run(self) -> None:
        """Look after the parts until an exception (Ctrl-C) ends it."""
        while True:
            self.look(time.monotonic())
            time.sleep(0.2)

    def look(self, now: float) -> None:
        """Note the parts that have ended, and start again those that are due."""
        for name, part in list(self._system.running.items()):
            if part.alive:
                continue
            backoff = self._backoffs.setdefault(name, Backoff())
            if backoff.due is None:
                self._say(f"{name} ended (exit code {part.process.returncode}); its log: {part.log}")
                part.kill()
                backoff.ended(now)
            elif now >= backoff.due:
                self._start(name, backoff, now)

    def _start(self, name: str, backoff: Backoff, now: float) -> None:
        try:
            self._system.start_part(name)
            backoff.started(now)
        except LocalError as error:
            self._say(str(error))
            backoff.ended(now)
