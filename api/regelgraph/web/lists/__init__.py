"""/lists: a list as a file, its columns, its report as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

PATH: Final = "/lists"


def answer(loaded: Loaded, request: Request) -> Reply:
    """Every page and file at and below the address; what judges is imported when it is first asked for."""
    from regelgraph.web.lists.addresses import at

    return at(loaded, request)
