"""The sheets of an XLSX workbook: their cells as text, and which of them holds the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from regelgraph.errors import InputError, UsageError
from regelgraph.tables.files.cell_texts import text_of
from regelgraph.tables.files.delimiter import Recognised
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.files.workbook_oddities import Parts
from regelgraph.tables.files.workbook_parts import Package

_PANIC: Final = "PanicException"
"""What the reader of values raises where it fails itself; no Exception."""
Rows = list[list[str]]
Place = tuple[int, int]
"""First and last cell of a range are places: row and column, from 0 on."""


def _every_sheet(_headers: Sequence[str]) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """Which sheet is read: the one `named`, else the one whose headers hold a column that `identifies` the cases."""

    named: str | None = None
    identifies: Recognised = _every_sheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first row and column on, all equally wide, and what is special in it."""

    title: str
    rows: Rows
    parts: Parts
    merged: tuple[tuple[Place, Place], ...]

    @property
    def headers(self) -> Sequence[str]:
        """The first row that is not empty; none in an empty sheet."""
        return next((row for row in self.rows if any(cell.strip() for cell in row)), ())


class Book:
    """A workbook; each sheet is read once. Raises InputError if it is broken, TooLargeError beyond the limits."""

    def __init__(self, data: bytes, name: str, limits: Limits = COMMAND_LINE) -> None:
        from python_calamine import CalamineWorkbook

        self._name = name
        self._package = Package(data, name, limits)
        self._sheets: dict[int, Sheet] = {}
        with self._whole():
            self._book = CalamineWorkbook.from_filelike(BytesIO(self._package.whole))

    def chosen(self, sheets: Sheets) -> Sheet:
        """The sheet named, else the only visible one with a column of ids, else the first visible one.

        Raises UsageError for a name that is not there, and if several sheets have a column of ids.
        """
        names = list(self._book.sheet_names)
        if sheets.named is not None:
            if sheets.named not in names:
                known, no = ", ".join(map(repr, names)), f"--sheet {sheets.named!r}: {self._name} has no such sheet"
                raise UsageError(f"{no}; it has {known}", f"{no}; it has {len(names)}")
            return self._sheet(names.index(sheets.named))
        visible = self._visible()
        lists = [place for place in visible if len(visible) > 1 and sheets.identifies(self._sheet(place).headers)]
        if len(lists) > 1:
            found = ", ".join(repr(names[place]) for place in lists)
            places = ", ".join(str(place + 1) for place in lists)
            raise UsageError(
                f"{self._name} has several lists, in the sheets {found}; say which by --sheet",
                f"{self._name} has several lists, in the sheets {places}; say the name of one by --sheet",
            )
        return self._sheet((lists or visible or [0])[0])

    def _visible(self) -> list[int]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            place
            for place, each in enumerate(self._book.sheets_metadata)
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
        ]

    def _sheet(self, place: int) -> Sheet:
        if place not in self._sheets:
            parts = self._package.sheet(place)
            with self._whole():
                found = self._book.get_sheet_by_index(place)
                cells = [] if found.start is None else found.to_python(skip_empty_area=False)
            merged = tuple(found.merged_cell_ranges or ())
            self._sheets[place] = Sheet(found.name, _texts(cells, parts), parts, merged)
        return self._sheets[place]

    @contextmanager
    def _whole(self) -> Iterator[None]:
        from python_calamine import CalamineError

        try:
            yield
        except CalamineError as error:
            why = " ".join(str(error).split())
            raise self._broken(f" ({why})") from error
        except BaseException as error:
            if type(error).__name__ != _PANIC:
                raise
            raise self._broken("") from None

    def _broken(self, why: str) -> InputError:
        said = f"{self._name} is a broken Excel workbook"
        return InputError(f"{said}{why}; save it anew as XLSX", f"{said}; save it anew as XLSX")


def _texts(cells: Sequence[Sequence[Any]], parts: Parts) -> Rows:
    rows = [[cell if cell.__class__ is str else text_of(cell) for cell in row] for row in cells]
    width = max([*map(len, rows), *(column + 1 for _, column in parts.texts)], default=0)
    height = max([len(rows), *(row + 1 for row, _ in parts.texts)])
    rows += [[] for _ in range(height - len(rows))]
    for row in rows:
        row += [""] * (width - len(row))
    for (number, column), text in parts.texts.items():
        rows[number][column] = text
    return rows
