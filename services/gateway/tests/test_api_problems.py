import json
from typing import Any

import pytest
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect
from fastapi.testclient import TestClient

JSON = {"Content-Type": "application/json"}
GOOD = {"text": "The council voted on Tuesday."}


def check(reply: Any, status: int) -> dict[str, Any]:
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = reply.json()
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    assert "Traceback" not in reply.text
    return found


@pytest.mark.parametrize(
    ("fields", "field", "mend"),
    [
        ({"text": ""}, "/text", "empty"),
        ({"text": " \n\t\u00a0 "}, "/text", "empty"),
        ({"text": "a\x00b"}, "/text", "NUL"),
        ({"text": 7}, "/text", "string"),
        ({"text": ["a"]}, "/text", "string"),
        ({"text": None}, "", "exactly one"),
        ({"html": "<p>also</p>"}, "", "exactly one"),
        ({"title": "a" * 1001}, "/title", "1000"),
        ({"title": "a\x00"}, "/title", "NUL"),
        ({"outlet": {"name": "x"}}, "/outlet", "string"),
        ({"tags": "sea"}, "/tags", "list"),
        ({"tags": ["a", 2]}, "/tags/1", "string"),
        ({"tags": ["\x00"]}, "/tags/0", "NUL"),
        ({"tags": ["t"] * 51}, "/tags", "50"),
        ({"published_at": "2026-05-01T10:00:00"}, "/published_at", "has no offset: add Z"),
        ({"published_at": "04/03/2026"}, "/published_at", "or a day such as 2026-01-31"),
        ({"published_at": "2026-02-30"}, "/published_at", "day"),
        ({"published_at": "yesterday"}, "/published_at", "RFC 3339"),
        ({"published_at": 1_700_000_000}, "/published_at", "RFC 3339"),
        ({"published_at": "2026-02-30T10:00:00Z"}, "/published_at", "day"),
        ({"published_at": "9999-12-31T23:59:59-10:00"}, "/published_at", "years"),
        ({"published_at": "0001-01-01T00:00:00+14:00"}, "/published_at", "years"),
        ({"language": "english"}, "/language", "pattern"),
        ({"external_id": ""}, "/external_id", "less than 1"),
        ({"external_id": "x" * 201}, "/external_id", "200"),
        ({"callback_url": "https://example.org/hook"}, "/callback_url", "not supported yet"),
        ({"autor": "me"}, "/autor", "not known"),
        ({"a/b~c": 1}, "/a~1b~0c", "not known"),
    ],
)
def test_a_refused_field_is_named_with_the_mend(
    api: TestClient, fields: dict[str, Any], field: str, mend: str
) -> None:
    found = check(api.post("/v1/documents", json={**GOOD, **fields}), 422)
    assert found["errors"][0]["field"] == field
    assert mend in found["errors"][0]["detail"]


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://LOCALHOST.:8000/",
        "http://127.0.0.1:6379/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://0/",
        "http://10.0.0.8/x",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fd00::1]/",
        "http://[fe80::1%25eth0]/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://metadata.google.internal/",
        "http://printer.local/",
        "http://redis:6379/",
        "http://user:secret@example.org/",
        "http:///path",
        "http://",
        "https://example.org:99999/",
        "http://[::1/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://exa mple.org/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nHost: x",
        "example.org",
        "",
    ],
)
def test_a_url_that_is_not_public_is_refused_at_once(api: TestClient, url: str) -> None:
    found = check(api.post("/v1/documents", json={"url": url}), 422)
    assert found["errors"][0]["field"] == "/url"
    assert "secret" not in json.dumps(found)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c",
        "http://93.184.216.34/",
        "https://münchen.example.com/ü",
        "HTTPS://EXAMPLE.ORG",
    ],
)
def test_a_public_url_is_accepted(api: TestClient, url: str) -> None:
    assert api.post("/v1/documents", json={"url": url}).status_code == 202


