"""Answers GET and HEAD: from what is kept, or by a worker, whose answer is kept if it is the same for everyone."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from regelgraph.errors import NotAcceptableError
from regelgraph.gateway import every, files, work
from regelgraph.gateway.account import Account
from regelgraph.gateway.entries import Answer as ReadyAnswer
from regelgraph.gateway.entries import Entry
from regelgraph.gateway.exchange import Exchange
from regelgraph.gateway.kept import Kept, Key
from regelgraph.gateway.routes import route_of
from regelgraph.web import static_files
from regelgraph.workers import problems
from regelgraph.workers.messages import Reply
from regelgraph.workers.wire import as_headers

_FINE: Final = 200
_GONE: Final = 404
_FAILED: Final = 412
_STATIC: Final = static_files.PATH.encode("ascii")
_ASKED: Final = frozenset((b"accept", b"accept-language", b"accept-encoding", b"if-none-match", b"if-match"))
"""The headers that the choice of a kept answer depends on."""


class Reads:
    """The answers that are kept, and the work that makes them."""

    def __init__(self, room: int, base: str, work_: work.Work, account: Account) -> None:
        self._kept = Kept(room)
        self._files = files.Files(work_)
        self._base = base
        self._work = work_
        self._account = account
        self._making: dict[Key, asyncio.Event] = {}

    def renew(self) -> int:
        """Forget all, as the knowledge is another one; the number of its generation."""
        self._kept.renew(self._kept.generation + 1)
        self._files.renew(self._kept.generation)
        return self._kept.generation

    def at_once(self, scope: Any) -> ReadyAnswer | None:
        """What is kept for a request, without any more ado, or None (see `gateway.connections`)."""
        found: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in _ASKED:
                if name in found:
                    return None
                found[name] = value
        entry = self._kept.get(_key(scope["raw_path"], scope["query_string"], found))
        answer = entry and entry.answer(found.get(b"accept-encoding"), found.get(b"if-none-match"))
        if not answer or b"if-match" in found:
            return None
        self._account.at_once(route_of(scope["path"]).name, scope, answer[0], len(answer[2]))
        return answer

    async def read(self, exchange: Exchange) -> None:
        """Answer; of several who ask the same at once, one has it made and the others wait for it."""
        if exchange.route.file:
            if file := await self._files.get(exchange):
                self._tell()
                await _send(exchange, file)
            return
        key = _key(exchange.scope["raw_path"], exchange.scope["query_string"], exchange.heads)
        if entry := self._kept.get(key) or await self._made_by_another(key):
            exchange.cached = True
            await _send(exchange, entry)
            return
        made = self._making[key] = asyncio.Event()
        try:
            await self._make(exchange, key)
        finally:
            made.set()
            if self._making.get(key) is made:
                del self._making[key]

    async def _made_by_another(self, key: Key) -> Entry | None:
        made = self._making.get(key)
        if made is None:
            return None
        await made.wait()
        return self._kept.get(key)

    async def _make(self, exchange: Exchange, key: Key) -> None:
        generation = self._kept.generation
        if exchange.path.startswith(static_files.PATH):
            await self._static(exchange, key)
            return
        answer = await self._work.done(exchange, "GET")
        if answer.status == _GONE and (reply := self._without_slash(exchange)):
            await exchange.reply(reply)
            return
        if answer.status != _FINE or answer.parts is not None:
            await work.send(exchange, answer)
            return
        headers = work.without_length(exchange.finished(answer.headers))
        fingerprint = next((value for name, value in headers if name == every.FINGERPRINT), b"")
        entry = Entry(headers, answer.body, fingerprint)
        if any(name == b"cache-control" and value.startswith(b"public") for name, value in headers):
            self._kept.put(key, entry, generation)
            self._tell()
        await _send(exchange, entry)

    async def _static(self, exchange: Exchange, key: Key) -> None:
        """A file of the pages, which needs no worker, and no knowledge either."""
        reply = await asyncio.to_thread(static_files.file, exchange.path)
        if reply.status != _FINE:
            await exchange.reply(reply)
            return
        entry = Entry(exchange.finished(as_headers(reply.headers)), b"".join(reply.body))
        self._kept.put(key, entry, self._kept.generation)
        self._tell()
        await _send(exchange, entry)

    def _tell(self) -> None:
        self._account.metrics.kept(self._kept.size + self._files.size)

    def _without_slash(self, exchange: Exchange) -> Reply | None:
        """The way to the address without slashes at its end, where there is one."""
        path = exchange.path.rstrip("/")
        if path == exchange.path or route_of(path).name != path:
            return None
        query = exchange.scope["query_string"].decode("latin-1")
        target = f"{self._base}{path}" + (f"?{query}" if query else "")
        return Reply(308, [("location", target), ("cache-control", "no-cache")])


def _key(path: bytes, query: bytes, heads: dict[bytes, bytes]) -> Key:
    """What an answer depends on. Files of the pages are the same whatever is asked with them."""
    if path.startswith(_STATIC):
        return path, b"", b""
    return path + b"?" + query if query else path, heads.get(b"accept", b""), heads.get(b"accept-language", b"")


async def _send(exchange: Exchange, entry: Entry) -> None:
    heads = exchange.heads
    found = entry.answer(heads.get(b"accept-encoding"), heads.get(b"if-none-match"), heads.get(b"if-match"))
    if found is None:
        raise NotAcceptableError("Accept-Encoding takes neither the answer as it is nor by gzip")
    if found[0] == _FAILED:
        await exchange.reply(problems.of_status(_FAILED, "the answer is not the one that If-Match names"))
    elif found[0] == _FINE and isinstance(entry, files.File):
        await files.send(exchange, *found[1:])
    else:
        await exchange.answer(*found)
