"""What the head of a request must not say (RFC 9112), as far as the parser lets it through, and where it is sent to."""

from __future__ import annotations

import re
from typing import Final

from regelgraph.gateway.every import RawHeaders

_HOST: Final = re.compile(rb"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|\[[0-9A-Fa-fv.:]+\])*(?::[0-9]*)?")
"""Name or address and perhaps a port (RFC 9110, section 7.2); also none."""
FRAMING: Final = frozenset({b"content-length", b"expect", b"host", b"transfer-encoding"})
"""The headers that `fault` and `has_body` are told of."""
_VERSIONS: Final = ("1.0", "1.1")
_ABSOLUTE: Final = re.compile(rb"https?://[^/?#]+(.*)", re.IGNORECASE)


def fault(method: bytes, version: str, framing: RawHeaders) -> int:
    """The status that refuses a request, or 0; names in small letters."""
    named = all(_HOST.fullmatch(value) for name, value in framing if name == b"host")
    if version == "1.1" and len(framing) == 1 and framing[0][0] == b"host" and named and method != b"CONNECT":
        return 0  # as nearly all are
    names = [name for name, _ in framing]
    if version not in _VERSIONS:
        return 505
    if not named or names.count(b"host") > 1 or (version == "1.1" and b"host" not in names):
        return 400  # section 3.2
    coded = [value.strip().lower() for name, value in framing if name == b"transfer-encoding"]
    if coded and (version == "1.0" or b"content-length" in names):
        return 400  # section 6.1: who passed it on may have read it otherwise
    if method == b"CONNECT" or (coded and coded != [b"chunked"]):
        return 501
    expected = [value.strip().lower() for name, value in framing if name == b"expect"]
    return 417 if version == "1.1" and expected and expected != [b"100-continue"] else 0


def has_body(framing: RawHeaders) -> bool:
    """Whether a body follows."""
    return any(name == b"transfer-encoding" or (name == b"content-length" and value != b"0") for name, value in framing)


def split(target: bytes, method: bytes) -> tuple[bytes, bytes] | None:
    """Path and query of a target as they came in, nothing decoded, joined or left out; None: it is no target.

    The host of an absolute target counts as little as the one in Host.
    """
    if not target.startswith(b"/"):
        if target == b"*" and method == b"OPTIONS":
            return target, b""
        absolute = _ABSOLUTE.fullmatch(target)
        if absolute is None:
            return None
        target = absolute[1] if absolute[1].startswith(b"/") else b"/" + absolute[1]
    path, _, query = target.partition(b"?")
    return None if b"#" in target else (path, query)
