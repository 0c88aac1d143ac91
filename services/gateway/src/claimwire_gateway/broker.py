"""Redis, as the pipeline uses it: sends tasks, takes replies, sees queues' lengths, says that it is alive."""

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

from celery import Celery  # type: ignore[import-untyped]
from claimwire_contracts import tasks
from claimwire_contracts.messages import Message
from claimwire_contracts.types import StageName
from kombu.entity import Exchange, Queue
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

from claimwire_gateway.settings import Settings

log = logging.getLogger(__name__)

Payload = tasks.Payload
Handle = Callable[[list[Payload]], bool]
"""Takes replies, in order; False asks for them to be delivered again."""

TOGETHER = 32
"""As many replies are handled at once, where so many wait: a transaction costs more than what it holds."""

AT_ONCE = 0.002
"""Seconds in which a waiting reply is had."""

PREFETCH = 64
"""Replies that this process may hold unacknowledged; a killed one's are delivered again after a while."""

LIVES = 10
"""A message is dropped, unread, after as many of its leases: one that kills its workers is not passed on for
ever, and one dropped in a long queue is found lost, and sent again."""

QUICKLY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}


class BrokerAwayError(Exception):
    """Redis does not answer."""


class Broker(Protocol):
    """What the pipeline asks of a broker; `testing.FakeBroker` is another one."""

    def send(self, stage: StageName, message: Message) -> None:
        """Give a stage's work out.

        Raises:
            BrokerAwayError: it could not be.
        """

    def length(self, queue: str) -> int:
        """How many messages wait in a queue.

        Raises:
            BrokerAwayError: that cannot be told.
        """

    def say_alive(self) -> None:
        """Tell that this process works.

        Raises:
            BrokerAwayError: it could not be told.
        """

    def consume(self, handle: Handle, stop: threading.Event) -> None:
        """Take replies until stopped, waiting for as long as Redis is away."""


class RedisBroker:
    """The broker that Celery's workers share."""

    def __init__(self, settings: Settings) -> None:
        self._app = Celery("claimwire-gateway", broker=settings.redis_url)
        self._app.conf.update(tasks.broker_settings(settings.task_seconds))
        self._redis = Redis.from_url(settings.redis_url, socket_timeout=5, socket_connect_timeout=5)
        self._expires = LIVES * (settings.task_seconds + settings.lease_margin)
        self._alive = tasks.alive_key("pipeline", tasks.worker_name("pipeline"))

    def send(self, stage: StageName, message: Message) -> None:
        """Give a stage's work out."""
        task, queue = tasks.STAGES[stage]
        try:
            self._app.send_task(
                task, args=[tasks.wire(message)], queue=queue, expires=self._expires, retry_policy=QUICKLY
            )
        except (OperationalError, RedisError, OSError) as error:
            raise BrokerAwayError(str(error)) from error

    def length(self, queue: str) -> int:
        """How many messages wait in a queue."""
        try:
            return int(self._redis.llen(queue))
        except RedisError as error:
            raise BrokerAwayError(str(error)) from error

    def say_alive(self) -> None:
        """Set this process' key, which expires unless set again."""
        try:
            self._redis.set(self._alive, 1, ex=tasks.ALIVE_FOR)
        except RedisError as error:
            raise BrokerAwayError(str(error)) from error

    def consume(self, handle: Handle, stop: threading.Event) -> None:
        """Take replies until stopped. A reply is acknowledged after it was handled, so that none is lost."""
        while not stop.is_set():
            try:
                self._drain(handle, stop)
            except (OperationalError, RedisError, OSError) as error:
                log.warning("waiting for Redis", extra={"error": type(error).__name__})
                stop.wait(1)

    def close(self) -> None:
        """Give the connections back; a key left behind would call a stopped process alive."""
        try:
            self._redis.delete(self._alive)
        except RedisError:
            log.warning("Redis is away; the alive key expires by itself")
        self._redis.close()
        self._app.close()

    def _drain(self, handle: Handle, stop: threading.Event) -> None:
        taken: list[tuple[Payload, Any]] = []

        def take(body: Any, message: Any) -> None:
            taken.append((_payload(body), message))

        queue = Queue(tasks.GATEWAY_QUEUE, Exchange(tasks.GATEWAY_QUEUE), routing_key=tasks.GATEWAY_QUEUE)  # type: ignore[no-untyped-call]
        with self._app.connection_for_read() as connection:
            consumer = connection.Consumer(queues=[queue], callbacks=[take], accept=["json"])
            consumer.qos(prefetch_count=PREFETCH)
            with consumer:
                while not stop.is_set():
                    try:
                        connection.drain_events(timeout=AT_ONCE if taken else 0.5)
                        if len(taken) < TOGETHER:
                            continue
                    except TimeoutError:
                        pass
                    _hand_over(taken, handle)


def _hand_over(taken: list[tuple[Payload, Any]], handle: Handle) -> None:
    if not taken:
        return
    handled = handle([payload for payload, _ in taken])
    for _, message in taken:
        if handled:
            message.ack()
        else:
            message.requeue()
    taken.clear()


def _payload(body: Any) -> Payload:
    """The one argument of a task's message; nothing where it has none, which no reply can be read from."""
    try:
        payload = body[0][0]
    except (LookupError, TypeError):
        return {}
    return payload if isinstance(payload, dict) else {}
