"""Lines of reports that were judged by id, brought back into the order of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from regelgraph.spark.counting import Counted, counted
from regelgraph.spark.dealing import dealt, lines_of, packed, renumbered, unpacked
from regelgraph.spark.folder import write_part
from regelgraph.spark.grouped import ROW
from regelgraph.spark.job import Desk
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call
from regelgraph.tables.reports.endings import Ending

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.reports.report import Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a report, packed, the endings and texts that their numbers stand for, and safe cases without a line."""

    lines: bytes
    endings: tuple[Ending, ...]
    invalids: tuple[str, ...]
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
    lines, endings = _only_used(lines, "e", report.endings)
    lines, invalids = _only_used(lines, "i", report.invalids)
    return Lines(packed(lines), endings, invalids, unlisted)


def _only_used(lines: pa.Table, column: str, values: Sequence[T]) -> tuple[pa.Table, tuple[T, ...]]:
    used = [number for number in call("unique", lines.column(column)).to_pylist() if number >= 0]
    places = {number: place for place, number in enumerate(used)}
    renamed = renumbered(lines, column, [places.get(number, 0) for number in range(len(values))])
    return renamed, tuple(values[number] for number in used)


def write_stretch(desk: Desk, parts: Iterable[Lines], number: int, folder: str, format_: str) -> Counted:
    """Sort the lines of a stretch and write them as the part of that number; what they count."""
    import pyarrow as pa

    like = desk.check().stream().whole()
    endings: Interner[Ending] = Interner()
    invalids: Interner[str] = Interner()
    tables, unlisted = [lines_of(like).slice(0, 0)], 0
    for part in parts:
        lines = renumbered(unpacked(part.lines), "e", [endings.id(each) for each in part.endings])
        tables.append(renumbered(lines, "i", [invalids.id(each) for each in part.invalids]))
        unlisted += part.unlisted
    whole = pa.concat_tables(tables, promote_options="permissive").unify_dictionaries()
    whole = whole.sort_by([(ROW, "ascending"), ("ord", "ascending")])
    report = replace(like, lines=whole, endings=endings.values, invalids=invalids.values, unlisted=unlisted)
    write_part(folder, number, format_, report)
    return counted(report, number)
