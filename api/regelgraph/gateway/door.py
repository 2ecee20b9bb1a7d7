"""Who may pass, where settings say so: each client with its share of requests, lists and explanations by a token."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.gateway.clients import Address, Clients, network
from regelgraph.gateway.fair_use import FairUse
from regelgraph.gateway.token import Tokens
from regelgraph.settings import ServiceSettings

NOBODY_COUNTS: Final = -1
"""Stands for the table where no share is set."""
_ALWAYS: Final = ("/health/live", "/health/ready", "/metrics")
"""Whoever watches the service may ask as often as it likes."""


class Door:
    """Looks at every request before anything is done for it. `shares` is the file of `fair_use.make`."""

    def __init__(self, settings: ServiceSettings, shares: int) -> None:
        requests, seconds = settings.fair_use
        self._clients = Clients(settings.trusted_proxies)
        self._tokens = Tokens(settings.tokens)
        self._fair = FairUse(shares, requests, seconds) if requests else None

    @property
    def counts(self) -> bool:
        """Whether requests are counted, those to what is kept among them."""
        return self._fair is not None

    def pass_(self, scope: Any) -> None:
        """Let a request pass. Raises TooManyError or TokenError."""
        path = scope["path"]
        if self._fair and path not in _ALWAYS:
            self._fair.take(self.client(scope))
        if scope["method"] != "OPTIONS":  # which asks what an address takes, and is a browser's question
            self._tokens.require(scope["method"], path, scope["headers"])

    def network(self, scope: Any) -> str:
        """The network of who asks, which is many."""
        client = self.client(scope)
        return network(client) if client else ""

    def client(self, scope: Any) -> Address | None:
        """The address of who asks."""
        peer = scope.get("client")
        return self._clients.of(peer[0] if peer else None, scope["headers"])
