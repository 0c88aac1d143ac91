from typing import Any

import pytest
from claimwire_gateway.store import jobs, stories
from fastapi.testclient import TestClient
from sqlalchemy import Engine

Json = dict[str, Any]
ARTICLE = {"text": "The harbour office says 3 ships were held.", "outlet": "The Anchor", "tags": ["sea"]}


def post(api: TestClient, **fields: Any) -> Json:
    reply = api.post("/v1/documents", json={**ARTICLE, **fields})
    assert reply.status_code == 202, reply.text
    found: Json = reply.json()
    return found


def test_a_posted_article_is_answered_with_its_job_and_where_to_poll(api: TestClient) -> None:
    reply = api.post("/v1/documents", json=ARTICLE)
    job = reply.json()
    assert reply.status_code == 202
    assert reply.headers["location"] == f"/v1/jobs/{job['id']}"
    assert int(reply.headers["retry-after"]) >= 1
    assert (job["state"], job["stage"], job["attempts"]) == ("queued", "prepare", 0)
    assert [stage["name"] for stage in job["stages"]] == ["prepare", "annotate", "match"]


def test_every_link_of_a_job_is_served(api: TestClient) -> None:
    links = post(api)["links"]
    for name in ("self", "document", "entities", "claims"):
        assert api.get(links[name]).status_code == 200, name
    assert api.post(links["cancel"]).status_code == 200
    assert api.post(links["retry"]).status_code == 200


def test_a_document_shows_what_was_said_of_it_before_it_is_prepared(api: TestClient) -> None:
    job = post(api, external_id="a-1", published_at="2026-05-01T12:00:00+02:00")
    found = api.get(f"/v1/documents/{job['document_id']}").json()
    assert (found["external_id"], found["outlet"], found["tags"]) == ("a-1", "The Anchor", ["sea"])
    assert found["published_at"] == "2026-05-01T10:00:00Z"
    assert found["job_id"] == job["id"]


def test_a_day_of_publication_is_its_midnight_in_utc(api: TestClient) -> None:
    found = api.get(f"/v1/documents/{post(api, published_at='2026-03-04')['document_id']}").json()
    assert found["published_at"] == "2026-03-04T00:00:00Z"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"outlet": "The Anchor"}, ["one"]),
        ({"external_id": "two"}, ["two"]),
        ({"tag": "land"}, ["two"]),
        ({"from": "2026-05-02"}, ["two"]),
        ({"to": "2026-05-01"}, ["one"]),
        ({"from": "2026-05-01T10:00:00 00:00", "to": "2026-05-01T10:00:00Z"}, ["one"]),
        ({"from": "", "outlet": ""}, None),
        ({"q": "nothing of this kind"}, []),
        ({"story": "sto_none"}, []),
        ({"outlet": "", "q": ""}, ["two", "one"]),
    ],
)
def test_the_listing_is_filtered(api: TestClient, query: Json, expected: list[str] | None) -> None:
    post(api, external_id="one", published_at="2026-05-01T10:00:00Z")
    post(api, external_id="two", outlet="The Field", tags=["land"], published_at="2026-05-02T10:00:00Z")
    reply = api.get("/v1/documents", params=query)
    if expected is None:
        assert reply.status_code == 422
    else:
        assert [item["external_id"] for item in reply.json()["items"]] == expected


def test_pages_are_linked_and_keep_the_filters(api: TestClient) -> None:
    for number in range(5):
        post(api, external_id=str(number))
    post(api, external_id="other", outlet="The Field")
    seen, url = [], "/v1/documents?outlet=The+Anchor&limit=2"
    while url:
        page = api.get(url).json()
        seen += [item["external_id"] for item in page["items"]]
        url = page["next"]
    assert seen == ["4", "3", "2", "1", "0"]


def test_a_deleted_document_is_gone_with_its_job(api: TestClient) -> None:
    job = post(api)
    assert api.delete(f"/v1/documents/{job['document_id']}").status_code == 204
    assert api.get(f"/v1/documents/{job['document_id']}").status_code == 404
    assert api.get(f"/v1/jobs/{job['id']}").status_code == 404
    assert api.delete(f"/v1/documents/{job['document_id']}").status_code == 404


def test_an_article_is_accepted_while_redis_is_away(make_api: Any) -> None:
    api = make_api(redis_url="redis://127.0.0.1:1/0")
    assert api.post("/v1/documents", json=ARTICLE).status_code == 202


def test_a_submission_over_the_backlog_mark_is_told_when_to_come_again(make_api: Any) -> None:
    api = make_api(max_backlog=1)
    post(make_api())
    reply = api.post("/v1/documents", json=ARTICLE)
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) > 0
    assert "backlog" in reply.json()["type"]


def test_what_is_stored_is_what_the_pipeline_reads(api: TestClient, engine: Engine) -> None:
    job = post(api, url=None, language="en")
    with engine.connect() as conn:
        assert jobs.get(conn, job["id"]).document_id == job["document_id"]
        assert stories.follow(conn, "sto_none") == "sto_none"
