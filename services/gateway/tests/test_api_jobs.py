import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from claimwire_contracts.types import Problem
from claimwire_gateway.store import jobs
from fastapi.testclient import TestClient
from sqlalchemy import Engine

Json = dict[str, Any]


def post(api: TestClient) -> Json:
    found: Json = api.post("/v1/documents", json={"text": "The strike ends on Monday."}).json()
    return found


def end(engine: Engine, job_id: str, *, failed: bool = False) -> None:
    """Brings a job to its end as the pipeline does."""
    error = Problem(type="quarantined", title="given up") if failed else None
    state = "failed" if failed else "succeeded"
    with engine.begin() as conn:
        jobs.save(conn, jobs.get(conn, job_id).model_copy(update={"state": state, "error": error}))


def later(do: Callable[[], None], seconds: float = 0.3) -> threading.Timer:
    timer = threading.Timer(seconds, do)
    timer.start()
    return timer


def events_of(reply_text: str) -> list[Json]:
    found = []
    for block in reply_text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line and not line.startswith(":"))
        if "data" in fields:
            found.append({"id": int(fields["id"]), "event": fields["event"], **json.loads(fields["data"])})
    return found


def test_a_job_is_answered_at_once_without_wait(api: TestClient) -> None:
    assert api.get(f"/v1/jobs/{post(api)['id']}").json()["state"] == "queued"


def test_a_wait_ends_when_the_job_does(api: TestClient, engine: Engine) -> None:
    job = post(api)
    later(lambda: end(engine, job["id"]))
    began = time.monotonic()
    assert api.get(f"/v1/jobs/{job['id']}?wait=8").json()["state"] == "succeeded"
    assert 0.2 < time.monotonic() - began < 5


def test_a_wait_ends_when_its_time_is_out(api: TestClient) -> None:
    began = time.monotonic()
    assert api.get(f"/v1/jobs/{post(api)['id']}?wait=0.5").json()["state"] == "queued"
    assert 0.4 < time.monotonic() - began < 5


def test_a_failed_job_is_answered_with_200_and_its_error(api: TestClient, engine: Engine) -> None:
    job = post(api)
    end(engine, job["id"], failed=True)
    reply = api.get(f"/v1/jobs/{job['id']}?wait=30")
    assert reply.status_code == 200
    assert reply.json()["error"]["title"] == "given up"


@pytest.mark.parametrize("wait", ["-1", "31", "nan", "inf", "soon", ""])
def test_a_wait_beyond_its_bounds_is_refused(api: TestClient, wait: str) -> None:
    reply = api.get(f"/v1/jobs/{post(api)['id']}", params={"wait": wait})
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"] == "wait"


def test_jobs_are_listed_by_state(api: TestClient, engine: Engine) -> None:
    first, second = post(api), post(api)
    end(engine, first["id"])
    assert [job["id"] for job in api.get("/v1/jobs?state=queued").json()["items"]] == [second["id"]]
    assert [job["id"] for job in api.get("/v1/jobs").json()["items"]] == [second["id"], first["id"]]
    assert api.get("/v1/jobs?state=asleep").status_code == 422


def test_jobs_are_listed_by_batch(api: TestClient) -> None:
    alone, lines = post(api), b'{"text": "One."}\n{"text": "Two."}'
    batch = api.post("/v1/batches", content=lines, headers={"Content-Type": "application/x-ndjson"}).json()
    listed = api.get(f"/v1/jobs?state=queued&limit=1&batch={batch['id']}").json()
    listed["items"] += api.get(listed["next"]).json()["items"]
    assert {job["id"] for job in listed["items"]} == {line["job_id"] for line in batch["accepted"]}
    assert api.get("/v1/jobs?batch=bat_none").json()["items"] == []
    assert alone["id"] in {job["id"] for job in api.get("/v1/jobs?batch=").json()["items"]}


