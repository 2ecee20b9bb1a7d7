"""What a page shows of the rows of an answer: a table whose columns sort, bars, or a crossed table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regelgraph.questions.model import CHART, MATRIX, TABLE
from regelgraph.web.linked.cells import cells
from regelgraph.web.linked.crossed import crossed
from regelgraph.web.linked.values import Words
from regelgraph.web.questions.asking import Asked, address
from regelgraph.web.questions.charts import chart_of

if TYPE_CHECKING:
    from regelgraph.engines import Answer
    from regelgraph.questions import Question
    from regelgraph.web.service import Loaded


def shown(loaded: Loaded, question: Question, wanted: Asked, found: Answer, part: Answer, lang: str) -> dict[str, Any]:
    """The view that is wanted, else the first of the question, made from all rows; a table has those of the part.

    Where an answer cannot be shown so, as it lacks a column, it is a table.
    """
    words = Words(loaded, lang)
    view = wanted.view if wanted.view in question.views else question.view
    if view != TABLE:
        columns, rows = cells(found, question, words)
        heads = {column.name: column.head for column in columns}
        if view == CHART and question.chart and (bars := chart_of(question.chart, heads, rows)):
            return {"view": view, "bars": bars}
        if view == MATRIX and question.cross:
            cross = question.cross
            full = [row for row in rows if cross.down in row and row[cross.down].text and row[cross.across].text]
            if full and (table := crossed(cross, columns, full, lambda _: ())):
                return {"view": view, "crossed": table, "uncrossed": len(rows) - len(full)}
    columns, rows = cells(part, question, words)
    return {"view": TABLE, "columns": _sorting(question, wanted, columns), "rows": rows}


def _sorting(question: Question, wanted: Asked, columns: list[Any]) -> list[tuple[Any, str, str]]:
    """Each column with its order now and the address that sorts by it: first up, then down, then as the answer is."""
    if question.is_graph:
        return [(column, "", "") for column in columns]
    found = []
    for column in columns:
        now = {column.name: "ascending", f"-{column.name}": "descending"}.get(wanted.sort, "")
        then = {"": column.name, "ascending": f"-{column.name}", "descending": ""}[now]
        found.append((column, now, address(question, replace(wanted, offset=0, sort=then, view=TABLE))))
    return found
