import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from claimwire_ingest.settings import Settings

Answer = Callable[[BaseHTTPRequestHandler], None]

ARTICLE = """<!doctype html>
<html lang="en"><head><title>Ferry service halted after collision - The Harbour Post</title>
<meta property="og:title" content="Ferry service halted after collision">
<meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="Ines Calder">
<meta property="article:published_time" content="2026-02-03T17:45:00+02:00">
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ferry service halted after collision</h1>
<p>KARLSHAVN (Reuters) - The evening ferry between Karlshavn and the island of Sund was halted on Tuesday
after the vessel struck a fishing boat in thick fog, the coast guard said.</p>
<p>Two of the boat's crew were taken to hospital with minor injuries, according to the regional health
service, which said neither was in danger.</p>
<p>Read more: Winter timetable on the Sund line</p>
<p>“We heard a long horn and then a bang,” said Maja Lund, a passenger on the upper deck, who filmed the
rescue on her telephone and handed the recording to investigators.</p>
<p>The operator said it expected the line to reopen on Wednesday, once divers had examined the hull.</p>
<p>© 2026 The Harbour Post. All rights reserved.</p>
</article><footer>Contact us</footer></body></html>"""


@pytest.fixture
def article() -> str:
    """A page of an outlet of ours."""
    return ARTICLE


class Site:
    """A web site on loopback whose paths answer as a test says."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.seen: list[tuple[str, str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.seen.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
                try:
                    site.answers[self.path](self)
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def gives(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        given = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": "text/html", **{k.replace("_", "-"): v for k, v in headers.items()}}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in named.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(given)

        self.answers[path] = answer
        return self.url(path)

    def moves(self, path: str, to: str, status: int = 302) -> str:
        return self.gives(path, "", status, Location=to)

    def drips(self, path: str, beginning: bytes, drop: bytes) -> str:
        """Sends `drop` ten times a second and never ends."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(beginning)
            while True:
                handler.wfile.write(drop)
                handler.wfile.flush()
                time.sleep(0.1)

        self.answers[path] = answer
        return self.url(path)


@pytest.fixture
def site() -> Iterator[Site]:
    yield from _site()


@pytest.fixture(scope="module")
def lasting_site() -> Iterator[Site]:
    """A site for tests that share a worker."""
    yield from _site()


def _site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def settings(site: Site) -> Settings:
    """Settings under which the test's site, and nothing else inside, may be fetched."""
    return Settings(
        fetch_ports=(site.port,),
        fetch_allow="127.0.0.1/32",
        fetch_seconds=1.5,
        fetch_connect_seconds=0.5,
        fetch_bytes=200_000,
    )


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    servers = pytest.importorskip("claimwire_local.servers", reason="needs claimwire-local for a real server")
    folder: Path = tmp_path_factory.mktemp("valkey")
    with servers.start_valkey(folder) as valkey:
        yield valkey.url
