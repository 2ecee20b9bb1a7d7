"""How large a list may be: what is read of a file before it is refused, so that no file costs more than it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from regelgraph.errors import TooLargeError

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
_BRACKETS: Final = 4
"""Brackets that a row has at most, counted without regard to whether they stand in texts."""
_MARKS: Final = 2
"""Separators for a cell, counted in the same way."""
_FEW: Final = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a list has at most; beyond it TooLargeError names what is too much, and how much there may be.

    `rows` (None: as many as there are), `columns`, `cells` (rows times columns, blank ones included), `cell`
    (characters of a cell or header), `digits` (characters of a JSON number), `lines` of a text (empty ones and those
    within quotes included), `parts` of a workbook, `unpacked` (bytes of a workbook's parts, of a Parquet file's pages,
    or of the texts that either stands for), `ratio` (how many times larger a part is than packed), `area` (cells from
    the first one of a sheet to the last, blank ones included), `groups` of rows and bytes of the `footer` of a Parquet
    file.
    The defaults are those of the service.
    """

    rows: int | None = 100_000
    columns: int = 1_000
    cells: int = 3_000_000
    cell: int = 32_767
    digits: int = 100
    lines: int = 1_000_000
    parts: int = 1_000
    unpacked: int = 256 * 2**20
    ratio: int = 250
    area: int = 5_000_000
    groups: int = 1_000
    footer: int = 2**20

    def few_rows(self, rows: int) -> None:
        """Raises TooLargeError for more rows."""
        if self.rows is not None and rows > self.rows:
            raise TooLargeError(f"the list has more than {self.rows} rows; send it in parts")

    def rows_of(self, records: Iterable[T], width: int = 0) -> Iterator[T]:
        """The records of `width` cells, counted while they are taken. Raises TooLargeError for too many of either."""
        for number, record in enumerate(records, 1):
            self.few_rows(number)
            self.few_cells(number * width)
            yield record

    def few_columns(self, columns: int) -> None:
        """Raises TooLargeError for more columns."""
        if columns > self.columns:
            raise TooLargeError(
                f"the list has more than {self.columns} columns; leave out those that nothing judges by"
            )

    def few_separators(self, separators: int) -> None:
        """Raises TooLargeError for a text that would be more cells, even if many a separator stands in quotes."""
        self.few_cells(separators // _MARKS)

    def few_cells(self, cells: int) -> None:
        """Raises TooLargeError for more cells."""
        if self.rows is not None and cells > self.cells:
            raise TooLargeError(f"the list has more than {self.cells} cells, blank ones included; send it in parts")

    def few_lines(self, text: bytes) -> None:
        """Raises TooLargeError for a text of more lines."""
        if max(text.count(b"\n"), text.count(b"\r")) > self.lines:
            raise TooLargeError(f"the list has more than {self.lines} lines, empty ones included; send it in parts")

    def few_values(self, document: bytes) -> None:
        """Raises TooLargeError for JSON that would be more rows, or more values, before it is decoded.

        What stands in texts counts, too, so there is room for it.
        """
        if self.rows is None:
            return
        if document.count(b"{") + document.count(b"[") > _BRACKETS * self.rows + _FEW:
            raise TooLargeError(f"the document has more objects and lists than {self.rows} rows can have")
        self.few_cells(document.count(b","))

    def little_text(self, size: int) -> None:
        """Raises TooLargeError for cells that hold more bytes of text, which a file can share among them."""
        if self.rows is not None and size > self.unpacked:
            raise TooLargeError(f"the cells hold more than {self.unpacked >> 20} MiB of text; send the list in parts")

    def short(self, length: int, where: str) -> None:
        """Raises TooLargeError for a cell of more characters."""
        if length > self.cell:
            raise TooLargeError(f"{where} has more than {self.cell} characters; no cell of a list is so long")

    def require(self, headers: Sequence[str], cells: pa.Table) -> None:
        """Raises TooLargeError for a table that is larger."""
        from regelgraph.tables.kernels import call

        self.few_columns(len(headers))
        for place, header in enumerate(headers, 1):
            self.short(len(header), f"the header of column {place}")
        if self.rows is None:
            return
        self.few_rows(cells.num_rows)
        self.few_cells(cells.num_rows * len(headers))
        for place in range(len(headers)):
            for chunk in cells.column(f"c{place}").chunks:
                texts = getattr(chunk, "dictionary", chunk)
                longest = call("max", call("binary_length", texts)).as_py() or 0
                if longest > self.cell:  # bytes, of which a character has several
                    self.short(call("max", call("utf8_length", texts)).as_py(), f"a cell of column {place + 1}")


SERVICE: Final = Limits()
"""Of the service, whose lists come from anybody."""
COMMAND_LINE: Final = Limits(
    rows=None,
    columns=100_000,
    cells=1 << 40,
    cell=1 << 25,
    digits=1 << 25,
    lines=1 << 40,
    parts=10_000,
    unpacked=1 << 31,
    ratio=1_032,
    area=1 << 25,
    groups=1_000_000,
    footer=1 << 28,
)
"""Of the command line, whose lists the user chose: only what no list has, and what would take all memory."""
