"""Whatever is posted, the answer is a documented refusal or a failed job, and every worker lives on."""

from typing import Any

import httpx
import pytest

JSON = {"content-type": "application/json"}
GOOD = 'The bridge stays shut, Mayor Ilse Okafor told reporters. "It is not safe," she said.'

REFUSED: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 422),
    "broken JSON": (b'{"text": "The bridge', 400),
    "invalid UTF-8": (b'{"text": "\xff\xfe"}', 400),
    "no text at all": (b"{}", 422),
    "an empty text": (b'{"text": ""}', 422),
    "whitespace only": (b'{"text": " \\n\\t\\u00a0"}', 422),
    "20 MB": (b'{"text": "' + b"bridge " * 3_000_000 + b'"}', 413),
    "a NUL": (b'{"text": "The bridge\\u0000 stays shut."}', 422),
    "a lone surrogate": (b'{"text": "The bridge \\ud800 stays shut."}', 422),
    "a number for a text": (b'{"text": 7}', 422),
    "a list for a body": (b"[1, 2]", 422),
    "two sources": (b'{"text": "A.", "html": "<p>A.</p>"}', 422),
    "an address of this machine": (b'{"url": "http://[::1]/"}', 422),
    "a private address": (b'{"url": "http://10.0.0.1/"}', 422),
    "an address as one number": (b'{"url": "http://2852039166/latest/meta-data"}', 422),
    "another scheme": (b'{"url": "file:///etc/passwd"}', 422),
}

FAILING: dict[str, str] = {
    "empty page": "",
    "broken tags": "<html><body><<<p><div></html></p><table><tr><",
    "ten thousand nested tags": "<div>" * 10_000,
    "binary": "\u00ff\u0001\u0002" * 500,
    "scripts alone": "<html><script>alert('bridge')</script></html>",
}


@pytest.fixture(autouse=True)
def _every_part_lives_on(claimwire: Any) -> Any:
    claimwire.until_ready()
    before = {name: part.process.pid for name, part in claimwire.system.running.items()}
    yield
    after = {name: part.process.pid for name, part in claimwire.system.running.items()}
    assert after == before
    assert all(part.alive for part in claimwire.system.running.values())
    assert claimwire.processed(text=GOOD)["text"] == GOOD


def test_bad_input_is_refused_with_a_problem_that_says_what_to_mend(claimwire: Any) -> None:
    answers = {
        name: claimwire.http.post("/v1/documents", content=REFUSED[name][0], headers=JSON) for name in REFUSED
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        name: status for name, (_, status) in REFUSED.items()
    }
    for answer in answers.values():
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"] or answer.json()["errors"]


def test_a_page_without_an_article_ends_in_a_job_that_says_so(claimwire: Any) -> None:
    jobs = {name: claimwire.submit(html=f"<!-- {name} -->{page}")["id"] for name, page in FAILING.items()}
    ended = {name: claimwire.finished(job) for name, job in jobs.items()}
    assert {name: (job["state"], job["error"]["type"]) for name, job in ended.items()} == dict.fromkeys(
        FAILING, ("failed", "not_text")
    )


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/"]
)
def test_a_redirect_to_an_internal_address_is_not_followed(claimwire: Any, site: Any, target: str) -> None:
    job = claimwire.finished(claimwire.submit(url=site.redirecting(target))["id"])
    assert (job["state"], job["error"]["type"]) == ("failed", "fetch_failed")
    assert httpx.URL(target).host in job["error"]["detail"]
    assert job["attempts"] == 1
