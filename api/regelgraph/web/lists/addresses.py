"""What answers where: the choice of a kind of list, its form, its columns, its report, and samples to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.web.checks.checking import KINDS
from regelgraph.web.lists import page, rows, samples
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

_POST: Final = "POST"
_READ: Final = [("allow", "GET, HEAD")]
COLUMNS: Final = "columns"
_PARTS: Final = {f"{rows.OF_STAYS}/{rows.STAYS}": rows.stays, f"{rows.OF_PERSONS}/{rows.WHY}": rows.why}
"""Parts of a page that scripts ask for, of some rows of a list."""


def at(loaded: Loaded, request: Request) -> Reply:
    """The reply to a request at `/lists` or below.

    `/lists/{kind}` and `/lists/{kind}/columns` take a form with the file; `?fragment` asks for the part of the page
    that is new, alone.
    """
    below = request.path.split("/")[2:]
    kind = below[0] if below else ""
    posted = request.method == _POST
    if not kind and len(below) < 2:
        return of_status(405, headers=_READ) if posted else page.choice(loaded, request)
    if kind == samples.FOLDER and len(below) == 2:
        return of_status(405, headers=_READ) if posted else samples.answer(loaded, below[1])
    part = _PARTS.get("/".join(below))
    if part is not None:
        return part(loaded, request) if posted else of_status(405, headers=[("allow", _POST)])
    if kind not in KINDS or below[1:] not in ([], [COLUMNS]):
        return of_status(404)
    if not posted:
        return page.form(loaded, request, kind)
    return (page.columns if below[1:] else page.report)(loaded, request, kind)
