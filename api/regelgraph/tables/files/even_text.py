"""Splits a text in which every record has as many cells as the header, by Arrow's reader; any other it leaves alone."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pyarrow as pa

QUOTE: Final = b'"'
_BLOCK: Final = 1 << 23
"""Bytes that a thread splits at a time. A record is shorter than two of them, and no cell longer than LONGEST_CELL."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What separates the cells of a text, and the types of its columns by their names c0, c1 … (`types_of`)."""

    separator: str
    types: Mapping[str, pa.DataType]


def types_of(coded: list[bool]) -> dict[str, pa.DataType]:
    """For each column texts, numbered by distinct texts if it is `coded`."""
    import pyarrow as pa

    numbered, text = pa.dictionary(pa.int32(), pa.string()), pa.string()
    return {f"c{i}": numbered if is_coded else text for i, is_coded in enumerate(coded)}


def read_even(data: bytes, start: int, end: int, layout: Layout, skipped: int = 0) -> pa.Table | None:
    """The records of a UTF-8 text between two places but for the first `skipped`, with `overfull` (always 0).

    None for a text of one column, where a record has more or fewer cells, and where a quote never closes.
    """
    import pyarrow as pa
    from pyarrow import csv

    if len(layout.types) < 2 or data.startswith(codecs.BOM_UTF8, start):  # which Arrow would drop
        return None
    quoted = data.find(QUOTE, start, end) >= 0
    block = _block(data, start, end) if quoted else _BLOCK
    try:
        table = csv.read_csv(
            pa.py_buffer(memoryview(data)[start:end]),
            read_options=csv.ReadOptions(
                column_names=list(layout.types), skip_rows_after_names=skipped, block_size=block
            ),
            parse_options=csv.ParseOptions(delimiter=layout.separator, newlines_in_values=quoted),
            convert_options=csv.ConvertOptions(column_types=dict(layout.types), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    if quoted and table.num_rows and _ends_in_quotes(memoryview(data)[start:end], layout.separator, table):
        return None
    return table.append_column("overfull", pa.repeat(pa.scalar(0, pa.int64()), table.num_rows))


def _block(data: bytes, start: int, end: int) -> int:
    """A size of blocks, none of which ends between a CR and its LF: Arrow would drop that LF from a cell."""
    size = _BLOCK
    while any(data.startswith(b"\r\n", place - 1) for place in range(start + size, end, size)):
        size += 1
    return size


def _ends_in_quotes(data: memoryview, separator: str, table: pa.Table) -> bool:
    """Whether a text ends within a quoted cell: it then ends with what the last cell holds, behind an open quote."""
    cell: bytes = table.column(table.num_columns - 1)[table.num_rows - 1].as_py().encode()
    open_ = separator.encode() + QUOTE + cell.replace(QUOTE, QUOTE * 2)
    return bytes(data[-len(open_) :]) == open_
