"""One request: where it goes, what it carries, how its reply reads; no I/O."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, quote, urlsplit

from claimwire_contracts.types import Page
from pydantic import TypeAdapter

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Call(Generic[T]):
    """One request.

    `hold` is how long the gateway may keep the reply back, in seconds. `repeatable` says that sending it
    twice does no more than sending it once. `patient` is off where 503 is an answer rather than a refusal.
    """

    method: str = "GET"
    path: str
    read: Callable[[bytes], T]
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""
    hold: float = 0
    repeatable: bool = True
    patient: bool = True


def read_as(kind: type[T] | Any) -> Callable[[bytes], T]:
    """Read a reply's body as one of the nouns; raises pydantic's ValidationError where it is none."""
    adapter: TypeAdapter[T] = TypeAdapter(kind)
    return adapter.validate_json


def nothing(_body: bytes) -> None:
    """Read a reply without a body."""


def query(**params: object) -> dict[str, str]:
    """Query parameters without those that are None; `from_` and `as_` lose their underscore."""
    return {name.rstrip("_"): in_query(value) for name, value in params.items() if value is not None}


def in_query(value: object) -> str:
    """A value as the query string has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def at(*parts: str) -> str:
    """A path under /v1, its ids quoted."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def following(call: Call[Page[T]], url: str) -> Call[Page[T]]:
    """The call for a listing's next page.

    Of `url` only the query is taken: a gateway wrong about its own name must not send our key elsewhere.
    """
    return replace(call, params=dict(parse_qsl(urlsplit(url).query)))
