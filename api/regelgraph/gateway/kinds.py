"""The kinds of work and what each may take, as the settings say; and what of a request a worker is told."""

from __future__ import annotations

from typing import Final

from regelgraph.gateway.routes import CHECKS, QUERIES
from regelgraph.settings import ServiceSettings
from regelgraph.workers.job import Bounds, Kind
from regelgraph.workers.pace import QUICK

PASSED: Final = ("accept", "accept-language", "content-type")
"""The headers that an answer may depend on; none else gets to a worker."""


def bounds_of(settings: ServiceSettings) -> Bounds:
    """How much runs and waits at once."""
    return Bounds({QUICK: settings.quick, QUERIES: settings.slow, CHECKS: settings.checks}, settings.queue)


def kinds_of(settings: ServiceSettings) -> dict[str, Kind]:
    """What work may take, by the lane of its route."""
    return {
        QUERIES: Kind(QUERIES, settings.query_memory, settings.query_seconds),
        CHECKS: Kind(CHECKS, settings.check_memory, settings.check_seconds),
    }
