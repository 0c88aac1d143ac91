"""Analyze at once: a task to nlp and its answer, over a queue of this process' own."""

import asyncio
import logging
import threading
import uuid
from collections.abc import Callable
from typing import Any

from celery import Celery  # type: ignore[import-untyped]
from claimwire_contracts import tasks
from claimwire_contracts.messages import Analyze, Analyzed, Annotation
from claimwire_contracts.types import AnalyzeRequest
from fastapi.concurrency import run_in_threadpool
from kombu.connection import Connection
from kombu.entity import Queue
from kombu.exceptions import OperationalError
from kombu.message import Message
from kombu.messaging import Consumer
from kombu.mixins import ConsumerMixin
from pydantic import ValidationError
from redis.exceptions import RedisError

from claimwire_gateway.problems import UnavailableError
from claimwire_gateway.queues import Queues
from claimwire_gateway.settings import Settings

log = logging.getLogger(__name__)

RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
MOST_WAITING = 50
"""Requests that may wait for nlp at once; more would wait past their time anyway."""


class Analyzer:
    """Sends texts to nlp and hands each answer to the request that waits for it."""

    def __init__(self, settings: Settings, queues: Queues) -> None:
        self._queues = queues
        self._seconds = settings.analyze_seconds
        self._celery = Celery("claimwire-gateway-api", broker=settings.redis_url)
        self._celery.conf.update(tasks.broker_settings(settings.task_seconds))
        self._replies = Replies(settings.redis_url, f"gateway-analyzed-{uuid.uuid4().hex}")

    async def annotation(self, request: AnalyzeRequest) -> Annotation:
        """What nlp finds in the text.

        Raises:
            UnavailableError: no nlp worker, or Redis, answers in time.
        """
        if self._replies.waiting >= MOST_WAITING:
            raise UnavailableError(f"{MOST_WAITING} texts are being analyzed already", retry_after=5)
        await run_in_threadpool(self._must_be_served)
        message = Analyze(id=uuid.uuid4().hex, reply_to=self._replies.queue, **request.model_dump())
        answer = self._replies.expect(message.id)
        try:
            await run_in_threadpool(self._send, message)
            return (await asyncio.wait_for(answer, self._seconds)).annotation
        except TimeoutError as error:
            raise UnavailableError(f"nlp did not answer within {self._seconds:g} s", retry_after=5) from error
        finally:
            self._replies.forget(message.id)

    def close(self) -> None:
        """Stop listening, and take the queue away."""
        self._replies.stop()
        self._celery.close()

    def _must_be_served(self) -> None:
        try:
            workers = self._queues.alive()["nlp"]
        except RedisError as error:
            raise UnavailableError("Redis does not answer", retry_after=5) from error
        if not workers:
            raise UnavailableError("no nlp worker is alive", retry_after=5)

    def _send(self, message: Analyze) -> None:
        self._replies.listen()
        payload = message.model_dump(mode="json")
        try:
            self._celery.send_task(
                tasks.ANALYZE,
                args=[payload],
                queue=tasks.ANALYZE_QUEUE,
                expires=self._seconds,
                retry_policy=RETRY_POLICY,
            )
        except (OperationalError, RedisError) as error:
            raise UnavailableError("Redis does not answer", retry_after=5) from error


class Replies(ConsumerMixin):
    """A thread that listens on the process' own queue, from the first request on."""

    def __init__(self, url: str, queue: str) -> None:
        options = {"socket_timeout": 10, "socket_connect_timeout": 5}
        self.connection = Connection(url, transport_options=options)  # type: ignore[no-untyped-call]
        self.queue = queue
        self._expected: dict[str, tuple[asyncio.AbstractEventLoop, asyncio.Future[Analyzed]]] = {}
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """Requests whose answer has not come."""
        return len(self._expected)

    def expect(self, message_id: str) -> "asyncio.Future[Analyzed]":
        """The answer to come."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Analyzed] = loop.create_future()
        self._expected[message_id] = (loop, future)
        return future

    def forget(self, message_id: str) -> None:
        """Drop an answer that nobody waits for any more."""
        self._expected.pop(message_id, None)

    def listen(self) -> None:
        """Begin to listen, once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self.run, name="analyzed", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self.should_stop = True
        if self._thread is not None:
            self._thread.join(timeout=3)

    def get_consumers(self, consumer: Callable[..., Consumer], channel: Any) -> list[Consumer]:  # noqa: ARG002
        """Kombu's hook: what to consume."""
        queue = Queue(self.queue, routing_key=self.queue, auto_delete=True)  # type: ignore[no-untyped-call]
        return [consumer(queues=[queue], callbacks=[self._take], accept=["json"], no_ack=True)]

    def _take(self, body: Any, message: Message) -> None:  # noqa: ARG002
        try:
            answer = Analyzed.model_validate(body[0][0])
        except (ValidationError, LookupError, TypeError):
            log.warning("an answer of nlp could not be read")
            return
        if expected := self._expected.get(answer.id):
            loop, future = expected
            loop.call_soon_threadsafe(_resolve, future, answer)


def _resolve(future: "asyncio.Future[Analyzed]", answer: Analyzed) -> None:
    if not future.done():
        future.set_result(answer)
