"""The API as a process, over real connections."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from claimwire_gateway.settings import Settings
from claimwire_local.servers import start_postgres

COMMAND = [sys.executable, "-m", "claimwire_gateway"]


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, **{f"CLAIMWIRE_{name.upper()}": value for name, value in settings.items()}}
    return subprocess.run(
        [*COMMAND, *arguments], env=env, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(log: Path, **settings: str) -> Iterator["tuple[subprocess.Popen[bytes], int]"]:
    port = free_port()
    env = {**os.environ, **{f"CLAIMWIRE_{name.upper()}": value for name, value in settings.items()}}
    with log.open("wb") as stderr:
        process = subprocess.Popen([*COMMAND, "api"], env={**env, "CLAIMWIRE_PORT": str(port)}, stderr=stderr)
        try:
            wait_for(port)
            yield process, port
        finally:
            process.terminate()
            process.wait(timeout=15)


def wait_for(port: int) -> None:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        try:
            if ask(port, "GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


def ask(
    port: int, method: str, path: str, body: Any = None, headers: Any = None
) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, body, headers or {}, encode_chunked=False)
        reply = connection.getresponse()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str
) -> Iterator[tuple[int, Path]]:
    log = tmp_path_factory.mktemp("api") / "log"
    with serving(log, database_url=postgres_url, redis_url=redis_url) as (_, port):
        yield port, log


JSON = {"Content-Type": "application/json"}


def test_20_megabytes_are_refused_in_words_that_arrive(served: tuple[int, Path]) -> None:
    status, headers, body = ask(
        served[0], "POST", "/v1/documents", b'{"text":"' + b"x" * 20_000_000 + b'"}', JSON
    )
    assert (status, headers["content-type"]) == (413, "application/problem+json")
    assert b"bytes" in body


def test_20_megabytes_in_chunks_are_refused_in_words_that_arrive(served: tuple[int, Path]) -> None:
    chunks = (b" " * 100_000 for _ in range(200))
    status, headers, _ = ask(served[0], "POST", "/v1/documents", chunks, JSON)
    assert (status, headers["content-type"]) == (413, "application/problem+json")


def test_a_batch_is_taken_in_chunks_of_any_size(served: tuple[int, Path]) -> None:
    lines = (b'{"text": "Report %d."}\n' % number for number in range(450))
    status, _, body = ask(served[0], "POST", "/v1/batches", lines, {"Content-Type": "application/x-ndjson"})
    assert status == 202
    assert body.count(b'"job_id"') == 450


def test_a_client_that_leaves_in_the_middle_is_no_error(served: tuple[int, Path]) -> None:
    port, log = served
    with closing(socket.create_connection(("127.0.0.1", port))) as left:
        left.sendall(
            b"POST /v1/batches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
            b'Transfer-Encoding: chunked\r\n\r\n14\r\n{"text": "One."}\n\n\n\n\r\n'
        )
        time.sleep(0.3)
    time.sleep(0.5)
    assert "Traceback" not in log.read_text()
    assert ask(port, "GET", "/healthz")[0] == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /v1/documents/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /v1/documents?q=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /v1/documents HTTP/1.1\r\nHost: localhost\r\nX-API-Key: a\x00b\r\n\r\n",
        b"GET /v1/documents HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: \xff\xfe\r\n\r\n",
        b"GET /v1/\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"GET http://localhost/v1/stories HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
    ],
)
def test_odd_requests_are_never_a_500(served: tuple[int, Path], raw: bytes) -> None:
    with closing(socket.create_connection(("127.0.0.1", served[0]), timeout=10)) as connection:
        connection.sendall(raw)
        status = int(connection.recv(4096).split(b" ", 2)[1])
    assert status < 500
    assert "Traceback" not in served[1].read_text()


def test_sigterm_ends_waits_and_streams_at_once(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    answers: list[int] = []
    with serving(tmp_path / "log", database_url=postgres_url, redis_url=redis_url) as (process, port):
        job = ask(port, "POST", "/v1/documents", b'{"text": "A."}', JSON)[1]["location"]
        waits = [
            threading.Thread(target=lambda path=path: answers.append(ask(port, "GET", path)[0]))
            for path in (f"{job}?wait=30", f"{job}/events")
        ]
        for each in waits:
            each.start()
        time.sleep(1)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=10)
        for each in waits:
            each.join(timeout=5)
    assert code in {0, -signal.SIGTERM}
    assert time.monotonic() - began < 8
    assert answers == [200, 200]


def test_it_answers_again_once_postgresql_is_back(tmp_path: Path, redis_url: str) -> None:
    port = free_port()
    with (
        start_postgres(tmp_path / "data", port=port) as postgres,
        serving(tmp_path / "log", database_url=postgres.url, redis_url=redis_url) as (_, served),
    ):
        assert ask(served, "GET", "/v1/stories")[0] == 200
        postgres.stop()
        status, headers, _ = ask(served, "POST", "/v1/documents", b'{"text": "A."}', JSON)
        assert status == 503
        assert int(headers["retry-after"]) > 0
        with start_postgres(tmp_path / "data", port=port):
            assert ask(served, "POST", "/v1/documents", b'{"text": "A."}', JSON)[0] == 202


def test_it_refuses_to_start_open_to_others_without_keys() -> None:
    ended = run("api", host="0.0.0.0")
    assert ended.returncode == 2
    assert "CLAIMWIRE_API_KEYS" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "many"),
        ("log_level", "loud"),
        ("redis_url", "localhost"),
        ("database_url", "s3cret"),
        ("api_keys_file", "/no/such/file"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str) -> None:
    ended = run("api", **{name: value})
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"CLAIMWIRE_{name.upper()}: ")
    assert "s3cret" not in ended.stderr


def test_an_empty_setting_is_an_unset_one() -> None:
    assert (
        run("health", "pipeline", port="", api_keys_file="", redis_url="redis://127.0.0.1:1/0").returncode
        == 1
    )


def test_help_tells_every_setting() -> None:
    shown = run("--help").stdout
    for name in Settings.model_fields:
        assert f"CLAIMWIRE_{name.upper()}" in shown


def test_health_asks_this_hosts_api_wherever_it_listens(tmp_path: Path, postgres_url: str) -> None:
    settings = {"database_url": postgres_url, "host": "0.0.0.0", "api_keys": "key"}
    with serving(tmp_path / "log", **settings) as (_, port):
        assert run("health", "api", port=str(port), **settings).returncode == 0
    gone = run("health", "api", port=str(port), **settings)
    assert gone.returncode == 1
    assert f"no API answers at 127.0.0.1:{port}" in gone.stderr
