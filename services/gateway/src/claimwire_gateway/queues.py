"""What the API reads in Redis: which processes are alive, and how long the queues are."""

from collections import Counter
from collections.abc import Mapping
from typing import cast

from claimwire_contracts.tasks import ALIVE, ANALYZE_QUEUE, GATEWAY_QUEUE, INGEST_QUEUE, NLP_QUEUE
from redis import Redis

QUEUES = (INGEST_QUEUE, NLP_QUEUE, ANALYZE_QUEUE, GATEWAY_QUEUE)
SERVICES = ("pipeline", "ingest", "nlp")
SECONDS = 1.5
"""For one answer of Redis; whoever asks after readiness does not wait long."""


class Queues:
    """Reads; raises `redis.RedisError` where Redis is away."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)

    def lengths(self) -> Mapping[str, int]:
        """Messages that wait in each queue."""
        pipe = self._redis.pipeline(transaction=False)
        for queue in QUEUES:
            pipe.llen(queue)
        return dict(zip(QUEUES, pipe.execute(), strict=True))

    def alive(self) -> Mapping[str, int]:
        """Live processes of each service."""
        keys = cast("list[bytes]", list(self._redis.scan_iter(match=f"{ALIVE}:*", count=1000)))
        found = Counter(
            key.decode(errors="replace").removeprefix(f"{ALIVE}:").partition(":")[0] for key in keys
        )
        return {service: found[service] for service in SERVICES}

    def close(self) -> None:
        """Give the connections back."""
        self._redis.close()
