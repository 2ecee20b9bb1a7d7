"""Splits lines of flat JSON objects by Arrow's reader, where it finds just what the tolerant one would.

Arrow keeps texts, whole numbers, true and false as they are and refuses a key that stands twice, half a character, and
what is not JSON; it would lose digits of other numbers, so they are left to the tolerant reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from regelgraph.tables.kernels import call, cast

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK: Final = 1 << 20
_WHOLE: Final = re.compile(r"-?[0-9]+")
_MINUS_NOTHING: Final = re.compile(rb":[ \t]*-0")
"""A zero that keeps its sign in a text, not in a number."""


def even_types(rows: Iterable[Mapping[str, Any]]) -> dict[str, str] | None:
    """For each key of decoded objects, in order of appearance, the one type of its values, as Arrow names it.

    Numbers are given as texts of the type of `number`. None if a key has values of several types, or of another one.
    """
    types: dict[str, str] = {}
    for row in rows:
        for key, value in row.items():
            found = _type_of(value)
            known = types.setdefault(key, found)
            if not found or len({known, found} - {"null"}) > 1:
                return None
            if known == "null":
                types[key] = found
    return {key: "string" if found == "null" else found for key, found in types.items()}


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if type(value) is str:
        return "string"
    return "int64" if isinstance(value, str) and _WHOLE.fullmatch(value) else ""


def read_even(data: bytes, types: Mapping[str, str]) -> pa.Table | None:
    """Cells by column c0, c1 … in the order of `types`; None unless every line is one object of such values."""
    import pyarrow as pa
    from pyarrow import json

    data = data.rstrip()
    lines = data.count(b"\n") + 1
    starts = data.startswith(b"{") + data.count(b"\n{")
    ends = data.endswith(b"}") + data.count(b"}\n") + (data.count(b"}\r\n") if b"\r" in data else 0)
    if not types or not starts == ends == lines or not _is_utf8(data):
        return None
    if "int64" in types.values() and _MINUS_NOTHING.search(data):
        return None
    try:
        schema = pa.schema([(key, pa.type_for_alias(name)) for key, name in types.items()])
        table = json.read_json(
            pa.BufferReader(data),
            read_options=json.ReadOptions(block_size=_BLOCK),
            parse_options=json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
        )
    except (pa.ArrowException, ValueError):
        return None
    if table.num_rows != lines:
        return None
    return pa.table(
        [_filled(column) for column in table.columns], names=[f"c{place}" for place in range(table.num_columns)]
    )


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return call("coalesce", cast(column, "string"), "") if column.null_count else cast(column, "string")


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
