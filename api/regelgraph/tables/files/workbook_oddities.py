"""What is special in a sheet of a workbook: hidden rows and columns, errors, formulas without a value.

Whatever is looked for within a tag or a cell never goes on behind it, so that a sheet is gone through once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from regelgraph.tables.files.workbook_extents import column_number

ELEMENT = r"<(?:\w+:)?{}\b([^<>]*?)/?>"
_ROW, _COLUMN = (re.compile(ELEMENT.format(name).encode()) for name in ("row", "col"))
_START = re.compile(rb"<(?:\w+:)?(?=(?:c|row)[\s/>])")
"""Cuts a sheet into pieces that begin with a row or a cell: what is looked for within one never goes on behind it."""
_CELL = re.compile(rb"c\b([^<>]*?)(/?)>")
_NUMBERED_ROW = re.compile(rb"row\b([^<>]*?)/?>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^<>]*?>([^<]+)<")
_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
"""Without any of these no cell holds a formula; looking for them is much faster than looking at each cell."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ROWS = 1_048_576
_COLUMNS = 16_384
_LONG_NUMBER = 10
_LONGEST_TAG = 4_096
"""Bytes; no row, cell, column, sheet or relation has so many attributes."""
_YES = ("1", "true")


@dataclass(slots=True)
class Parts:
    """What is special in one sheet. Rows and columns count from 0.

    `texts` are the cells that hold an error (`#N/A`) or a formula without a value (the formula).
    """

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)


def searched(sheet: bytes) -> Parts:
    """What is special in a sheet."""
    parts = Parts()
    if b"hidden" in sheet:
        for place, found in enumerate(islice(_ROW.finditer(sheet), _ROWS)):
            if b"hidden" in (element := found[1]) and (row := attributes(element)).get("hidden") in _YES:
                parts.hidden_rows.append(_number(row.get("r", ""), place + 1) - 1)
        hidden = bytearray(_COLUMNS)
        for found in islice(_COLUMN.finditer(sheet), _COLUMNS):
            if b"hidden" in (element := found[1]) and (column := attributes(element)).get("hidden") in _YES:
                first, last = _number(column.get("min", ""), 1) - 1, min(_number(column.get("max", ""), 0), _COLUMNS)
                hidden[first:last] = b"\1" * max(0, last - first)
        parts.hidden_columns = [place for place, is_hidden in enumerate(hidden) if is_hidden]
    if b'"e"' in sheet or b"'e'" in sheet or any(each in sheet for each in _FORMULAS):
        parts.texts = dict(_odd_cells(sheet))
    return parts


def _odd_cells(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Place and text of the cells that hold an error, or a formula without a value."""
    row = column = -1
    for piece in _START.split(sheet):
        if starts := _NUMBERED_ROW.match(piece):
            row, column = _number(attributes(starts[1]).get("r", ""), row + 2) - 1, -1
            continue
        found = _CELL.match(piece)
        if not found:
            continue
        cell = attributes(found[1])
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = column_number(place[1]) if place else column + 1
        content = b"" if found[2] else piece[found.end() :]
        value, formula = _VALUE.search(content), _FORMULA.search(content)
        if cell.get("t") == "e":
            yield (row, column), value[1].decode("utf-8", "replace") if value else "#?"
        elif formula and not value and cell.get("t") != "str":
            yield (row, column), "=" + unescape((formula[1] or b"").decode("utf-8", "replace"))


def _number(text: str, otherwise: int) -> int:
    """A number of a row or column, from 1 on."""
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < _LONG_NUMBER else otherwise


def attributes(element: bytes) -> dict[str, str]:
    """Attributes by name, without the prefix of a namespace; none of a tag that is none."""
    if len(element) > _LONGEST_TAG:
        return {}
    found = re.findall(r"(?:\w+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", element.decode("utf-8", "replace"))
    return {name: unescape(one or two) for name, one, two in found}
