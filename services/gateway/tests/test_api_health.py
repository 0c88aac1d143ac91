from typing import Any

import pytest
from claimwire_contracts.tasks import ALIVE
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect
from fastapi.testclient import TestClient
from redis import Redis

SERVICES = ("pipeline", "ingest", "nlp")


def set_alive(redis: Redis, *services: str) -> None:
    for service in services:
        redis.set(f"{ALIVE}:{service}:worker@host", "1", ex=10)


def test_liveness_asks_nothing_of_other_parts(make_api: Any) -> None:
    away = connect(Settings(database_url="postgresql://nobody:x@127.0.0.1:1/none"))
    api = make_api(engine=away, redis_url="redis://127.0.0.1:1/0")
    assert api.get("/healthz").json() == {"status": "alive"}


def test_ready_once_every_part_is_there(api: TestClient, redis: Redis) -> None:
    set_alive(redis, *SERVICES)
    reply = api.get("/readyz")
    assert reply.status_code == 200
    assert set(reply.json()["parts"]) == {"postgresql", "redis", *SERVICES}


@pytest.mark.parametrize("missing", SERVICES)
def test_not_ready_without_a_live_process_of_each_service(
    api: TestClient, redis: Redis, missing: str
) -> None:
    set_alive(redis, *(service for service in SERVICES if service != missing))
    reply = api.get("/readyz")
    assert reply.status_code == 503
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["errors"] == [{"field": missing, "detail": "none alive"}]


def test_redis_away_is_named_while_articles_are_still_accepted(make_api: Any) -> None:
    api = make_api(redis_url="redis://127.0.0.1:1/0")
    assert api.post("/v1/documents", json={"text": "A."}).status_code == 202
    reply = api.get("/readyz")
    assert reply.status_code == 503
    assert {"field": "redis", "detail": "does not answer"} in reply.json()["errors"]


def test_postgresql_away_is_named(make_api: Any, redis: Redis) -> None:
    set_alive(redis, *SERVICES)
    away = connect(Settings(database_url="postgresql://nobody:x@127.0.0.1:1/none"))
    reply = make_api(engine=away).get("/readyz")
    assert reply.status_code == 503
    assert reply.json()["errors"] == [{"field": "postgresql", "detail": "does not answer"}]


def test_metrics_tell_of_requests_jobs_and_queues(api: TestClient, redis: Redis) -> None:
    set_alive(redis, "nlp")
    redis.lpush("nlp", "message")
    job = api.post("/v1/documents", json={"text": "A."}).json()
    api.get(f"/v1/jobs/{job['id']}")
    api.get("/no/such/route")
    lines = api.get("/metrics").text.splitlines()
    for expected in (
        'claimwire_http_requests_total{method="GET",route="/v1/jobs/{job_id}",status="200"} 1.0',
        'claimwire_http_requests_total{method="GET",route="unmatched",status="404"} 1.0',
        'claimwire_jobs{state="queued"} 1.0',
        "claimwire_backlog_jobs 1.0",
        'claimwire_stage_jobs{stage="prepare"} 1.0',
        'claimwire_queue_length{queue="nlp"} 1.0',
        'claimwire_workers{service="nlp"} 1.0',
        'claimwire_up{part="postgresql"} 1.0',
    ):
        assert expected in lines, expected


def test_metrics_are_served_while_the_other_parts_are_away(make_api: Any) -> None:
    away = connect(Settings(database_url="postgresql://nobody:x@127.0.0.1:1/none"))
    api = make_api(engine=away, redis_url="redis://127.0.0.1:1/0")
    lines = api.get("/metrics").text.splitlines()
    assert 'claimwire_up{part="postgresql"} 0.0' in lines
    assert 'claimwire_up{part="redis"} 0.0' in lines
    assert not any(line.startswith("claimwire_jobs{") for line in lines)
