"""Every distinct cell of a list is read once: from the cells of a column to numbered meanings and problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.cells import Coded, Overfull, Places, coded, overfull
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import at_once, call, look_up
from regelgraph.tables.reading import UNREADABLE, Column, day_before, first_day, last_day
from regelgraph.values import BLANK, Problem, Reading

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.files import Source


@dataclass(slots=True)
class Meanings:
    """For each row the meaning of its cells: columns of numbers by fact, and what the numbers mean.

    `troubles` are columns of places in `problems` (column, problem), -1 for none.
    """

    rows: int
    columns: dict[str, pa.Array] = field(default_factory=dict)
    meanings: dict[str, Interner[Reading]] = field(default_factory=dict)
    problems: Interner[tuple[str, Problem]] = field(default_factory=Interner)
    troubles: list[pa.Array] = field(default_factory=list)
    overfull: Overfull | None = None

    def of(self, fact: str, meaning: int) -> Reading:
        """The reading that a number stands for."""
        return self.meanings[fact].values[meaning]


def read_meanings(sources: Sequence[Source], places: Places, columns: Sequence[Column]) -> Meanings:
    """Read all cells of the columns that are read. A row with too many cells has no meaning, and no other problem."""
    table = Meanings(sum(source.rows for source in sources), overfull=overfull(sources))
    read = [column for column in columns if column.is_read and not column.fact.identifies_case]
    cells = at_once(lambda column: coded(sources, places, column.place), read)
    for column, found in zip(read, cells, strict=True):
        _read(table, column, found)
    for column in read:
        if column.fact.not_before in table.meanings:
            _hold_after(table, column, column.fact.not_before or "")
    return table


def _read(table: Meanings, column: Column, found: Coded) -> None:
    meanings: Interner[Reading] = Interner(UNREADABLE, BLANK)
    numbers: list[int] = []
    troubles: list[int] = []
    for reading in map(column.reader.read, found.cells):
        problem = reading.problem
        numbers.append(meanings.id(replace(reading, problem=None) if problem else reading))
        troubles.append(table.problems.id((column.name, problem)) if problem else steps.NONE)
    meant = look_up(numbers, found.codes)
    if table.overfull:
        meant = call("if_else", table.overfull.mask, steps.UNREADABLE, meant)
    table.meanings[column.fact.name] = meanings
    table.columns[column.fact.name] = meant
    if any(trouble != steps.NONE for trouble in troubles):
        _trouble(table, look_up(troubles, found.codes))


def _trouble(table: Meanings, numbers: pa.Array) -> None:
    if table.overfull:
        numbers = call("if_else", table.overfull.mask, steps.NONE, numbers)
    table.troubles.append(numbers)


def _hold_after(table: Meanings, column: Column, earlier: str) -> None:
    """A day before the one it must not precede is unknown, and a problem of its cell."""
    name = column.fact.name
    first = look_up([_ordinal(first_day(r)) for r in table.meanings[earlier].values], table.columns[earlier])
    last = look_up([_ordinal(last_day(r)) for r in table.meanings[name].values], table.columns[name])
    early = call("coalesce", call("less", last, first), False)
    if not call("any", early).as_py():
        return
    trouble = table.problems.id((column.name, day_before(earlier)))
    table.columns[name] = call("if_else", early, steps.UNREADABLE, table.columns[name])
    table.troubles.append(call("if_else", early, trouble, steps.NONE))


def _ordinal(day: object) -> int | None:
    return day.toordinal() if isinstance(day, date) else None
