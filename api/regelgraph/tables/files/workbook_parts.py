"""Looks into the parts of an XLSX file for what a reader of values does not say: hidden rows, errors, lost formulas.

An XLSX file is a ZIP archive of XML parts (ECMA-376, part 2 for the package, 18.3 for sheets). Only a few attributes
matter here, so the parts are searched as bytes: nothing in them is expanded or followed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property

from regelgraph.errors import InputError
from regelgraph.tables.files.archives import Archive
from regelgraph.tables.files.limits import Limits
from regelgraph.tables.files.workbook_extents import Extent, extent_of, lengths_of, require_few_texts
from regelgraph.tables.files.workbook_oddities import ELEMENT, Parts, attributes, searched

_RELATION = re.compile(ELEMENT.format("Relationship").encode())
_SHEET = re.compile(ELEMENT.format("sheet").encode())
_STRINGS = "xl/sharedStrings.xml"


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
            raise InputError(
                f"{name} is a ZIP archive but no Excel workbook (.xlsx); expected a table file", hint="no-table"
            )

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
            targets.get(attributes(each).get("id", ""), "") for each in _SHEET.findall(self._archive.read(self._book))
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
            raise InputError(
                f"{self._name} is a broken Excel workbook: a sheet is missing; save it anew as XLSX", hint="broken"
            )
        self._read.add(target)
        cells = self._extents[target].cells
        self._cells += cells
        self._limits.few_cells(self._cells)
        if self._limits.rows is not None:
            require_few_texts(sheet, cells, self._lengths, self._limits)
        return searched(sheet)

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Type, path and id of what a part refers to."""
        folder, base = posixpath.split(part)
        for element in _RELATION.findall(self._archive.read(posixpath.join(folder, "_rels", f"{base}.rels"))):
            found = attributes(element)
            target = posixpath.normpath(posixpath.join("/", folder, found.get("Target", ""))).lstrip("/")
            yield found.get("Type", ""), target, found.get("Id", "")
