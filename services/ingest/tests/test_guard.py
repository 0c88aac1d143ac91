import socket
from ipaddress import ip_address, ip_network

import pytest
from claimwire_ingest.guard import Policy, Refused, Target, check, open_to
from hypothesis import given
from hypothesis import strategies as st

PUBLIC = "93.184.215.14"
POLICY = Policy(ports=(80, 443))


def public(host: str, port: int) -> list[str]:
    return [PUBLIC]


INTERNAL = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
]


@pytest.mark.parametrize("address", INTERNAL)
def test_an_internal_address_is_closed(address: str) -> None:
    assert not open_to(ip_address(address))


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_a_public_address_is_open(address: str) -> None:
    assert open_to(ip_address(address))


@pytest.mark.parametrize("address", INTERNAL)
def test_a_host_that_resolves_to_an_internal_address_is_refused(address: str) -> None:
    assert isinstance(check("http://news.example/", POLICY, lambda host, port: [address]), Refused)
    assert isinstance(check("http://news.example/", POLICY, lambda host, port: [PUBLIC, address]), Refused)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://0X7F.0.0.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1./",
        "http://2130706433./",
        "http://1.2.3.4.5/",
        "http://0/",
        "http://0x/",
        "http://example.0x7f/",
        "http://①②⑦.⓪.⓪.①/",
        "http://１２７.0.0.1/",  # noqa: RUF001
        "http://127。0。0。1/",
        "http://127%2e0%2e0%2e1/",
        "http://user@news.example/",
        "http://user:word@news.example/",
        "http://news.example@127.0.0.1/",
        "http://127.0.0.1#@news.example/",
        "http://127.0.0.1\\@news.example/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://news.example/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "news.example/article",
        "//news.example/",
        "http://",
        "http:///path",
        "http://news.example:22/",
        "http://news.example:6379/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "http://news.example:-1/",
        "http://[::1",
        "http://a b/",
        "http://news.example/\x00",
        "http://" + "a" * 300 + ".example/",
        "http://news.example/" + "a" * 3000,
        "",
        " ",
    ],
)
def test_an_odd_or_internal_address_is_refused(url: str) -> None:
    answer = check(url, POLICY, public)
    assert isinstance(answer, Refused) or answer.addresses == (PUBLIC,)
    assert isinstance(answer, Refused), answer


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/",
        "https://news.example/a?b=c#d",
        "https://NEWS.example:443/",
        "https://münchen.example/",
        "https://3sat.example/",
        "https://example.co1/",
        f"http://{PUBLIC}/",
        "http://[2606:4700::1111]/",
    ],
)
def test_a_public_page_may_be_fetched(url: str) -> None:
    assert isinstance(check(url, POLICY, public), Target)


def test_the_addresses_to_connect_to_are_those_of_the_one_lookup() -> None:
    lookups = []

    def resolver(host: str, port: int) -> list[str]:
        lookups.append((host, port))
        return [PUBLIC, "2606:4700::1111"]

    answer = check("https://news.example/", POLICY, resolver)
    assert isinstance(answer, Target)
    assert answer.addresses == (PUBLIC, "2606:4700::1111")
    assert lookups == [("news.example", 443)]


def test_an_internal_network_opens_only_when_allowed_and_alone() -> None:
    policy = Policy(ports=(80,), allow=(ip_network("10.1.0.0/16"),))
    assert isinstance(check("http://10.1.2.3/", policy), Target)
    assert isinstance(check("http://[::ffff:10.1.2.3]/", policy), Target)
    assert isinstance(check("http://10.2.0.1/", policy), Refused)
    assert isinstance(check("http://127.0.0.1/", policy), Refused)


def test_a_lookup_that_failed_for_now_may_be_tried_again() -> None:
    def later(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    def never(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    passing, lasting = (check("http://news.example/", POLICY, resolver) for resolver in (later, never))
    assert isinstance(passing, Refused)
    assert passing.passing
    assert isinstance(lasting, Refused)
    assert not lasting.passing


def test_a_host_without_any_address_is_refused() -> None:
    assert isinstance(check("http://news.example/", POLICY, lambda host, port: []), Refused)


@given(st.text() | st.from_regex(r"https?://[^/]{1,30}(:\d{1,6})?/.{0,10}"))
def test_no_string_gets_past_with_an_address_that_is_not_public(url: str) -> None:
    answer = check(url, POLICY, lambda host, port: ["10.0.0.1"])
    if isinstance(answer, Target):
        assert all(open_to(ip_address(address)) for address in answer.addresses)
