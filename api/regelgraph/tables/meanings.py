"""Every distinct cell of a list is read once: from the cells of a block to numbered meanings and problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.blocks import Block
from regelgraph.tables.cells import Coded, Overfull, coded, overfull
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import at_once, call, look_up
from regelgraph.tables.reading import UNREADABLE, Column, day_before, first_day, last_day
from regelgraph.values import BLANK, Problem, Reading

if TYPE_CHECKING:
    import pyarrow as pa


class Lexicon:
    """What the cells of a list mean, as far as they have been read: by fact the meanings that numbers stand for.

    `problems` are (column, problem), numbered by their places.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = [column for column in columns if column.is_read and not column.fact.identifies_case]
        self.meanings = {column.fact.name: Interner(UNREADABLE, BLANK) for column in self._columns}
        self.problems: Interner[tuple[str, Problem]] = Interner()
        self._known: dict[tuple[str, str], dict[str, tuple[int, int]]] = {_key(each): {} for each in self._columns}

    @property
    def size(self) -> int:
        """How many distinct cells and problems are known."""
        return len(self.problems.values) + sum(map(len, self._known.values()))

    def of(self, fact: str, meaning: int) -> Reading:
        """The reading that a number stands for."""
        return self.meanings[fact].values[meaning]

    def known(self, column: Column) -> dict[str, tuple[int, int]]:
        """The cells of a column that have been read, with the numbers of meaning and problem (-1 for none) of each."""
        return self._known[_key(column)]

    def read_cell(self, column: Column, cell: str) -> tuple[int, int]:
        """The numbers of meaning and problem of a cell that is not known yet."""
        reading = column.reader.read(cell)
        meanings, problem = self.meanings[column.fact.name], reading.problem
        if not problem:
            return meanings.id(reading), steps.NONE
        return meanings.id(replace(reading, problem=None)), self.problems.id((column.name, problem))

    def is_early(self, later: tuple[str, int], earlier: tuple[str, int]) -> bool:
        """Whether a day, by its fact and its meaning, surely lies before the one that it must not precede."""
        last, first = _ordinal(last_day(self.of(*later))), _ordinal(first_day(self.of(*earlier)))
        return last is not None and first is not None and last < first

    def read(self, block: Block) -> Meanings:
        """Read all cells of the columns that are read. A row with too many cells has no meaning, no other problem."""
        table = Meanings(self, block.rows, overfull=overfull(block))
        cells = at_once(lambda column: coded(block, column.place), self._columns, block.rows)
        for column, found in zip(self._columns, cells, strict=True):
            self._read(table, column, found)
        for column in self._columns:
            if column.fact.not_before in self.meanings:
                self._hold_after(table, column, column.fact.not_before or "")
        return table

    def _read(self, table: Meanings, column: Column, found: Coded) -> None:
        known = self.known(column)
        numbers: list[int] = []
        troubles: list[int] = []
        for cell in found.cells:
            pair = known.get(cell)
            if pair is None:
                pair = known[cell] = self.read_cell(column, cell)
            numbers.append(pair[0])
            troubles.append(pair[1])
        meant = look_up(numbers, found.codes)
        if table.overfull:
            meant = call("if_else", table.overfull.mask, steps.UNREADABLE, meant)
        table.columns[column.fact.name] = meant
        if any(trouble != steps.NONE for trouble in troubles):
            table.add_trouble(look_up(troubles, found.codes))

    def _hold_after(self, table: Meanings, column: Column, earlier: str) -> None:
        """A day before the one it must not precede is unknown, and a problem of its cell."""
        name = column.fact.name
        first = look_up([_ordinal(first_day(r)) for r in self.meanings[earlier].values], table.columns[earlier])
        last = look_up([_ordinal(last_day(r)) for r in self.meanings[name].values], table.columns[name])
        early = call("coalesce", call("less", last, first), False)
        if not call("any", early).as_py():
            return
        trouble = self.problems.id((column.name, day_before(earlier)))
        table.columns[name] = call("if_else", early, steps.UNREADABLE, table.columns[name])
        table.troubles.append(call("if_else", early, trouble, steps.NONE))


@dataclass(slots=True)
class Meanings:
    """For each row of a block the meaning of its cells: columns of numbers by fact; the lexicon has what they mean.

    `troubles` are columns of places in the problems of the lexicon, -1 for none.
    """

    lexicon: Lexicon
    rows: int
    columns: dict[str, pa.Array] = field(default_factory=dict)
    troubles: list[pa.Array] = field(default_factory=list)
    overfull: Overfull | None = None

    @property
    def meanings(self) -> dict[str, Interner[Reading]]:
        """By fact the meanings that numbers stand for."""
        return self.lexicon.meanings

    def add_trouble(self, numbers: pa.Array) -> None:
        """Problems of single cells; a row with too many cells has none of those."""
        if self.overfull:
            numbers = call("if_else", self.overfull.mask, steps.NONE, numbers)
        self.troubles.append(numbers)


def _key(column: Column) -> tuple[str, str]:
    """A fact may have columns of several names, which are read in ways of their own."""
    return column.fact.name, column.name


def _ordinal(day: object) -> int | None:
    return day.toordinal() if isinstance(day, date) else None
