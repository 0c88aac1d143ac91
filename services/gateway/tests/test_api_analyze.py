import threading
from collections.abc import Iterator
from typing import Any, Self

import pytest
from celery import Celery
from claimwire_contracts import tasks
from claimwire_contracts.messages import Analyze, Analyzed, Annotation, ExtractedClaim, ExtractedEntity
from claimwire_contracts.types import GAP, Mention, Passage, Span
from fastapi.testclient import TestClient
from kombu import Connection
from redis import Redis

TEXT = "Ana Ruiz said the port is open."


def annotation_of(text: str) -> Annotation:
    name = Mention(start=0, end=8, text=text[:8])
    content = Passage(text=text[14:30] + GAP + ".", spans=[Span(start=14, end=30), Span(start=30, end=31)])
    return Annotation(
        entities=[
            ExtractedEntity(
                name="Ana Ruiz",
                type="PERSON",
                key="ana ruiz",
                aliases=["Ruiz"],
                roles=["mayor"],
                mentions=[name],
            )
        ],
        claims=[ExtractedClaim(kind="indirect", content=content, entities=[0], confidence=0.9)],
        pipeline_version="test",
    )


class FakeNlp:
    """Takes analyze tasks off the queue and answers as a worker does, through Celery's own protocol."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self.taken: list[Analyze] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _serve(self) -> None:
        app = Celery("fake-nlp", broker=self._url, set_as_current=False)
        with Connection(self._url) as connection, connection.SimpleQueue(tasks.ANALYZE_QUEUE) as queue:
            while not self._stop.is_set():
                try:
                    message = queue.get(timeout=0.1)
                except queue.Empty:
                    continue
                message.ack()
                request = Analyze.model_validate(message.payload[0][0])
                self.taken.append(request)
                answer = Analyzed(id=request.id, annotation=annotation_of(request.text)).model_dump(
                    mode="json"
                )
                for payload in ({"id": "nobody's"}, answer, answer):
                    app.send_task("gateway.analyzed", args=[payload], queue=request.reply_to)


@pytest.fixture
def nlp(redis: Redis, redis_url: str) -> Iterator[FakeNlp]:
    redis.set(f"{tasks.ALIVE}:nlp:fake", "1")
    with FakeNlp(redis_url) as fake:
        yield fake


def test_a_short_text_is_analyzed_at_once(api: TestClient, nlp: FakeNlp) -> None:
    found = api.post("/v1/analyze", json={"text": TEXT, "published_at": "2026-05-01T08:00:00+02:00"}).json()
    mention = found["entities"][0]["mentions"][0]
    assert TEXT[mention["start"] : mention["end"]] == mention["text"] == "Ana Ruiz"
    assert (found["entities"][0]["aliases"], found["entities"][0]["roles"]) == (["Ruiz"], ["mayor"])
    assert found["claims"][0]["entities"] == [0]
    assert "profile" not in found["claims"][0]
    assert nlp.taken[0].published_at is not None


def test_several_texts_get_each_its_own_answer(api: TestClient, nlp: FakeNlp) -> None:
    answers: dict[str, str] = {}

    def ask(name: str) -> None:
        reply = api.post("/v1/analyze", json={"text": f"{name} said the port is open today."})
        answers[name] = reply.json()["entities"][0]["mentions"][0]["text"]

    threads = [threading.Thread(target=ask, args=(f"Person-{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {name: name for name in answers}
    assert len(nlp.taken) == len(answers) == 8


def test_without_a_live_worker_the_answer_is_503_at_once(api: TestClient, redis: Redis) -> None:
    reply = api.post("/v1/analyze", json={"text": TEXT})
    assert reply.status_code == 503
    assert int(reply.headers["retry-after"]) > 0
    assert redis.llen(tasks.ANALYZE_QUEUE) == 0


def test_a_worker_that_does_not_answer_in_time_is_503(make_api: Any, redis: Redis) -> None:
    redis.set(f"{tasks.ALIVE}:nlp:deaf", "1")
    reply = make_api(analyze_seconds=0.5).post("/v1/analyze", json={"text": TEXT})
    assert reply.status_code == 503


def test_redis_away_is_503(make_api: Any) -> None:
    reply = make_api(redis_url="redis://127.0.0.1:1/0").post("/v1/analyze", json={"text": TEXT})
    assert reply.status_code == 503


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": ""}, 422),
        ({"text": " \n"}, 422),
        ({"text": "a\x00"}, 422),
        ({}, 422),
        ({"text": "a", "outlet": "x"}, 422),
        ({"text": "a", "published_at": "2026-05-01T08:00"}, 422),
        ({"text": "x" * 20_001}, 413),
        ([], 422),
    ],
)
def test_a_text_that_cannot_be_analyzed_is_refused(api: TestClient, body: Any, status: int) -> None:
    reply = api.post("/v1/analyze", json=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
