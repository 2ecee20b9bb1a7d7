"""The one place that every answer passes, raw routes and errors too: headers for safety, CORS, and the knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from regelgraph.workers.messages import Reply
from regelgraph.workers.wire import as_headers

RawHeader: TypeAlias = tuple[bytes, bytes]
RawHeaders: TypeAlias = list[RawHeader]
"""Headers as ASGI has them: names in small letters."""

POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)
"""Pages have style sheets, scripts, pictures and forms of this service only; nothing inline runs, nothing is framed."""
_SAFE: Final[RawHeaders] = [
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),  # addresses hold queries
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
# No Strict-Transport-Security: whether the name is always served by TLS is known only where TLS ends.
EXPOSE: Final = b"access-control-expose-headers"
_EXPOSED: Final = (
    b"Accept-Ranges, Allow, Content-Disposition, Content-Location, Content-Range, ETag, Knowledge-Fingerprint, "
    b"Knowledge-Version, Link, Repr-Digest, Retry-After"
)
VERSION: Final = b"knowledge-version"
FINGERPRINT: Final = b"knowledge-fingerprint"
"""Which knowledge an answer was made from: its version, and the 64 hex digits that tell it from any other."""
_CLOSED: Final[RawHeaders] = [*_SAFE, (b"cross-origin-resource-policy", b"same-origin")]
OPEN: Final[RawHeaders] = [
    *_SAFE,
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (EXPOSE, _EXPOSED),
]
_OWN: Final = frozenset(name for name, _ in (*_CLOSED, *OPEN)) | {b"access-control-allow-credentials"}
"""What is said here and nowhere else. Credentials never: whatever any origin may read is for everyone."""
_NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9a-z-]+")
_BROKEN: Final = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_MAX_AGE: Final = b"7200"
"""Seconds that a browser keeps the answer to a preflight; none keeps it longer."""


class BrokenHeaderError(ValueError):
    """A header that would end early, or begin another one or the body. A fault of ours, to be answered by 500."""


def knowledge(said: Mapping[str, Any]) -> RawHeaders:
    """The headers that name a knowledge by what it says of itself; none for what it does not say."""
    given = ((VERSION, said.get("version")), (FINGERPRINT, said.get("fingerprint")))
    return [(name, str(value).encode("latin-1", "replace")) for name, value in given if value]


def finished(headers: Iterable[RawHeader], *, public: bool, of: Iterable[RawHeader] = ()) -> RawHeaders:
    """The headers with those of every answer. Raises BrokenHeaderError, which names no value, as it may be anybody's.

    What is said here replaces what an answer says itself. A header that cannot be sent is no reason to leave it out:
    without its `no-store` an answer would be kept. `of` names the knowledge that answers now; an answer that names one
    was made by that, as there are two while one takes the place of the other.
    """
    found: RawHeaders = []
    for written, value in headers:
        name = written.lower()
        if _NAME.fullmatch(name) is None or _BROKEN.search(value) is not None:
            raise BrokenHeaderError(f"a header cannot be sent: {name!a}")
        if name not in _OWN:
            found.append((name, value))
    made_by_one = any(name == FINGERPRINT for name, _ in found)
    return [*found, *(() if made_by_one else of), *(OPEN if public else _CLOSED)]


def headers_of(reply: Reply, *, public: bool, of: Iterable[RawHeader] = ()) -> RawHeaders:
    """The headers of a whole reply of the gateway's own."""
    length = (b"content-length", b"%d" % sum(map(len, reply.body)))
    return finished([*as_headers(reply.headers), length], public=public, of=of)


def options(methods: Iterable[str], *, public: bool, preflight: bool, of: Iterable[RawHeader] = ()) -> RawHeaders:
    """The headers of the 204 that answers OPTIONS at an address with these methods.

    `preflight`: the request has Access-Control-Request-Method (Fetch, 3.2.2). Any header may be sent, as none but
    Authorization, which `*` leaves out, makes a difference here that the client could not make itself.
    """
    named = sorted({*methods, "OPTIONS"})
    headers = [(b"allow", ", ".join(named).encode("ascii"))]
    if public and preflight:
        headers += [
            (b"access-control-allow-methods", ", ".join(named).encode("ascii")),
            (b"access-control-allow-headers", b"*"),
            (b"access-control-max-age", _MAX_AGE),
        ]
    return finished(headers, public=public, of=of)
