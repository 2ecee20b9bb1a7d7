"""Reads a large text table in blocks: the text is cut where records end, each piece is split fast or tolerantly.

A piece is cut at its last line end outside quotes, if its quotes are in pairs; where they are not, the tolerant reader
finds how far its records are whole. So the blocks hold what `records.read_records` finds in the whole text.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.errors import InputError
from regelgraph.tables.blocks import sliced
from regelgraph.tables.files.delimiter import (
    HEADER_LENGTH,
    Recognised,
    declared_separator,
    find_separator,
    header_record,
)
from regelgraph.tables.files.even_text import QUOTE, Layout, read_even, types_of
from regelgraph.tables.files.gathered import Gathered, line_end
from regelgraph.tables.files.kept_file import KeptFile
from regelgraph.tables.files.limits import COMMAND_LINE
from regelgraph.tables.files.records import Records, table_of
from regelgraph.tables.files.utf8_text import Utf8Text, utf8_text
from regelgraph.tables.files.widths import Widths

if TYPE_CHECKING:
    import pyarrow as pa

PIECE: Final = 1 << 26
"""Bytes of text that are split at a time."""
_HEADERS: Final = 1 << 22
"""Bytes in which the end of the headers is looked for first."""
_DECLARED: Final = 64
"""Characters that a line which declares a separator has at most."""


def read_text(file: KeptFile, recognised: Recognised, is_coded: Callable[[str], bool]) -> tuple[list[str], TextBlocks]:
    """Headers and blocks of a text file. Goes through all of it once; raises as `encodings.decode`.

    Going through the blocks raises InputError if there is no record, also as `records.read_records`.
    """
    text = utf8_text(file)
    beginning = text.beginning(HEADER_LENGTH + _DECLARED)
    declared, head = declared_separator(beginning)
    separator = declared or find_separator(head, recognised)
    headers = header_record(head, separator)
    if not headers:
        raise InputError(
            f"{file.name} is an empty table; expected a line of headers and at least one row", hint="empty"
        )
    COMMAND_LINE.few_columns(len(headers))
    layout = Layout(separator, types_of([is_coded(header) for header in headers]))
    return headers, TextBlocks(text, layout, file.name, len(beginning) - len(head))


@dataclass(frozen=True, slots=True)
class TextBlocks:
    """The records of a text behind its headers, in tables; the first `skipped` bytes are no record."""

    text: Utf8Text
    layout: Layout
    name: str
    skipped: int

    @property
    def expected(self) -> int:
        """About how many rows there are."""
        return self.text.file.lines(self.text.start, self.text.end)

    def __iter__(self) -> Iterator[pa.Table]:
        found = False
        for table in self._tables():
            found = found or table.num_rows > 0
            yield from sliced(table)
        if not found:
            raise InputError(f"{self.name} is an empty table: it has headers but no row", hint="empty")

    def _tables(self) -> Iterator[pa.Table]:
        gathered = Gathered(self.text.pieces(), PIECE, self.name)
        widths = Widths(len(self.layout.types))
        start: int | None = None
        more = gathered.go_on()
        while more:
            used = 0
            start = self._headers_end(gathered) if start is None else 0
            if start is not None:
                table, used = self._read(gathered, start, widths)
                if gathered.is_last:
                    widths.require_whole(self.name, ends=gathered.data.endswith((b"\n", b"\r")))
                yield table
            more = gathered.go_on(used)

    def _headers_end(self, gathered: Gathered) -> int | None:
        """The place behind the headers; None if they go on behind the data."""
        data, start = gathered.data, self.skipped
        for end in (start + _HEADERS, len(data)):
            is_all = end >= len(data) and gathered.is_last
            text = data[start : len(data) if is_all else line_end(data, start, min(end, len(data)))].decode()
            records = Records(text, self.layout.separator, self.name, goes_on=not is_all)
            if any(any(cell.strip() for cell in record) for record in records):
                lines = io.StringIO(text, newline="").readlines()[: records.lines]
                return start + len("".join(lines).encode())
        return len(data) if gathered.is_last else None

    def _read(self, gathered: Gathered, start: int, widths: Widths) -> tuple[pa.Table, int]:
        """The whole records of the data from `start` on, and the place behind them."""
        data = gathered.data
        end = len(data) if gathered.is_last else _record_end(data, start)
        if end > start and data.count(QUOTE, start, end) % 2 == 0:
            table = read_even(data, start, end, self.layout)
            if table is not None:
                widths.full(table.num_rows)
                return table, end
        end = len(data) if gathered.is_last else line_end(data, start, len(data))
        records = Records(data[start:end].decode(), self.layout.separator, self.name, goes_on=not gathered.is_last)
        table = table_of(widths.seen(records), len(self.layout.types))
        return _numbered(table, self.layout), end - len(records.rest.encode())


def _record_end(data: bytes, start: int) -> int:
    """The place behind the last line end that has pairs of quotes before it; `start` if there is none."""
    end = line_end(data, start, len(data))
    odd = data.count(QUOTE, start, end) % 2
    while odd and end > start:
        before = line_end(data, start, end - 1)
        odd ^= data.count(QUOTE, before, end) % 2
        end = before
    return end


def _numbered(table: pa.Table, layout: Layout) -> pa.Table:
    """The table with the types of the layout."""
    import pyarrow as pa

    for place, (name, type_) in enumerate(layout.types.items()):
        if pa.types.is_dictionary(type_):
            table = table.set_column(place, name, table.column(place).combine_chunks().dictionary_encode())
    return table
