"""GET /health/live and /health/ready: whether the service runs, and whether it can answer."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from regelgraph import __version__
from regelgraph.web.service import Service

_NO_STORE = {"Cache-Control": "no-store"}


def live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live", "version": __version__}, headers=_NO_STORE)


def ready(service: Service) -> Response:
    """The knowledge is loaded: its version and fingerprint, and whether invented examples are in it; else 503."""
    loaded = service.ready
    if loaded is None:
        waiting = {"status": "loading", "version": __version__, "examples": service.options.examples}
        return JSONResponse(waiting, 503, headers={**_NO_STORE, "Retry-After": "1"})
    found = {
        "status": "ready",
        "version": loaded.knowledge.version,
        "fingerprint": loaded.knowledge.fingerprint,
        "examples": loaded.options.examples,
        "questions": sum(1 for _ in loaded.register),
    }
    return JSONResponse(found, headers=_NO_STORE)
