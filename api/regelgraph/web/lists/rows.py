"""What a page of a report wants to know of some rows of its list: the stays of their persons as lines of time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from regelgraph.errors import InputError, ParameterError, UsageError
from regelgraph.linked.days import Days
from regelgraph.web.accept import HTML, best
from regelgraph.web.checking import KINDS, opened_check
from regelgraph.web.linked.page import html, place
from regelgraph.web.linked.values import Words
from regelgraph.web.lists.sent import Filled, filled
from regelgraph.web.lists.stays import LENGTH, persons
from regelgraph.web.pages import rendered

if TYPE_CHECKING:
    from regelgraph.participations import PairCheck
    from regelgraph.tables.files.source import Held
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Header, Reply, Request

STAYS: Final = "stays"
OF_STAYS: Final = "participations"
"""The kind of list that has them."""
_NUMBERS: Final = re.compile(r"[0-9]{1,9}(,[0-9]{1,9}){0,999}")
_NO_STORE: Final[Header] = ("cache-control", "no-store")


def stays(loaded: Loaded, request: Request) -> Reply:
    """A part of a page: the persons in the `rows` of the list that was sent, each with all stays."""
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, request.path)
    words = Words(loaded, at.lang)
    days = loaded.knowledge.once(Days)
    try:
        given = filled(loaded, request)
        file, rows = _wanted(given)
        kind = KINDS[OF_STAYS]
        check = opened_check(loaded, kind, file, given.options(loaded, kind), at.lang)
        found = persons(cast("PairCheck", check), rows, at.lang)
        values = {"persons": found, "length": LENGTH, "written": lambda day: days.written(day, at.lang)}
        return html(200, rendered(loaded, "stays.html", at, **values), at.lang, [_NO_STORE])
    except (InputError, UsageError) as error:
        body = rendered(loaded, "check-list-error.html", at, error=error, no_file=False, words=words)
        return html(error.http_status, body, at.lang, [_NO_STORE])


def _wanted(given: Filled) -> tuple[Held, list[int]]:
    """The list, and the numbers of rows in it. Raises InputError without a list, ParameterError for other rows."""
    if given.file is None:
        raise InputError("the form has no file")
    rows = given.fields.get("rows", "")
    if not _NUMBERS.fullmatch(rows):
        raise ParameterError("rows", "parameter 'rows': expected numbers of rows with commas between them")
    return given.file, [int(row) for row in rows.split(",")]
