"""Lines of reports that were judged by id, brought back into the order of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from regelgraph.spark.counting import Counted, counted
from regelgraph.spark.dealing import dealt, lines_of, packed, renumbered, unpacked
from regelgraph.spark.folder import write_part
from regelgraph.spark.grouped import ROW
from regelgraph.spark.job import Desk
from regelgraph.tables.holes import WORDS
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.report import Report


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a report, packed, what their numbers stand for, by column, and safe cases without a line."""

    lines: bytes
    values: dict[str, tuple[Any, ...]]
    unlisted: int


def deal_lines(report: Report, stretches: int, rows: int) -> Iterator[tuple[int, Lines]]:
    """The lines of a bucket's report by the stretch of their row, of `rows` in all; safe cases with the first."""
    lines = lines_of(report)
    before = call("subtract", lines.column(ROW), 1)
    numbers = call("divide", call("multiply", before, stretches), rows).combine_chunks()
    unlisted = report.unlisted
    for stretch, own in dealt(lines, numbers, stretches):
        yield stretch, _lines(report, own, unlisted)
        unlisted = 0
    if unlisted:
        yield 0, _lines(report, lines.slice(0, 0), unlisted)


def _lines(report: Report, lines: pa.Table, unlisted: int) -> Lines:
    """Some lines with only those endings and texts that they have."""
    values = {}
    for column, all_values in _numbered(report).items():
        used = [number for number in call("unique", lines.column(column)).to_pylist() if number >= 0]
        places = {number: place for place, number in enumerate(used)}
        lines = renumbered(lines, column, [places.get(number, 0) for number in range(len(all_values))])
        values[column] = tuple(all_values[number] for number in used)
    return Lines(packed(lines), values, unlisted)


def _numbered(report: Report) -> dict[str, Sequence[Any]]:
    """The columns of numbers in the lines of a report, and what they stand for."""
    found: dict[str, Sequence[Any]] = {"e": report.endings, "i": report.invalids}
    return found | {WORDS: report.holes.texts} if report.holes else found


def write_stretch(desk: Desk, parts: Iterable[Lines], number: int, folder: str, format_: str) -> Counted:
    """Sort the lines of a stretch and write them as the part of that number; what they count."""
    import pyarrow as pa

    like = desk.check().stream()
    values: dict[str, Interner[Any]] = {column: Interner() for column in _numbered(like)}
    tables, unlisted = [lines_of(like).slice(0, 0)], 0
    for part in parts:
        lines = unpacked(part.lines)
        for column, own in part.values.items():
            lines = renumbered(lines, column, [values[column].id(each) for each in own])
        tables.append(lines)
        unlisted += part.unlisted
    whole = pa.concat_tables(tables, promote_options="permissive").unify_dictionaries()
    whole = whole.sort_by([(ROW, "ascending"), ("ord", "ascending")])
    report = replace(like, lines=whole, endings=values["e"].values, invalids=values["i"].values, unlisted=unlisted)
    if report.holes:
        report.holes = replace(report.holes, texts=values[WORDS].values)
    write_part(folder, number, format_, report)
    return counted(report, number)
