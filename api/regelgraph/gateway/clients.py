"""Who asks: the address of the peer, or the one that a proxy says which the settings trust."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
_FORWARDED: Final = b"forwarded"
_X_FORWARDED: Final = b"x-forwarded-for"
_LONGEST: Final = 4096
"""Bytes of such headers; what is longer comes from no proxy, and its author counts as the proxy itself."""
_PAIR: Final = re.compile(r"""\s*([!#-'*+.^_`|~0-9A-Za-z-]+)=("(?:[^"\\]|\\.)*"|[^\s;,"]*)\s*([;,]|$)""")
"""A parameter of Forwarded, and what follows it (RFC 7239, section 4)."""
_PORT: Final = re.compile(r"(?:\[(?P<six>[^\]]*)\]|(?P<four>[0-9.]+))(?::[0-9_a-zA-Z.-]+)?")
_LOGGED: Final = {4: 24, 6: 48}


class Clients:
    """Finds the client of a request. `trusted` are networks in the form of `ServiceSettings.trusted_proxies`."""

    def __init__(self, trusted: Sequence[str] = ()) -> None:
        self._trusted: list[Network] = [ipaddress.ip_network(each) for each in trusted]

    def of(self, peer: str | None, headers: Iterable[tuple[bytes, bytes]]) -> Address | None:
        """The client's address; None if there is no peer with one (a socket that is a file).

        Only if a trusted proxy is the peer, its headers count (X-Forwarded-For, RFC 7239): of the addresses in them the
        last that is not a trusted proxy itself, since everything before it may be forged. Where both headers are there
        and do not agree, one of them was forged and which is not known, so the proxy itself counts.
        """
        own = address(peer or "")
        if own is None or not self._trusted or not self._trusts(own):
            return own
        given: dict[bytes, list[bytes]] = {}
        for name, value in headers:
            if name in (_X_FORWARDED, _FORWARDED):
                given.setdefault(name, []).append(value)
        found = {self._last(own, list(_hops(name, b",".join(values)))) for name, values in given.items()}
        return found.pop() if len(found) == 1 else own

    def _last(self, own: Address, hops: list[Address | None]) -> Address:
        """Back from the peer to the first address that nobody trusted has vouched for."""
        found = own
        for hop in reversed(hops):
            if hop is None:  # unknown, hidden, or no address
                break
            found = hop
            if not self._trusts(hop):
                break
        return found

    def _trusts(self, one: Address) -> bool:
        return any(one in network for network in self._trusted)


def network(one: Address) -> str:
    """What a log may say of a client: its /24 (IPv4) or /48 (IPv6)."""
    return str(ipaddress.ip_network((one, _LOGGED[one.version]), strict=False))


@lru_cache(maxsize=4096)
def address(text: str) -> Address | None:
    """An address as a peer has it, or None. An IPv4 address written as IPv6 is the IPv4 address."""
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _hops(name: bytes, value: bytes) -> Iterator[Address | None]:
    """The addresses in a header from the first proxy on; None for what is no address."""
    if len(value) > _LONGEST:
        yield None
        return
    text = value.decode("latin-1")
    if name == _X_FORWARDED:
        for part in text.split(","):
            yield _node(part.strip())
        return
    yield from map(_node, _named(text))


def _named(text: str) -> list[str]:
    """What each element of Forwarded says by `for`, empty where it does not; nothing if it is not well-formed."""
    found = [""]
    place, more = 0, ","
    while more:
        pair = _PAIR.match(text, place)
        if pair is None:
            return [""]
        if pair[1].lower() == "for":
            found[-1] = pair[2].strip('"')
        place, more = pair.end(), pair[3]
        if more == ",":
            found.append("")
    return found


def _node(text: str) -> Address | None:
    """An address with or without a port; IPv6 in brackets, or bare as many proxies write it."""
    found = _PORT.fullmatch(text)
    return address(found["six"] or found["four"] or "") if found else address(text)
