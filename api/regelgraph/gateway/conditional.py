"""Names of representations (ETag), and answers to those who have one already (RFC 9110, sections 8.8.3 and 13)."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Final

from regelgraph.gateway.every import RawHeaders

_TAG: Final = re.compile(rb'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_SIZE: Final = 12
_OF_A_BODY: Final = frozenset(
    {
        b"content-type",
        b"content-length",
        b"content-encoding",
        b"content-language",
        b"content-disposition",
        b"transfer-encoding",
        b"accept-ranges",
        b"repr-digest",
        b"link",
    }
)
NOT_MODIFIED: Final = 304
FAILED: Final = 412
# If-Modified-Since and If-Unmodified-Since are ignored: answers have no date of their last change (13.1.3, 13.1.4), as
# knowledge has a fingerprint instead. Range and If-Range are for files (see `gateway.ranges`).


def tag(body: bytes, content_type: bytes, fingerprint: bytes = b"") -> bytes:
    """The strong ETag of a representation: of its bytes, its type, and of what else it is told apart by."""
    made = blake2b(body, digest_size=_SIZE, key=fingerprint[:64])
    made.update(b"\0" + content_type)
    return b'"' + made.hexdigest().encode("ascii") + b'"'


def zipped_tag(tag: bytes) -> bytes:
    """The ETag of the same by gzip: other bytes, so another name."""
    return tag[:-1] + b'-gzip"'


def is_named(condition: bytes, tag: bytes, *, strong: bool = False) -> bool:
    """Whether a list of ETags (or `*`) names this one; `strong`: as If-Match compares, else as If-None-Match does."""
    if condition == tag or condition.strip(b" \t") == b"*":
        return True
    return any(match[2] == tag and not (strong and match[1]) for match in _TAG.finditer(condition))


def outcome(tag: bytes, none_match: bytes | None, match: bytes | None = None) -> int:
    """What GET or HEAD of a representation with this ETag is answered with: 304, 412, or 0 for the whole (13.2.2)."""
    if match is not None and not is_named(match, tag, strong=True):
        return FAILED
    return NOT_MODIFIED if none_match is not None and is_named(none_match, tag) else 0


def not_modified(headers: RawHeaders) -> RawHeaders:
    """Of the headers of a 200 those of its 304: ETag, Vary, Cache-Control and those of every answer (15.4.5)."""
    return [header for header in headers if header[0] not in _OF_A_BODY]
