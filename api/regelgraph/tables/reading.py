"""Every distinct raw value of a table is read once: from the cells of a column to numbered meanings and problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from regelgraph.rulebook import Fact
from regelgraph.tables import steps
from regelgraph.tables.alike import exact_day
from regelgraph.tables.intern import Interner
from regelgraph.tables.relations import Relations
from regelgraph.values import ANYTHING, BLANK, Ordered, Problem, Reading, Spans, State

UNREADABLE = Reading(ANYTHING, State.UNREADABLE)


class Reads(Protocol):
    """A reader of one column."""

    def read(self, raw: str) -> Reading:
        """What a raw cell may mean."""


@dataclass(frozen=True, slots=True)
class Column:
    """A recognised column: its name in reports, its fact, its reader and its place in the cells.

    `is_read` is false for what is only carried through: free text that no rule needs.
    """

    name: str
    fact: Fact
    reader: Reads
    place: int
    is_read: bool = True


@dataclass(slots=True)
class ReadTable:
    """The table `name` of meanings, what the numbers mean, and by which expressions facts are found in it.

    `meanings` and `expressions` are keyed by fact; `problems` are (column, problem); `problem_columns` the columns of
    the table that hold numbers of problems. `own_keys` are expressions over the table `t` by which a derived fact is
    derived once, where the table already holds what it depends on.
    """

    relations: Relations
    name: str = "readings"
    meanings: dict[str, Interner[Reading]] = field(default_factory=dict)
    expressions: dict[str, str] = field(default_factory=dict)
    problems: Interner[tuple[str, Problem]] = field(default_factory=Interner)
    problem_columns: list[str] = field(default_factory=list)
    own_keys: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, fact: str, meaning: int) -> Reading:
        """The reading that a number stands for."""
        return self.meanings[fact].values[meaning]


def read_cells(relations: Relations, columns: Sequence[Column], identity: str) -> ReadTable:
    """Read the table `cells` into the table `readings`."""
    table = ReadTable(relations)
    read = [column for column in columns if column.is_read and not column.fact.identifies_case]
    for column in read:
        _read_column(table, column)
    relations.make("readings", steps.readings(identity, [column.place for column in read]))
    for column in read:
        if column.fact.not_before in table.meanings:
            _hold_after(table, column)
    return table


def _read_column(table: ReadTable, column: Column) -> None:
    meanings: Interner[Reading] = Interner(UNREADABLE, BLANK)
    raws = [raw for (raw,) in table.relations.rows(steps.distinct(f"k{column.place}"))]
    found = [column.reader.read(raw) for raw in raws]
    numbers = [meanings.id(replace(reading, problem=None) if reading.problem else reading) for reading in found]
    troubles = [table.problems.id((column.name, r.problem)) if r.problem else steps.NONE for r in found]
    table.relations.put(
        f"read_{column.place}",
        {"raw": raws, "m": numbers, "p": troubles},
        {"raw": "string", "m": "int64", "p": "int64"},
    )
    table.meanings[column.fact.name] = meanings
    table.expressions[column.fact.name] = f"m_{column.place}"
    if any(trouble != steps.NONE for trouble in troubles):
        table.problem_columns.append(f"p_{column.place}")


def _hold_after(table: ReadTable, column: Column) -> None:
    """A day before the one it must not precede is unknown, and a problem of its cell."""
    name, earlier = column.fact.name, column.fact.not_before or ""
    lows, highs = _days(table, earlier, low=True), _days(table, name, low=False)
    too_early = f"h{column.place}.day < l{column.place}.day"
    trouble = table.problems.id((column.name, day_before(earlier)))
    joins = [
        steps.joined(lows, f"l{column.place}", [("m", f"t.{table.expressions[earlier]}")]),
        steps.joined(highs, f"h{column.place}", [("m", f"t.{table.expressions[name]}")]),
    ]
    added = [
        f"CASE WHEN {too_early} THEN {steps.UNREADABLE} ELSE t.{table.expressions[name]} END AS n_{column.place}",
        f"CASE WHEN {too_early} THEN {trouble} ELSE {steps.NONE} END AS q_{column.place}",
    ]
    table.relations.make(f"held_{column.place}", steps.added(table.name, joins, added))
    table.name = f"held_{column.place}"
    table.expressions[name] = f"n_{column.place}"
    table.problem_columns.append(f"q_{column.place}")


def _days(table: ReadTable, fact: str, *, low: bool) -> str:
    """A small table of the first or last possible day of each meaning of a fact that has one."""
    name = f"{'first' if low else 'last'}_day_{table.expressions[fact]}"
    rows = [(m, _end(reading, low=low)) for m, reading in enumerate(table.meanings[fact].values)]
    known = [(m, day) for m, day in rows if isinstance(day, date)]
    table.relations.put(
        name, {"m": [m for m, _ in known], "day": [day for _, day in known]}, {"m": "int64", "day": "date32"}
    )
    return name


def _end(reading: Reading, *, low: bool) -> Ordered | None:
    if not isinstance(reading.possible, Spans):
        return None
    return reading.possible.spans[0].low if low else reading.possible.spans[-1].high


def exact_days(table: ReadTable, fact: str) -> str:
    """A small table (m, day) of the meanings of a fact that are exactly one day; its name."""
    name = f"day_{table.expressions[fact]}"
    known = [(m, day) for m, r in enumerate(table.meanings[fact].values) if (day := exact_day(r)) is not None]
    table.relations.put(
        name, {"m": [m for m, _ in known], "day": [day for _, day in known]}, {"m": "int64", "day": "date32"}
    )
    return name


def first_day(reading: Reading) -> Ordered | None:
    """The first value that a reading may be, None if it is open or none."""
    return _end(reading, low=True)


def last_day(reading: Reading) -> Ordered | None:
    """The last value that a reading may be, None if it is open or none."""
    return _end(reading, low=False)


def day_before(earlier: str) -> Problem:
    """A day lies before the one in the column `earlier`."""
    return Problem("day-before", (("column", earlier),))


def too_early(later: Reading, earlier: Reading) -> bool:
    """Whether every day of `later` lies before every day of `earlier`."""
    last, first = _end(later, low=False), _end(earlier, low=True)
    return last is not None and first is not None and last < first  # type: ignore[operator]
