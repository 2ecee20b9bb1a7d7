"""A response whose parts are made while they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PARTS: Final = "regelgraph.parts"
"""The message that hands the parts themselves to whoever drives the application."""


class Streamed(Response):
    """Hands its parts over instead of sending them, so that each is made when there is room for it."""

    def __init__(self, parts: Iterable[bytes], headers: Mapping[str, str], media_type: str) -> None:
        self._parts = parts
        super().__init__(None, 200, headers, media_type)
        del self.headers["content-length"]

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the head, and hand over the parts."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": PARTS, PARTS: self._parts})
