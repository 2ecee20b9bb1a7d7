"""GET /static/…: style sheets, scripts and pictures of the pages, from the folder that they are installed in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.web.accept import JSON
from regelgraph.web.public import content_type
from regelgraph.workers.messages import Reply
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

PATH: Final = "/static/"
FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": JSON,
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_ASKED_AGAIN: Final = ("cache-control", "public, no-cache")
"""By the tag of the bytes, which costs little: a page never meets the script of another version."""


def answer(_: Loaded, request: Request) -> Reply:
    """A file of the folder, or 404. The gateway keeps it, whatever the client accepts (see `gateway.reads`)."""
    file = names().get(request.path.removeprefix(PATH))
    if file is None:
        return of_status(404)
    return Reply(200, [("content-type", content_type(_TYPES[file.suffix])), _ASKED_AGAIN], [file.read_bytes()])


@cache
def names() -> dict[str, Path]:
    """All files that are served, by what follows `/static/`."""
    return {each.relative_to(FOLDER).as_posix(): each for each in FOLDER.rglob("*") if each.suffix in _TYPES}
