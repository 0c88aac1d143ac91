import gzip
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from claimwire_ingest.fetch import Failure, Page, _tls, fetch
from claimwire_ingest.settings import Settings


def failed(answer: Page | Failure) -> Failure:
    assert isinstance(answer, Failure), answer
    return answer


def had(answer: Page | Failure) -> Page:
    assert isinstance(answer, Page), answer
    return answer


def test_a_page_is_had_with_its_address_and_type(site: Any, settings: Settings) -> None:
    page = had(fetch(site.gives("/a", "<p>Hello</p>"), settings))
    assert page == (site.url("/a"), "<p>Hello</p>", True)
    assert not had(
        fetch(site.gives("/b", "Hello", Content_Type="text/plain; charset=utf-8"), settings)
    ).is_html


def test_the_site_is_told_who_asks_and_which_host_is_meant(site: Any, settings: Settings) -> None:
    site.gives("/", "x")
    fetch(site.url(host="news.example"), settings, lambda host, port: ["127.0.0.1"])
    assert site.seen == [("/", f"news.example:{site.port}", settings.fetch_user_agent)]


def test_redirects_are_followed_to_the_limit_and_no_further(site: Any, settings: Settings) -> None:
    for hop in range(6):
        site.moves(f"/{hop}", f"/{hop + 1}", status=[301, 302, 303, 307, 308, 302][hop])
    site.gives("/6", "there")
    assert had(fetch(site.url("/1"), settings)).url == site.url("/6")
    assert failed(fetch(site.url("/0"), settings)).title == "Too many redirects"


def test_a_redirect_loop_ends(site: Any, settings: Settings) -> None:
    site.moves("/a", "/b")
    site.moves("/b", "/a")
    assert failed(fetch(site.url("/a"), settings)).title == "Too many redirects"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.2:{port}/secret",
        "http://10.0.0.1:{port}/",
        "http://169.254.169.254:{port}/latest/meta-data/",
        "http://[::1]:{port}/",
        "http://0x7f.1:{port}/",
        "//192.168.0.1:{port}/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "http://user@127.0.0.1:{port}/",
    ],
)
def test_a_redirect_to_an_internal_or_odd_address_is_refused_and_named(
    site: Any, settings: Settings, to: str
) -> None:
    site.moves("/", to.format(port=site.port))
    failure = failed(fetch(site.url(), settings))
    assert failure.title == "The address is not fetched"
    assert failure.detail.startswith("The page moved to ")
    assert not failure.retryable
    assert len(site.seen) == 1


def test_a_redirect_that_is_no_address_is_a_failure(site: Any, settings: Settings) -> None:
    site.moves("/", "http://[::1")
    assert failed(fetch(site.url(), settings)).title == "A broken redirect"


