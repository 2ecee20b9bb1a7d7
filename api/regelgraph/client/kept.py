"""Answers that are asked for again only by their ETag (RFC 9110, section 13.1.2); a few, and none that is large."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

from regelgraph.client.calls import Call

_LARGEST: Final = 1 << 20
"""Bytes of an answer that is kept."""


class Kept:
    """The last `most` answers. Those with `Cache-Control: no-store` are not among them. Safe among threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[tuple[str, tuple[str, ...]], tuple[str, bytes]] = OrderedDict()
        self._lock = Lock()

    def of(self, call: Call[Any]) -> tuple[str, bytes] | None:
        """The ETag and the bytes of the last answer to such a call."""
        if call.body is not None:
            return None
        with self._lock:
            found = self._found.get(_key(call))
            if found is not None:
                self._found.move_to_end(_key(call))
            return found

    def keep(self, call: Call[Any], headers: Mapping[str, str], data: bytes) -> None:
        """Remember an answer, if it may be."""
        etag = headers.get("etag", "")
        if not etag or call.body is not None or len(data) > _LARGEST or not self._most:
            return
        if "no-store" in headers.get("cache-control", "").lower():
            return
        with self._lock:
            self._found[_key(call)] = etag, data
            self._found.move_to_end(_key(call))
            while len(self._found) > self._most:
                self._found.popitem(last=False)


def _key(call: Call[Any]) -> tuple[str, tuple[str, ...]]:
    return call.target, call.accept
