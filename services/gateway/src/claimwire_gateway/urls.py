"""Which URLs are passed on to be fetched. Words alone are judged here; ingest guards what they resolve to."""

import socket
import unicodedata
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Networks = Sequence[IPv4Network | IPv6Network]

INTERNAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "corp", "home.arpa", "test", "onion")
"""Names, and ends of names, that no public server has."""


def why_malformed(url: str) -> str | None:
    """Why a string is not the URL of a page; None where it is one."""
    if any(ord(letter) <= ord(" ") or letter == "\\" for letter in url):
        return "must hold no spaces, backslashes or control characters"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a URL"
    if parts.scheme not in {"http", "https"}:
        return "must begin with http:// or https://"
    if parts.username is not None or parts.password is not None:
        return "must hold no user name or password"
    return None if host else "must name a host"


def is_internal(url: str, allowed: Networks = ()) -> bool:
    """Whether a URL's host is not public by its letters alone: no global address, or a local name.

    Args:
        url: a well-formed one.
        allowed: networks that may be fetched from all the same. With any, a name is left for ingest to judge.
    """
    name = unicodedata.normalize("NFKC", urlsplit(url).hostname or "").lower().rstrip(".")
    address = _address(name)
    if address is not None:
        public = address.is_global and not address.is_multicast
        return not public and not any(address in network for network in allowed)
    local = "." not in name or any(name == each or name.endswith(f".{each}") for each in INTERNAL_NAMES)
    return local and not allowed


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return _loosely_written(name)
    return getattr(address, "ipv4_mapped", None) or address


def _loosely_written(name: str) -> IPv4Address | None:
    """Addresses as resolvers also take them: 127.1, 0x7f.1, 2130706433."""
    try:
        return IPv4Address(socket.inet_aton(name))
    except (OSError, ValueError):
        return None
