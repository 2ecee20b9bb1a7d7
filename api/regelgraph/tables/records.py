"""Splits a text table into records: fast where every line has as many cells as the header, tolerant where not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from regelgraph.errors import InputError
from regelgraph.tables.delimiter import LONGEST_CELL, header_record

if TYPE_CHECKING:
    import pyarrow as pa

QUOTE = '"'
_BATCH = 50_000
_BLOCK = 1 << 24


def read_records(text: str, separator: str, name: str) -> tuple[list[str], pa.Table]:
    """Headers and cells of a text table.

    The Arrow table has the columns c0, c1 … (text, "" where there is none), one for each header, and `overfull`: the
    number of cells of a record that has more than there are headers, else 0. An empty line, or one of blanks alone
    without a separator, is no record; a line of separators is one. A quote that never closes is read as a character.
    Raises InputError if there is no header or no record.
    """
    headers = header_record(text, separator)
    if not headers:
        raise InputError(f"{name} is an empty table; expected a line of headers and at least one row")
    table = _fast(text, separator, len(headers))
    if table is None:
        table = _tolerant(text, separator, len(headers))
    if table.num_rows == 0:
        raise InputError(f"{name} is an empty table: it has headers but no row")
    return headers, table


def _fast(text: str, separator: str, width: int) -> pa.Table | None:
    """All records by Arrow's reader; None where the text needs the tolerant one."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    if text.count(QUOTE) % 2 or width == 1 or not text.strip():
        return None
    names = [f"c{i}" for i in range(width)]
    data = text.encode()
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=min(len(data) + 1, _BLOCK)),
            parse_options=arrow_csv.ParseOptions(delimiter=separator, newlines_in_values=QUOTE in text),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    first = next((i for i in range(table.num_rows) if any(column[i].as_py().strip() for column in table.columns)), 0)
    return _with_overfull(table.slice(first + 1), None)


def _tolerant(text: str, separator: str, width: int) -> pa.Table:
    import pyarrow as pa

    names = [f"c{i}" for i in range(width)]
    schema = pa.schema([(name, pa.string()) for name in names])
    batches: list[pa.RecordBatch] = []
    overfull: list[int] = []
    columns: list[list[str]] = [[] for _ in names]
    rows = dropwhile(lambda record: not any(cell.strip() for cell in record), records_of(text, separator))
    for record in islice(rows, 1, None):
        overfull.append(len(record) if any(cell.strip() for cell in record[width:]) else 0)
        padded = record[:width] + [""] * (width - len(record))
        for column, cell in zip(columns, padded, strict=True):
            column.append(cell)
        if len(columns[0]) >= _BATCH:
            batches.append(pa.record_batch([pa.array(column, pa.string()) for column in columns], schema=schema))
            columns = [[] for _ in names]
    batches.append(pa.record_batch([pa.array(column, pa.string()) for column in columns], schema=schema))
    return _with_overfull(pa.Table.from_batches(batches, schema), overfull)


def _with_overfull(table: pa.Table, overfull: list[int] | None) -> pa.Table:
    import pyarrow as pa

    flags = overfull if overfull is not None else [0] * table.num_rows
    return table.append_column("overfull", pa.array(flags, pa.int64()))


def records_of(text: str, separator: str) -> Iterator[list[str]]:
    """The records of a text by the tolerant reader, header included, in order."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="").readlines()
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=separator)
        begin = ends = 0
        last: list[str] = []
        for record in reader:
            if not _is_empty(last):
                yield last
            last, begin, ends = record, ends, reader.line_num
        begin, start = start + begin, len(lines)
        if _never_closes(lines[begin:], separator):
            (last,) = csv.reader([lines[begin]], delimiter=separator, quoting=csv.QUOTE_NONE)
            start = begin + 1
        if not _is_empty(last):
            yield last


def _is_empty(record: list[str]) -> bool:
    return len(record) < 2 and not any(cell.strip() for cell in record)


def _never_closes(lines: list[str], separator: str) -> bool:
    """Whether the one record in `lines` would go on: a line behind it becomes part of it."""
    return len(list(csv.reader([*lines, "x"], delimiter=separator))) < 2
