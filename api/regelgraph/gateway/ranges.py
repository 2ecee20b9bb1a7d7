"""A part of an answer, by Range and If-Range (RFC 9110, sections 13.1.5 and 14): how a broken download goes on."""

from __future__ import annotations

import re
from typing import Final

from regelgraph.gateway.every import RawHeaders

PART: Final = 206
OUTSIDE: Final = 416
_ONE: Final = re.compile(rb"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)


def part(asked: bytes | None, if_range: bytes | None, tag: bytes, size: int) -> range | None:
    """The bytes that are asked for, of `size`; None: all, an empty range: none that there are.

    Ignored, as a server may (14.2): other units, several ranges at once, what is no range, and a range for bytes of
    another name or date, since these are other bytes.
    """
    found = _ONE.fullmatch(asked) if asked else None
    if found is None or not (found[1] or found[2]) or (if_range is not None and if_range.strip() != tag):
        return None
    if not found[1]:
        return range(max(size - int(found[2]), 0), size)
    first, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return None
    return range(first, min(last + 1, size))


def headers_of(part_: range, size: int, headers: RawHeaders) -> RawHeaders:
    """The headers of a 206, from those of the whole."""
    rest = [header for header in headers if header[0] != b"content-length"]
    where = b"bytes %d-%d/%d" % (part_[0], part_[-1], size)
    return [*rest, (b"content-length", b"%d" % len(part_)), (b"content-range", where)]
