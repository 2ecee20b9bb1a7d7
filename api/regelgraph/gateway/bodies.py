"""Reads the body of a request up to a size: small ones as bytes, large ones into a file in memory that has no name."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from regelgraph.errors import BusyError, MediaTypeError, TooLargeError
from regelgraph.gateway.exchange import Exchange
from regelgraph.workers.lanes import BUSY

AT_HAND: Final = 1 << 16
"""Bytes of a body that passes to a worker within the request itself."""


class Bodies:
    """All bodies that are held at once, at most `room` bytes of them."""

    def __init__(self, room: int) -> None:
        self._room = room

    @asynccontextmanager
    async def read(self, exchange: Exchange, most: int) -> AsyncIterator[bytes | int]:
        """The body as bytes, or as the number of an open file in memory, until the block is left.

        Raises TooLargeError by what is declared before anything is read, and by what comes while it is read;
        MediaTypeError for a compressed body, BusyError where too much is held, GoneError if the client hangs up.
        """
        _look_at(exchange, most)
        file, size = -1, 0
        parts: list[bytes] = []
        try:
            more = True
            while more:
                part, more = await exchange.chunk()
                size += len(part)
                self._room -= len(part)
                if size > most:
                    raise TooLargeError.of_body(most)
                if self._room < 0:
                    raise BusyError(BUSY)
                parts.append(part)
                if size > AT_HAND:
                    if file < 0:
                        file = os.memfd_create("body")
                    for each in parts:
                        os.write(file, each)
                    parts.clear()
            yield b"".join(parts) if file < 0 else file
        finally:
            self._room += size
            if file >= 0:
                os.close(file)


def _look_at(exchange: Exchange, most: int) -> None:
    if exchange.heads.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        raise MediaTypeError("the body is compressed; send it as it is")
    declared = exchange.heads.get(b"content-length", b"")
    if declared.isdigit() and int(declared[:20]) > most:
        raise TooLargeError.of_body(most)
