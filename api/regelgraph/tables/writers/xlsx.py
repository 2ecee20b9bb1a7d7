"""Reports as XLSX: a sheet to filter, headers that stay in sight, verdicts in colour, every cell a text or a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

from regelgraph.errors import UsageError
from regelgraph.tables.reports.batches import report_batches
from regelgraph.tables.reports.report import Report
from regelgraph.tables.writers.package import Body, assemble
from regelgraph.tables.writers.sheet_columns import Style
from regelgraph.tables.writers.sheet_rows import SheetRows, letters
from regelgraph.tables.writers.sheet_texts import SharedTexts

if TYPE_CHECKING:
    import pyarrow as pa

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
VERDICT: Final = "verdict"
COLOURS: Final = (("#C6EFCE", "#006100"), ("#FFEB9C", "#7F6000"), ("#E4DFEC", "#403151"), ("#FFC7CE", "#9C0006"))
"""Background and letters of a verdict, from safe to blocked."""
_WIDTHS: Final = {"row": 6, "knowledge": 18, "invalid": 40, "citations": 40, "missing": 24, "criteria": 24}
_WIDE: Final = 60
_USUAL: Final = 16
_HELD: Final = 1 << 26
"""Bytes of a sheet that are held in memory; more are kept in a file."""
_BLOCK: Final = 1 << 12
"""Rows that are put into form at once: an Arrow column of texts holds 2 GiB."""

Rows = Iterable[Sequence[int | str | None]]
_Formed = Callable[[SheetRows], Iterator[tuple[int, bytes | memoryview]]]
"""Blocks of rows: how many, and their XML."""


def write(report: Report, out: IO[bytes]) -> None:
    """Write all rows to a binary stream. Raises UsageError if they are more than a sheet holds."""
    with Workbook(out, report.words, report.as_of) as book:
        book.stream("report", report.columns, report_batches(report), report.columns.index(VERDICT))


class Workbook:
    """A workbook whose rows are put into form as they come; it is written at the end, whole or not at all.

    XlsxWriter makes the package, the styles and the charts; the rows of its sheets are added by this package.
    """

    def __init__(self, out: IO[bytes], verdicts: Sequence[str], day: date) -> None:
        from xlsxwriter import Workbook as Writer

        self._out = out
        self._frame = BytesIO()
        self.writer = Writer(self._frame, {"in_memory": True})
        self.writer.set_properties({"created": datetime(day.year, day.month, day.day)})
        self._head = self._style({"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "text_wrap": True})
        self._body = self._style({"valign": "top"})
        self._wrapped = self._style({"valign": "top", "text_wrap": True})
        styles = [{"bg_color": back, "font_color": front, "valign": "top"} for back, front in COLOURS]
        self._colours = {word: self._style(style) for word, style in zip(verdicts, styles, strict=False)}
        self._texts = SharedTexts()
        self._bodies: list[Body] = []

    def _style(self, properties: dict[str, Any]) -> int:
        """The number by which cells refer to a style."""
        number: int = self.writer.add_format(properties)._get_xf_index()
        return number

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            self.writer.close()
            if kind is None:
                with SpooledTemporaryFile(_HELD) as whole:
                    assemble(self._frame, self._bodies, self._texts.part(), whole)
                    whole.seek(0)
                    copyfileobj(whole, self._out, 1 << 20)
        finally:
            for body in self._bodies:
                body.rows.close()

    def table(self, title: str, columns: Sequence[str], rows: Rows, verdict: int | None = None) -> Any:
        """A sheet with a table to filter; in the column `verdict` words of verdicts have their colour. The sheet.

        Every text is written as one, so nothing in it is ever reckoned or followed. For few rows. Raises UsageError for
        more rows or columns than a sheet holds.
        """

        def formed(form: SheetRows) -> Iterator[tuple[int, bytes]]:
            return ((1, form.row(number, row)) for number, row in enumerate(rows, 2))

        return self._sheet(title, columns, formed, verdict)

    def stream(
        self, title: str, columns: Sequence[str], batches: Iterable[pa.RecordBatch], verdict: int | None = None
    ) -> Any:
        """As `table`, for many rows: Arrow batches whose columns are whole numbers (int64), texts, or shared texts.

        Shared ones are dictionaries with int32 indices, which may grow from batch to batch.
        """

        def formed(form: SheetRows) -> Iterator[tuple[int, memoryview]]:
            first = 2
            for batch in batches:
                for start in range(0, batch.num_rows, _BLOCK):
                    block = batch.slice(start, _BLOCK)
                    yield block.num_rows, form.block(first, block)
                    first += block.num_rows

        return self._sheet(title, columns, formed, verdict)

    def _sheet(self, title: str, columns: Sequence[str], formed: _Formed, verdict: int | None) -> Any:
        if len(columns) > MOST_COLUMNS:
            raise UsageError(f"a sheet holds no more than {MOST_COLUMNS} columns; ask for csv or parquet")
        wide = [name.startswith("reasons") for name in columns]
        styles = [Style(self._wrapped if each else self._body) for each in wide]
        if verdict is not None:
            styles[verdict] = Style(self._body, self._colours)
        sheet = self.writer.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            sheet.set_column(place, place, _WIDE if wide[place] else _WIDTHS.get(name, _USUAL))
        file: IO[bytes] = SpooledTemporaryFile(_HELD)  # noqa: SIM115 - closed when the workbook is
        body = Body(file)
        self._bodies.append(body)
        file.write(SheetRows(self._texts, [Style(self._head)] * len(columns)).row(1, columns))
        rows = 1
        for count, xml in formed(SheetRows(self._texts, styles)):
            rows += count
            if rows > MOST_ROWS:
                raise UsageError(f"a sheet holds no more than {MOST_ROWS - 1} rows; ask for csv or parquet")
            file.write(xml)
        last = max(len(columns) - 1, 0)
        sheet.autofilter(0, 0, rows - 1, last)
        body.extent = f"A1:{letters(last)}{rows}"
        return sheet
