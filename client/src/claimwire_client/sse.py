"""Server-sent events (the WHATWG's event stream format), read line by line; no I/O."""

from typing import NamedTuple


class Sent(NamedTuple):
    """One event of a stream. `id` is the last id seen, which resumes the stream after it."""

    data: str
    id: str | None = None
    name: str = "message"


class EventStream:
    """Gathers lines into events: `feed` gives an event at the empty line that ends it."""

    def __init__(self) -> None:
        self._id: str | None = None
        self._name = "message"
        self._data: list[str] = []

    def feed(self, line: str) -> Sent | None:
        """Take one line, without its line break. Comments and unknown fields are skipped."""
        if not line:
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._name = value
        elif name == "id" and "\0" not in value:
            self._id = value
        return None

    def _dispatch(self) -> Sent | None:
        event = Sent("\n".join(self._data), self._id, self._name) if self._data else None
        self._data, self._name = [], "message"
        return event
