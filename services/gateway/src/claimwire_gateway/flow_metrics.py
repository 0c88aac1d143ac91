"""What Prometheus reads of a pipeline process: replies by outcome, messages sent, stages' times."""

from datetime import UTC, datetime

from claimwire_contracts.types import StageName
from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server

SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120)


class FlowMetrics:
    """One process' counters, in a registry of its own so that tests may make many."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._replies = Counter(
            "claimwire_replies_total", "Replies of workers.", ["outcome"], registry=self.registry
        )
        self._sent = Counter("claimwire_sent_total", "Messages sent.", ["stage"], registry=self.registry)
        self._seconds = Histogram(
            "claimwire_stage_seconds",
            "From a stage's start to its end.",
            ["stage"],
            buckets=SECONDS,
            registry=self.registry,
        )

    def applied(self, outcome: str) -> None:
        """Count a reply; `ignored` are late and doubled ones."""
        self._replies.labels(outcome).inc()

    def sent(self, stage: StageName) -> None:
        """Count a message."""
        self._sent.labels(stage).inc()

    def took(self, stage: StageName, started_at: datetime) -> None:
        """Observe a stage that has ended."""
        self._seconds.labels(stage).observe((datetime.now(UTC) - started_at).total_seconds())

    def serve(self, host: str, port: int) -> None:
        """Answer Prometheus on that port; 0: do not."""
        if port:
            start_http_server(port, addr=host, registry=self.registry)
