"""The gateway: every request passes it, and what is not at hand here is worked on by a worker (ASGI)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import monotonic
from typing import Any, Final

from regelgraph.errors import RegelgraphError
from regelgraph.gateway import every, own, work
from regelgraph.gateway.account import Account
from regelgraph.gateway.bodies import Bodies
from regelgraph.gateway.door import Door
from regelgraph.gateway.entries import Answer as ReadyAnswer
from regelgraph.gateway.exchange import Exchange
from regelgraph.gateway.reads import Reads
from regelgraph.gateway.routes import SMALL
from regelgraph.gateway.shown import ERRORS, Shown
from regelgraph.settings import ServiceSettings
from regelgraph.workers import problems
from regelgraph.workers.crew import Crew
from regelgraph.workers.job import GoneError
from regelgraph.workers.messages import Reply

OWN: Final = (own.LIVE, own.READY, own.METRICS)
_GONE: Final = 499
_READING: Final = ("GET", "HEAD")
_ALL: Final = ("GET", "HEAD", "POST")
_HELD: Final = 4
"""So many of the largest bodies are held at once."""


class Gateway:
    """An ASGI application in front of workers. One for each process that listens."""

    def __init__(self, settings: ServiceSettings, account: Account, door: Door, *, examples: bool = False) -> None:
        self._largest = settings.body_bytes
        self._account = account
        self._door = door
        self._examples = examples
        self._work = work.Work(settings, account)
        self._reads = Reads(settings.cache_bytes, settings.public_url, self._work, account)
        self._bodies = Bodies(_HELD * settings.body_bytes)
        self._shown = Shown()
        self.knowledge: every.RawHeaders = []
        """The headers that name the knowledge which answers now (see `gateway.endings`, too)."""

    def renew(self, crew: Crew) -> None:
        """Answer by another generation of the knowledge from now on."""
        version, fingerprint = str(crew.said.get("version", "")), str(crew.said.get("fingerprint", ""))
        self.knowledge = every.knowledge(crew.said)
        self._shown.renew(crew.said.pop(ERRORS, {}))
        generation = self._reads.renew()
        self._account.metrics.knowledge = (version, fingerprint, generation)
        self._account.log.say("knowledge", version=version, fingerprint=fingerprint)
        self._work.pool.renew(crew)

    def end(self) -> None:
        """End what is under way."""
        self._work.pool.end()

    def at_once(self, scope: Any) -> ReadyAnswer | None:
        """Status, headers and body of an answer to GET or HEAD that is kept, or None (see `gateway.connections`)."""
        return None if self._door.counts else self._reads.at_once(scope)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        began = monotonic()
        exchange = Exchange(scope, receive, send, self.knowledge, self._shown)
        self._account.begin()
        try:
            self._door.pass_(scope)
            await self._answer(exchange)
        except RegelgraphError as error:
            self._account.refused(error)
            await exchange.reply(problems.of_error(error))
        except GoneError:
            exchange.status = _GONE
        except Exception as error:  # the last place that can answer it
            self._account.fault(exchange, error)
            if exchange.began:
                raise
            await exchange.reply(problems.internal())
        finally:
            self._account.end(exchange, monotonic() - began)

    async def _answer(self, exchange: Exchange) -> None:
        if exchange.path in OWN:
            await self._own(exchange)
        elif exchange.method in _READING:
            await self._reads.read(exchange)
        elif exchange.method == "OPTIONS":
            whole = exchange.path == "*"  # of the service itself (RFC 9110, section 9.3.7)
            await _options(exchange, _ALL if whole else await self._methods(exchange))
        else:
            most = self._largest if exchange.route.lists else SMALL
            async with self._bodies.read(exchange, most) as body:
                await work.send(exchange, await self._work.done(exchange, exchange.method, body))

    async def _own(self, exchange: Exchange) -> None:
        """Answer what the gateway knows itself."""
        if exchange.method == "OPTIONS":
            await _options(exchange, _READING)
        elif exchange.method not in _READING:
            await exchange.reply(problems.of_status(405, headers=[("allow", "GET, HEAD, OPTIONS")]))
        else:
            await exchange.reply(await self._known(exchange.path))

    async def _known(self, path: str) -> Reply:
        if path == own.LIVE:
            return own.live()
        if path == own.READY:
            return own.ready(self._work.pool, examples=self._examples)
        return await asyncio.to_thread(own.metrics, self._account.metrics)

    async def _methods(self, exchange: Exchange) -> list[str]:
        """What an address takes, as its 405 says; nothing if there is no such address."""
        answer = await self._work.done(exchange, "OPTIONS")
        allow = next((value for name, value in answer.headers if name == b"allow"), b"")
        return [each.strip() for each in allow.decode("latin-1").split(",") if each.strip()]


async def _options(exchange: Exchange, methods: Iterable[str]) -> None:
    if not methods:
        await exchange.reply(problems.of_status(404))
        return
    preflight = b"access-control-request-method" in exchange.heads
    headers = every.options(methods, public=exchange.route.public, preflight=preflight, of=exchange.knowledge)
    await exchange.answer(204, headers, b"")
