"""Reads a list of JSON objects, one a line or in an array, whose values are texts, numbers, true, false or null."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from regelgraph.errors import InputError
from regelgraph.tables.files.json_even import even_types, read_even
from regelgraph.tables.files.json_values import DECODER, EXPECTED, cells_of, row_of
from regelgraph.tables.files.limits import COMMAND_LINE, Limits

if TYPE_CHECKING:
    import pyarrow as pa

_SAMPLED = 100
_SAMPLE = 1 << 20
"""Lines, and bytes, at the beginning of a file that say whether it is even."""


def read_json_lines(data: bytes, name: str, limits: Limits = COMMAND_LINE) -> tuple[list[str], pa.Table]:
    """Headers (all keys in order of first appearance) and cells (as `records.read_records`, no row overfull).

    A key that a line lacks, and null, is "". Empty lines are none. Raises InputError naming line and column,
    TooLargeError beyond the limits.
    """
    limits.few_values(data)
    headers, cells = Lines(name, limits).read(data.removeprefix(codecs.BOM_UTF8))
    if not headers:
        raise no_keys(name)
    return headers, cells


def no_keys(name: str) -> InputError:
    """Says that there is no column."""
    return InputError(f"{name} is an empty table; {EXPECTED}, and at least one with a key", hint="empty")


class Lines:
    """Reads the lines of a file, whole ones at a time: fast where they are as even as the first, else one by one."""

    def __init__(self, name: str, limits: Limits = COMMAND_LINE) -> None:
        self._name = name
        self._limits = limits
        self._before = 0
        self._types: dict[str, str] | None = None

    def read(self, data: bytes) -> tuple[list[str], pa.Table]:
        """Headers and cells of the next lines, as `read_json_lines`; there may be none."""
        if self._types is None:
            self._types = _types(data)
        self._limits.few_columns(len(self._types))
        cells = read_even(data, self._types)
        found = (list(self._types), _with_overfull(cells.columns, cells.num_rows)) if cells else self._one_by_one(data)
        self._before += data.count(b"\n")
        return found

    def _one_by_one(self, data: bytes) -> tuple[list[str], pa.Table]:
        lines = enumerate(data.split(b"\n"), self._before + 1)
        rows = (row_of(line, f"{self._name}, line {number}", self._limits) for number, line in lines if line.strip())
        return _table(rows, self._limits)


def _types(data: bytes) -> dict[str, str]:
    """The types of the values in the first lines; none if they are not even."""
    lines = data[:_SAMPLE].split(b"\n")[:_SAMPLED]
    if len(data) > _SAMPLE and len(lines) < _SAMPLED:
        del lines[-1:]
    try:
        rows = [DECODER.decode(line.decode().strip()) for line in lines if line.strip()]
    except (ValueError, RecursionError):
        return {}
    return (even_types(rows) if all(isinstance(row, dict) for row in rows) else None) or {}


def read_objects(objects: Sequence[Any], name: str, limits: Limits = COMMAND_LINE) -> tuple[list[str], pa.Table]:
    """Headers and cells of decoded objects, as `read_json_lines`. Raises InputError naming number and column."""
    limits.few_rows(len(objects))
    found = _table((cells_of(row, f"{name}, entry {number}", limits) for number, row in enumerate(objects, 1)), limits)
    limits.require(*found)
    if not found[0]:
        raise InputError(f"{name} is an empty table; expected at least one JSON object with a key", hint="empty")
    return found


def no_objects(headers: Sequence[str]) -> tuple[list[str], pa.Table]:
    """These headers and no row, as `read_objects`."""
    import pyarrow as pa

    return [*headers], _with_overfull([pa.array([], pa.string())] * len(headers), 0)


def _table(rows: Iterable[dict[str, str]], limits: Limits) -> tuple[list[str], pa.Table]:
    import pyarrow as pa

    columns: dict[str, list[str]] = {}
    count = 0
    for row in limits.rows_of(rows):
        for key in row:
            if key not in columns:
                columns[key] = [""] * count
        for key, cells in columns.items():
            cells.append(row.get(key, ""))
        count += 1
        limits.few_columns(len(columns))
        limits.few_cells(count * len(columns))
    return list(columns), _with_overfull([pa.array(cells, pa.string()) for cells in columns.values()], count)


def _with_overfull(columns: Sequence[Any], count: int) -> pa.Table:
    import pyarrow as pa

    names = [f"c{place}" for place in range(len(columns))]
    return pa.table([*columns, pa.repeat(pa.scalar(0, pa.int64()), count)], names=[*names, "overfull"])
