"""Reads a list of JSON objects, one a line or in an array, whose values are texts, numbers, true, false or null."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regelgraph.errors import InputError
from regelgraph.tables.cell_texts import number_text, storable
from regelgraph.tables.json_even import even_types, read_even

if TYPE_CHECKING:
    import pyarrow as pa

_EXPECTED = "expected one JSON object a line"
_SAMPLED = 100
_SAMPLE = 1 << 20
"""Lines, and bytes, at the beginning of a file that say whether it is even."""


class _Number(str):
    """A number as it stands in the file, so that no digit is lost."""

    __slots__ = ()


class _RefusedError(ValueError):
    """Says what is wrong with a line that is JSON all the same."""


def read_json_lines(data: bytes, name: str) -> tuple[list[str], pa.Table]:
    """Headers (all keys in order of first appearance) and cells (as `records.read_records`, no row overfull).

    A key that a line lacks, and null, is "". Empty lines are none. Raises InputError naming line and column.
    """
    headers, cells = Lines(name).read(data.removeprefix(codecs.BOM_UTF8))
    if not headers:
        raise no_keys(name)
    return headers, cells


def no_keys(name: str) -> InputError:
    """Says that there is no column."""
    return InputError(f"{name} is an empty table; {_EXPECTED}, and at least one with a key")


class Lines:
    """Reads the lines of a file, whole ones at a time: fast where they are as even as the first, else one by one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._before = 0
        self._types: dict[str, str] | None = None

    def read(self, data: bytes) -> tuple[list[str], pa.Table]:
        """Headers and cells of the next lines, as `read_json_lines`; there may be none."""
        if self._types is None:
            self._types = _types(data)
        cells = read_even(data, self._types)
        found = (list(self._types), _with_overfull(cells.columns, cells.num_rows)) if cells else self._one_by_one(data)
        self._before += data.count(b"\n")
        return found

    def _one_by_one(self, data: bytes) -> tuple[list[str], pa.Table]:
        lines = enumerate(data.split(b"\n"), self._before + 1)
        return _table(_row(line, f"{self._name}, line {number}") for number, line in lines if line.strip())


def _types(data: bytes) -> dict[str, str]:
    """The types of the values in the first lines; none if they are not even."""
    lines = data[:_SAMPLE].split(b"\n")[:_SAMPLED]
    if len(data) > _SAMPLE and len(lines) < _SAMPLED:
        del lines[-1:]
    try:
        rows = [_DECODER.decode(line.decode().strip()) for line in lines if line.strip()]
    except (ValueError, RecursionError):
        return {}
    return (even_types(rows) if all(isinstance(row, dict) for row in rows) else None) or {}


def decoded(data: bytes, name: str) -> Any:
    """One JSON document; numbers keep their digits. Raises InputError for what is none, or says a key twice."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: JSON must be UTF-8 text") from error
    return _decoded(text, name, "expected one JSON document")


def read_objects(objects: Sequence[Any], name: str) -> tuple[list[str], pa.Table]:
    """Headers and cells of decoded objects, as `read_json_lines`. Raises InputError naming number and column."""
    found = _table(_cells(row, f"{name}, entry {number}") for number, row in enumerate(objects, 1))
    if not found[0]:
        raise InputError(f"{name} is an empty table; expected at least one JSON object with a key")
    return found


def no_objects(headers: Sequence[str]) -> tuple[list[str], pa.Table]:
    """These headers and no row, as `read_objects`."""
    import pyarrow as pa

    return [*headers], _with_overfull([pa.array([], pa.string())] * len(headers), 0)


def _table(rows: Iterable[dict[str, str]]) -> tuple[list[str], pa.Table]:
    import pyarrow as pa

    columns: dict[str, list[str]] = {}
    count = 0
    for row in rows:
        for key in row:
            if key not in columns:
                columns[key] = [""] * count
        for key, cells in columns.items():
            cells.append(row.get(key, ""))
        count += 1
    return list(columns), _with_overfull([pa.array(cells, pa.string()) for cells in columns.values()], count)


def _with_overfull(columns: Sequence[Any], count: int) -> pa.Table:
    import pyarrow as pa

    names = [f"c{place}" for place in range(len(columns))]
    return pa.table([*columns, pa.repeat(pa.scalar(0, pa.int64()), count)], names=[*names, "overfull"])


def _row(line: bytes, where: str) -> dict[str, str]:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: JSON Lines must be UTF-8 text") from error
    return _cells(_decoded(text, where, _EXPECTED), where)


def _decoded(text: str, where: str, expected: str) -> Any:
    try:
        return _DECODER.decode(text.strip())
    except _RefusedError as error:
        raise InputError(f"{where}: {error}") from error
    except RecursionError as error:
        raise InputError(f"{where} is nested too deep; {expected}") from error
    except ValueError as error:
        raise InputError(f"{where} is no JSON ({error}); {expected}") from error


def _cells(found: Any, where: str) -> dict[str, str]:
    if not isinstance(found, dict):
        raise InputError(f"{where} is no JSON object; expected names of columns with their values")
    return {_whole(key, where): _cell(value, key, where) for key, value in found.items()}


def _whole(text: str, where: str) -> str:
    """The text, unless it has half a character: no file holds one, and texts that differ in it would be the same."""
    if storable(text) != text:
        raise InputError(f"{where}: half a character (a lone surrogate, \\ud800 to \\udfff); expected whole ones")
    return text


def _cell(value: Any, key: str, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Number):
        return number_text(Decimal(value))
    if isinstance(value, str):
        return _whole(value, f"{where}, column {storable(key)!r}")
    what = "a list" if isinstance(value, list) else "an object"
    raise InputError(f"{where}, column {storable(key)!r} holds {what}; expected one value")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for i, key in enumerate(keys) if key in keys[:i])
        raise _RefusedError(f"the key {storable(twice)!r} stands there twice; keep one of them")
    return found


def _no_number(word: str) -> None:
    raise _RefusedError(f"{word} is no JSON value; leave the value out, or write null")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_no_number)
