"""What the process that forks workers is told to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from regelgraph.settings import ServiceSettings

LOADS: Final = "regelgraph.web.starting:start"
"""Named, not imported: whoever listens loads no knowledge."""


def options_of(settings: ServiceSettings, extra: Sequence[Path], lang: str, *, examples: bool) -> dict[str, Any]:
    """The knowledge that is loaded, the bounds of what is answered from it, and who publishes it."""
    return {
        "extra": [str(path.absolute()) for path in extra],
        "examples": examples,
        "base": settings.public_url,
        "lang": lang,
        "rows": settings.rows,
        "body_bytes": settings.body_bytes,
        "query_length": settings.query_length,
        "result_bytes": settings.result_bytes,
        "publisher": asdict(settings.publisher()),
    }
