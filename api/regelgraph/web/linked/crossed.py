"""An answer as a table of two of its columns: what holds for each value of one at each value of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regelgraph.answers.columns import Shown
from regelgraph.questions.model import Cross
from regelgraph.web.linked.cells import Rows
from regelgraph.web.linked.values import Value

Line = tuple[tuple[str, Value, tuple[Value, ...]], ...]
"""One row of the answer in a cell: heading, value, and what the value rests on; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table with values of `down` as headings of rows, what is said beside them, a cell for each of `across`."""

    down: str
    beside: tuple[str, ...]
    across: tuple[Value, ...]
    rows: tuple[tuple[Value, tuple[Value, ...], tuple[tuple[Line, ...], ...]], ...]


def crossed(
    cross: Cross, columns: list[Shown], rows: Rows, rests_on: Callable[[Value], tuple[Value, ...]]
) -> Crossed | None:
    """None where the answer lacks one of the two columns."""
    heads = {column.name: column.head for column in columns}
    if not {cross.down, cross.across} <= heads.keys():
        return None
    across = tuple(dict.fromkeys(row[cross.across] for row in rows))
    by_down: dict[Value, Rows] = {}
    for row in rows:
        by_down.setdefault(row[cross.down], []).append(row)
    beside = [name for name in cross.beside if name in heads]

    def line(row: dict[str, Value]) -> Line:
        said = [(heads[name], row[name]) for name in cross.cells if name in heads and row[name].text]
        return tuple((head, value, rests_on(value)) for head, value in said)

    made = tuple(
        (
            down,
            tuple(found[0][name] for name in beside),
            tuple(tuple(line(row) for row in found if row[cross.across] == at) for at in across),
        )
        for down, found in by_down.items()
    )
    return Crossed(heads[cross.down], tuple(heads[name] for name in beside), across, made)
