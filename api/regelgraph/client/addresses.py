"""Which address a client may be given, and whether a token may go there."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urljoin, urlsplit

_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*")


def checked(url: str, token: str | None, *, token_in_clear: bool) -> str:
    """The address with a slash at its end. Raises ValueError for one that is none, or where a token would be read."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("expected the address of a service, such as https://host/ or http://127.0.0.1:8000")
    if parts.username is not None or parts.password is not None:
        raise ValueError("the address holds a name or a password; give a token by itself")
    if token is not None:
        if not _TOKEN.fullmatch(token):
            raise ValueError("the token holds characters that no bearer token has (RFC 6750, section 2.1)")
        if parts.scheme == "http" and not is_here(url) and not token_in_clear:
            raise ValueError("a token would be sent readable for all; use https, or say token_in_clear=True")
    return url.rstrip("/") + "/"


def is_here(url: str) -> bool:
    """Whether an address is of this machine."""
    host = (urlsplit(url).hostname or "").lower()
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def leads_to(url: str, location: str) -> str:
    """The address that `location` names, seen from `url`; empty if it is none that can be read."""
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def origin(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port of an address; None if it has none that can be read."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, (parts.hostname or "").lower(), port
