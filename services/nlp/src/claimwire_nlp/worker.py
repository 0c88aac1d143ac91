"""The nlp worker: a message in, a message out, by way of Redis.

    nlp-analyze ┐
    nlp ────────┴▶ parent: consumes, sets the alive key, reports lost children
                     └▶ children: perform(message) ──▶ gateway (or the reply queue of an analyze)

The language model is loaded in the parent, so that all children share it.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar

import redis
from celery import Celery, Task, bootsteps, signals  # type: ignore[import-untyped]
from celery.worker.consumer import Consumer  # type: ignore[import-untyped]
from claimwire_contracts import tasks
from claimwire_contracts.messages import (
    Analyze,
    Analyzed,
    Annotate,
    Annotated,
    Match,
    Matched,
    Message,
)
from claimwire_contracts.tasks import Payload
from kombu.entity import Exchange, Queue

from claimwire_nlp.matching.match import match
from claimwire_nlp.matching.weights import idf
from claimwire_nlp.settings import Settings

logger = logging.getLogger(__name__)

SERVICE = "nlp"
QUEUES = (tasks.ANALYZE_QUEUE, tasks.NLP_QUEUE)
"""In the order in which they are looked at: a client waits for an analysis."""
Request = TypeVar("Request", bound=Message)


class Handlers(NamedTuple):
    """What the worker does with each message."""

    annotate: Callable[[Annotate], Annotated]
    analyze: Callable[[Analyze], Analyzed]
    match: Callable[[Match], Matched] = match


def run(settings: Settings, handlers: Handlers) -> None:
    """Work until SIGTERM or SIGINT; the document in hand is finished first."""
    idf("the")  # reads the word list here, once, so that the children share it as they share the model
    make_app(settings, handlers).worker_main(tasks.worker_arguments(SERVICE, settings.log_level))


def healthy(settings: Settings) -> bool:
    """Whether a worker of this host is alive.

    Raises:
        redis.RedisError: Redis does not answer.
    """
    with _connect(settings.redis_url) as client:
        return next(client.scan_iter(match=tasks.alive_here(SERVICE), count=1000), None) is not None


def make_app(settings: Settings, handlers: Handlers) -> Celery:
    """The Celery application, its tasks and its heartbeat; nothing is connected yet."""
    app = Celery("claimwire_nlp", broker=settings.redis_url, set_as_current=False)
    app.conf.update(
        tasks.worker_settings(
            settings.task_seconds,
            concurrency=settings.concurrency,
            tasks_per_child=settings.tasks_per_child,
        ),
        task_queues=[_queue(name, exchange=name) for name in QUEUES],
    )
    app.conf.broker_transport_options["queue_order_strategy"] = "priority"
    _add_tasks(app, handlers)
    app.steps["consumer"].add(_alive_step(settings.redis_url))
    signals.task_failure.connect(tasks.crash_reporter(partial(_reply, app)), weak=False)
    return app


def _add_tasks(app: Celery, handlers: Handlers) -> None:
    """Give the app its three tasks. Each takes one argument, the message as a JSON object."""

    @app.task(name=tasks.ANNOTATE, bind=True)  # type: ignore[untyped-decorator]
    def _annotate(task: Task, payload: Payload) -> None:
        _perform(task, payload, Annotate, handlers.annotate)

    @app.task(name=tasks.MATCH, bind=True)  # type: ignore[untyped-decorator]
    def _match(task: Task, payload: Payload) -> None:
        _perform(task, payload, Match, handlers.match)

    @app.task(name=tasks.ANALYZE, bind=True)  # type: ignore[untyped-decorator]
    def _analyze(task: Task, payload: Payload) -> None:
        request = Analyze.model_validate(payload)
        _send(task.app, tasks.ANALYZED, handlers.analyze(request).model_dump(mode="json"), request.reply_to)


def _perform(
    task: Task, payload: Payload, request: type[Request], handle: Callable[[Request], Message]
) -> None:
    stage, worker = tasks.STAGE_OF[task.name], task.request.hostname
    tasks.perform(payload, request, handle, partial(_reply, task.app), stage=stage, worker=worker)


def _reply(app: Celery, payload: Payload) -> None:
    _send(app, tasks.APPLY, payload, tasks.GATEWAY_QUEUE)


def _send(app: Celery, name: str, payload: Payload, queue: str) -> None:
    """Send a message to a queue by its name alone: nothing of a reply queue is left when it is gone."""
    app.send_task(name, args=[payload], queue=_queue(queue, exchange=""))


def _queue(name: str, exchange: str) -> Queue:
    return Queue(name, Exchange(exchange), routing_key=name)  # type: ignore[no-untyped-call]  # kombu is untyped


def _connect(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def _alive_step(redis_url: str) -> type[bootsteps.StartStopStep]:
    class Alive(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery is untyped
        """Sets the worker's key while its consumer runs; a worker without a connection lets it expire."""

        requires = {"celery.worker.consumer.tasks:Tasks"}

        def start(self, consumer: Consumer) -> None:
            self.client = _connect(redis_url)
            self.key = tasks.alive_key(SERVICE, consumer.hostname)
            self._beat()
            self.timer = consumer.timer.call_repeatedly(tasks.ALIVE_EVERY, self._beat)

        def stop(self, consumer: Consumer) -> None:
            del consumer
            if timer := getattr(self, "timer", None):
                timer.cancel()
                self._quietly(lambda: self.client.delete(self.key))
                self.client.close()

        def _beat(self) -> None:
            self._quietly(lambda: self.client.set(self.key, 1, ex=tasks.ALIVE_FOR))

        def _quietly(self, command: Callable[[], object]) -> None:
            try:
                command()
            except redis.RedisError as error:  # the broker's own connection decides on going on
                logger.warning("no sign of life could be left: %s", error)

    return Alive
