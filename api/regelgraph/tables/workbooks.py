"""Reads a list from a sheet of an XLSX workbook: the values of its cells, as the text that a CSV would hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from regelgraph.errors import InputError, UsageError
from regelgraph.tables.cell_texts import text_of
from regelgraph.tables.delimiter import Recognised
from regelgraph.tables.workbook_parts import Package, Parts

if TYPE_CHECKING:
    import pyarrow as pa


def _every_sheet(_headers: Sequence[str]) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """Which sheet is read: the one `named`, else the one whose headers hold a column that `identifies` the cases."""

    named: str | None = None
    identifies: Recognised = _every_sheet


_NAMED = 10
"""How many hidden or merged places a warning names."""
Rows = list[list[str]]


def read_workbook(
    data: bytes, name: str, recognised: Recognised, sheets: Sheets
) -> tuple[list[str], pa.Table, tuple[str, ...]]:
    """Headers, cells (as `records.read_records`, no row overfull) and warnings.

    The header row is the first row that is not empty; empty rows are none. Raises InputError for what cannot be read as
    a list with at least one row, UsageError for a sheet that is not there or must be named.
    """
    import pyarrow as pa
    from python_calamine import CalamineWorkbook

    package = Package(data, name)
    with _whole(name):
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        place = _chosen(book, name, sheets)
        parts = package.sheet(place)
        sheet = book.get_sheet_by_index(place)
        rows = _texts(sheet, parts)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    where = f"{name}, sheet {sheet.name!r}"
    if len(filled) < 2:
        raise InputError(f"{where} is an empty table; expected a row of headers and at least one row")
    if recognised(filled[1]) > recognised(filled[0]):
        raise InputError(
            f"{where}: its first row names fewer known columns than the next; expected is one row of headers, with "
            "nothing above it"
        )
    used = [i for i in range(len(filled[0])) if any(row[i].strip() for row in filled)]
    columns = [pa.array([row[i] for row in filled[1:]], pa.string()) for i in used]
    names = [f"c{i}" for i in range(len(used))]
    cells = pa.table([*columns, pa.array([0] * (len(filled) - 1), pa.int64())], names=[*names, "overfull"])
    return [filled[0][i] for i in used], cells, tuple(_warnings(sheet, parts, rows))


@contextmanager
def _whole(name: str) -> Iterator[None]:
    from python_calamine import CalamineError

    try:
        yield
    except CalamineError as error:
        why = " ".join(str(error).split())
        raise InputError(f"{name} is a broken Excel workbook ({why}); save it anew as XLSX") from error


def _chosen(book: Any, name: str, sheets: Sheets) -> int:
    """The place of the sheet to read: the one named, else the only one with a column of ids, else the first visible."""
    from python_calamine import SheetVisibleEnum

    names = list(book.sheet_names)
    known = ", ".join(repr(each) for each in names)
    if sheets.named is not None:
        if sheets.named not in names:
            raise UsageError(f"--sheet {sheets.named!r}: {name} has no such sheet; it has {known}")
        return names.index(sheets.named)
    if len(names) == 1:
        return 0
    visible = [i for i, each in enumerate(book.sheets_metadata) if each.visible == SheetVisibleEnum.Visible]
    lists = [i for i in visible if sheets.identifies(_headers(book, i))]
    if len(lists) > 1:
        raise UsageError(f"{name} has several lists, in the sheets {', '.join(repr(names[i]) for i in lists)}; say "
                         "which by --sheet")  # fmt: skip
    return (lists or visible or [0])[0]


def _headers(book: Any, place: int) -> Sequence[str]:
    for row in _values(book.get_sheet_by_index(place)):
        cells = [text_of(cell) for cell in row]
        if any(cell.strip() for cell in cells):
            return cells
    return ()


def _values(sheet: Any) -> list[list[Any]]:
    """All cells from A1 on; none in a sheet without any."""
    return [] if sheet.start is None else sheet.to_python(skip_empty_area=False)


def _texts(sheet: Any, parts: Parts) -> Rows:
    rows = [[text_of(cell) for cell in row] for row in _values(sheet)]
    width = max((len(row) for row in rows), default=0)
    for (row, column), text in parts.texts.items():
        rows += [[""] * width for _ in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _warnings(sheet: Any, parts: Parts, rows: Rows) -> list[str]:
    found = []
    hidden_rows = [str(row + 1) for row in parts.hidden_rows if row < len(rows) and any(rows[row])]
    hidden_columns = [_letters(i) for i in parts.hidden_columns if any(i < len(row) and row[i] for row in rows)]
    for what, places in (("rows", hidden_rows), ("columns", hidden_columns)):
        if places:
            found.append(f"sheet {sheet.name!r}: hidden {what} are read like all others: {_some(places)}")
    merged = [f"{_cell(start)}:{_cell(end)}" for start, end in sheet.merged_cell_ranges or ()]
    if merged:
        found.append(f"sheet {sheet.name!r}: of merged cells only the first holds the value: {_some(merged)}")
    lost = [_cell(place) for place, text in parts.texts.items() if text.startswith("=")]
    if lost:
        found.append(
            f"sheet {sheet.name!r}: formulas without a value cannot be read (open the workbook in a spreadsheet "
            f"program and save it): {_some(lost)}"
        )
    return found


def _cell(place: tuple[int, int]) -> str:
    return f"{_letters(place[1])}{place[0] + 1}"


def _letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def _some(places: Sequence[str]) -> str:
    return ", ".join(places[:_NAMED]) + (" …" if len(places) > _NAMED else "")
