"""The whole system, started once for all tests: real servers, real services, each in its own process."""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from claimwire_contracts.types import GAP
from claimwire_local.plan import Plan
from claimwire_local.running import free_port
from claimwire_local.system import System

Json = dict[str, Any]

SETTINGS = {
    "CLAIMWIRE_TASK_SECONDS": "10",  # what a killed worker held is given out again after this and the margin
    "CLAIMWIRE_LEASE_MARGIN": "2",
    "CLAIMWIRE_RATE_PER_MINUTE": "0",
}
DONE = {"succeeded", "failed", "cancelled"}


class Claimwire:
    """A running system as its users see it, through REST alone."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.http = httpx.Client(base_url=system.address, trust_env=False, timeout=60)

    def submit(self, **submission: object) -> Json:
        """Post one document; the accepted job. Sent in ASCII, so that odd characters arrive as escapes."""
        reply = self.http.post(
            "/v1/documents", content=json.dumps(submission), headers={"content-type": "application/json"}
        )
        assert reply.status_code == httpx.codes.ACCEPTED, reply.text
        return self._json(reply)

    def submit_batch(self, submissions: list[Json]) -> Json:
        """Post many documents; the batch."""
        lines = "\n".join(json.dumps(submission) for submission in submissions)
        reply = self.http.post("/v1/batches", content=lines, headers={"content-type": "application/x-ndjson"})
        assert reply.status_code == httpx.codes.ACCEPTED, reply.text
        return self._json(reply)

    def get(self, path: str) -> Json:
        """One resource; its path may hold a query."""
        reply = self.http.get(path)
        assert reply.status_code == httpx.codes.OK, reply.text
        return self._json(reply)

    def items(self, path: str) -> Iterator[Json]:
        """Every item of a listing, over all its pages."""
        following: str | None = path
        while following:
            page = self.get(following)
            yield from page["items"]
            following = page["next"]

    def finished(self, job_id: str, seconds: float = 90) -> Json:
        """A job once it is over."""
        deadline = time.monotonic() + seconds
        while (job := self.get(f"/v1/jobs/{job_id}?wait=5"))["state"] not in DONE:
            assert time.monotonic() < deadline, f"not finished in {seconds} s: {job}"
        return job

    def processed(self, **submission: object) -> Json:
        """Post one document, wait for its job, and give the document."""
        job = self.finished(self.submit(**submission)["id"])
        assert job["state"] == "succeeded", job
        return self.get(f"/v1/documents/{job['document_id']}")

    def batch_finished(self, batch_id: str, seconds: float) -> dict[str, int]:
        """A batch's jobs by state, once none is queued or running."""
        deadline = time.monotonic() + seconds
        while True:
            counts = {state: n for state, n in self.get(f"/v1/batches/{batch_id}")["counts"].items() if n}
            if counts.keys() <= DONE:
                return counts
            assert time.monotonic() < deadline, f"not finished in {seconds} s: {counts}"
            time.sleep(0.5)

    def until_succeeded(self, batch_id: str, number: int, seconds: float = 120) -> None:
        """Wait until so many of a batch's jobs have succeeded."""
        deadline = time.monotonic() + seconds
        while (counts := self.get(f"/v1/batches/{batch_id}")["counts"]).get("succeeded", 0) < number:
            assert time.monotonic() < deadline, f"not {number} in {seconds} s: {counts}"
            time.sleep(0.1)

    def until_ready(self, seconds: float = 60) -> None:
        """Wait until a posted document would be processed."""
        deadline = time.monotonic() + seconds
        while not self.system.ready():
            assert time.monotonic() < deadline, self.http.get("/readyz").text
            time.sleep(0.2)

    @staticmethod
    def _json(reply: httpx.Response) -> Json:
        parsed: Json = reply.json()
        return parsed


def misplaced(text: str, reply: object) -> list[object]:
    """The spans in a reply that do not lie where they say: `text[start:end]` is not the text given."""
    match reply:
        case {"start": int(start), "end": int(end), "text": str(given)} if text[start:end] != given:
            return [reply]
        case {"spans": list(spans), "text": str(given)} if (
            GAP.join(text[span["start"] : span["end"]] for span in spans) != given
        ):
            return [reply]
        case dict():
            return [wrong for value in reply.values() for wrong in misplaced(text, value)]
        case list():
            return [wrong for value in reply for wrong in misplaced(text, value)]
    return []


class Site(ThreadingHTTPServer):
    """A site on this machine that redirects from `/?to=ADDRESS`; the one that ingest may fetch from."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Redirect)
        Thread(target=self.serve_forever, daemon=True).start()

    def redirecting(self, target: str) -> str:
        """An address that leads to another one."""
        return f"http://127.0.0.1:{self.server_port}/?{urlencode({'to': target})}"


class Redirect(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(httpx.codes.FOUND)
        self.send_header("location", parse_qs(urlsplit(self.path).query)["to"][0])
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the tests' output to the tests."""


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with Site() as site:
        yield site
        site.shutdown()


@pytest.fixture(scope="session")
def claimwire(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Claimwire]:
    fetching = {"CLAIMWIRE_FETCH_ALLOW": "127.0.0.1/32", "CLAIMWIRE_FETCH_PORTS": str(site.server_port)}
    folder = tmp_path_factory.mktemp("claimwire")
    plan = Plan(data=folder, port=free_port(), nlp=2, settings=SETTINGS | fetching)
    with System(plan) as system:
        yield Claimwire(system)


@pytest.fixture
def misplaced_spans(claimwire: Claimwire) -> Any:
    """A document's spans that are wrong, over its claims and entities."""

    def check(document: Json) -> list[object]:
        path = f"/v1/documents/{document['id']}"
        found = [*claimwire.items(f"{path}/claims"), *claimwire.items(f"{path}/entities")]
        return misplaced(document["text"], found)

    return check
