"""Looks into the parts of an XLSX file for what a reader of values does not say: hidden rows, errors, lost formulas.

An XLSX file is a ZIP archive of XML parts (ECMA-376, part 2 for the package, 18.3 for sheets). Only a few attributes
matter here, so the parts are searched as bytes: nothing in them is expanded or followed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import islice

from regelgraph.errors import InputError
from regelgraph.tables.files.archives import Archive
from regelgraph.tables.files.limits import Limits
from regelgraph.tables.files.workbook_extents import Extent, column_number, extent_of, lengths_of, require_few_texts

_ELEMENT = r"<(?:\w+:)?{}\b([^<>]*?)/?>"
_RELATION = re.compile(_ELEMENT.format("Relationship").encode())
_SHEET, _ROW, _COLUMN = (re.compile(_ELEMENT.format(name).encode()) for name in ("sheet", "row", "col"))
_START = re.compile(rb"<(?:\w+:)?(?=(?:c|row)[\s/>])")
"""Cuts a sheet into pieces that begin with a row or a cell: what is looked for within one never goes on behind it."""
_CELL = re.compile(rb"c\b([^<>]*?)(/?)>")
_NUMBERED_ROW = re.compile(rb"row\b([^<>]*?)/?>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^<>]*?>([^<]+)<")
_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
"""Without any of these no cell holds a formula; looking for them is much faster than looking at each cell."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_STRINGS = "xl/sharedStrings.xml"
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


class Package:
    """The archive of a workbook. Raises InputError if it is broken, or no workbook; TooLargeError beyond the limits."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._extents: dict[str, Extent] = {}
        self.whole, self._vast = Archive(data, name, limits).rewritten(self._fits)
        """The workbook for a reader of values: the parts seen here, but for those with a cell far off, for which it
        would make room."""
        self._archive = Archive(self.whole, name, limits)
        self._cells = 0
        self._read: set[str] = set()
        books = [target for type_, target, _ in self._relations("") if type_.endswith("/officeDocument")]
        self._book = books[0] if books else ""
        if not self._book.endswith(".xml") or "xl/" not in self._book:
            raise InputError(f"{name} is a ZIP archive but no Excel workbook (.xlsx); expected a table file")

    def _fits(self, part: str, data: bytes) -> bool:
        self._extents[part] = found = extent_of(data, self._limits)
        return found.area <= self._limits.area

    @cached_property
    def _lengths(self) -> list[int]:
        return lengths_of(self._archive.read(_STRINGS), self._limits)

    @cached_property
    def _sheets(self) -> list[str]:
        """The parts of the sheets, in the order of the workbook; "" for one that is not there."""
        targets = {id_: target for _, target, id_ in self._relations(self._book)}
        return [
            targets.get(_attributes(each).get("id", ""), "") for each in _SHEET.findall(self._archive.read(self._book))
        ]

    def sheet(self, place: int) -> Parts:
        """What is special in the sheet at a place in the workbook.

        Raises InputError for one that is not there, or another one, or has a cell far off the list; TooLargeError where
        the sheets so far are beyond the limits.
        """
        target = self._sheets[place] if place < len(self._sheets) else ""
        if target in self._vast:
            raise InputError(f"{self._name}: a cell stands far off the list; delete what is outside of the list")
        sheet = b"" if target in self._read else self._archive.read(target)
        if not sheet:
            raise InputError(f"{self._name} is a broken Excel workbook: a sheet is missing; save it anew as XLSX")
        self._read.add(target)
        cells = self._extents[target].cells
        self._cells += cells
        self._limits.few_cells(self._cells)
        if self._limits.rows is not None:
            require_few_texts(sheet, cells, self._lengths, self._limits)
        return _searched(sheet)

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Type, path and id of what a part refers to."""
        folder, base = posixpath.split(part)
        for element in _RELATION.findall(self._archive.read(posixpath.join(folder, "_rels", f"{base}.rels"))):
            found = _attributes(element)
            target = posixpath.normpath(posixpath.join("/", folder, found.get("Target", ""))).lstrip("/")
            yield found.get("Type", ""), target, found.get("Id", "")


def _searched(sheet: bytes) -> Parts:
    parts = Parts()
    if b"hidden" in sheet:
        for place, found in enumerate(islice(_ROW.finditer(sheet), _ROWS)):
            if b"hidden" in (element := found[1]) and (row := _attributes(element)).get("hidden") in _YES:
                parts.hidden_rows.append(_number(row.get("r", ""), place + 1) - 1)
        hidden = bytearray(_COLUMNS)
        for found in islice(_COLUMN.finditer(sheet), _COLUMNS):
            if b"hidden" in (element := found[1]) and (column := _attributes(element)).get("hidden") in _YES:
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
            row, column = _number(_attributes(starts[1]).get("r", ""), row + 2) - 1, -1
            continue
        found = _CELL.match(piece)
        if not found:
            continue
        cell = _attributes(found[1])
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


def _attributes(element: bytes) -> dict[str, str]:
    """Attributes by name, without the prefix of a namespace; none of a tag that is none."""
    if len(element) > _LONGEST_TAG:
        return {}
    found = re.findall(r"(?:\w+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", element.decode("utf-8", "replace"))
    return {name: unescape(one or two) for name, one, two in found}