@pytest.mark.parametrize(
    "html", ["<p>unclosed <b>tags", "<<<>>>", "<html><body></body>", "no tags at all", "<p>�"]
)
def test_broken_html_is_accepted_for_ingest_to_judge(api: TestClient, html: str) -> None:
    assert api.post("/v1/documents", json={"html": html}).status_code == 202


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"not json", 400),
        (b'{"text": "a",}', 400),
        (b'{"text": "\xff\xfe"}', 400),
        (b'{"text": "\xed\xa0\x80"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"\\ud800": 1, "text": "a"}', 422),
        (b"[" * 200_000, 400),
        (b'{"a":' * 100_000, 400),
        (b'{"text": ' + b"9" * 10_000 + b"}", 400),
        (b'{"text": 1e999999}', 422),
        (b'{"text": NaN}', 422),
        (b'{"text": -Infinity}', 422),
        (b"null", 422),
        (b'"text"', 422),
        (b"[]", 422),
        (b'[{"text": "a"}]', 422),
        (b"\x00", 400),
        (b'\xef\xbb\xbf{"text": "after a byte order mark"}', 202),
        (b'{"text": "first", "text": "the last of two counts"}', 202),
    ],
)
def test_an_odd_body_is_never_a_500(api: TestClient, body: bytes, status: int) -> None:
    reply = api.post("/v1/documents", content=body, headers=JSON)
    if status == 202:
        assert reply.status_code == 202
    else:
        check(reply, status)


def test_a_body_of_20_megabytes_is_too_large(api: TestClient) -> None:
    found = check(api.post("/v1/documents", json={"text": "x" * 20_000_000}), 413)
    assert "bytes" in found["detail"]


def test_a_body_too_large_is_found_also_without_a_length(make_api: Any) -> None:
    api = make_api(max_body_bytes=1000)
    chunks = (b" " * 100 for _ in range(100))
    check(api.post("/v1/documents", content=chunks, headers=JSON), 413)
    check(api.post("/v1/analyze", content=(b" " * 100 for _ in range(100)), headers=JSON), 413)


def test_a_text_beyond_what_one_document_may_hold_is_too_large(api: TestClient) -> None:
    check(api.post("/v1/documents", json={"text": "é" * 1_000_001}), 413)


@pytest.mark.parametrize("sent", ["text/plain", "application/xml", "multipart/form-data; boundary=x", None])
def test_another_media_type_is_refused(api: TestClient, sent: str | None) -> None:
    headers = {"Content-Type": sent} if sent else {}
    for path in ("/v1/documents", "/v1/batches", "/v1/analyze"):
        check(api.post(path, content=json.dumps(GOOD).encode(), headers=headers), 415)


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v2/documents", "/v1", "/v1/documents/", "/v1/%00", "/docs/x"]
)
def test_an_unknown_route_is_a_problem(api: TestClient, path: str) -> None:
    check(api.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/documents", {"GET", "POST"}),
        ("DELETE", "/v1/documents", {"GET", "POST"}),
        ("POST", "/v1/stories", {"GET"}),
        ("PATCH", "/v1/documents/doc_1", {"GET", "DELETE"}),
        ("GET", "/v1/analyze", {"POST"}),
        ("GET", "/v1/jobs/job_1/cancel", {"POST"}),
        ("BREW", "/v1/claims", {"GET"}),
    ],
)
def test_a_wrong_method_is_told_what_is_allowed(
    api: TestClient, method: str, path: str, allowed: set[str]
) -> None:
    reply = api.request(method, path)
    check(reply, 405)
    assert set(reply.headers["allow"].replace(" ", "").split(",")) >= allowed


NOUNS = ("documents", "jobs", "batches", "entities", "stories")


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "odd",
    [
        "doc_none",
        "%00",
        "a%00b",
        "%F0%9F%92%A9",
        "%ff%fe",
        "%ED%A0%80",
        "x" * 3000,
        "'; DROP TABLE jobs;--",
        "...",
    ],
)
def test_an_id_that_names_nothing_is_not_found(api: TestClient, noun: str, odd: str) -> None:
    check(api.get(f"/v1/{noun}/{odd}"), 404)


