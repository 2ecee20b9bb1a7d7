"""Reports as XLSX: a sheet to filter, headers that stay in sight, verdicts in colour, every cell a text or a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, Final

from regelgraph.errors import UsageError
from regelgraph.tables.batches import report_batches
from regelgraph.tables.report import Report
from regelgraph.tables.settling import settled
from regelgraph.tables.writers.csv import safe

if TYPE_CHECKING:
    import pyarrow as pa

MOST_ROWS: Final = 1_048_576
LONGEST: Final = 32_767
VERDICT: Final = "verdict"
_CUT: Final = " …"
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
COLOURS: Final = (("#C6EFCE", "#006100"), ("#FFEB9C", "#7F6000"), ("#E4DFEC", "#403151"), ("#FFC7CE", "#9C0006"))
"""Background and letters of a verdict, from safe to blocked."""
_WIDTHS: Final = {"row": 6, "knowledge": 18, "invalid": 40, "citations": 40, "missing": 24, "criteria": 24}
_WIDE: Final = 60
_USUAL: Final = 16


def write(report: Report, out: IO[bytes]) -> None:
    """Write all rows to a binary stream. Raises UsageError if they are more than a sheet holds."""
    report = settled(report)
    with Workbook(out, report.words, report.as_of) as book:
        book.table("report", report.columns, rows_of(report_batches(report)), report.columns.index(VERDICT))


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    """The rows of Arrow batches as Python values."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class Workbook:
    """A workbook that is written row by row, without keeping them."""

    def __init__(self, out: IO[bytes], verdicts: Sequence[str], day: date) -> None:
        from io import BytesIO

        from xlsxwriter import Workbook as Writer

        self._out = out
        self._buffer = BytesIO()
        self.writer = Writer(self._buffer, {"constant_memory": True})
        self.writer.set_properties({"created": datetime(day.year, day.month, day.day)})
        self._head = self.writer.add_format({"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "text_wrap": True})
        self._body = self.writer.add_format({"valign": "top"})
        self._wrapped = self.writer.add_format({"valign": "top", "text_wrap": True})
        styles = [{"bg_color": back, "font_color": front, "valign": "top"} for back, front in COLOURS]
        self._colours = {word: self.writer.add_format(style) for word, style in zip(verdicts, styles, strict=False)}

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.writer.close()
        if kind is None:
            self._out.write(self._buffer.getvalue())

    def table(
        self, title: str, columns: Sequence[str], rows: Iterable[Sequence[int | str | None]], verdict: int | None = None
    ) -> Any:
        """A sheet with a table to filter; in the column `verdict` words of verdicts have their colour. The sheet.

        Every text is written as one, so nothing in it is ever reckoned or followed.
        """
        sheet = self.writer.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            wide = name.startswith("reasons")
            sheet.set_column(place, place, _WIDE if wide else _WIDTHS.get(name, _USUAL))
        formats = [self._wrapped if name.startswith("reasons") else self._body for name in columns]
        self._row(sheet, 0, columns, [self._head] * len(columns))
        last = 0
        for last, row in enumerate(rows, 1):
            if last >= MOST_ROWS:
                raise UsageError(f"a sheet holds no more than {MOST_ROWS - 1} rows; ask for csv or parquet")
            styled = formats
            if verdict is not None and row[verdict] in self._colours:
                styled = [*formats[:verdict], self._colours[str(row[verdict])], *formats[verdict + 1 :]]
            self._row(sheet, last, row, styled)
        sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
        return sheet

    def _row(self, sheet: Any, number: int, cells: Sequence[int | str | None], formats: Sequence[Any]) -> None:
        for place, (cell, style) in enumerate(zip(cells, formats, strict=True)):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell, style)
            elif cell:
                sheet.write_string(number, place, cell_text(cell), style)


def cell_text(text: str) -> str:
    """A text as a cell holds it: safe as in CSV, cut where a cell ends, `_x0041_` not taken for a character code."""
    kept = safe(text)
    kept = kept if len(kept) <= LONGEST else kept[: LONGEST - len(_CUT)] + _CUT
    return _ESCAPED.sub("_x005F_", kept)
