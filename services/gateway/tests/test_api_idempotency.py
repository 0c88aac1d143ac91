from concurrent.futures import ThreadPoolExecutor
from typing import Any

from claimwire_gateway.store import idempotency
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

ARTICLE = {"text": "The mayor said the bridge stays shut."}
KEY = {"Idempotency-Key": "post-1"}


def count(engine: Engine, table: str = "documents") -> int:
    with engine.connect() as conn:
        found: int = conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        return found


def test_a_request_sent_again_is_answered_as_the_first_time(api: TestClient, engine: Engine) -> None:
    first, again = (api.post("/v1/documents", json=ARTICLE, headers=KEY) for _ in range(2))
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert count(engine) == 1


def test_the_same_key_with_another_body_is_refused(api: TestClient, engine: Engine) -> None:
    api.post("/v1/documents", json=ARTICLE, headers=KEY)
    reply = api.post("/v1/documents", json={"text": "Another."}, headers=KEY)
    assert reply.status_code == 422
    assert "idempotency-mismatch" in reply.json()["type"]
    assert count(engine) == 1


def test_a_key_whose_request_is_under_way_is_a_conflict(make_api: Any, engine: Engine) -> None:
    api = make_api(api_keys="one")
    headers = {**KEY, "X-API-Key": "one"}
    api.post("/v1/documents", json=ARTICLE, headers=headers)
    with engine.begin() as conn:
        conn.execute(text("UPDATE idempotency_keys SET reply = NULL"))
    reply = api.post("/v1/documents", json=ARTICLE, headers=headers)
    assert reply.status_code == 409
    assert int(reply.headers["retry-after"]) >= 1


def test_a_refused_request_leaves_its_key_free(api: TestClient) -> None:
    assert api.post("/v1/documents", json={"text": " "}, headers=KEY).status_code == 422
    assert api.post("/v1/documents", json=ARTICLE, headers=KEY).status_code == 202


def test_one_callers_key_says_nothing_to_another(make_api: Any, engine: Engine) -> None:
    api = make_api(api_keys="one,two")
    for key in ("one", "two"):
        assert api.post("/v1/documents", json=ARTICLE, headers={**KEY, "X-API-Key": key}).status_code == 202
    assert count(engine) == 2


def test_a_key_is_forgotten_after_its_time(api: TestClient, engine: Engine) -> None:
    api.post("/v1/documents", json=ARTICLE, headers=KEY)
    with engine.begin() as conn:
        conn.execute(text("UPDATE idempotency_keys SET expires_at = now() - interval '1 second'"))
    assert "idempotency-replayed" not in api.post("/v1/documents", json=ARTICLE, headers=KEY).headers
    assert count(engine) == 2


def test_of_many_sent_at_once_one_does_the_work(api: TestClient, engine: Engine) -> None:
    def send(_: int) -> int:
        return api.post("/v1/documents", json=ARTICLE, headers=KEY).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(16))) <= {202, 409}
    assert count(engine) == 1


def test_a_reservation_that_did_no_work_is_released(engine: Engine) -> None:
    name = {"scope": "key:x", "key": "k"}
    with engine.begin() as conn:
        assert idempotency.reserve(conn, **name, fingerprint="f", hours=1) == "reserved"
        idempotency.release(conn, **name)
    assert count(engine, "idempotency_keys") == 0
