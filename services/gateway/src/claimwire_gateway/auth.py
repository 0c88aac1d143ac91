"""API keys, the Host header, and what a browser may be made to send from another site."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import Headers

from claimwire_gateway.problems import ProblemError
from claimwire_gateway.settings import Settings

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
OPEN_PATHS = ("/healthz", "/readyz", "/metrics", "/openapi.json", "/docs")
"""What is answered without a key: nothing of what was posted shows there."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class KeysRequiredError(RuntimeError):
    """The gateway would be open to others than this machine without a key."""


def keys_of(settings: Settings) -> list[str]:
    """The API keys, from the setting and from the file."""
    keys = [key.get_secret_value() for key in settings.api_keys]
    if settings.api_keys_file:
        lines = Path(settings.api_keys_file).read_text("utf-8").splitlines()
        keys += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return keys


def require_keys(settings: Settings) -> None:
    """Refuse to start where others than this machine could read and write without a key.

    Raises:
        KeysRequiredError: there is no key, and the public address is not a loopback one.
    """
    address = settings.public_address or settings.host
    if keys_of(settings) or is_loopback(address):
        return
    raise KeysRequiredError(
        f"users reach this gateway on {address}, so it needs API keys: set CLAIMWIRE_API_KEYS"
        " (comma separated) or CLAIMWIRE_API_KEYS_FILE, or listen on 127.0.0.1; where a proxy or a container"
        " publishes it on this machine alone, set CLAIMWIRE_PUBLIC_ADDRESS=127.0.0.1"
    )


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches an address (a host, or a host and port)."""
    host = host_of(address)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(header: str) -> str:
    """A Host header without its port, in lower case; a scheme is dropped too."""
    host = header.lower().rpartition("://")[2].partition("/")[0]
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host if host.count(":") > 1 else host.partition(":")[0]


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()


class Keys:
    """Knows the keys by their digests alone, and compares them in constant time."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._digests = [_digest(key) for key in keys]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def identify(self, headers: Headers, path: str) -> str | None:
        """The name that a key's limits and replies are kept under; None where the key is not ours."""
        digest = _digest(shown_key(headers, path) or "")
        matches = [hmac.compare_digest(digest, known) for known in self._digests]
        return digest.hex()[:16] if any(matches) else None


def shown_key(headers: Headers, path: str) -> str | None:
    """The key of a request: `X-API-Key`, a Bearer token or, on the pages, the password of Basic."""
    if key := headers.get("x-api-key"):
        return key
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic" and not is_api(path):
        return _password(rest.strip())
    return None


def _password(encoded: str) -> str | None:
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def is_api(path: str) -> bool:
    """Whether a path belongs to the REST contract; the rest are pages."""
    return path == "/v1" or path.startswith("/v1/")


def is_open(path: str) -> bool:
    """Whether a path is answered without a key."""
    return path in OPEN_PATHS or path.startswith(("/docs/", "/static/"))


def unauthorized(path: str) -> ProblemError:
    """401: what to show, and how. A browser is asked for the key as a password."""
    scheme = "Bearer" if is_api(path) else "Basic"
    return ProblemError(
        401,
        "an API key is required: send it as Authorization: Bearer KEY, or as X-API-Key",
        kind="unauthorized",
        headers={"WWW-Authenticate": f'{scheme} realm="claimwire"'},
    )


def check_host(headers: Headers, allowed: Sequence[str]) -> None:
    """Refuse other names for this host: a page elsewhere could have its name resolve to us (DNS rebinding).

    Raises:
        ProblemError: 400, naming the setting.
    """
    host = host_of(headers.get("host", ""))
    if "*" in allowed or host in allowed:
        return
    raise ProblemError(
        400, "this Host is not served; name it in CLAIMWIRE_ALLOWED_HOSTS", kind="unknown-host"
    )


def allowed_hosts(settings: Settings) -> tuple[str, ...]:
    """The Host headers that are answered: as set, else loopback names while there are no keys."""
    if settings.allowed_hosts:
        return tuple(host_of(name) for name in settings.allowed_hosts)
    if keys_of(settings):
        return ("*",)
    return (*LOOPBACK_NAMES, host_of(settings.public_address or settings.host), host_of(settings.host))


def _own_origins(headers: Headers) -> tuple[str, str]:
    """What a page of ours says it is of; a proxy may have taken TLS off."""
    host = headers.get("host", "")
    return f"http://{host}", f"https://{host}"


def check_site(headers: Headers, method: str) -> None:
    """Refuse writes that another site makes a browser send.

    Sec-Fetch-Site tells it over TLS and on loopback, Origin elsewhere; programs send neither.

    Raises:
        ProblemError: 403.
    """
    if method in SAFE_METHODS:
        return
    if site := headers.get("sec-fetch-site"):
        ours = site in {"none", "same-origin"}
    else:
        ours = headers.get("origin") in {None, *_own_origins(headers)}
    if ours:
        return
    raise ProblemError(403, "another site may not write here through a browser", kind="cross-site")
