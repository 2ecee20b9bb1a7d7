"""What the gateway answers itself: whether the service lives, whether it can answer, and its figures."""

from __future__ import annotations

import json
from typing import Any, Final

from regelgraph import __version__
from regelgraph.gateway.metrics import CONTENT_TYPE, Metrics
from regelgraph.workers.messages import Header, Reply
from regelgraph.workers.pool import Pool

LIVE: Final = "/health/live"
READY: Final = "/health/ready"
METRICS: Final = "/metrics"
_KEEP_OUT: Final[Header] = ("cache-control", "no-store")


def live() -> Reply:
    """The process answers."""
    return _json(200, {"status": "live", "version": __version__})


def ready(pool: Pool, *, examples: bool) -> Reply:
    """The knowledge is loaded: its version and fingerprint, and whether invented examples are in it; else 503."""
    crew = pool.ready
    if crew is None:
        waiting = {"status": "loading", "version": __version__, "examples": examples}
        return _json(503, waiting, ("retry-after", "1"))
    return _json(200, {"status": "ready", **crew.said})


def metrics(figures: Metrics) -> Reply:
    """The figures of all processes, as Prometheus reads them."""
    return Reply(200, [("content-type", CONTENT_TYPE), _KEEP_OUT], (figures.text(),))


def _json(status: int, document: dict[str, Any], *headers: Header) -> Reply:
    body = json.dumps(document, ensure_ascii=False).encode()
    return Reply(status, [("content-type", "application/json"), _KEEP_OUT, *headers], (body,))
