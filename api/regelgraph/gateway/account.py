"""Keeps account of requests: in the figures of /metrics and in the log, each told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from regelgraph.errors import BusyError, RegelgraphError, TokenError, TooLargeError, TooManyError
from regelgraph.gateway.exchange import Exchange
from regelgraph.gateway.logs import Log
from regelgraph.gateway.metrics import Metrics
from regelgraph.workers.pool import Pool

_REFUSED = {BusyError: "busy", TooManyError: "fair use", TokenError: "token", TooLargeError: "too large"}


class Account:
    """The figures and the log of one front. `client` gives what the log says of who asks; empty: nothing."""

    def __init__(self, metrics: Metrics, log: Log, client: Callable[[Any], str] = lambda _scope: "") -> None:
        self._client = client
        self.metrics = metrics
        self.log = log

    def begin(self) -> None:
        """A request came in; `end` follows."""
        self.metrics.began()

    def end(self, exchange: Exchange, seconds: float) -> None:
        """A request is over."""
        route, method, status = exchange.route.name, exchange.method, exchange.status
        sent, cached = exchange.sent, exchange.cached
        self.metrics.answered(route, method, status, seconds, sent, cached=cached)
        client = self._client(exchange.scope)
        name = exchange.name or self.log.name()
        self.log.request(name, method, route, status, seconds, sent, cached=cached, client=client)

    def at_once(self, route: str, scope: Any, status: int, sent: int) -> None:
        """A request was answered by what is kept."""
        method = scope["method"]
        self.metrics.began()
        self.metrics.answered(route, method, status, 0.0, sent, cached=True)
        client = self._client(scope)
        self.log.request(self.log.name(), method, route, status, 0.0, sent, cached=True, client=client)

    def refused(self, error: RegelgraphError) -> None:
        """A request was refused by the gateway itself."""
        why = _REFUSED.get(type(error))
        if why:
            self.metrics.refused(why)

    def fault(self, exchange: Exchange, error: BaseException) -> None:
        """A request failed by a fault of ours."""
        exchange.name = exchange.name or self.log.name()
        self.log.fault(exchange.name, exchange.method, exchange.route.name, error)

    def lanes(self, pool: Pool) -> None:
        """How full the lanes are now."""
        for lane in pool.lanes.values():
            self.metrics.lane(lane.name, len(lane.waiting), lane.busy)
