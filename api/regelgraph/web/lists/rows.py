"""What scripts of a page of a report ask for of some rows of its list: the stays of persons as lines of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from regelgraph.errors import InputError, UsageError
from regelgraph.linked.days import Days
from regelgraph.web.accept import HTML, best
from regelgraph.web.checks.checking import KINDS, opened_check
from regelgraph.web.error_pages import of_error
from regelgraph.web.linked.values import Words
from regelgraph.web.lists.reasoned import rows_of
from regelgraph.web.lists.sent import filled
from regelgraph.web.lists.stays import LENGTH, persons
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import NO_STORE

if TYPE_CHECKING:
    from regelgraph.participations import PairCheck
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

STAYS: Final = "stays"
OF_STAYS: Final = "participations"
"""The kind of list that has them."""


def stays(loaded: Loaded, request: Request) -> Reply:
    """A part of a page: the persons in the `rows` of the list that was sent, each with all stays."""
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, request.path)
    words = Words(loaded, at.lang)
    try:
        given = filled(loaded, request)
        rows = rows_of(given)
        kind = KINDS[OF_STAYS]
        check = opened_check(loaded, kind, given.list, given.options(loaded, kind), at.lang)
        days = loaded.knowledge.once(Days)
        found = persons(cast("PairCheck", check), rows, at.lang)
        told = {"persons": found, "length": LENGTH, "written": lambda day: days.written(day, at.lang)}
        return html(200, rendered(loaded, "stays.html", at, words=words, **told), at.lang, [NO_STORE])
    except (InputError, UsageError) as error:
        told = {"error": error, "of_error": of_error, "no_file": False, "other_file": False}
        body = rendered(loaded, "check-list-error.html", at, words=words, **told)
        return html(error.http_status, body, at.lang, [NO_STORE])
