"""Splits an even text table into columns straight from its bytes; any other is left to `tables.files.records`.

Even: UTF-8, the headers in the first line, as many cells in every line, quotes in pairs. Cells of known columns become
numbers of distinct texts while they are read.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import TYPE_CHECKING

from regelgraph.tables.files.delimiter import Recognised, declared_separator, find_separator, header_record
from regelgraph.tables.files.even_text import Layout, read_even, types_of
from regelgraph.tables.files.limits import COMMAND_LINE, Limits

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = 1 << 20
_SMALL = 1 << 16
"""Bytes up to which a table is read in one piece anyway, and tolerantly."""


def read_plain(
    data: bytes, recognised: Recognised, is_coded: Callable[[str], bool], limits: Limits = COMMAND_LINE
) -> tuple[list[str], pa.Table] | None:
    """Headers and cells as `records.read_records`; None where the text needs the tolerant reader.

    Raises TooLargeError beyond the limits.
    """
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    if len(data) < _SMALL or data.find(b"\0") >= 0 or data.count(b'"') % 2 or data.endswith(b"\x1a"):
        return None
    head = data[start : start + _HEAD].decode("utf-8", "replace")
    line = head.split("\n", 1)[0].rstrip("\r")
    if "\ufffd" in line:  # Arrow does not look at the headers
        return None
    if not line.strip() or line.startswith("\ufeff") or "\r" in line or declared_separator(head)[0]:
        return None
    separator = find_separator(head, recognised)
    headers = header_record(head, separator)
    if header_record(line, separator) != headers:
        return None
    limits.few_columns(len(headers))
    limits.few_separators(data.count(separator.encode()))
    table = read_even(data, start, len(data), Layout(separator, types_of([is_coded(h) for h in headers])), 1)
    return (headers, table) if table is not None and table.num_rows else None
