"""Whether this host's process works, as a container's health check asks."""

import sys
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from claimwire_contracts import tasks
from redis import Redis, RedisError

from claimwire_gateway.settings import Settings

SECONDS = 3
"""For one answer; whoever asks after health does not wait long."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  it is compared with, not listened on
"""Where a process is asked that listens on all addresses."""


def health(settings: Settings, process: str) -> int:
    """0 if the API, or a pipeline, of this host is alive; else 1, and why on standard error."""
    why = CHECKS[process](settings)
    if why is not None:
        print(why, file=sys.stderr)  # noqa: T201
    return 0 if why is None else 1


def _api(settings: Settings) -> str | None:
    host = EVERYWHERE.get(settings.host, settings.host)
    connection = HTTPConnection(host, settings.port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"no API answers at {host}:{settings.port}: {error}"
    finally:
        connection.close()
    return None if status == 200 else f"the API answers {status} at /healthz"  # noqa: PLR2004  HTTP's own


def _pipeline(settings: Settings) -> str | None:
    try:
        with Redis.from_url(
            settings.redis_url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
        ) as redis:
            keys = redis.scan_iter(match=tasks.alive_here("pipeline"), count=1000)
            return None if any(keys) else "no pipeline of this host is alive"
    except RedisError as error:
        return f"Redis does not answer: {error}"


CHECKS: dict[str, Callable[[Settings], str | None]] = {"api": _api, "pipeline": _pipeline}