def test_cancelling_twice_is_cancelling_once(api: TestClient) -> None:
    job = post(api)
    first, again = (api.post(f"/v1/jobs/{job['id']}/cancel") for _ in range(2))
    assert (first.status_code, first.json()["state"]) == (200, "cancelled")
    assert again.json() == first.json()


def test_what_has_succeeded_can_be_neither_cancelled_nor_retried(api: TestClient, engine: Engine) -> None:
    job = post(api)
    end(engine, job["id"])
    for action in ("cancel", "retry"):
        reply = api.post(f"/v1/jobs/{job['id']}/{action}")
        assert reply.status_code == 409, action
        assert "succeeded" in reply.json()["detail"]


def test_retrying_twice_is_retrying_once(api: TestClient, engine: Engine) -> None:
    job = post(api)
    end(engine, job["id"], failed=True)
    first, again = (api.post(f"/v1/jobs/{job['id']}/retry") for _ in range(2))
    assert (first.status_code, first.json()["state"], first.json()["error"]) == (200, "queued", None)
    assert again.json() == first.json()


def test_events_are_told_from_the_first_to_the_end(api: TestClient, engine: Engine) -> None:
    job = post(api)
    later(lambda: end(engine, job["id"]))
    reply = api.get(f"/v1/jobs/{job['id']}/events")
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = events_of(reply.text)
    assert [event["state"] for event in events] == ["queued", "succeeded"]
    assert {event["event"] for event in events} == {"job"}


def test_events_resume_after_the_last_one_seen(api: TestClient, engine: Engine) -> None:
    job = post(api)
    end(engine, job["id"])
    first, last = events_of(api.get(f"/v1/jobs/{job['id']}/events").text)
    resumed = api.get(f"/v1/jobs/{job['id']}/events", headers={"Last-Event-ID": str(first["id"])})
    assert events_of(resumed.text) == [last]
    nothing_new = api.get(f"/v1/jobs/{job['id']}/events", headers={"Last-Event-ID": str(last["id"])})
    assert events_of(nothing_new.text) == []


def test_events_go_on_after_a_retry(api: TestClient, engine: Engine) -> None:
    job = post(api)
    end(engine, job["id"], failed=True)
    api.post(f"/v1/jobs/{job['id']}/retry")
    later(lambda: end(engine, job["id"]))
    events = events_of(api.get(f"/v1/jobs/{job['id']}/events").text)
    assert [event["state"] for event in events] == ["queued", "failed", "queued", "succeeded"]


@pytest.mark.parametrize("given", ["x", "-1", "99999999999999999999"])
def test_an_event_id_that_is_none_is_refused(api: TestClient, given: str) -> None:
    reply = api.get(f"/v1/jobs/{post(api)['id']}/events", headers={"Last-Event-ID": given})
    assert reply.status_code == 422


def test_many_waiters_hold_neither_threads_nor_connections(make_api: Any, engine: Engine) -> None:
    api = make_api()
    job = post(api)
    answers: list[str] = []
    waiting = [
        threading.Thread(
            target=lambda: answers.append(api.get(f"/v1/jobs/{job['id']}?wait=8").json()["state"])
        )
        for _ in range(60)
    ]
    for each in waiting:
        each.start()
    time.sleep(1)
    began = time.monotonic()
    assert api.get("/v1/stories").status_code == 200
    assert time.monotonic() - began < 3
    end(engine, job["id"])
    for each in waiting:
        each.join(timeout=15)
    assert answers == ["succeeded"] * 60


def test_a_wait_for_a_job_that_is_deleted_ends_with_404(api: TestClient) -> None:
    job = post(api)
    later(lambda: api.delete(job["links"]["document"]))
    assert api.get(f"/v1/jobs/{job['id']}?wait=8").status_code == 404


def test_a_stream_of_a_job_that_is_deleted_ends(api: TestClient) -> None:
    job = post(api)
    later(lambda: api.delete(job["links"]["document"]))
    events = events_of(api.get(f"/v1/jobs/{job['id']}/events").text)
    assert [event["state"] for event in events] == ["queued"]
