"""Counts the cells of a list that are blank, and those that cannot be read, and keeps where each problem is first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from regelgraph.tables import steps
from regelgraph.tables.blocks import Block, blocks_of
from regelgraph.tables.files.source import Source
from regelgraph.tables.kernels import call, count_up
from regelgraph.tables.meanings import Lexicon
from regelgraph.tables.readers.cells import bare, shown
from regelgraph.values import Problem

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.reading import Column

MOST: Final = 5
"""Problems of a column that are kept with their cells."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that cannot be read, or not as one value: where it stands first, and why."""

    row: int
    cell: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Told:
    """Of a column: how many rows are blank, in how many something is wrong, and the first few distinct troubles."""

    blank: int
    unread: int
    troubles: tuple[Trouble, ...]


def is_looked_at(column: Column) -> bool:
    """Whether the cells of a column are read, and can be wrong."""
    return column.is_read and not column.fact.identifies_case


@dataclass(slots=True)
class Counting:
    """What is found in the rows of a file whose `columns` stand at `places`."""

    columns: Sequence[Column]
    places: Sequence[int]
    rows: int = 0
    overfull: int = 0
    blank: dict[str, int] = field(default_factory=dict)
    _unread: dict[str, int] = field(default_factory=dict)
    _first: dict[int, tuple[int, str]] = field(default_factory=dict)

    def read(self, source: Source) -> dict[str, Told]:
        """Read all rows, each distinct cell once: what is told of each column that is looked at, by its name."""
        lexicon = Lexicon(self.columns)
        for block in blocks_of([source], [self.places]):
            self._block(lexicon, block)
        mine: dict[str, list[int]] = {}
        for number in sorted(self._first, key=lambda each: self._first[each][0]):
            mine.setdefault(lexicon.problems.values[number][0], []).append(number)
        return {
            column.name: self._told(lexicon, column.name, mine.get(column.name, []))
            for column in filter(is_looked_at, self.columns)
        }

    def _block(self, lexicon: Lexicon, block: Block) -> None:
        meanings = lexicon.read(block)
        self.rows += block.rows
        if meanings.overfull:
            self.overfull += call("sum", meanings.overfull.mask).as_py() or 0
        for column in filter(is_looked_at, self.columns):
            blank = call("sum", call("equal", meanings.columns[column.fact.name], steps.BLANK)).as_py() or 0
            self.blank[column.name] = self.blank.get(column.name, 0) + blank
        for numbers in meanings.troubles:
            self._count(lexicon, block, numbers)

    def _count(self, lexicon: Lexicon, block: Block, numbers: pa.Array) -> None:
        """Count the rows in which something is wrong with one column, and keep the first rows of some problems."""
        import pyarrow as pa

        table = pa.table({"n": numbers, "row": count_up(block.rows)}).filter(call("not_equal", numbers, steps.NONE))
        found = table.group_by("n").aggregate([("row", "min")]).sort_by("row_min").slice(0, MOST).to_pylist()
        if found:
            name = lexicon.problems.values[found[0]["n"]][0]
            self._unread[name] = self._unread.get(name, 0) + table.num_rows
        for number, row in ((each["n"], each["row_min"]) for each in found):
            if number not in self._first:
                cell = block.cells.column(f"c{self._place(name)}")[row].as_py()
                self._first[number] = (block.before + row + 1, cell)

    def _place(self, name: str) -> int:
        return next(place for column, place in zip(self.columns, self.places, strict=True) if column.name == name)

    def _told(self, lexicon: Lexicon, name: str, first: Sequence[int]) -> Told:
        troubles = tuple(
            Trouble(self._first[n][0], shown(bare(self._first[n][1])), lexicon.problems.values[n][1])
            for n in first[:MOST]
        )
        return Told(self.blank.get(name, 0), self._unread.get(name, 0), troubles)
