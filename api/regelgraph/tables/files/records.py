"""Splits a text table into records: fast where every line has as many cells as the header, tolerant where not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import dropwhile, filterfalse, islice
from typing import TYPE_CHECKING

from regelgraph.errors import InputError, TooLargeError
from regelgraph.tables.files.delimiter import LONGEST_CELL, header_record
from regelgraph.tables.files.even_text import Layout, read_even, types_of
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.files.widths import Widths

if TYPE_CHECKING:
    import pyarrow as pa

QUOTE = '"'
_BATCH = 50_000


def read_records(text: str, separator: str, name: str, limits: Limits = COMMAND_LINE) -> tuple[list[str], pa.Table]:
    """Headers and cells of a text table.

    The Arrow table has the columns c0, c1 … (text, "" where there is none), one for each header, and `overfull`: the
    number of cells of a record that has more than there are headers, else 0. An empty line, or one of blanks alone
    without a separator, is no record; a line of separators is one. A quote that never closes is read as a character.
    Raises InputError if there is no header or no record, and for a text that was cut off (`Widths`); TooLargeError
    beyond the limits.
    """
    headers = header_record(text, separator)
    if not headers:
        raise InputError(f"{name} is an empty table; expected a line of headers and at least one row", hint="empty")
    limits.few_columns(len(headers))
    limits.few_separators(text, separator)
    table = _fast(text, separator, len(headers))
    if table is None:
        rows = dropwhile(lambda record: not any(cell.strip() for cell in record), Records(text, separator, name))
        widths = Widths(len(headers))
        table = table_of(limits.rows_of(widths.seen(islice(rows, 1, None)), len(headers)), len(headers))
        widths.require_whole(name, ends=text.endswith(("\n", "\r")))
    if table.num_rows == 0:
        raise InputError(f"{name} is an empty table: it has headers but no row", hint="empty")
    return headers, table


def _fast(text: str, separator: str, width: int) -> pa.Table | None:
    """All records by Arrow's reader; None where the text needs the tolerant one."""
    if text.count(QUOTE) % 2 or not text.strip():
        return None
    data = text.encode()
    table = read_even(data, 0, len(data), Layout(separator, types_of([False] * width)))
    if table is None:
        return None
    cells = table.columns[:width]
    first = next((i for i in range(table.num_rows) if any(column[i].as_py().strip() for column in cells)), 0)
    return table.slice(first + 1)


def table_of(records: Iterable[list[str]], width: int) -> pa.Table:
    """Records as a table of `width` columns, as `read_records`."""
    import pyarrow as pa

    names = [f"c{i}" for i in range(width)]
    schema = pa.schema([(name, pa.string()) for name in names])
    batches: list[pa.RecordBatch] = []
    overfull: list[int] = []
    columns: list[list[str]] = [[] for _ in names]
    for record in records:
        overfull.append(len(record) if any(cell.strip() for cell in record[width:]) else 0)
        padded = record[:width] + [""] * (width - len(record))
        for column, cell in zip(columns, padded, strict=True):
            column.append(cell)
        if len(columns[0]) >= _BATCH:
            batches.append(pa.record_batch([pa.array(column, pa.string()) for column in columns], schema=schema))
            columns = [[] for _ in names]
    batches.append(pa.record_batch([pa.array(column, pa.string()) for column in columns], schema=schema))
    return pa.Table.from_batches(batches, schema).append_column("overfull", pa.array(overfull, pa.int64()))


class Records:
    """The records of a text by the tolerant reader, header included, in order; empty ones are none.

    Of a text that `goes_on` behind its end, only those that are whole whatever follows: `rest` is the text behind them.
    `lines` are how many lines the records so far take. A quote that has not closed after LONGEST_CELL characters never
    does.
    """

    def __init__(self, text: str, separator: str, name: str, *, goes_on: bool = False) -> None:
        self.rest = ""
        self.lines = 0
        self._text = text
        self._separator = separator
        self._name = name
        self._goes_on = goes_on

    def __iter__(self) -> Iterator[list[str]]:
        csv.field_size_limit(LONGEST_CELL)
        lines = io.StringIO(self._text, newline="").readlines()
        while self.lines < len(lines) and not self.rest:
            yield from filterfalse(_is_empty, self._until_open(lines))

    def _until_open(self, lines: list[str]) -> Iterator[list[str]]:
        """The next records, up to one with a quote that never closes, which is read without regard to quotes."""
        start = begin = self.lines
        reader = csv.reader(islice(lines, start, None), delimiter=self._separator)
        record: list[str] = []
        too_long = False
        try:
            for found in reader:
                yield record
                record, begin, self.lines = found, self.lines, start + reader.line_num
        except csv.Error:
            yield record
            begin, too_long = self.lines, True
        if not too_long and not _is_open(lines[begin:], self._separator):
            yield record
        elif self._goes_on and not too_long:
            self.rest, self.lines = "".join(lines[begin:]), begin
        else:
            self.lines = begin + 1
            yield self._unquoted(lines[begin])

    def _unquoted(self, line: str) -> list[str]:
        try:
            (record,) = csv.reader([line], delimiter=self._separator, quoting=csv.QUOTE_NONE)
        except csv.Error as error:
            raise TooLargeError(f"{self._name} holds a cell of more than {LONGEST_CELL:,} characters") from error
        return record


def _is_empty(record: list[str]) -> bool:
    return len(record) < 2 and not any(cell.strip() for cell in record)


def _is_open(lines: list[str], separator: str) -> bool:
    """Whether the one record in `lines` would go on: a line behind it becomes part of it."""
    try:
        return len(list(csv.reader([*lines, "x"], delimiter=separator))) < 2
    except csv.Error:
        return True
