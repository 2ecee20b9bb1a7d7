"""Looks into the parts of an XLSX file for what a reader of values does not say: hidden rows, errors, lost formulas.

An XLSX file is a ZIP archive of XML parts (ECMA-376, part 2 for the package, 18.3 for sheets). Only a few attributes
matter here, so the parts are searched as bytes: nothing in them is expanded or followed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO

from regelgraph.errors import InputError

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What an archive with wrong bytes may raise."""
_LARGEST = 1 << 31
"""Bytes of all parts unpacked; more is no list of people but an attack on memory."""
_MOST_CELLS = 1 << 25
_ELEMENT = r"<(?:\w+:)?{}\b([^>]*?)/?>"
_RELATION = re.compile(_ELEMENT.format("Relationship").encode())
_SHEET, _ROW, _COLUMN = (re.compile(_ELEMENT.format(name).encode()) for name in ("sheet", "row", "col"))
_CELL = re.compile(rb"<(?:\w+:)?(?:(row)\b([^>]*?)/?>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*?>([^<]+)<")
_QUOTES = (b'"', b"'")
_LETTERS = rb"r=%b([A-Z]{1,3})\d"
_NUMBERED = rb"r=%b[A-Z]{0,3}(\d{%d,7})%b"
_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
"""Without any of these no cell holds a formula; looking for them is much faster than looking at each cell."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
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
    """The archive of a workbook. Raises InputError if it is broken, too large, or no workbook."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise InputError(f"{name} is a broken Excel workbook; save it anew as XLSX") from error
        if sum(part.file_size for part in self._archive.infolist()) > _LARGEST:
            raise InputError(f"{name} would unpack to more than 2 GiB; save only the list, as XLSX or CSV")
        books = [target for type_, target, _ in self._relations("") if type_.endswith("/officeDocument")]
        self._book = books[0] if books else ""
        if not self._book.endswith(".xml") or "xl/" not in self._book:
            raise InputError(f"{name} is a ZIP archive but no Excel workbook (.xlsx); expected a table file")

    def sheet(self, place: int) -> Parts:
        """What is special in the sheet at a place in the workbook."""
        elements = _SHEET.findall(self._read(self._book))
        wanted = _attributes(elements[place]).get("id") if place < len(elements) else None
        for _, target, id_ in self._relations(self._book):
            if id_ == wanted and (part := self._read(target)):
                return self._searched(part)
        raise InputError(f"{self._name} is a broken Excel workbook: a sheet is missing; save it anew as XLSX")

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Type, path and id of what a part refers to."""
        folder, base = posixpath.split(part)
        for element in _RELATION.findall(self._read(posixpath.join(folder, "_rels", f"{base}.rels"))):
            found = _attributes(element)
            target = posixpath.normpath(posixpath.join("/", folder, found.get("Target", ""))).lstrip("/")
            yield found.get("Type", ""), target, found.get("Id", "")

    def _read(self, part: str) -> bytes:
        try:
            return self._archive.read(part)
        except KeyError:
            return b""
        except _BROKEN as error:
            raise InputError(f"{self._name} is a broken Excel workbook; save it anew as XLSX") from error

    def _searched(self, sheet: bytes) -> Parts:
        self._refuse_vast(sheet)
        parts = Parts()
        if b"hidden" in sheet:
            for place, element in enumerate(_ROW.findall(sheet)):
                if b"hidden" in element and (row := _attributes(element)).get("hidden") in _YES:
                    parts.hidden_rows.append(int(row.get("r", place + 1)) - 1)
            for column in map(_attributes, _COLUMN.findall(sheet)):
                if column.get("hidden") in _YES:
                    parts.hidden_columns += range(int(column["min"]) - 1, min(int(column["max"]), 16_384))
        if b'"e"' in sheet or b"'e'" in sheet or any(each in sheet for each in _FORMULAS):
            parts.texts = dict(_odd_cells(sheet))
        return parts

    def _refuse_vast(self, sheet: bytes) -> None:
        """A reader of values makes room for every cell up to the last one, so a stray one far off is refused."""
        quotes = [quote for quote in _QUOTES if b"r=" + quote in sheet]
        letters = {found for quote in quotes for found in re.findall(_LETTERS % quote, sheet)}
        width = max((column_number(found.decode()) + 1 for found in letters), default=1)
        far = next(digits for digits in range(1, 9) if width * 10**digits > _MOST_CELLS)
        if far > 7:
            return
        numbered = [re.compile(_NUMBERED % (quote, far, quote)) for quote in quotes]
        if width * max((int(row) for each in numbered for row in each.findall(sheet)), default=0) > _MOST_CELLS:
            raise InputError(f"{self._name}: a cell stands far off the list; delete what is outside of the list")


def _odd_cells(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Place and text of the cells that hold an error, or a formula without a value."""
    row = column = -1
    for starts_row, row_attributes, cell_attributes, content in _CELL.findall(sheet):
        if starts_row:
            row, column = int(_attributes(row_attributes).get("r", row + 2)) - 1, -1
            continue
        cell = _attributes(cell_attributes)
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = column_number(place[1]) if place else column + 1
        value, formula = _VALUE.search(content), _FORMULA.search(content)
        if cell.get("t") == "e":
            yield (row, column), value[1].decode("utf-8", "replace") if value else "#?"
        elif formula and not value and cell.get("t") != "str":
            yield (row, column), "=" + unescape(formula[1].decode("utf-8", "replace"))


def _attributes(element: bytes) -> dict[str, str]:
    """Attributes by name, without the prefix of a namespace."""
    found = re.findall(r"(?:\w+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", element.decode("utf-8", "replace"))
    return {name: unescape(one or two) for name, one, two in found}


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
