"""Whose address a client has: the peer's, or what a trusted proxy says; nothing that is forged counts."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regelgraph.gateway.clients import Clients, network

PROXIES = ("10.0.0.0/8", "fd00::/8", "127.0.0.1/32")


def client(peer: str | None, *headers: tuple[str, str], trusted: tuple[str, ...] = PROXIES) -> str:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    return str(Clients(trusted).of(peer, raw))


def xff(value: str) -> tuple[str, str]:
    return ("x-forwarded-for", value)


def forwarded(value: str) -> tuple[str, str]:
    return ("forwarded", value)


def test_without_trusted_proxies_headers_never_count() -> None:
    assert client("203.0.113.9", xff("198.51.100.1"), forwarded("for=198.51.100.1"), trusted=()) == "203.0.113.9"
    assert client("127.0.0.1", xff("198.51.100.1"), trusted=()) == "127.0.0.1"


def test_of_a_peer_that_is_no_trusted_proxy_headers_never_count() -> None:
    assert client("203.0.113.9", xff("198.51.100.1")) == "203.0.113.9"
    assert client("203.0.113.9", forwarded("for=198.51.100.1")) == "203.0.113.9"


def test_a_peer_without_an_address_has_none() -> None:
    assert client(None, xff("198.51.100.1")) == "None"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("198.51.100.1:4711", "198.51.100.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("198.51.100.1,10.1.1.1 , fd00::7", "198.51.100.1"),
        ("10.2.2.2, 10.1.1.1", "10.2.2.2"),
        ("198.51.100.1, unknown", "10.0.0.1"),
        ("198.51.100.1, _hidden, 10.3.3.3", "10.3.3.3"),
        ("198.51.100.1,", "10.0.0.1"),
        ("", "10.0.0.1"),
        ("1.2.3", "10.0.0.1"),
        ("198.51.100.1 198.51.100.2", "10.0.0.1"),
        ("\x00\xff", "10.0.0.1"),
        (", ".join(["198.51.100.1"] * 400), "10.0.0.1"),
    ],
)
def test_the_last_address_that_no_trusted_proxy_has_is_the_client(said: str, found: str) -> None:
    assert client("10.0.0.1", xff(said)) == found
    assert client("::ffff:10.0.0.1", xff(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("for=198.51.100.1", "198.51.100.1"),
        ("For=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"),
        ('for="198.51.100.1:80"', "198.51.100.1"),
        ('proto=http;for="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
        ("for=1.1.1.1, for=198.51.100.1;host=x, for=10.5.5.5", "198.51.100.1"),
        ('for=198.51.100.1;host=";for=6.6.6.6"', "198.51.100.1"),
        ('for=198.51.100.1;host="a, for=6.6.6.6"', "198.51.100.1"),
        ('for=198.51.100.1;host="\\", for=6.6.6.6"', "198.51.100.1"),
        ('host="', "10.0.0.1"),
        ('for=198.51.100.1, host="', "10.0.0.1"),
        ("for=198.51.100.1, for=unknown", "10.0.0.1"),
        ("for=198.51.100.1, proto=https", "10.0.0.1"),
        ("for=", "10.0.0.1"),
        ("nonsense", "10.0.0.1"),
    ],
)
def test_the_header_of_rfc_7239_is_read_by_its_grammar(said: str, found: str) -> None:
    assert client("10.0.0.1", forwarded(said)) == found


def test_several_headers_of_one_name_are_one_list() -> None:
    assert client("10.0.0.1", xff("1.1.1.1"), xff("198.51.100.1"), xff("10.9.9.9")) == "198.51.100.1"


def test_of_two_headers_that_name_different_clients_neither_counts() -> None:
    assert client("10.0.0.1", xff("198.51.100.1"), forwarded("for=6.6.6.6")) == "10.0.0.1"
    assert client("10.0.0.1", xff("6.6.6.6, 198.51.100.1"), forwarded('for="198.51.100.1:9"')) == "198.51.100.1"


@given(st.text(st.characters(max_codepoint=255), max_size=60), st.sampled_from(["x-forwarded-for", "forwarded"]))
def test_whatever_a_client_writes_before_what_the_proxy_appends_changes_nothing(forged: str, name: str) -> None:
    own = "198.51.100.1" if name == "x-forwarded-for" else "for=198.51.100.1"
    found = client("10.0.0.1", (name, f"{forged}, {own}"))
    assert found in {"198.51.100.1", "10.0.0.1"}
    if name == "x-forwarded-for":
        assert found == "198.51.100.1"


def test_a_log_says_only_the_network() -> None:
    assert network(ip_address("198.51.100.77")) == "198.51.100.0/24"
    assert network(ip_address("2001:db8:1:2:3::4")) == "2001:db8:1::/48"
