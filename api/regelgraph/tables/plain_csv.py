"""Splits an even text table into columns straight from its bytes; any other is left to `regelgraph.tables.records`.

Even: UTF-8, the headers in the first line, as many cells in every line, quotes in pairs. Cells of known columns become
numbers of distinct texts while they are read.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import TYPE_CHECKING

from regelgraph.tables.delimiter import Recognised, declared_separator, find_separator, header_record

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = 1 << 20
_BLOCK = 1 << 23
_SMALL = 1 << 16
"""Bytes up to which a table is read in one piece anyway, and tolerantly."""


def read_plain(
    data: bytes, recognised: Recognised, is_coded: Callable[[str], bool]
) -> tuple[list[str], pa.Table] | None:
    """Headers and cells as `records.read_records`; None where the text needs the tolerant reader."""
    import pyarrow as pa
    from pyarrow import csv

    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    if len(data) < _SMALL or data.find(b"\0") >= 0 or data.count(b'"') % 2 or data.endswith(b"\x1a"):
        return None
    head = data[start : start + _HEAD].decode("utf-8", "ignore")
    line = head.split("\n", 1)[0].rstrip("\r")
    if not line.strip() or line.startswith("\ufeff") or "\r" in line or declared_separator(head)[0]:
        return None
    separator = find_separator(head, recognised)
    headers = header_record(head, separator)
    if len(headers) < 2 or header_record(line, separator) != headers:
        return None
    names = [f"c{i}" for i in range(len(headers))]
    coded = pa.dictionary(pa.int32(), pa.string())
    types = {name: coded if is_coded(header) else pa.string() for name, header in zip(names, headers, strict=True)}
    try:
        table = csv.read_csv(
            pa.py_buffer(memoryview(data)[start:]),
            read_options=csv.ReadOptions(column_names=names, skip_rows_after_names=1, block_size=_BLOCK),
            parse_options=csv.ParseOptions(delimiter=separator, newlines_in_values=b'"' in data),
            convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    if not table.num_rows:
        return None
    return headers, table.append_column("overfull", pa.repeat(pa.scalar(0, pa.int64()), table.num_rows))
