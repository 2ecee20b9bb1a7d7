"""/about and /accessibility: what this is, and for whom it works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

PATHS: Final = ("/about", "/accessibility")


def answer(_: Loaded, __: Request) -> Reply:
    """To be filled."""
    return of_status(404)