def test_nothing_is_connected_to_but_the_address_that_was_checked(site: Any, settings: Settings) -> None:
    """DNS rebinding: the second lookup would lead inside. There is none."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    site.gives("/", "the public page")
    page = had(fetch(site.url(host="rebind.example"), settings, lambda host, port: next(answers)))
    assert page.body == "the public page"
    assert next(answers) == ["127.0.0.2"]


def test_a_host_that_turns_inward_between_two_hops_is_refused(site: Any, settings: Settings) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    site.moves("/", "/again")
    failure = failed(fetch(site.url(host="rebind.example"), settings, lambda host, port: next(answers)))
    assert failure.title == "The address is not fetched"
    assert len(site.seen) == 1


def test_proxies_of_the_environment_are_not_asked(
    site: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert had(fetch(site.gives("/", "x"), settings)).body == "x"


@pytest.mark.parametrize(
    ("beginning", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>"),
        (b"HTTP/1.1 200 OK\r\n", b"X-Drop: 1\r\n"),
        (b"", b""),
    ],
    ids=["body", "headers", "nothing"],
)
def test_a_site_that_drips_is_left_when_the_time_is_over(
    site: Any, settings: Settings, beginning: bytes, drop: bytes
) -> None:
    url = site.drips("/", beginning, drop)
    began = time.monotonic()
    failure = failed(fetch(url, settings))
    assert time.monotonic() - began < settings.fetch_seconds + 1
    assert failure.title == "The page took too long"
    assert failure.retryable


def test_slow_redirects_share_one_time(site: Any, settings: Settings) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.6)
        handler.send_response(302)
        handler.send_header("Location", handler.path + "x")
        handler.end_headers()

    for hops in range(6):
        site.answers["/" + "x" * hops] = slowly
    began = time.monotonic()
    assert failed(fetch(site.url(), settings)).title == "The page took too long"
    assert time.monotonic() - began < settings.fetch_seconds + 1


def test_a_page_that_is_too_large_is_left(site: Any, settings: Settings) -> None:
    url = site.gives("/", b"<p>" + b"a" * settings.fetch_bytes)
    failure = failed(fetch(url, settings))
    assert failure == ("The page is too large", "It holds more than 200,000 bytes.", False)


def test_an_endless_page_is_left_before_it_fills_memory(site: Any, settings: Settings) -> None:
    url = site.drips("/", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a" * 100_000)
    assert failed(fetch(url, settings)).title == "The page is too large"


def test_a_gzip_bomb_never_unfolds(site: Any, settings: Settings) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(100)) + packer.flush()
    url = site.gives("/", bomb, Content_Encoding="gzip")
    tracemalloc.start()
    failure = failed(fetch(url, settings))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert failure.title == "The page is too large"
    assert peak < 10_000_000


def test_compressed_pages_are_read(site: Any, settings: Settings) -> None:
    site.gives("/gzip", gzip.compress(b"<p>packed</p>"), Content_Encoding="gzip")
    site.gives("/deflate", zlib.compress(b"<p>packed</p>"), Content_Encoding="deflate")
    assert had(fetch(site.url("/gzip"), settings)).body == "<p>packed</p>"
    assert had(fetch(site.url("/deflate"), settings)).body == "<p>packed</p>"


@pytest.mark.parametrize(("coding", "body"), [("br", b"x"), ("gzip", b"no gzip"), ("gzip, gzip", b"x")])
def test_compression_that_cannot_be_undone_is_a_failure(
    site: Any, settings: Settings, coding: str, body: bytes
) -> None:
    url = site.gives("/", body, Content_Encoding=coding)
    assert failed(fetch(url, settings)).title == "The page could not be read"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "video/mp4", ""])
def test_what_is_no_page_is_refused_by_its_type(site: Any, settings: Settings, kind: str) -> None:
    failure = failed(fetch(site.gives("/", b"%PDF-1.7", Content_Type=kind), settings))
    assert failure.title == "Not a page"
    assert not failure.retryable


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(404, False), (401, False), (403, False), (410, False), (204, False), (304, False)]
    + [(status, True) for status in (408, 429, 500, 502, 503, 504)],
)
def test_a_bad_status_is_told_and_some_are_worth_another_try(
    site: Any, settings: Settings, status: int, retryable: bool
) -> None:
    failure = failed(fetch(site.gives("/", "", status), settings))
    assert str(status) in failure.detail
    assert failure.retryable is retryable


def test_a_site_that_is_down_or_speaks_no_http_is_worth_another_try(site: Any, settings: Settings) -> None:
    site.answers["/"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
    assert failed(fetch(site.url(), settings)).retryable
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    closed = settings.model_copy(update={"fetch_ports": (port,)})
    assert failed(fetch(f"http://127.0.0.1:{port}/", closed)).title == "The site could not be reached"


def test_a_page_cut_off_midway_is_worth_another_try(site: Any, settings: Settings) -> None:
    assert failed(fetch(site.gives("/", "<p>half", Content_Length="1000"), settings)).retryable


def test_by_default_nothing_inside_is_fetched(site: Any) -> None:
    failure = failed(fetch(site.gives("/", "x"), Settings(fetch_ports=(site.port,))))
    assert failure.title == "The address is not fetched"
    assert site.seen == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for news.example, with its key, that only those trust who are told to."""
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl command to make a certificate")
    made = tmp_path / "news.example.pem"
    request = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=news.example",
        "-addext",
    ]
    subprocess.run(
        [
            "openssl",
            *request,
            "subjectAltName=DNS:news.example",
            "-keyout",
            made,
            "-out",
            tmp_path / "public",
        ],
        check=True,
        capture_output=True,
    )
    made.write_bytes(made.read_bytes() + (tmp_path / "public").read_bytes())
    return made


def test_certificates_are_checked_for_the_name_and_not_the_address(
    site: Any, settings: Settings, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.gives("/", "secured")

    def visit(host: str) -> Page | Failure:
        _tls.cache_clear()
        return fetch(f"https://{host}:{site.port}/", settings, lambda host, port: ["127.0.0.1"])

    assert failed(visit("news.example")).title == "The site's certificate is not valid"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert had(visit("news.example")).body == "secured"
    assert failed(visit("other.example")).title == "The site's certificate is not valid"
    _tls.cache_clear()
