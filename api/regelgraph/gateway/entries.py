"""One answer that is kept: its bytes, plain and by gzip, and which of them a request is answered with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from regelgraph.gateway import coding, conditional
from regelgraph.gateway.coding import Coding
from regelgraph.gateway.every import RawHeaders

Answer: TypeAlias = tuple[int, RawHeaders, bytes]
"""Status, headers, body."""


class Representation:
    """Bytes to be sent: headers and body of the 200, and the headers of the 304."""

    __slots__ = ("body", "headers", "tag", "unchanged")

    def __init__(self, headers: RawHeaders, body: bytes, tag: bytes) -> None:
        self.tag = tag
        self.body = body
        self.headers = [*headers, (b"content-length", b"%d" % len(body)), (b"etag", tag)]
        self.unchanged = conditional.not_modified(self.headers)


class Entry:
    """A 200 that is kept: plain, and by gzip from the first time on that this is asked for."""

    __slots__ = ("_gzip", "_headers", "_plain", "compressible", "hits")

    def __init__(self, headers: RawHeaders, body: bytes, fingerprint: bytes = b"") -> None:
        """`headers` are those of every answer, too, without content-length and etag."""
        kind = next((value for name, value in headers if name == b"content-type"), b"")
        self.compressible = coding.is_compressible(kind)
        self._headers = _varied(headers) if self.compressible else headers
        self._plain = Representation(self._headers, body, conditional.tag(body, kind, fingerprint))
        self._gzip: Representation | None = None
        self.hits = 0

    @property
    def size(self) -> int:
        """Bytes of its bodies; gzip is counted as if it were there and saved nothing, so that an entry never grows."""
        return len(self._plain.body) * (2 if self.compressible else 1)

    def answer(self, accepted: bytes | None, none_match: bytes | None, match: bytes | None = None) -> Answer | None:
        """The answer to Accept-Encoding, If-None-Match and If-Match; None: the client takes no coding of it (406).

        A status of 412 has no body and no headers; the problem document is left to the caller. For HEAD the body is
        not sent.
        """
        takes = coding.taken(accepted)
        chosen = self._plain
        if takes is Coding.ONLY_GZIP or (takes is Coding.GZIP and len(chosen.body) >= coding.LEAST):
            if self.compressible:
                chosen = self._gzip or self._zipped()
            elif takes is Coding.ONLY_GZIP:
                return None
        elif takes is Coding.NONE:
            return None
        if none_match is None and match is None:
            return 200, chosen.headers, chosen.body
        status = conditional.outcome(chosen.tag, none_match, match)
        if status == conditional.FAILED:
            return status, [], b""
        return (status, chosen.unchanged, b"") if status else (200, chosen.headers, chosen.body)

    def representations(self) -> Iterator[Representation]:
        """All that there are; that by gzip is made if it is not there yet."""
        yield self._plain
        if self.compressible:
            yield self._gzip or self._zipped()

    def _zipped(self) -> Representation:
        tag = conditional.zipped_tag(self._plain.tag)
        headers = [*self._headers, (b"content-encoding", b"gzip")]
        self._gzip = Representation(headers, coding.zipped(self._plain.body), tag)
        return self._gzip


def _varied(headers: RawHeaders) -> RawHeaders:
    names = b", ".join([*(value for name, value in headers if name == b"vary"), b"Accept-Encoding"])
    return [*(header for header in headers if header[0] != b"vary"), (b"vary", names)]
