"""A gateway for tests that says what it is told to say: as httpx's transport, or behind a real socket.

gateway = FakeGateway()
gateway.on("GET /v1/jobs/job_1", {"id": "job_1", ...})
Client(transport=gateway).job("job_1")
gateway.seen[0].headers["authorization"]
"""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, BinaryIO

import httpx

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class FakeGateway(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Remembers what it has `seen`; answers as `on` says, 404 to all else."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []
        self._answers: dict[str, list[Answer]] = {}

    def on(self, what: str, *answers: Any) -> None:
        """Set the answers to `METHOD /path` or `METHOD /path?query`, in order; the last one stays.

        An exception is raised, a function is given the request, what is no response is sent as JSON.
        """
        self._answers[what] = [answer if is_answer(answer) else reply(answer) for answer in answers]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer; called by httpx.Client."""
        request.read()
        return self._answer(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer; called by httpx.AsyncClient."""
        await request.aread()
        return self._answer(request)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        exactly = f"{request.method} {request.url.raw_path.decode()}"
        queue = self._answers.get(exactly) or self._answers.get(f"{request.method} {request.url.path}")
        if not queue:
            return problem(404, "not found", f"the fake has no answer to {exactly}")
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if isinstance(answer, Exception):
            raise answer
        return fresh(answer) if isinstance(answer, httpx.Response) else answer(request)


def is_answer(answer: Any) -> bool:
    """Whether it can be answered as it is."""
    return isinstance(answer, httpx.Response | Exception) or callable(answer)


def fresh(response: httpx.Response) -> httpx.Response:
    """A copy, since httpx marks those it has read; one that streams can be sent only once."""
    if not response.is_closed:
        return response
    return httpx.Response(response.status_code, headers=response.headers, content=response.content)


def reply(body: Any, status: int = 200) -> httpx.Response:
    """A JSON reply."""
    return httpx.Response(status, json=body)


def problem(
    status: int, title: str, detail: str = "", headers: dict[str, str] | None = None
) -> httpx.Response:
    """A refusal as problem+json."""
    body = json.dumps({"title": title, "status": status, "detail": detail})
    kind = {"content-type": "application/problem+json"}
    return httpx.Response(status, content=body, headers=kind | (headers or {}))


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces, and may break off with an exception."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


@contextmanager
def served(fake: FakeGateway) -> Iterator[str]:
    """The fake behind a real socket of this machine; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            sent = httpx.Request(self.command, self.path, headers=dict(self.headers), content=body_of(self))
            answer = fake.handle_request(sent)
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.read())

        do_GET = do_POST = do_DELETE = answer  # noqa: N815  http.server names them so

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def body_of(request: BaseHTTPRequestHandler) -> bytes:
    """A request's body, streamed or not."""
    if request.headers.get("transfer-encoding") == "chunked":
        return b"".join(chunks(request.rfile))
    return request.rfile.read(int(request.headers.get("content-length", 0)))


def chunks(file: BinaryIO | Any) -> Iterator[bytes]:
    """The chunks of a streamed body (RFC 9112, 7.1)."""
    while size := int(file.readline(), 16):
        yield file.read(size)
        file.readline()
    file.readline()
