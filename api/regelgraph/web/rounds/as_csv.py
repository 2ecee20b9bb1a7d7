"""The grid of /admission as a table for spreadsheets: codes as reports have them, one line for each title."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from regelgraph.tables.writers import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regelgraph.rulebook import Round
    from regelgraph.web.rounds.cells import Cell
    from regelgraph.web.rounds.grid import Grid, Line

_FIRST: Final = ("who", "title", "citation", "label", "legal_group")
_OF_ROUND: Final = ("verdict", "criteria", "depends_on", "citations")


def written(grid: Grid, rounds: list[Round], who: str) -> bytes:
    """The table with a header; `who` is whom the titles stand for. Formulas are neutralised."""
    columns = [*_FIRST, *(f"{round_.notation} {name}" for round_ in rounds for name in _OF_ROUND)]
    out = BytesIO()
    records.write("csv", columns, list(_rows(grid, who)), out)
    return out.getvalue()


def _rows(grid: Grid, who: str) -> Iterator[list[str]]:
    for line in grid.without:
        yield [line.code, "", "", line.name.text, "", *_cells(line)]
    for group in grid.groups:
        for line in group.lines:
            yield [who, line.code, line.citation, line.name.text, "|".join(line.groups), *_cells(line)]


def _cells(line: Line) -> list[str]:
    return [text for cell in line.cells for text in _of(cell)]


def _of(cell: Cell) -> tuple[str, ...]:
    clauses = dict.fromkeys(clause.text for _, clauses in cell.by for clause in clauses)
    return (
        cell.badge.code,
        "|".join(dict.fromkeys(cell.codes)),
        "|".join(name.text for name, _ in cell.depends),
        "|".join(clauses),
    )
