"""The two clients: thin senders of what calls.py builds, runners of what flows.py says."""

import asyncio
import ipaddress
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Any, Self, TypeVar, cast

import httpx
from claimwire_contracts.types import JobEvent, Page

from claimwire_client import flows
from claimwire_client.call import Call, at, following
from claimwire_client.endpoints import Endpoints
from claimwire_client.errors import DroppedError, lost, problem_error
from claimwire_client.flows import ENDED, Answer, Flow, Step
from claimwire_client.settings import ClientSettings
from claimwire_client.sse import EventStream

T = TypeVar("T")

TIMEOUT = 30.0
"""Seconds without a byte of answer, beyond what the call lets the gateway hold it back."""
RECONNECT = 0.5


class Client(Endpoints):
    """A synchronous client; use it as a context manager.

    Args:
        settings: where the gateway is; read from the environment if not given.
        transport: httpx's way out; a test gives its own.
        sleep: how it waits.
    """

    def __init__(
        self,
        settings: ClientSettings | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings or ClientSettings()
        self._http = httpx.Client(transport=transport, **http_options(self.settings))
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def pause(self, seconds: float) -> None:
        """Wait, between two looks at the same thing."""
        self._sleep(seconds)

    def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end."""
        try:
            step = next(flow)
            while True:
                step = flow.send(self._answer(step))
        except StopIteration as end:
            return cast("T", end.value)

    def each(self, call: Call[Page[T]]) -> Iterator[T]:
        """The items of a listing, page after page."""
        page = self.run(flows.sent(call))
        yield from page.items
        while page.next:
            page = self.run(flows.sent(following(call, page.next)))
            yield from page.items

    def events(self, job_id: str, *, after: int | None = None) -> Iterator[JobEvent]:
        """A job's events as they happen, until it has ended; a broken stream is resumed where it broke."""
        while True:
            for event in self._stream(job_id, after):
                yield event
                after = event.id
                if event.state in ENDED:
                    return
            self._sleep(RECONNECT)

    def _answer(self, step: Step) -> Answer:
        if step.pause:
            self._sleep(step.pause)
        try:
            return self._http.send(request_for(self._http, step.call, step.call.body))
        except httpx.RequestError as error:
            return lost(self.settings.url, error)

    def _stream(self, job_id: str, after: int | None) -> Iterator[JobEvent]:
        stream = EventStream()
        try:
            with self._http.stream("GET", at("jobs", job_id, "events"), headers=resume(after)) as reply:
                if reply.is_error:
                    reply.read()
                    raise problem_error(reply)
                for line in reply.iter_lines():
                    yield from job_events(stream, line)
        except httpx.RequestError as error:
            unless_dropped(self.settings.url, error)


class AsyncClient(Endpoints):
    """An asynchronous client: the same methods, awaited; listings and events with `async for`.

    Args:
        settings: where the gateway is; read from the environment if not given.
        transport: httpx's way out; a test gives its own.
        sleep: how it waits.
    """

    def __init__(
        self,
        settings: ClientSettings | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.settings = settings or ClientSettings()
        self._http = httpx.AsyncClient(transport=transport, **http_options(self.settings))
        self._sleep = sleep

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end."""
        try:
            step = next(flow)
            while True:
                step = flow.send(await self._answer(step))
        except StopIteration as end:
            return cast("T", end.value)

    async def each(self, call: Call[Page[T]]) -> AsyncIterator[T]:
        """The items of a listing, page after page."""
        while True:
            page = await self.run(flows.sent(call))
            for item in page.items:
                yield item
            if not page.next:
                return
            call = following(call, page.next)

    async def events(self, job_id: str, *, after: int | None = None) -> AsyncIterator[JobEvent]:
        """A job's events as they happen, until it has ended; a broken stream is resumed where it broke."""
        while True:
            async for event in self._stream(job_id, after):
                yield event
                after = event.id
                if event.state in ENDED:
                    return
            await self._sleep(RECONNECT)

    async def _answer(self, step: Step) -> Answer:
        if step.pause:
            await self._sleep(step.pause)
        body = step.call.body
        try:
            streamed = body if isinstance(body, bytes) else in_async(body)
            return await self._http.send(request_for(self._http, step.call, streamed))
        except httpx.RequestError as error:
            return lost(self.settings.url, error)

    async def _stream(self, job_id: str, after: int | None) -> AsyncIterator[JobEvent]:
        stream = EventStream()
        try:
            async with self._http.stream("GET", at("jobs", job_id, "events"), headers=resume(after)) as reply:
                if reply.is_error:
                    await reply.aread()
                    raise problem_error(reply)
                async for line in reply.aiter_lines():
                    for event in job_events(stream, line):
                        yield event
        except httpx.RequestError as error:
            unless_dropped(self.settings.url, error)


def http_options(settings: ClientSettings) -> dict[str, Any]:
    """What both httpx clients are made with. A proxy of the environment is not asked for this machine."""
    headers = {"user-agent": "claimwire-client"}
    if settings.api_key:
        headers["authorization"] = f"Bearer {settings.api_key.get_secret_value()}"
    return {
        "base_url": settings.url,
        "headers": headers,
        "timeout": TIMEOUT,
        "trust_env": not is_this_machine(httpx.URL(settings.url).host),
    }


def is_this_machine(host: str) -> bool:
    """Whether a host is a loopback name or address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def request_for(
    http: httpx.Client | httpx.AsyncClient,
    call: Call[Any],
    body: bytes | Iterable[bytes] | AsyncIterator[bytes],
) -> httpx.Request:
    """A call as httpx's request."""
    return http.build_request(
        call.method,
        call.path,
        params=dict(call.params),
        headers=dict(call.headers),
        content=body or None,
        timeout=httpx.Timeout(TIMEOUT, read=TIMEOUT + call.hold),
    )


async def in_async(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    """An iterable as an async one, which is all that httpx's AsyncClient streams."""
    for chunk in chunks:
        yield chunk


def resume(after: int | None) -> dict[str, str]:
    """The headers of an event stream that goes on after an event."""
    return {"accept": "text/event-stream"} | ({} if after is None else {"last-event-id": str(after)})


def job_events(stream: EventStream, line: str) -> list[JobEvent]:
    """The job event that a line completes, if it does."""
    sent = stream.feed(line)
    return [JobEvent.model_validate_json(sent.data)] if sent else []


def unless_dropped(url: str, error: httpx.RequestError) -> None:
    """Raise for a stream that never stood; one that was dropped is opened again."""
    unreachable = lost(url, error)
    if not isinstance(unreachable, DroppedError):
        raise unreachable from error
