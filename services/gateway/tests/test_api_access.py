import base64
import json
import logging
from typing import Any

import pytest
from claimwire_gateway import auth
from claimwire_gateway.limits import RateLimit
from claimwire_gateway.logs import JsonLines
from claimwire_gateway.problems import ProblemError
from claimwire_gateway.settings import Settings
from fastapi.testclient import TestClient


@pytest.fixture
def keyed(make_api: Any) -> TestClient:
    api: TestClient = make_api(api_keys="first-key,second-key")
    return api


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": "wrong"},
        {"X-API-Key": ""},
        {"X-API-Key": "first-key,second-key"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "first-key"},
        {"Authorization": "Basic " + base64.b64encode(b"x:first-key").decode()},
        {"X-API-Key": "é".encode("latin-1").decode("latin-1")},
    ],
)
def test_without_a_key_nothing_of_the_api_is_answered(keyed: TestClient, headers: dict[str, str]) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    for path in ("/v1/stories", "/v1/nothing"):
        reply = keyed.get(path, headers=encoded)
        assert reply.status_code == 401
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": "second-key"},
        {"Authorization": "Bearer first-key"},
        {"Authorization": "bearer first-key"},
    ],
)
def test_a_key_is_taken_from_either_header(keyed: TestClient, headers: dict[str, str]) -> None:
    assert keyed.get("/v1/stories", headers=headers).status_code == 200


def test_a_browser_shows_the_key_as_a_password_on_the_pages(keyed: TestClient) -> None:
    assert keyed.get("/").headers["www-authenticate"].startswith("Basic")
    assert keyed.get("/", auth=("me", "first-key")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/healthz", "/metrics", "/openapi.json", "/docs", "/docs/swagger-ui-bundle.js"]
)
def test_what_tells_nothing_of_the_articles_needs_no_key(keyed: TestClient, path: str) -> None:
    assert keyed.get(path).status_code == 200


@pytest.mark.parametrize(
    ("settings", "starts"),
    [
        ({}, True),
        ({"host": "localhost"}, True),
        ({"host": "::1"}, True),
        ({"host": "127.8.8.8"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"host": "::"}, False),
        ({"public_address": "news.example.org"}, False),
        ({"host": "0.0.0.0", "public_address": "127.0.0.1"}, True),
        ({"host": "0.0.0.0", "public_address": "http://localhost:8000"}, True),
        ({"host": "0.0.0.0", "api_keys": "k"}, True),
    ],
)
def test_keys_are_required_as_soon_as_others_can_reach_it(settings: dict[str, str], starts: bool) -> None:
    if starts:
        auth.require_keys(Settings(**settings))
        return
    with pytest.raises(auth.KeysRequiredError, match="CLAIMWIRE_API_KEYS"):
        auth.require_keys(Settings(**settings))


def test_keys_are_read_from_a_file_too(tmp_path: Any) -> None:
    (tmp_path / "keys").write_text("# team\none\n\n two \n")
    assert auth.keys_of(Settings(api_keys="zero", api_keys_file=tmp_path / "keys")) == ["zero", "one", "two"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:1", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("", 400),
    ],
)
def test_without_keys_only_names_of_this_machine_are_answered(
    api: TestClient, host: str, status: int
) -> None:
    assert api.get("/v1/stories", headers={"Host": host}).status_code == status


def test_allowed_hosts_are_a_setting(make_api: Any) -> None:
    api = make_api(allowed_hosts="gateway, news.example.org:443")
    assert api.get("/v1/stories", headers={"Host": "gateway:8000"}).status_code == 200
    assert api.get("/v1/stories", headers={"Host": "news.example.org"}).status_code == 200
    assert api.get("/v1/stories", headers={"Host": "localhost"}).status_code == 400


def test_another_site_cannot_write_through_a_browser(api: TestClient) -> None:
    for headers, status in (
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://behind.a.proxy"}, 202),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 202),
    ):
        assert api.post("/v1/documents", json={"text": "a"}, headers=headers).status_code == status, headers
        assert api.get("/v1/stories", headers=headers).status_code == 200


def test_a_caller_over_its_rate_is_told_when_to_come_again(make_api: Any) -> None:
    api = make_api(rate_per_minute=3)
    replies = [api.get("/v1/stories") for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 20
    assert api.get("/healthz").status_code == 200


def test_each_key_has_a_rate_of_its_own(make_api: Any) -> None:
    api = make_api(rate_per_minute=1, api_keys="a,b")
    assert [api.get("/v1/stories", headers={"X-API-Key": key}).status_code for key in "aabb"] == [
        200,
        429,
        200,
        429,
    ]


def test_guessing_keys_is_limited_too(make_api: Any) -> None:
    api = make_api(rate_per_minute=2, api_keys="right")
    guesses = [api.get("/v1/stories", headers={"X-API-Key": str(number)}).status_code for number in range(3)]
    assert guesses == [401, 401, 429]
    assert api.get("/v1/stories", headers={"X-API-Key": "right"}).status_code == 200


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    rate = RateLimit(60, clock=lambda: now)
    for _ in range(60):
        rate.take("me")
    with pytest.raises(ProblemError):
        rate.take("me")
    now = 1.0
    rate.take("me")
    with pytest.raises(ProblemError):
        rate.take("me")


def test_every_answer_has_a_request_id_and_security_headers(api: TestClient) -> None:
    for path in ("/v1/stories", "/v1/nothing", "/healthz", "/docs"):
        headers = api.get(path).headers
        assert headers["x-request-id"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert api.get("/healthz", headers={"X-Request-ID": "mine-1"}).headers["x-request-id"] == "mine-1"
    assert api.get("/healthz", headers={"X-Request-ID": "not mine\t"}).headers["x-request-id"] != "not mine\t"


def test_the_log_tells_of_a_request_but_neither_key_nor_query(
    keyed: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "claimwire.access")
    keyed.get("/v1/stories?q=whistleblower", headers={"X-API-Key": "first-key"})
    lines = [
        json.loads(JsonLines().format(record))
        for record in caplog.records
        if record.name == "claimwire.access"
    ]
    assert (lines[-1]["path"], lines[-1]["status"], lines[-1]["route"]) == ("/v1/stories", 200, "/v1/stories")
    assert lines[-1]["caller"].startswith("key:")
    assert "whistleblower" not in json.dumps(lines)
    assert "first-key" not in json.dumps(lines)


def test_the_reference_needs_nothing_from_elsewhere(api: TestClient) -> None:
    page = api.get("/docs").text
    assert "//" not in page.replace("<!doctype", "")
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js"):
        assert api.get(f"/docs/{name}").status_code == 200
