import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from claimwire_gateway.ndjson import Line, lines
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

NDJSON = {"Content-Type": "application/x-ndjson"}


def line(number: int, **fields: Any) -> bytes:
    return json.dumps({"text": f"Report {number}.", "external_id": str(number), **fields}).encode()


def post(api: TestClient, *posted: bytes) -> dict[str, Any]:
    reply = api.post("/v1/batches", content=b"\n".join(posted), headers=NDJSON)
    assert reply.status_code == 202, reply.text
    found: dict[str, Any] = reply.json()
    assert reply.headers["location"] == f"/v1/batches/{found['id']}"
    return found


def test_accepted_and_rejected_lines_are_told_apart(api: TestClient) -> None:
    batch = post(
        api, line(1), b"", b"{not json", line(4, published_at="yesterday"), line(5, published_at="2026-03-04")
    )
    assert [each["line"] for each in batch["accepted"]] == [1, 5]
    assert [each["external_id"] for each in batch["accepted"]] == ["1", "5"]
    assert [(each["line"], each["problem"]["status"]) for each in batch["rejected"]] == [(3, 400), (4, 422)]
    assert batch["rejected"][1]["problem"]["errors"][0]["field"] == "/published_at"
    assert batch["counts"]["queued"] == 2


def test_a_batch_counts_its_jobs_by_state(api: TestClient) -> None:
    batch = post(api, line(1), line(2))
    api.post(f"/v1/jobs/{batch['accepted'][0]['job_id']}/cancel")
    found = api.get(f"/v1/batches/{batch['id']}").json()
    assert (found["counts"]["queued"], found["counts"]["cancelled"]) == (1, 1)
    assert found["accepted"] == batch["accepted"]


def test_each_job_of_a_batch_links_to_it(api: TestClient) -> None:
    batch = post(api, line(1))
    job = api.get(f"/v1/jobs/{batch['accepted'][0]['job_id']}").json()
    assert job["links"]["batch"] == f"/v1/batches/{batch['id']}"


def test_a_line_too_long_is_refused_and_the_next_one_taken(make_api: Any) -> None:
    batch = post(make_api(max_body_bytes=1000), line(1), line(2, text="x" * 5000), line(3))
    assert [each["line"] for each in batch["accepted"]] == [1, 3]
    assert [(each["line"], each["problem"]["status"]) for each in batch["rejected"]] == [(2, 413)]


def test_lines_beyond_the_limit_are_named_once(make_api: Any) -> None:
    batch = post(make_api(max_batch_lines=3), *(line(number) for number in range(1, 9)))
    assert [each["line"] for each in batch["accepted"]] == [1, 2, 3]
    assert [(each["line"], each["problem"]["status"]) for each in batch["rejected"]] == [(4, 413)]


def test_many_lines_are_all_stored(api: TestClient, engine: Engine) -> None:
    batch = post(api, *(line(number) for number in range(1, 502)))
    assert len(batch["accepted"]) == 501
    with engine.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM jobs")).scalar_one() == 501


@pytest.mark.parametrize("body", [b"", b"\n\n", b"  \n \r\n"])
def test_a_batch_without_a_line_is_refused(api: TestClient, body: bytes) -> None:
    assert api.post("/v1/batches", content=body, headers=NDJSON).status_code == 422


@pytest.mark.parametrize(
    "odd",
    [
        b'{"text": "\\u0000"}',
        b'{"text": "\\ud800"}',
        b'{"\\ud800": 1}',
        b'{"te\\u0000xt": 1}',
        b'{"text": "\xff"}',
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5000 + b"}",
        b"null",
        b"[]",
        b"\x00",
        b'{"url": "http://127.0.0.1/"}',
        b'{"text": "a", "published_at": "9999-12-31T23:59:59-14:00"}',
    ],
)
def test_an_odd_line_is_refused_and_holds_up_no_other(api: TestClient, odd: bytes) -> None:
    batch = post(api, line(1), odd, line(3))
    assert [each["line"] for each in batch["accepted"]] == [1, 3]
    assert batch["rejected"][0]["problem"]["status"] in {400, 422}
    assert api.get(f"/v1/batches/{batch['id']}").json()["rejected"] == batch["rejected"]


def test_a_byte_order_mark_before_the_first_line_is_passed_over(api: TestClient) -> None:
    assert len(post(api, b"\xef\xbb\xbf" + line(1))["accepted"]) == 1


def split(body: bytes, cuts: list[int], most: int) -> list[Line]:
    async def chunks() -> AsyncIterator[bytes]:
        edges = [0, *sorted(cut % (len(body) + 1) for cut in cuts), len(body)]
        for start, end in itertools.pairwise(edges):
            yield body[start:end]

    async def collect() -> list[Line]:
        return [each async for each in lines(chunks(), most)]

    return asyncio.run(collect())


@settings(deadline=None)
@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=6), st.integers(1, 20))
def test_lines_are_the_same_however_the_body_is_cut(body: bytes, cuts: list[int], most: int) -> None:
    assert split(body, cuts, most) == split(body, [], most)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=12).filter(lambda piece: b"\n" not in piece), max_size=8))
def test_lines_are_those_of_the_body_without_blank_ones(pieces: list[bytes]) -> None:
    found = split(b"\n".join([b"first", *pieces]), [3, 9], 100)
    expected = [(number, piece) for number, piece in enumerate([b"first", *pieces], 1) if piece.strip()]
    assert [tuple(each) for each in found] == expected
