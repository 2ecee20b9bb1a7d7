"""What a page of a report wants to know of some rows of its list: stays as lines of time, and the whole reasoning."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from regelgraph.errors import InputError, ParameterError, UsageError
from regelgraph.explanations import explain_row
from regelgraph.linked.days import Days
from regelgraph.tables.files.source import cells_of
from regelgraph.web.accept import HTML, best
from regelgraph.web.checks.checking import KINDS, opened_check
from regelgraph.web.linked.page import html, place
from regelgraph.web.linked.values import Words
from regelgraph.web.lists.sent import Filled, filled
from regelgraph.web.lists.stays import LENGTH, persons
from regelgraph.web.pages import rendered
from regelgraph.web.person.asking import Asking
from regelgraph.web.person.fragments import Fragments
from regelgraph.web.person.judged import Judged
from regelgraph.web.person.reasoning import Told
from regelgraph.web.public import NO_STORE

if TYPE_CHECKING:
    from regelgraph.checks import Check
    from regelgraph.participations import PairCheck
    from regelgraph.tables.files.source import Held
    from regelgraph.web.place import Place
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

_Made: TypeAlias = "Callable[[Loaded, Place, Check, list[int]], dict[str, Any]]"
STAYS: Final = "stays"
OF_STAYS: Final = "participations"
"""The kind of list that has them."""
WHY: Final = "why"
OF_PERSONS: Final = "persons"
"""The kind of list of which one row is one case, as the page on one person has it."""
_NUMBERS: Final = re.compile(r"[0-9]{1,9}(,[0-9]{1,9}){0,999}")


def stays(loaded: Loaded, request: Request) -> Reply:
    """A part of a page: the persons in the `rows` of the list that was sent, each with all stays."""
    return _part(loaded, request, OF_STAYS, "stays.html", _stays)


def why(loaded: Loaded, request: Request) -> Reply:
    """A part of a page: the whole reasoning on the person in the first of the `rows`, for each round."""
    return _part(loaded, request, OF_PERSONS, "check-list-why.html", _why)


def _stays(loaded: Loaded, at: Place, check: Check, rows: list[int]) -> dict[str, Any]:
    days = loaded.knowledge.once(Days)
    found = persons(cast("PairCheck", check), rows, at.lang)
    return {"persons": found, "length": LENGTH, "written": lambda day: days.written(day, at.lang)}


def _why(loaded: Loaded, at: Place, check: Check, rows: list[int]) -> dict[str, Any]:
    if not 0 < rows[0] <= cells_of(check.sources, check.columns.places).num_rows:
        raise ParameterError("rows", "parameter 'rows': the list has no such row")
    told = Told(loaded, loaded.knowledge.once(Asking), at.lang)
    trees = explain_row(check, rows[0])
    rounds = {each.notation: each.label.get(at.lang) for each in loaded.rulebook.rounds.values()}
    found = [
        (rounds.get(tree["round"], ""), told.reasoning(Judged({"round_note": None, **tree}, {}, {}, check.as_of)))
        for tree in trees
    ]
    return {"found": found, "fragments": loaded.knowledge.once(Fragments)}


def _part(loaded: Loaded, request: Request, name: str, template: str, made: _Made) -> Reply:
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, request.path)
    words = Words(loaded, at.lang)
    try:
        given = filled(loaded, request)
        file, rows = _wanted(given)
        kind = KINDS[name]
        check = opened_check(loaded, kind, file, given.options(loaded, kind), at.lang)
        body = rendered(loaded, template, at, words=words, **made(loaded, at, check, rows))
        return html(200, body, at.lang, [NO_STORE])
    except (InputError, UsageError) as error:
        body = rendered(loaded, "check-list-error.html", at, error=error, no_file=False, other_file=False, words=words)
        return html(error.http_status, body, at.lang, [NO_STORE])


def _wanted(given: Filled) -> tuple[Held, list[int]]:
    """The list, and the numbers of rows in it. Raises InputError without a list, ParameterError for other rows."""
    if given.file is None:
        raise InputError("the form has no file")
    rows = given.fields.get("rows", "")
    if not _NUMBERS.fullmatch(rows):
        raise ParameterError("rows", "parameter 'rows': expected numbers of rows with commas between them")
    return given.file, [int(row) for row in rows.split(",")]
