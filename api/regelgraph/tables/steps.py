"""The relational steps of a bulk check, as SQL text: read, derive, judge, join back. All keys are whole numbers.

Tables: `cells` (row; overfull and headers: how many cells a row has under how many headers if too many, else 0;
k0 … the raw cells by column); `read_I` (raw, m, p: meaning and problem of a distinct cell); `readings` (row, overfull,
headers, m_I, p_I by column); `keyed` adds what each derived fact is derived from once; `found` has the world (w),
finding (f) and problem (x) of each fact. -1 stands for "none". The statements keep to what DuckDB and Spark share.
"""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Sequence

NONE = -1
UNREADABLE = 0
"""The meaning of every cell of a row whose cells cannot be told apart."""


def distinct(column: str, table: str = "cells") -> str:
    """The distinct values of a column."""
    return f"SELECT DISTINCT {column} FROM {table}"


def readings(identity: str, columns: Sequence[int]) -> str:
    """`readings`: meaning (m_I) and problem (p_I) of each cell of the columns; a row with too many cells has none."""
    picked = "".join(
        f", CASE WHEN c.overfull > 0 THEN {UNREADABLE} ELSE r{i}.m END AS m_{i}"
        f", CASE WHEN c.overfull > 0 THEN {NONE} ELSE r{i}.p END AS p_{i}"
        for i in columns
    )
    joins = "".join(f" LEFT JOIN read_{i} r{i} ON r{i}.raw = c.k{i}" for i in columns)
    return f"SELECT c.row, c.overfull, c.headers, c.{identity} AS identity{picked} FROM cells c{joins}"


def added(table: str, joins: Sequence[str], columns: Sequence[str], kept: Sequence[str] = ("*",)) -> str:
    """The `kept` columns of `table` and further ones, with small tables joined on."""
    picked = ", ".join([*(f"t.{column}" for column in kept), *columns])
    return f"SELECT {picked} FROM {table} t{''.join(joins)}"


def joined(small: str, alias: str, on: Sequence[tuple[str, str]]) -> str:
    """A join of the small table on its columns, each equal to an expression."""
    conditions = " AND ".join(f"{alias}.{column} = {expression}" for column, expression in on)
    return f" LEFT JOIN {small} {alias} ON {conditions}"


def stand_ins(table: str, keys: Sequence[str], wanted: Sequence[str]) -> str:
    """One row for each distinct tuple of keys: the keys and the wanted columns of the first row that has them."""
    listed = ", ".join(keys)
    first = f"SELECT min(row) AS row FROM {table} GROUP BY {listed}"
    picked = ", ".join(f"t.{column}" for column in (*keys, *wanted))
    return f"SELECT {picked} FROM {table} t JOIN ({first}) s ON s.row = t.row ORDER BY t.row"


def whole_years(start: str, end: str) -> str:
    """Completed years between two days: who is born on 29 February turns older on 1 March of a common year."""
    before = f"month({end}) * 100 + day({end}) < month({start}) * 100 + day({start})"
    return f"year({end}) - year({start}) - CASE WHEN {before} THEN 1 ELSE 0 END"


def masked(column: str, mask: str, place: int) -> str:
    """`column` where the bit at `place` of `mask` is set, else none."""
    return f"CASE WHEN ({mask} & {1 << place}) <> 0 THEN {column} ELSE {NONE} END"
