"""The ingest worker: a message in, a message out, by way of Redis.

    ingest ──▶ parent: consumes, sets the alive key, reports lost children
                 └▶ children: perform(prepare) ──▶ gateway

The language model is loaded in the parent, so that all children share it.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import redis
from celery import Celery, Task, bootsteps, signals  # type: ignore[import-untyped]
from celery.worker.consumer import Consumer  # type: ignore[import-untyped]
from claimwire_contracts import tasks
from claimwire_contracts.messages import Prepare
from claimwire_contracts.tasks import Payload

from claimwire_ingest import language
from claimwire_ingest.prepare import prepare
from claimwire_ingest.settings import Settings

SERVICE = "ingest"

logger = logging.getLogger(__name__)


def make_app(settings: Settings) -> Celery:
    """The Celery application, its task and its heartbeat; nothing is connected yet."""
    app = Celery("claimwire_ingest", broker=settings.redis_url, set_as_current=False)
    app.conf.update(
        tasks.worker_settings(
            settings.task_seconds,
            concurrency=settings.concurrency,
            tasks_per_child=settings.tasks_per_child,
        ),
        task_default_queue=tasks.INGEST_QUEUE,
    )
    _add_task(app, settings)
    app.steps["consumer"].add(_alive_step(settings.redis_url))
    signals.worker_init.connect(_load, weak=False)
    signals.task_failure.connect(tasks.crash_reporter(partial(_reply, app)), weak=False)
    return app


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; the current task is finished first."""
    arguments = tasks.worker_arguments(SERVICE, settings.log_level)
    make_app(settings).worker_main([*arguments, f"--queues={tasks.INGEST_QUEUE}"])


def healthy(settings: Settings) -> bool:
    """Whether a worker of this host is alive.

    Raises:
        redis.RedisError: Redis does not answer.
    """
    with _connect(settings.redis_url) as client:
        return next(client.scan_iter(match=tasks.alive_here(SERVICE), count=1000), None) is not None


def _add_task(app: Celery, settings: Settings) -> None:
    """Give the app its one task, which takes one argument: the message as a JSON object."""

    @app.task(name=tasks.PREPARE, bind=True)  # type: ignore[untyped-decorator]
    def _prepare(task: Task, payload: Payload) -> None:
        handle = partial(prepare, settings=settings)
        send = partial(_reply, task.app)
        tasks.perform(payload, Prepare, handle, send, stage="prepare", worker=task.request.hostname)


def _reply(app: Celery, payload: Payload) -> None:
    app.send_task(tasks.APPLY, args=[payload], queue=tasks.GATEWAY_QUEUE)


def _load(**_: Any) -> None:
    language.load()


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
