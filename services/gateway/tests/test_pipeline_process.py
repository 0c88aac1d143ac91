"""The pipeline as a process, on real servers, which go away and come back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from claimwire_contracts.tasks import ALIVE
from claimwire_contracts.types import Submission
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import jobs
from claimwire_gateway.store.engine import connect
from claimwire_gateway.store.migrate import migrate
from claimwire_gateway.testing import FakeWorkers
from claimwire_local.servers import start_postgres, start_valkey
from redis import Redis
from sqlalchemy import Engine


@contextmanager
def pipeline(postgres_url: str, redis_url: str) -> Iterator[subprocess.Popen[bytes]]:
    given = {
        "CLAIMWIRE_DATABASE_URL": postgres_url,
        "CLAIMWIRE_REDIS_URL": redis_url,
        "CLAIMWIRE_UNSTARTED_SECONDS": "2",
        "CLAIMWIRE_LEASE_MARGIN": "1",
        "CLAIMWIRE_TASK_SECONDS": "4",
    }
    command = [sys.executable, "-m", "claimwire_gateway", "pipeline"]
    process = subprocess.Popen(command, env=os.environ | given)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def workers(redis_url: str) -> Iterator[None]:
    fakes = FakeWorkers(redis_url)
    fakes.start()
    try:
        yield
    finally:
        fakes.stop()


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def submit(engine: Engine, number: int) -> None:
    with engine.begin() as conn:
        jobs.submit_many(conn, [(at, Submission(text=f"Anna met Bert {at}.")) for at in range(number)])


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as conn:
        return {state: number for state, number in jobs.counts(conn).items() if number}


def test_two_pipelines_share_the_work_and_stop_when_told(
    engine: Engine, postgres_url: str, redis_url: str, redis: Redis
) -> None:
    submit(engine, 30)
    with (
        workers(redis_url),
        pipeline(postgres_url, redis_url) as one,
        pipeline(postgres_url, redis_url) as two,
    ):
        until(lambda: counts(engine) == {"succeeded": 30})
        until(lambda: len(redis.keys(f"{ALIVE}:pipeline:*")) == 2)
        for process in (one, two):
            process.send_signal(signal.SIGTERM)
        assert (one.wait(10), two.wait(10)) == (0, 0)
    assert redis.keys(f"{ALIVE}:pipeline:*") == []
    with engine.connect() as conn:
        assert {job.attempts for job in jobs.page(conn, limit=50).items} == {3}


def test_a_flushed_redis_loses_no_job(
    engine: Engine, postgres_url: str, redis_url: str, redis: Redis
) -> None:
    submit(engine, 20)
    with pipeline(postgres_url, redis_url):
        until(lambda: redis.llen("ingest") == 20)
        redis.flushall()
        with workers(redis_url):
            until(lambda: counts(engine) == {"succeeded": 20})


@pytest.mark.parametrize("away", ["redis", "postgres"])
def test_a_server_that_restarts_is_waited_for(tmp_path: Path, away: str) -> None:
    with start_postgres(tmp_path / "postgres") as postgres, start_valkey(tmp_path / "valkey") as valkey:
        engine = connect(Settings(database_url=postgres.url))
        migrate(engine)
        with pipeline(postgres.url, valkey.url) as process, workers(valkey.url):
            submit(engine, 5)
            until(lambda: counts(engine) == {"succeeded": 5})
            server = postgres if away == "postgres" else valkey
            start = start_postgres if away == "postgres" else start_valkey
            server.stop()
            time.sleep(2)
            assert process.poll() is None
            with start(
                tmp_path / ("postgres" if away == "postgres" else "valkey"), port=port(server.url)
            ) as again:
                assert again.url == server.url
                submit(engine, 5)
                until(lambda: counts(engine) == {"succeeded": 10})
                process.send_signal(signal.SIGTERM)
                assert process.wait(10) == 0
        engine.dispose()


def port(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])


def health(redis_url: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "claimwire_gateway", "health", "pipeline"]
    env = os.environ | {"CLAIMWIRE_REDIS_URL": redis_url}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_health_tells_a_live_pipeline_from_none_and_from_redis_away(
    engine: Engine, postgres_url: str, redis_url: str, redis: Redis
) -> None:
    assert "no pipeline of this host is alive" in health(redis_url).stderr
    with pipeline(postgres_url, redis_url):
        until(lambda: redis.keys(f"{ALIVE}:pipeline:*"))
        assert health(redis_url).returncode == 0
    away = health("redis://127.0.0.1:1/0")
    assert (away.returncode, "Redis does not answer" in away.stderr) == (1, True)
