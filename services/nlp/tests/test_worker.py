"""The worker as a process, on a real Redis-protocol server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis as redis_client
from celery import Celery
from claimwire_contracts import tasks
from claimwire_contracts.messages import Analyze, Annotate, Match
from claimwire_contracts.messages import Message as Request
from claimwire_nlp.settings import Settings
from claimwire_nlp.worker import healthy
from kombu import Connection
from redis import Redis

servers = pytest.importorskip("claimwire_local.servers", reason="needs the local servers of the workspace")

SCRIPT = Path(__file__).parent / "worker_with_fakes.py"
WAIT = 20.0
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.start_valkey(tmp_path_factory.mktemp("valkey")) as valkey:
        yield valkey.url


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        client.flushall()
        yield client


@pytest.fixture
def start(redis: Redis, redis_url: str) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def start(**settings: str) -> subprocess.Popen[bytes]:
        env = os.environ | {"CLAIMWIRE_REDIS_URL": redis_url} | settings
        process = subprocess.Popen([sys.executable, SCRIPT], env=env)
        started.append(process)
        wait_for(lambda: any(redis.scan_iter("claimwire:alive:nlp:*")))
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def sender(redis_url: str) -> Iterator[Celery]:
    with Celery(broker=redis_url, set_as_current=False) as app:
        app.conf.update(tasks.broker_settings(60))
        yield app


def wait_for(condition: Callable[[], object], seconds: float = WAIT) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def document(text: str, job: str = "job_1") -> Annotate:
    return Annotate(job_id=job, lease="l1", document_id="doc_1", text=text)


def send(app: Celery, request: Request | Analyze, task: str, queue: str) -> None:
    app.send_task(task, args=[request.model_dump(mode="json")], queue=queue)


def replies(redis_url: str, number: int, queue: str = tasks.GATEWAY_QUEUE) -> list[dict[str, Any]]:
    """The next messages on a queue, each with the task's name under `task`."""
    with Connection(redis_url) as connection, connection.SimpleQueue(queue) as box:
        messages = [box.get(timeout=WAIT) for _ in range(number)]
        for message in messages:
            message.ack()
        return [message.payload[0][0] | {"task": message.headers["task"]} for message in messages]


def test_a_document_is_answered_with_started_and_its_annotation(
    start: Start, sender: Celery, redis_url: str
) -> None:
    start()
    send(sender, document("read me"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    started, annotated = replies(redis_url, 2)
    assert (started["outcome"], started["stage"], started["task"]) == ("started", "annotate", tasks.APPLY)
    assert (annotated["outcome"], annotated["job_id"], annotated["lease"]) == ("annotated", "job_1", "l1")


def test_a_document_is_matched_against_its_candidates(start: Start, sender: Celery, redis_url: str) -> None:
    start()
    stored = {"id": "doc_1", "seen_at": "2026-03-03T12:00:00Z"}
    request = Match.model_validate({"job_id": "job_1", "lease": "l1", "document": stored})
    send(sender, request, tasks.MATCH, tasks.NLP_QUEUE)
    assert [reply["outcome"] for reply in replies(redis_url, 2)] == ["started", "matched"]


def test_an_error_of_one_document_is_reported_and_the_next_is_read(
    start: Start, sender: Celery, redis_url: str
) -> None:
    start()
    send(sender, document("fail"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    send(sender, document("read me", job="job_2"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    outcomes = [(reply["job_id"], reply["outcome"]) for reply in replies(redis_url, 4)]
    assert outcomes == [
        ("job_1", "started"),
        ("job_1", "crashed"),
        ("job_2", "started"),
        ("job_2", "annotated"),
    ]


def test_a_killed_child_is_reported_by_its_parent_and_replaced(
    start: Start, sender: Celery, redis_url: str
) -> None:
    start()
    send(sender, document("die"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    assert [reply["outcome"] for reply in replies(redis_url, 2)] == ["started", "crashed"]
    send(sender, document("read me"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    assert [reply["outcome"] for reply in replies(redis_url, 2)] == ["started", "annotated"]


def test_work_over_the_time_limit_is_killed_and_reported_once(
    start: Start, sender: Celery, redis_url: str
) -> None:
    start(CLAIMWIRE_TASK_SECONDS="1")
    send(sender, document("sleep 30"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    started, crashed = replies(redis_url, 2)
    assert (started["outcome"], crashed["outcome"]) == ("started", "crashed")
    assert "TimeLimitExceeded" in crashed["detail"]
    send(sender, document("read me"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    assert [reply["outcome"] for reply in replies(redis_url, 2)] == ["started", "annotated"]


def test_a_waiting_client_is_served_before_the_documents_in_the_queue(
    start: Start, sender: Celery, redis_url: str
) -> None:
    for number in range(4):
        send(sender, document("sleep 0.5", job=f"job_{number}"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    box = f"reply-{uuid4()}"
    send(sender, Analyze(id="a1", reply_to=box, text="x"), tasks.ANALYZE, tasks.ANALYZE_QUEUE)
    start()
    (analyzed,) = replies(redis_url, 1, box)
    assert (analyzed["outcome"], analyzed["id"], analyzed["task"]) == ("analyzed", "a1", tasks.ANALYZED)
    done = [reply for reply in replies(redis_url, 1) if reply["outcome"] == "annotated"]
    assert not done


def test_a_worker_told_to_stop_finishes_the_document_in_hand(
    start: Start, sender: Celery, redis_url: str, redis: Redis
) -> None:
    worker = start()
    send(sender, document("sleep 1"), tasks.ANNOTATE, tasks.NLP_QUEUE)
    assert replies(redis_url, 1)[0]["outcome"] == "started"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert replies(redis_url, 1)[0]["outcome"] == "annotated"
    assert not list(redis.scan_iter("claimwire:alive:nlp:*"))


def test_a_worker_of_this_host_is_seen_alive(start: Start, redis: Redis, redis_url: str) -> None:
    settings = Settings(redis_url=redis_url)
    assert not healthy(settings)
    start()
    assert healthy(settings)


def test_health_raises_where_redis_does_not_answer() -> None:
    with pytest.raises(redis_client.RedisError):
        healthy(Settings(redis_url="redis://127.0.0.1:1/0"))
