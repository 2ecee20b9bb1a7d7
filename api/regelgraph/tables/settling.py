"""Brings a report whose texts have holes to one whose texts are whole, for those who look at rows one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.endings import Ending
from regelgraph.tables.holes import WORDS, fill_numbers, fill_words
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, look_up, numbered, tuples
from regelgraph.tables.report import Report

if TYPE_CHECKING:
    import pyarrow as pa


def settled(report: Report) -> Report:
    """The report without holes; each distinct text is made once. A report that has none is as it was."""
    holes, whole = report.holes, report.whole()
    if holes is None or whole.lines is None:
        return report
    endings: Interner[Ending] = Interner()
    invalids: Interner[str] = Interner()

    def ending(e: int, words: int) -> int:
        return endings.id(fill_words(report.endings[e], holes.texts[words]) if words >= 0 else report.endings[e])

    def invalid(i: int, *numbers: int) -> int:
        return invalids.id(fill_numbers(report.invalids[i], numbers)) if i != steps.NONE else i

    texts: list[tuple[str, Callable[..., int], tuple[str, ...]]] = [
        ("e", ending, ("e", WORDS)),
        ("i", invalid, ("i", *holes.numbers)),
    ]
    lines = whole.lines
    for name, text, columns in texts:
        numbers = _each([_column(whole.lines, column) for column in columns], text)
        lines = lines.set_column(lines.column_names.index(name), name, numbers)
    for name in (column for column in report.further if column not in holes.numbers):
        lines = lines.set_column(lines.column_names.index(name), name, lines.column(name).cast("string"))
    return replace(whole, lines=lines, endings=endings.values, invalids=invalids.values, holes=None)


def _each(columns: list[pa.Array], text: Callable[..., int]) -> pa.Array:
    groups = numbered(columns)
    return look_up([text(*key) for key in tuples(columns, groups.firsts)], groups.codes)


def _column(lines: pa.Table, name: str) -> pa.Array:
    """A column of numbers in one piece, -1 for none."""
    import pyarrow as pa

    column = call("coalesce", lines.column(name), steps.NONE)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
