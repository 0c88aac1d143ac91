"""Gets a page, or says why it could not be had.

Everything is bounded: the time in all, the bytes as sent and as decompressed, the redirects, the types.
Redirects are followed by hand, because each hop must pass the guard before anything is connected to.
"""

import functools
import ssl
import zlib
from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple

import httpcore
import httpx

from claimwire_ingest import guard
from claimwire_ingest.charset import decode
from claimwire_ingest.guard import Policy, Refused, Resolver, Target
from claimwire_ingest.settings import Settings
from claimwire_ingest.transport import Deadline, PinnedTransport

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXTS = frozenset({"text/plain"})
RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504})
UNREACHED = (
    httpx.HTTPError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    OSError,
)
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class Page(NamedTuple):
    """What an address gave: its text, whether that is HTML, and the address it came from in the end."""

    url: str
    body: str
    is_html: bool


class Failure(NamedTuple):
    """Why there is no page, for the person who posted the address."""

    title: str
    detail: str
    retryable: bool = False


class _Moved(NamedTuple):
    url: str


def fetch(address: str, settings: Settings, resolver: Resolver = guard.resolve) -> Page | Failure:
    """Fetch one page; nothing inside the network is reached, whatever addresses and redirects say."""
    deadline = Deadline(settings.fetch_seconds)
    policy = Policy(settings.fetch_ports, settings.fetch_allow)
    for hop in range(settings.fetch_redirects + 1):
        target = guard.check(address, policy, resolver)
        if isinstance(target, Refused):
            return _refused(target, address, hop)
        answer = _visit(target, settings, deadline)
        if not isinstance(answer, _Moved):
            return answer
        address = answer.url
    return Failure("Too many redirects", f"The page moved more than {settings.fetch_redirects} times.")


def _visit(target: Target, settings: Settings, deadline: Deadline) -> Page | Failure | _Moved:
    """One hop, with the network's errors turned into values."""
    try:
        with (
            httpx.Client(
                transport=PinnedTransport(target.addresses, deadline, _tls()),
                timeout=httpx.Timeout(settings.fetch_seconds, connect=settings.fetch_connect_seconds),
                headers={"User-Agent": settings.fetch_user_agent},
                trust_env=False,
            ) as client,
            client.stream("GET", target.url, headers=_ASKED) as response,
        ):
            return _read(response, settings)
    except (httpcore.TimeoutException, httpx.TimeoutException):
        detail = f"{target.url.host} did not send the page within {settings.fetch_seconds:g} seconds."
        return Failure("The page took too long", detail, retryable=True)
    except httpx.RemoteProtocolError as error:  # httpx itself raises it for a Location that is no address
        return Failure("A broken redirect", f"{target.url.host} moved the page to nowhere ({error}).")
    except UNREACHED as error:
        return _unreached(target, error)


_ASKED = {
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": "gzip",  # what can be undone to an exact limit of bytes
    "Accept-Language": "en, *;q=0.5",
}


def _read(response: httpx.Response, settings: Settings) -> Page | Failure | _Moved:
    if response.next_request is not None:
        return _Moved(str(response.next_request.url))
    if response.status_code != HTTPStatus.OK:
        return _bad_status(response)
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in PAGES | TEXTS:
        return Failure("Not a page", f"The address gave {kind or 'an unnamed type'}, not HTML or plain text.")
    return _body(response, settings, is_html=kind in PAGES)


def _body(response: httpx.Response, settings: Settings, *, is_html: bool) -> Page | Failure:
    body = bytearray()
    try:
        for chunk in _plain(response, settings.fetch_bytes):
            body += chunk
            if len(body) > settings.fetch_bytes:
                return _too_large(settings)
    except (zlib.error, NotImplementedError) as error:
        return Failure("The page could not be read", f"Its compression is broken or unknown ({error}).")
    return Page(str(response.url), decode(bytes(body), response.charset_encoding), is_html)


def _plain(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """The body, decompressed; a chunk never outgrows the limit, or a bomb's first would fill the memory."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding == "identity":
        yield from response.iter_raw()
        return
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise NotImplementedError(coding)
    inflater = zlib.decompressobj(GZIP_OR_ZLIB)
    for chunk in response.iter_raw():
        yield inflater.decompress(chunk, limit + 1)


def _bad_status(response: httpx.Response) -> Failure:
    status = response.status_code
    detail = f"{response.url.host} answered {status} {response.reason_phrase}".rstrip() + "."
    return Failure("The page could not be had", detail, retryable=status in RETRYABLE)


def _too_large(settings: Settings) -> Failure:
    return Failure("The page is too large", f"It holds more than {settings.fetch_bytes:,} bytes.")


def _refused(refused: Refused, address: str, hop: int) -> Failure:
    moved = f"The page moved to {address[:200]}. " if hop else ""
    title = "The host could not be found" if refused.passing else "The address is not fetched"
    return Failure(title, moved + refused.detail, retryable=refused.passing)


def _unreached(target: Target, error: Exception) -> Failure:
    if error.args and isinstance(error.args[0], ssl.SSLCertVerificationError):  # as httpcore wraps it
        return Failure("The site's certificate is not valid", f"{target.url.host}: {error}.")
    detail = f"{target.url.host} could not be reached ({error or type(error).__name__})."
    return Failure("The site could not be reached", detail, retryable=True)


@functools.cache
def _tls() -> ssl.SSLContext:
    """The public certificate authorities, or those that SSL_CERT_FILE names; made once, as it costs 20 ms."""
    return httpx.create_ssl_context()
