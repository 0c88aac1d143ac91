"""Which addresses may be fetched: never one inside the network that the worker stands in.

A host is resolved once; what is returned are the addresses to connect to, so that the name is not
looked up again between the check and the connection (DNS rebinding). Each redirect passes here anew.
"""

import re
import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

import httpx

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], list[str]]
"""Host and port to addresses; raises OSError where there is none."""

SCHEMES = frozenset({"http", "https"})
LONGEST = 2048
"""Characters; a longer address is no article's."""

_NAME = re.compile(r"(?=.{1,254}\Z)(?:[a-z0-9_][a-z0-9_-]{0,62}(?:\.|\Z))+\Z")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")
"""A last label that makes C libraries and browsers read the whole host as an IPv4 address (WHATWG URL)."""

_NAT64 = ip_network("64:ff9b::/96")
_REFUSED = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata service
        "168.63.129.16/32",  # Azure's host services answer here, on a public address
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata service
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "64:ff9b:1::/48",  # NAT64 for local use: its IPv4 part may be private
        "2001::/32",  # Teredo
        "fec0::/10",  # site-local, before there were unique local addresses
    )
)


class Target(NamedTuple):
    """An address that may be fetched, with the IP addresses to fetch it from and no others."""

    url: httpx.URL
    addresses: tuple[str, ...]


class Refused(NamedTuple):
    """Why an address is not fetched; `passing` where it may be had later."""

    detail: str
    passing: bool = False


class Policy(NamedTuple):
    """The ports that may be fetched from, and internal networks that are open all the same."""

    ports: Collection[int]
    allow: Collection[Network] = ()


def resolve(host: str, port: int) -> list[str]:
    """The host's addresses in the system's order of preference; the system's resolver bounds its time."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check(address: str, policy: Policy, resolver: Resolver = resolve) -> Target | Refused:
    """Decide whether an address may be fetched, and from where."""
    if len(address) > LONGEST:
        return Refused(f"It is longer than {LONGEST} characters.")
    try:
        url = httpx.URL(address.strip())
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        return Refused(f"It is no valid address: {error}.")
    if refused := _malformed(url, host, policy):
        return refused
    return _resolved(url, host, policy, resolver)


def _malformed(url: httpx.URL, host: str, policy: Policy) -> Refused | None:
    named = _literal(host) is None
    problems = (
        (url.scheme not in SCHEMES, "Only http and https addresses are fetched."),
        (url.userinfo, "An address with a user name or password in it is not fetched."),
        (not host, "It names no host."),
        (port_of(url) not in policy.ports, f"Pages are not fetched from port {port_of(url)}."),
        (named and not _NAME.match(host), f"{host[:100]} is no host name."),
        (
            named and _NUMERIC.match(host.rstrip(".").rsplit(".", 1)[-1]),
            "An IP is written 192.0.2.1.",
        ),
    )
    return next((Refused(detail) for wrong, detail in problems if wrong), None)


def _resolved(url: httpx.URL, host: str, policy: Policy, resolver: Resolver) -> Target | Refused:
    literal = _literal(host)
    try:
        addresses = [host] if literal else resolver(host, port_of(url))
    except (OSError, UnicodeError) as error:
        return Refused(f"The host {host} could not be found ({error}).", passing=_passing(error))
    if not addresses:
        return Refused(f"The host {host} has no address.")
    # One internal address among public ones condemns the host: such names are made for rebinding.
    if not all(open_to(ip_address(found), policy.allow) for found in addresses):
        return Refused(f"The host {host} has an internal address.")
    return Target(url, tuple(addresses))


def open_to(address: Address, allow: Collection[Network] = ()) -> bool:
    """Whether an address is on the public internet, or allowed explicitly."""
    address = _embedded(address)
    if any(address in network for network in allow):
        return True
    if any(address in network for network in _REFUSED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def port_of(url: httpx.URL) -> int:
    """The port that a connection goes to."""
    return {"https": 443}.get(url.scheme, 80) if url.port is None else url.port


def _embedded(address: Address) -> Address:
    """The IPv4 address that an IPv6 address leads to (mapped, 6to4, NAT64), else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _passing(error: Exception) -> bool:
    return isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
