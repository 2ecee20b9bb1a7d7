"""POST /check/persons with very few persons as JSON: the same bytes as the usual way, in a fraction of its time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from regelgraph.tables.files.limits import Limits
from regelgraph.terms import PERSONS
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, TURTLE, XLSX
from regelgraph.web.checks.json_rows import END, head
from regelgraph.web.checks.small_requests import People, UnusualError, member_of, people, unless_unusual
from regelgraph.workers.messages import Reply, Request

if TYPE_CHECKING:
    from regelgraph.values import Problem
    from regelgraph.web.service import Loaded

MEMBER: Final = "persons"
MOST: Final = 8
"""Persons; more are a list."""
_OFFERED: Final = (JSON, CSV, XLSX, NDJSON, TURTLE, PARQUET)
_HEADERS: Final = [("cache-control", "no-store"), ("vary", "Accept"), ("content-type", JSON)]


@unless_unusual
def answer(loaded: Loaded, request: Request) -> Reply:
    """The report on a few persons; None for what the usual way is to answer, errors of every kind among it."""
    objects = member_of(request, _OFFERED, MEMBER, Limits(rows=loaded.options.most_rows))
    if not isinstance(objects, list) or not 0 < len(objects) <= min(MOST, loaded.options.most_rows):
        raise UnusualError
    with people(loaded) as known:
        return Reply(200, [*_HEADERS], (_report(loaded, known, objects, request.query),))


def warm(loaded: Loaded) -> None:
    """Make what the first person would wait for."""
    with people(loaded) as known:
        known.judging.warm()


def _report(loaded: Loaded, known: People, objects: list[object], query: bytes) -> bytes:
    asked, as_of = known.asked(loaded, query)
    form, table = known.table(objects, asked, MEMBER)
    judging = known.judging
    identity = form.columns.identity.name

    def say(problem: Problem) -> str:
        return judging.judge.problem_text(problem, loaded.options.lang)

    counted: Counter[str] = Counter()
    written = []
    for number, cells in enumerate(table, 1):
        own = {"row": number, identity: cells[form.identity]}
        for line in judging.lines(form, cells, asked, say):
            counted[line.ending.verdict] += 1
            written.append(known.rows.written(own, line.number, line.ending, line.invalid))
    summary = {each.notation: counted[each.notation] for each in loaded.rulebook.outcomes[PERSONS]}
    return head(loaded.rulebook, as_of, summary, form.warnings) + b",".join(written) + END
