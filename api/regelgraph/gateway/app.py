"""The gateway: every request passes it, and what is not at hand here is worked on by a worker (ASGI)."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any, Final

from regelgraph.errors import NotAcceptableError, RegelgraphError
from regelgraph.gateway import coding, every, own
from regelgraph.gateway.account import Account
from regelgraph.gateway.bodies import Bodies
from regelgraph.gateway.door import Door
from regelgraph.gateway.entries import Answer as ReadyAnswer
from regelgraph.gateway.entries import Entry
from regelgraph.gateway.exchange import Exchange
from regelgraph.gateway.kept import Kept, Key
from regelgraph.gateway.routes import CHECKS, QUERIES, SMALL, route_of
from regelgraph.settings import ServiceSettings
from regelgraph.workers import problems
from regelgraph.workers.crew import Crew
from regelgraph.workers.job import Bounds, GoneError, Kind
from regelgraph.workers.link import Answer, LostError
from regelgraph.workers.messages import Reply, Request
from regelgraph.workers.pool import QUICK, Pool

_GONE: Final = 499
_PASSED: Final = frozenset((b"accept", b"accept-language", b"content-type"))
"""The headers that an answer may depend on; none else gets to a worker."""
_ASKED: Final = frozenset((b"accept", b"accept-language", b"accept-encoding", b"if-none-match", b"if-match"))
"""The headers that the choice of a kept answer depends on."""
OWN: Final = (own.LIVE, own.READY, own.METRICS)
_READING: Final = ("GET", "HEAD")
_ALL: Final = ("GET", "HEAD", "POST")
_HELD: Final = 4
"""So many of the largest bodies are held at once."""


class Gateway:
    """An ASGI application in front of workers. One for each process that listens."""

    def __init__(self, settings: ServiceSettings, account: Account, door: Door, *, examples: bool = False) -> None:
        self._settings = settings
        self._account = account
        self._door = door
        self._examples = examples
        places = {QUICK: settings.quick, QUERIES: settings.slow, CHECKS: settings.checks}
        self.pool = Pool(Bounds(places, settings.queue), account.metrics.ended, account.lanes)
        self._kinds = {
            QUERIES: Kind(QUERIES, settings.query_memory, settings.query_seconds),
            CHECKS: Kind(CHECKS, settings.check_memory, settings.check_seconds),
        }
        self._bodies = Bodies(_HELD * settings.body_bytes)
        self._kept = Kept(settings.cache_bytes)
        self._fingerprint = b""
        self._making: dict[Key, asyncio.Event] = {}

    def renew(self, crew: Crew) -> None:
        """Answer by another generation of the knowledge from now on."""
        version, fingerprint = str(crew.said.get("version", "")), str(crew.said.get("fingerprint", ""))
        self._fingerprint = fingerprint.encode()
        self._kept.renew(self._kept.generation + 1)
        self._account.metrics.knowledge = (version, fingerprint, self._kept.generation)
        self._account.log.say("knowledge", version=version, fingerprint=fingerprint)
        self.pool.renew(crew)

    def end(self) -> None:
        """End what is under way."""
        self.pool.end()

    def at_once(self, scope: Any) -> ReadyAnswer | None:
        """Status, headers and body of an answer to GET or HEAD that is kept, or None (see `gateway.connections`)."""
        if self._door.counts:
            return None
        found: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in _ASKED:
                if name in found:
                    return None
                found[name] = value
        query = scope["query_string"]
        target = scope["raw_path"] + b"?" + query if query else scope["raw_path"]
        entry = self._kept.get((target, found.get(b"accept", b""), found.get(b"accept-language", b"")))
        answer = entry and entry.answer(found.get(b"accept-encoding"), found.get(b"if-none-match"))
        if not answer or b"if-match" in found:
            return None
        self._account.at_once(route_of(scope["path"]).name, scope, answer[0], len(answer[2]))
        return answer

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        began = monotonic()
        exchange = Exchange(scope, receive, send)
        self._account.begin()
        try:
            self._door.pass_(scope)
            await self._answer(exchange)
        except RegelgraphError as error:
            self._account.refused(error)
            await exchange.reply(problems.of_error(error))
        except GoneError:
            exchange.status = _GONE
        except LostError:
            self._account.fault(exchange, LostError())
            raise
        except Exception as error:  # the last place that can answer it
            self._account.fault(exchange, error)
            if exchange.began:
                raise
            await exchange.reply(problems.internal())
        finally:
            self._account.end(exchange, monotonic() - began)

    async def _answer(self, exchange: Exchange) -> None:
        if exchange.reads:
            heads = exchange.heads
            key = (exchange.target, heads.get(b"accept", b""), heads.get(b"accept-language", b""))
            entry = self._kept.get(key) if self._door.counts else None
            if entry:
                exchange.cached = True
                await self._send(exchange, entry)
            elif exchange.path in OWN:
                await exchange.reply(await self._own(exchange.path))
            else:
                await self._read(exchange, key)
        elif exchange.path in OWN:
            allow = [("allow", "GET, HEAD, OPTIONS")]
            if exchange.method == "OPTIONS":
                await self._options(exchange, _READING)
            else:
                await exchange.reply(problems.of_status(405, headers=allow))
        elif exchange.method == "OPTIONS":
            whole = exchange.path == "*"  # of the service itself (RFC 9110, section 9.3.7)
            await self._options(exchange, _ALL if whole else await self._methods(exchange))
        else:
            await self._post(exchange)

    async def _own(self, path: str) -> Reply:
        if path == own.LIVE:
            return own.live()
        if path == own.READY:
            return own.ready(self.pool, examples=self._examples)
        return await asyncio.to_thread(own.metrics, self._account.metrics)

    async def _read(self, exchange: Exchange, key: Key) -> None:
        """Answer GET and HEAD; of several who ask the same at once, one has it made and the others wait for it."""
        made = self._making.get(key)
        if made:
            await made.wait()
            if entry := self._kept.get(key):
                exchange.cached = True
                await self._send(exchange, entry)
                return
        made = self._making[key] = asyncio.Event()
        try:
            await self._make(exchange, key)
        finally:
            made.set()
            if self._making.get(key) is made:
                del self._making[key]

    async def _make(self, exchange: Exchange, key: Key) -> None:
        """Answer GET and HEAD, and keep the answer if it is the same for everyone."""
        generation = self._kept.generation
        answer = await self._worked(exchange, self._request(exchange, "GET"), b"")
        if answer.status != 200 or answer.parts is not None:
            if answer.status == 404 and (reply := self._without_slash(exchange)):
                await exchange.reply(reply)
            else:
                await self._pass(exchange, answer)
            return
        headers = every.finished(answer.headers, public=exchange.route.public)
        headers = [each for each in headers if each[0] != b"content-length"]
        entry = Entry(headers, answer.body, self._fingerprint)
        if any(name == b"cache-control" and value.startswith(b"public") for name, value in headers):
            self._kept.put(key, entry, generation)
            self._account.metrics.kept(self._kept.size)
        await self._send(exchange, entry)

    async def _send(self, exchange: Exchange, entry: Entry) -> None:
        heads = exchange.heads
        found = entry.answer(heads.get(b"accept-encoding"), heads.get(b"if-none-match"), heads.get(b"if-match"))
        if found is None:
            raise NotAcceptableError("Accept-Encoding takes neither the answer as it is nor by gzip")
        if found[0] == 412:
            await exchange.reply(problems.of_status(412, "the answer is not the one that If-Match names"))
        else:
            await exchange.answer(*found)

    async def _post(self, exchange: Exchange) -> None:
        """Answer a request that may have a body."""
        route = exchange.route
        async with self._bodies.read(exchange, self._settings.body_bytes if route.lists else SMALL) as body:
            answer = await self._worked(exchange, self._request(exchange, exchange.method), body)
            await self._pass(exchange, answer)

    async def _worked(self, exchange: Exchange, request: Request, body: bytes | int) -> Answer:
        kind = self._kinds[exchange.route.lane]
        return await self.pool.run(request, body, kind, exchange.gone, quick=not isinstance(body, int))

    async def _pass(self, exchange: Exchange, answer: Answer) -> None:
        """Send the answer of a worker on, to be kept by nobody here."""
        public = exchange.route.public
        if answer.parts is not None:
            await exchange.stream(answer.status, every.finished(answer.headers, public=public), answer.parts)
            return
        headers, body = answer.headers, answer.body
        if public and len(body) >= coding.LEAST and answer.status == 200:
            headers, body = _coded(headers, body, exchange.heads.get(b"accept-encoding"))
        headers = [each for each in headers if each[0] != b"content-length"]
        headers.append((b"content-length", b"%d" % len(body)))
        await exchange.answer(answer.status, every.finished(headers, public=public), body)

    async def _methods(self, exchange: Exchange) -> list[str]:
        """What an address takes, as its 405 says. Sends on whatever else there is to say."""
        answer = await self._worked(exchange, self._request(exchange, "OPTIONS"), b"")
        allow = next((value for name, value in answer.headers if name == b"allow"), b"")
        return [each.strip() for each in allow.decode("latin-1").split(",") if each.strip()]

    async def _options(self, exchange: Exchange, methods: Any) -> None:
        if not methods:
            await exchange.reply(problems.of_status(404))
            return
        preflight = b"access-control-request-method" in exchange.heads
        await exchange.answer(204, every.options(methods, public=exchange.route.public, preflight=preflight), b"")

    def _without_slash(self, exchange: Exchange) -> Reply | None:
        """The way to the address without slashes at its end, where there is one."""
        path = exchange.path.rstrip("/")
        if path == exchange.path or route_of(path).name != path:
            return None
        query = exchange.scope["query_string"].decode("latin-1")
        target = f"{self._settings.public_url}{path}" + (f"?{query}" if query else "")
        return Reply(308, [("location", target), ("cache-control", "no-cache")])

    def _request(self, exchange: Exchange, method: str) -> Request:
        scope = exchange.scope
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"] if name in _PASSED
        )
        return Request(method, exchange.path, scope["query_string"], headers, base=self._settings.public_url)


def _coded(headers: every.RawHeaders, body: bytes, accepted: bytes | None) -> tuple[every.RawHeaders, bytes]:
    """A public answer that is not kept, by gzip where that is asked for."""
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    if not coding.is_compressible(kind):
        return headers, body
    headers = [*headers, (b"vary", b"Accept-Encoding")]
    if coding.taken(accepted) in (coding.Coding.GZIP, coding.Coding.ONLY_GZIP):
        return [*headers, (b"content-encoding", b"gzip")], coding.zipped(body)
    return headers, body
