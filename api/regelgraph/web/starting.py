"""Starts what a worker is forked from: loads the knowledge as it is asked for, and says what it is."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from regelgraph.settings.publisher import PublisherSettings
from regelgraph.web.error_pages import error_pages
from regelgraph.web.handler import Handler
from regelgraph.web.service import Options
from regelgraph.web.warming import steps
from regelgraph.workers.forkserver import Started


def start(wanted: dict[str, Any]) -> Started:
    """What answers requests, what /health/ready says, and how errors are shown. Raises KnowledgeError."""
    day = date.fromisoformat(wanted["today"]) if wanted.get("today") else None
    options = Options(
        tuple(map(Path, wanted["extra"])),
        wanted["examples"],
        wanted["lang"],
        (lambda: day) if day else date.today,
        wanted["rows"],
        wanted["body_bytes"],
        wanted["query_length"],
        wanted["result_bytes"],
        PublisherSettings(**wanted.get("publisher", {})),
    )
    handler = Handler(options)
    knowledge = handler.loaded.knowledge
    said = {
        "version": knowledge.version,
        "fingerprint": knowledge.fingerprint,
        "examples": options.examples,
        "questions": sum(1 for _ in handler.loaded.register),
        "errors": error_pages(handler.loaded, wanted.get("base", "")),
    }
    return Started(handler.handle, said, partial(steps, handler))
