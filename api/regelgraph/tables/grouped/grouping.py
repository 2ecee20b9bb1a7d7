"""Brings rows together to cases: all rows with the same identity, and the rounds for which each row counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regelgraph.rulebook import Fact, Round
from regelgraph.tables.columns import Columns
from regelgraph.tables.grouped.names import bared
from regelgraph.tables.invalid import WHOLE_ROW, overfull_problem
from regelgraph.tables.kernels import call
from regelgraph.tables.readers.cells import bare
from regelgraph.tables.reading import UNREADABLE, Column
from regelgraph.tables.rounds import round_of
from regelgraph.values import BLANK, Problem, Reading, State

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table: its number, its raw cells by column, what they mean by fact, and what is wrong with them."""

    number: int
    raw: dict[str, str]
    readings: dict[str, Reading]
    problems: tuple[tuple[str, Problem], ...]


@dataclass(slots=True)
class Group:
    """All rows of one identity, in the order of the table."""

    identity: str
    rows: list[TableRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Member:
    """A row that counts for a round; not `certain` if it may be meant for another."""

    row: TableRow
    certain: bool


def read_rows(cells: pa.Table, columns: Columns) -> Iterator[TableRow]:
    """Every row; each distinct cell of a column is read once. A row with too many cells means nothing."""
    read: dict[int, dict[str, Reading]] = {column.place: {} for column in columns.columns}
    kept = [column for column in columns.columns if column.is_read and not column.fact.identifies_case]
    for row in _dicts(cells):
        overfull = int(row["overfull"])
        problems: list[tuple[str, Problem]] = []
        readings = {}
        for column in kept:
            reading = UNREADABLE if overfull else _read(column, str(row[f"k{column.place}"]), read[column.place])
            readings[column.fact.name] = reading
            if reading.problem:
                problems.append((column.name, reading.problem))
        if overfull:
            problems.append((WHOLE_ROW, overfull_problem(overfull, int(row["headers"]))))
        raw = {column.fact.name: str(row[f"k{column.place}"]) for column in columns.columns}
        yield TableRow(int(row["row"]), raw, readings, tuple(problems))


def of_identity(cells: pa.Table, column: Column, identity: str) -> pa.Table:
    """The rows in which the column holds the identity."""
    same = call("equal", bared(cells.column(f"k{column.place}")), bare(identity))
    return cells.filter(same)


def _dicts(cells: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in cells.to_batches(max_chunksize=1 << 14):
        yield from batch.to_pylist()


def _read(column: Column, cell: str, known: dict[str, Reading]) -> Reading:
    if cell not in known:
        known[cell] = column.reader.read(cell)
    return known[cell]


def grouped(
    rows: Sequence[TableRow], identity: str, is_missing: Callable[[str], bool]
) -> tuple[list[Group], list[TableRow]]:
    """Groups in the order of their first rows, and the rows without an identity."""
    groups: dict[str, Group] = {}
    alone: list[TableRow] = []
    for row in rows:
        name = bare(row.raw[identity])
        if not name or is_missing(name):
            alone.append(row)
        else:
            groups.setdefault(name, Group(name)).rows.append(row)
    return list(groups.values()), alone


def rounds_of(
    group: Group, chooser: Fact | None, asked: Sequence[Round], known: dict[str, Round]
) -> list[tuple[Round, list[Member]]]:
    """The rounds of a group, each with the rows that count for it.

    A row counts for the round that its cell names, or where the cell is blank for the rounds asked for. A row whose
    round is not known may count for any round of the group.
    """
    named: list[tuple[TableRow, Round | None, bool]] = []
    for row in group.rows:
        cell = row.readings.get(chooser.name, BLANK) if chooser else BLANK
        named.append((row, round_of(cell, known), cell.state is State.BLANK))
    rounds: dict[str, Round] = {}
    if any(blank for _, _, blank in named):
        rounds |= {round_.iri: round_ for round_ in asked}
    rounds |= {own.iri: own for _, own, _ in named if own}
    return [(round_, list(_members(named, round_, asked))) for round_ in rounds.values()]


def _members(
    named: Sequence[tuple[TableRow, Round | None, bool]], round_: Round, asked: Sequence[Round]
) -> Iterator[Member]:
    for row, own, blank in named:
        if own is not None:
            if own.iri == round_.iri:
                yield Member(row, certain=True)
        elif blank and asked:
            if round_ in asked:
                yield Member(row, certain=True)
        else:
            yield Member(row, certain=False)
