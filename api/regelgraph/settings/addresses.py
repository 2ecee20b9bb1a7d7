"""Kinds of settings that are addresses: the public one of the service, and those of proxies."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from regelgraph.settings.kinds import Kind

_URL: Final = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
_NO_PATH: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|(^|/)\.\.?(/|$)|//")


def _networks(text: str) -> tuple[str, ...]:
    given = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(dict.fromkeys(str(ipaddress.ip_network(part)) for part in given))


def read_url(text: str) -> str:
    """An address without a slash at its end. What may not stand in an IRI or in a header never passes.

    Raises ValueError.
    """
    if not _URL.fullmatch(text):
        raise ValueError(text)
    parts = urlsplit(text)
    _ = parts.port  # raises ValueError for one that is none
    if not parts.hostname or _NO_PATH.search(parts.path):
        raise ValueError(text)
    return text.rstrip("/")


NETWORKS: Final = Kind(
    _networks,
    lambda networks: ", ".join(networks) or "none",
    "IP addresses or networks separated by commas, as 127.0.0.1, 10.0.0.0/8, fd00::/8; a network has no bits set "
    "behind its prefix",
)
URL: Final = Kind(
    read_url,
    lambda url: url or "the address that is listened on",
    "an absolute http or https address without query, fragment and user, as https://example.org/rules",
)
