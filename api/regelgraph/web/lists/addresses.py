"""What answers where: the choice of a kind of list, its form, its columns, its report, and samples to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.web.checks.checking import KINDS
from regelgraph.web.lists import page, rows, samples
from regelgraph.web.lists.reasoned import reasoned
from regelgraph.web.lists.reporting import reported
from regelgraph.web.lists.sent import IN_ADDRESS
from regelgraph.web.pages import only_known, parameters
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

_POST: Final = "POST"
_READ: Final = [("allow", "GET, HEAD")]
_SENT: Final = [("allow", _POST)]
WHY: Final = "why"
_STAYS: Final = f"{rows.OF_STAYS}/{rows.STAYS}"
"""A part of a page that only scripts ask for, of some rows of a list."""
_MAKE: Final[dict[str, tuple[str, page.Make]]] = {
    "": ("check-list-result.html", reported),
    page.COLUMNS: ("check-list-columns.html", page.columns),
    WHY: ("check-list-why.html", reasoned),
}
"""What is new on the page that answers a form, by the end of its address, and what makes it."""


def at(loaded: Loaded, request: Request) -> Reply:
    """The reply to a request at `/lists` or below.

    `/lists/{kind}`, and below it `columns` and `why`, take a form with the file; `?fragment` asks for the part of the
    page that is new, alone. Raises ParameterError for what no address of ours asks.
    """
    only_known(parameters(request), (*IN_ADDRESS, page.FRAGMENT, page.SWITCHED) if request.method == _POST else ())
    below = request.path.split("/")[2:]
    kind = below[0] if below else ""
    posted = request.method == _POST
    if not kind and len(below) < 2:
        return of_status(405, headers=_READ) if posted else page.choice(loaded, request)
    if kind == samples.FOLDER and len(below) == 2:
        return of_status(405, headers=_READ) if posted else samples.answer(loaded, below[1])
    if "/".join(below) == _STAYS:
        return rows.stays(loaded, request) if posted else of_status(405, headers=_SENT)
    part = "/".join(below[1:])
    if kind not in KINDS or part not in _MAKE:
        return of_status(404)
    if not posted:
        return of_status(405, headers=_SENT) if part == WHY else page.form(loaded, request, kind)
    return page.posted(loaded, request, kind, *_MAKE[part])