@pytest.mark.parametrize(
    "path",
    [
        "documents/{}",
        "documents/{}/claims",
        "documents/{}/entities",
        "entities/{}/claims",
        "entities/{}/documents",
        "stories/{}/claims",
        "jobs/{}/events",
    ],
)
def test_what_hangs_on_an_unknown_id_is_not_found(api: TestClient, path: str) -> None:
    check(api.get("/v1/" + path.format(path[:3] + "_none")), 404)


LISTINGS = ("documents", "jobs", "entities", "claims", "stories")


@pytest.mark.parametrize("noun", LISTINGS)
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=NaN", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("cursor=garbage", "cursor"),
        ("cursor=%00", "cursor"),
        ("cursor=W10", "cursor"),
        ("cursor=WyJhIiwgImIiLCAiYyJd", "cursor"),
        ("cursor=" + "A" * 2000, "cursor"),
        ("cursor=%ff", "cursor"),
        ("colour=red", "colour"),
        ("since=2026-01-01", "since"),
    ],
)
def test_a_query_out_of_bounds_is_refused(api: TestClient, noun: str, query: str, field: str) -> None:
    found = check(api.get(f"/v1/{noun}?{query}"), 422)
    assert found["errors"][0]["field"] == field


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "a" * 201,
        "from=now",
        "to=2026-13-01",
        "from=2026-01-01T00:00:00",
        "kind=odd",
        "hedged=perhaps",
        "from=9999-12-31T23:59:59-14:00",
        "story=%00",
        "outlet=a%00",
    ],
)
def test_a_filter_that_cannot_be_is_refused(api: TestClient, query: str) -> None:
    check(api.get(f"/v1/claims?{query}"), 422)


@pytest.mark.parametrize(
    "q", ["'", '"', "a & | ! b", "\\", "%", "_", ":*", "<->", "🦆", "a' OR 1=1--", "(" * 150]
)
@pytest.mark.parametrize("noun", ["documents", "entities", "claims", "stories"])
def test_any_words_can_be_searched_for(api: TestClient, noun: str, q: str) -> None:
    assert api.get(f"/v1/{noun}", params={"q": q}).json()["items"] == []


def test_postgresql_away_is_503_with_when_to_try_again(make_api: Any) -> None:
    away = connect(Settings(database_url="postgresql://nobody:x@127.0.0.1:1/none"))
    api = make_api(engine=away)
    for reply in (
        api.post("/v1/documents", json=GOOD),
        api.post("/v1/batches", content=json.dumps(GOOD), headers={"Content-Type": "application/x-ndjson"}),
        api.get("/v1/stories"),
        api.get("/v1/jobs/job_1?wait=5"),
    ):
        found = check(reply, 503)
        assert int(reply.headers["retry-after"]) > 0
        assert "127.0.0.1" not in json.dumps(found)


def test_a_surprise_is_a_500_that_tells_nothing(make_api: Any, caplog: pytest.LogCaptureFixture) -> None:
    api = make_api(engine="not an engine")
    reply = api.get("/v1/stories")
    found = check(reply, 500)
    assert "engine" not in json.dumps(found)
    assert reply.headers["x-request-id"] in found["instance"]
    assert any(record.exc_info for record in caplog.records)


def test_networks_of_ones_own_may_be_allowed(make_api: Any) -> None:
    api = make_api(fetch_allow="10.1.0.0/16, fd00::/8")
    for url, status in (
        ("http://10.1.2.3/", 202),
        ("http://[fd00::1]/", 202),
        ("http://wiki/", 202),
        ("http://10.2.0.1/", 422),
        ("http://127.0.0.1/", 422),
    ):
        assert api.post("/v1/documents", json={"url": url}).status_code == status, url
