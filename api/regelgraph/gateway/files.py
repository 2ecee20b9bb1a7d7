"""Files: what is the same for whoever asks at an address, made once and sent piece by piece, as a whole or in part.

They are too large for `Kept`, few, and each takes seconds of a worker; so they have a place of their own, which no
number of other answers drives them out of. A file is there as a whole or not at all.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from hashlib import sha256
from typing import Final, TypeAlias

from regelgraph.gateway import every, ranges, work
from regelgraph.gateway.entries import Entry
from regelgraph.gateway.every import RawHeaders
from regelgraph.gateway.exchange import Exchange
from regelgraph.web.accept import best
from regelgraph.workers import problems

Key: TypeAlias = tuple[str, str]
"""The path and, where there are several forms, the media type. Queries make no difference, as nobody reads them."""
_FINE: Final = 200
_PIECE: Final = 1 << 16
"""Bytes that are sent at once: as many, and what the system holds, wait for a client that reads slowly."""


class File(Entry):
    """An entry whose plain bytes and those by gzip are there from the start, with the digests of both (RFC 9530)."""

    __slots__ = ()

    def __init__(self, headers: RawHeaders, body: bytes, fingerprint: bytes = b"") -> None:
        """Takes a while for large ones, without holding up other threads."""
        super().__init__([*headers, (b"accept-ranges", b"bytes")], body, fingerprint)
        for each in self.representations():
            digest = b64encode(sha256(each.body).digest())
            each.headers.append((b"repr-digest", b"sha-256=:" + digest + b":"))

    @property
    def size(self) -> int:
        """Bytes of its bodies."""
        return sum(len(each.body) for each in self.representations())


class Files:
    """The files of one generation of the knowledge."""

    def __init__(self, work_: work.Work) -> None:
        self._work = work_
        self._files: dict[Key, File] = {}
        self._making: dict[Key, asyncio.Lock] = {}
        self._generation = 0

    @property
    def size(self) -> int:
        """Bytes of all that is there."""
        return sum(file.size for file in self._files.values())

    def renew(self, generation: int) -> None:
        """Forget all; who is being sent a file of before gets it to its end."""
        self._generation = generation
        self._files.clear()

    async def get(self, exchange: Exchange) -> File | None:
        """The file that is asked for; None: there is none now, and the answer has been sent.

        Raises NotAcceptableError. Of several who ask before it is there one has it made, and the others wait.
        """
        types = exchange.route.types
        accept = exchange.heads.get(b"accept", b"").decode("latin-1")
        key = (exchange.path, types[best(accept, tuple(types))] if types else "")
        if key not in self._files:
            async with self._making.setdefault(key, asyncio.Lock()):
                return self._found(exchange, key) or await self._make(exchange, key)
        return self._found(exchange, key)

    def _found(self, exchange: Exchange, key: Key) -> File | None:
        found = self._files.get(key)
        exchange.cached = found is not None
        return found

    async def _make(self, exchange: Exchange, key: Key) -> File | None:
        generation = self._generation
        answer = await self._work.done(exchange, "GET", accept=key[1])
        if answer.status != _FINE or answer.parts is not None:
            await work.send(exchange, answer)
            return None
        headers = work.without_length(exchange.finished(answer.headers))
        fingerprint = next((value for name, value in headers if name == every.FINGERPRINT), b"")
        file = await asyncio.to_thread(File, headers, answer.body, fingerprint)
        if generation == self._generation:
            self._files[key] = file
        return file


async def send(exchange: Exchange, headers: RawHeaders, body: bytes) -> None:
    """Send a 200 piece by piece, or what Range asks for of it."""
    heads, whole = exchange.heads, range(len(body))
    tag = next(value for name, value in headers if name == b"etag")
    wanted = ranges.part(heads.get(b"range"), heads.get(b"if-range"), tag, len(body))
    if exchange.method == "HEAD" or not body:  # 14.2: Range is about GET
        await exchange.answer(_FINE, headers, body)
    elif wanted is None:
        await exchange.pieces(_FINE, headers, body, whole, _PIECE)
    elif not wanted:
        there = [("content-range", f"bytes */{len(body)}")]
        await exchange.reply(problems.of_status(ranges.OUTSIDE, f"there are {len(body)} bytes", there))
    else:
        await exchange.pieces(ranges.PART, ranges.headers_of(wanted, len(body), headers), body, wanted, _PIECE)
