"""What Prometheus reads at /metrics: requests as they pass, the backlog and the queues as they stand."""

from collections.abc import Mapping
from typing import Literal

from claimwire_contracts.types import StageName
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Part = Literal["postgresql", "redis"]
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """One process' counters, in a registry of its own so that tests may make many apps."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "claimwire_http_requests_total",
            "Requests answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "claimwire_http_request_seconds",
            "Time until the answer was sent; long-polls and event streams wait on purpose.",
            ["method", "route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._up = Gauge("claimwire_up", "1 where a part answers.", ["part"], registry=self.registry)
        self._jobs = Gauge("claimwire_jobs", "Jobs by state.", ["state"], registry=self.registry)
        self._backlog = Gauge("claimwire_backlog_jobs", "Jobs queued or running.", registry=self.registry)
        self._waiting = Gauge(
            "claimwire_stage_jobs",
            "Unfinished jobs by the stage they are at.",
            ["stage"],
            registry=self.registry,
        )
        self._oldest = Gauge(
            "claimwire_oldest_job_seconds",
            "Age of the oldest unfinished job.",
            ["stage"],
            registry=self.registry,
        )
        self._queues = Gauge("claimwire_queue_length", "Messages waiting.", ["queue"], registry=self.registry)
        self._workers = Gauge(
            "claimwire_workers", "Live processes by service.", ["service"], registry=self.registry
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request. `route` is a template; odd methods are one, or labels would grow without end."""
        known = method if method in {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"} else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)

    def set_jobs(self, counts: Mapping[str, int], waiting: Mapping[StageName, tuple[int, float]]) -> None:
        """Take the store's counts: jobs by state, and of each stage how many wait and the oldest's age."""
        for state, count in counts.items():
            self._jobs.labels(state).set(count)
        self._backlog.set(sum(count for count, _ in waiting.values()))
        for stage, (count, age) in waiting.items():
            self._waiting.labels(stage).set(count)
            self._oldest.labels(stage).set(age)

    def set_queues(self, lengths: Mapping[str, int], workers: Mapping[str, int]) -> None:
        """Take what Redis says."""
        for queue, length in lengths.items():
            self._queues.labels(queue).set(length)
        for service, count in workers.items():
            self._workers.labels(service).set(count)

    def set_up(self, part: Part) -> None:
        """Note that a part answers."""
        self._up.labels(part).set(1)

    def forget(self, part: Part) -> None:
        """Note that a part is away, and drop its figures: a stale backlog would scale workers for nothing."""
        self._up.labels(part).set(0)
        if part == "redis":
            gone: tuple[Gauge, ...] = (self._queues, self._workers)
        else:
            gone = (self._jobs, self._waiting, self._oldest)
            self._backlog.set(float("nan"))
        for gauge in gone:
            gauge.clear()

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)
