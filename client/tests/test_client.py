import asyncio
from types import SimpleNamespace

import httpx
import pytest
from claimwire_client import (
    AsyncClient,
    BusyError,
    Client,
    ClientSettings,
    DroppedError,
    NotAllowedError,
    NotFoundError,
    ProblemError,
    StillRunningError,
    Submission,
    UnreachableError,
    UnreadableReplyError,
)
from claimwire_client.testing import FakeGateway, Pieces, problem, reply
from claimwire_contracts.types import Job

DOWN = httpx.ConnectError("Connection refused")
CUT = httpx.ReadError("connection reset")
BUSY = problem(429, "too many requests", headers={"retry-after": "7"})


def test_a_job_is_read_as_the_contracts_noun(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("GET /v1/jobs/job_1", wire.job())
    assert client.job("job_1") == Job.model_validate(wire.job())


def test_every_request_shows_the_key(client: Client, gateway: FakeGateway, wire: SimpleNamespace) -> None:
    gateway.on("GET /v1/jobs/job_1", wire.job())
    client.job("job_1")
    assert gateway.seen[0].headers["authorization"] == "Bearer k3y"


def test_the_key_does_not_show_in_the_settings_representation() -> None:
    assert "k3y" not in repr(ClientSettings(api_key="k3y"))


def test_a_submission_sends_only_what_was_said(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("POST /v1/documents", reply(wire.job(state="queued"), 202))
    client.submit(Submission(text="A text.", outlet="Coast FM"))
    assert gateway.seen[0].read() == b'{"text":"A text.","outlet":"Coast FM"}'


def test_a_submission_that_is_sent_again_keeps_its_idempotency_key(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("POST /v1/documents", CUT, BUSY, reply(wire.job(), 202))
    client.submit(Submission(text="A text."))
    keys = [request.headers["idempotency-key"] for request in gateway.seen]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_two_submissions_have_two_idempotency_keys(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("POST /v1/documents", reply(wire.job(), 202))
    for _ in range(2):
        client.submit(Submission(text="A text."))
    assert gateway.seen[0].headers["idempotency-key"] != gateway.seen[1].headers["idempotency-key"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_gateway_is_asked_again_when_it_says(
    status: int, client: Client, gateway: FakeGateway, slept: list[float], wire: SimpleNamespace
) -> None:
    gateway.on("GET /v1/jobs/job_1", problem(status, "busy", headers={"retry-after": "7"}), wire.job())
    client.job("job_1")
    assert slept == [7.0]


def test_without_a_retry_after_the_pauses_double(
    client: Client, gateway: FakeGateway, slept: list[float]
) -> None:
    gateway.on("GET /v1/jobs/job_1", problem(503, "busy"))
    with pytest.raises(BusyError):
        client.job("job_1")
    assert slept == [0.5, 1, 2, 4]


def test_a_pause_beyond_the_cap_is_the_callers_to_make(
    client: Client, gateway: FakeGateway, slept: list[float]
) -> None:
    gateway.on("GET /v1/jobs/job_1", problem(429, "busy", headers={"retry-after": "3600"}))
    with pytest.raises(BusyError) as caught:
        client.job("job_1")
    assert caught.value.retry_after == 3600
    assert slept == []


def test_a_lost_connection_is_tried_again_where_that_is_harmless(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("GET /v1/jobs/job_1", CUT, wire.job())
    assert client.job("job_1").id == "job_1"


def test_a_batch_whose_connection_was_lost_is_not_sent_twice(client: Client, gateway: FakeGateway) -> None:
    gateway.on("POST /v1/batches", CUT)
    with pytest.raises(DroppedError):
        client.submit_batch([Submission(text="A text.")])
    assert len(gateway.seen) == 1


def test_where_nothing_listens_the_error_names_the_address_and_the_mend(
    client: Client, gateway: FakeGateway, slept: list[float]
) -> None:
    gateway.on("GET /v1/jobs/job_1", DOWN)
    with pytest.raises(UnreachableError, match=r"no answer at http://gateway.example .*set CLAIMWIRE_URL"):
        client.job("job_1")
    assert slept == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, NotAllowedError),
        (403, NotAllowedError),
        (404, NotFoundError),
        (410, NotFoundError),
        (409, ProblemError),
        (422, ProblemError),
        (500, ProblemError),
    ],
)
def test_a_refusal_carries_its_problem(
    status: int, kind: type[ProblemError], client: Client, gateway: FakeGateway
) -> None:
    gateway.on("GET /v1/jobs/job_1", problem(status, "refused", "for this reason"))
    with pytest.raises(kind, match="refused; for this reason") as caught:
        client.job("job_1")
    assert caught.value.problem.status == caught.value.status == status


def test_a_refused_field_is_named_in_the_error(client: Client, gateway: FakeGateway) -> None:
    errors = [{"field": "/text", "detail": "holds no words"}]
    gateway.on("POST /v1/documents", reply({"title": "invalid", "status": 422, "errors": errors}, 422))
    with pytest.raises(ProblemError, match="invalid; /text: holds no words"):
        client.submit(Submission(text=" "))


def test_an_error_page_of_a_proxy_is_an_error_with_its_status(client: Client, gateway: FakeGateway) -> None:
    gateway.on("GET /v1/jobs/job_1", httpx.Response(502, text="<h1>Bad gateway</h1>"))
    with pytest.raises(ProblemError, match="502 Bad Gateway"):
        client.job("job_1")


@pytest.mark.parametrize("body", ["<html>hello</html>", "{}", "[]", ""])
def test_another_program_on_that_port_is_recognised(body: str, client: Client, gateway: FakeGateway) -> None:
    gateway.on("GET /v1/jobs/job_1", httpx.Response(200, text=body))
    with pytest.raises(UnreadableReplyError, match="not as Claimwire does"):
        client.job("job_1")


def test_a_listing_goes_on_over_its_pages(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    first, second = wire.job("job_1"), wire.job("job_2")
    gateway.on("GET /v1/jobs?state=failed", {"items": [first], "next": "/v1/jobs?state=failed&cursor=a%2Bb"})
    gateway.on("GET /v1/jobs?state=failed&cursor=a%2Bb", {"items": [second], "next": None})
    assert [job.id for job in client.jobs(state="failed")] == ["job_1", "job_2"]


def test_a_next_link_to_another_host_does_not_get_the_key(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on(
        "GET /v1/jobs", {"items": [], "next": "http://elsewhere.example/v1/jobs?cursor=2"}, {"items": []}
    )
    assert list(client.jobs()) == []
    assert {request.url.host for request in gateway.seen} == {"gateway.example"}


def test_waiting_asks_until_the_job_has_ended(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("GET /v1/jobs/job_1", *(wire.job(state=state) for state in ("queued", "running", "failed")))
    assert client.wait_for("job_1").state == "failed"


def test_waiting_ends_when_its_time_is_out(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on("GET /v1/jobs/job_1", wire.job(state="queued"))
    with pytest.raises(StillRunningError) as caught:
        client.wait_for("job_1", timeout=0.01)
    assert caught.value.job.state == "queued"


def test_a_batch_is_sent_as_one_document_a_line(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    gateway.on(
        "POST /v1/batches", reply({"id": "bat_1", "created_at": wire.at, "counts": {"queued": 3}}, 202)
    )
    client.submit_batch([Submission(text="One."), {"text": "Two."}, b'{"text": "Three."}\n'])
    assert gateway.seen[0].read() == b'{"text":"One."}\n{"text": "Two."}\n{"text": "Three."}\n'
    assert gateway.seen[0].headers["content-type"] == "application/x-ndjson"


def test_waiting_for_a_batch_ends_when_no_job_of_it_is_open(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    batch = {"id": "bat_1", "created_at": wire.at}
    counts = [{"queued": 1, "running": 1}, {"running": 1, "failed": 1}, {"succeeded": 1, "failed": 1}]
    gateway.on("GET /v1/batches/bat_1", *({**batch, "counts": count} for count in counts))
    assert client.wait_for_batch("bat_1").counts == {"succeeded": 1, "failed": 1}


def test_an_event_stream_that_broke_off_is_resumed_after_the_last_event(
    client: Client, gateway: FakeGateway, wire: SimpleNamespace
) -> None:
    broken = Pieces(sse(wire.event(4, "running")), CUT)
    rest = Pieces(b": ping\n\n", sse(wire.event(5, "succeeded")))
    gateway.on(
        "GET /v1/jobs/job_1/events", httpx.Response(200, stream=broken), httpx.Response(200, stream=rest)
    )
    assert [event.id for event in client.events("job_1")] == [4, 5]
    assert gateway.seen[1].headers["last-event-id"] == "4"


def test_events_of_an_unknown_job_are_a_refusal(client: Client, gateway: FakeGateway) -> None:
    with pytest.raises(NotFoundError):
        list(client.events("job_9"))


def test_an_id_cannot_leave_its_place_in_the_path(client: Client, gateway: FakeGateway) -> None:
    with pytest.raises(NotFoundError):
        client.job("../documents?x=1#")
    assert gateway.seen[0].url.raw_path == b"/v1/jobs/..%2Fdocuments%3Fx%3D1%23"


def test_the_async_client_has_the_same_methods(gateway: FakeGateway, wire: SimpleNamespace) -> None:
    gateway.on("POST /v1/documents", BUSY, reply(wire.job(state="queued"), 202))
    gateway.on("GET /v1/jobs/job_1", wire.job(state="running"), wire.job())
    gateway.on(
        "GET /v1/jobs", {"items": [wire.job()], "next": "/v1/jobs?cursor=2"}, {"items": [wire.job("job_2")]}
    )
    gateway.on("POST /v1/batches", reply({"id": "bat_1", "created_at": wire.at, "counts": {}}, 202))
    stream = httpx.Response(200, stream=Pieces(sse(wire.event(1, "succeeded"))))
    gateway.on("GET /v1/jobs/job_1/events", stream)

    async def talk() -> None:
        async with AsyncClient(transport=gateway, sleep=no_sleep) as client:
            job = await client.submit(Submission(text="A text."))
            assert (await client.wait_for(job.id)).state == "succeeded"
            assert [job.id async for job in client.jobs()] == ["job_1", "job_2"]
            assert (await client.submit_batch(iter([b"{}"]))).id == "bat_1"
            assert [event.id async for event in client.events("job_1")] == [1]

    asyncio.run(talk())


async def no_sleep(_seconds: float) -> None:
    """Go on at once."""


def sse(event: dict[str, object]) -> bytes:
    body = httpx.Response(200, json=event).text
    return f"id: {event['id']}\nevent: job\ndata: {body}\n\n".encode()
