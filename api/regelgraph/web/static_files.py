"""GET /static/…: style sheets, scripts and pictures of the pages, from the folder that they are installed in.

GET /favicon.ico, where browsers look for the picture of what is no page, leads to it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.workers.messages import Reply
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

PATH: Final = "/static/"
ICON: Final = "/favicon.ico"
FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_ASKED_AGAIN: Final = ("cache-control", "public, no-cache")
"""By the tag of the bytes, which costs little: a page never meets the script of another version."""


def answer(_: Loaded, request: Request) -> Reply:
    """A file of the folder, or 404, where no gateway answers it before."""
    return file(request.path)


def icon(_: Loaded, request: Request) -> Reply:
    """The way to the picture of the service."""
    return Reply(308, [("location", f"{request.base}{PATH}icon.svg"), _ASKED_AGAIN])


def file(path: str) -> Reply:
    """The file at a (decoded) address, or 404. The same whatever is asked with it."""
    found = names().get(path.removeprefix(PATH))
    if found is None:
        return of_status(404)
    return Reply(200, [("content-type", _TYPES[found.suffix]), _ASKED_AGAIN], [found.read_bytes()])


@cache
def names() -> dict[str, Path]:
    """All files that are served, by what follows `/static/`."""
    return {each.relative_to(FOLDER).as_posix(): each for each in FOLDER.rglob("*") if each.suffix in _TYPES}
