"""The worker as it runs: a process of its own on a real Redis-protocol server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import Celery
from claimwire_contracts import tasks
from claimwire_contracts.messages import Crashed, Prepare, Prepared, Started, reply

LEAD = "The evening ferry was halted on Tuesday after it struck a fishing boat in fog, the coast guard said."


class Gateway:
    """Sends work to the queue and reads the answers, as the gateway's pipeline does."""

    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(url)
        self.app = Celery("gateway", broker=url, set_as_current=False)
        self.app.conf.update(tasks.broker_settings(60))

    def send(self, **fields: Any) -> None:
        request = Prepare(**{"job_id": "job_1", "lease": "lease_1", "document_id": "doc_1", **fields})
        self.app.send_task(tasks.PREPARE, args=[tasks.wire(request)], queue=tasks.INGEST_QUEUE)

    def answers(self, count: int, seconds: float = 30) -> list[Any]:
        found = []
        with self.app.connection_for_read() as connection:
            queue = connection.SimpleQueue(tasks.GATEWAY_QUEUE)
            for _ in range(count):
                message = queue.get(timeout=seconds)
                message.ack()
                found.append(reply.validate_python(message.payload[0][0]))
            queue.close()
        return found


def until(condition: Callable[[], Any], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def gateway(redis_url: str) -> Gateway:
    gateway = Gateway(redis_url)
    gateway.client.flushdb()
    return gateway


@pytest.fixture(scope="module")
def environment(redis_url: str, lasting_site: Any) -> dict[str, str]:
    given = {
        "REDIS_URL": redis_url,
        "TASK_SECONDS": "4",
        "FETCH_SECONDS": "50",
        "FETCH_ALLOW": "127.0.0.1/32",
        "FETCH_PORTS": str(lasting_site.port),
        "LOG_LEVEL": "INFO",
    }
    return {**os.environ, **{f"CLAIMWIRE_{name}": value for name, value in given.items()}}


def command(name: str) -> list[str]:
    return [sys.executable, "-m", "claimwire_ingest", name]


@pytest.fixture(scope="module")
def worker(gateway: Gateway, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command("worker"), env=environment, start_new_session=True)
    assert until(lambda: alive(gateway), 60)
    yield process
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes forked by one; from /proc, so that the test needs no other program."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.exists():
        pytest.skip("needs /proc to find the worker's children")
    return [int(child) for child in listed.read_text().split()]


def alive(gateway: Gateway) -> list[bytes]:
    return list(gateway.client.scan_iter(f"{tasks.ALIVE}:ingest:*"))


def test_work_is_taken_begun_and_answered(gateway: Gateway, worker: subprocess.Popen[bytes]) -> None:
    gateway.send(text=LEAD)
    started, prepared = gateway.answers(2)
    assert isinstance(started, Started)
    assert started.stage == "prepare"
    assert isinstance(prepared, Prepared)
    assert (prepared.job_id, prepared.lease, prepared.text) == ("job_1", "lease_1", LEAD)


def test_a_task_that_takes_too_long_is_killed_and_told_and_the_worker_lives(
    gateway: Gateway, worker: subprocess.Popen[bytes], lasting_site: Any
) -> None:
    gateway.send(url=lasting_site.drips("/", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>"))
    started, crashed = gateway.answers(2)
    assert isinstance(started, Started)
    assert isinstance(crashed, Crashed)
    assert "TimeLimitExceeded" in crashed.detail
    gateway.send(text=LEAD)
    assert [type(answer) for answer in gateway.answers(2)] == [Started, Prepared]


def test_a_child_that_dies_is_told_and_replaced(
    gateway: Gateway, worker: subprocess.Popen[bytes], lasting_site: Any
) -> None:
    gateway.send(url=lasting_site.drips("/", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>"))
    assert isinstance(gateway.answers(1)[0], Started)
    for child in children(worker):
        os.kill(child, signal.SIGKILL)
    assert isinstance(gateway.answers(1)[0], Crashed)
    gateway.send(text=LEAD)
    assert isinstance(gateway.answers(2)[1], Prepared)


def test_it_is_seen_to_be_alive_and_stops_on_sigterm_and_leaves_no_sign_of_life(
    gateway: Gateway, worker: subprocess.Popen[bytes], environment: dict[str, str]
) -> None:
    assert subprocess.run(command("health"), env=environment, check=False).returncode == 0
    worker.terminate()
    assert worker.wait(10) == 0
    assert alive(gateway) == []
    assert subprocess.run(command("health"), env=environment, check=False).returncode == 1


def test_health_says_when_redis_is_away(environment: dict[str, str]) -> None:
    away = {**environment, "CLAIMWIRE_REDIS_URL": "redis://127.0.0.1:1/0"}
    run = subprocess.run(command("health"), env=away, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Redis does not answer" in run.stderr
