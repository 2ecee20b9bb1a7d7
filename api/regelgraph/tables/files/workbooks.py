"""Reads a list from a sheet of an XLSX workbook: the values of its cells, as the text that a CSV would hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regelgraph.errors import InputError
from regelgraph.tables.files.delimiter import Recognised
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.files.workbook_sheets import Book, Sheet, Sheets

if TYPE_CHECKING:
    import pyarrow as pa

_NAMED = 10
"""How many hidden or merged places a warning names."""


def read_workbook(
    data: bytes, name: str, recognised: Recognised, sheets: Sheets, limits: Limits = COMMAND_LINE
) -> tuple[list[str], pa.Table, tuple[str, ...]]:
    """Headers, cells (as `records.read_records`, no row overfull) and warnings.

    The header row is the first row that is not empty; empty rows are none. Raises InputError for what cannot be read as
    a list with at least one row, UsageError for a sheet that is not there or must be named.
    """
    import pyarrow as pa

    sheet = Book(data, name, limits).chosen(sheets)
    filled = [row for row in sheet.rows if any(cell.strip() for cell in row)]
    where = f"{name}, sheet {sheet.title!r}"
    if len(filled) < 2:
        empty = " is an empty table; expected a row of headers and at least one row"
        raise InputError(f"{where}{empty}", f"{name}{empty}", "empty")
    limits.few_columns(len(filled[0]))
    if sheets.identifies(filled[1]) and recognised(filled[1]) > recognised(filled[0]):
        above = (
            ": its first row names fewer known columns than the next; expected is one row of headers, with nothing "
            "above it"
        )
        raise InputError(f"{where}{above}", f"{name}{above}", "headers")
    used = [i for i in range(len(filled[0])) if any(row[i].strip() for row in filled)]
    columns = [pa.array([row[i] for row in filled[1:]], pa.string()) for i in used]
    names = [f"c{i}" for i in range(len(used))]
    cells = pa.table([*columns, pa.array([0] * (len(filled) - 1), pa.int64())], names=[*names, "overfull"])
    return [filled[0][i] for i in used], cells, tuple(_warnings(sheet))


def _warnings(sheet: Sheet) -> list[str]:
    found, parts, rows = [], sheet.parts, sheet.rows
    hidden_rows = [str(row + 1) for row in parts.hidden_rows if row < len(rows) and any(rows[row])]
    hidden_columns = [_letters(i) for i in parts.hidden_columns if any(i < len(row) and row[i] for row in rows)]
    for what, places in (("rows", hidden_rows), ("columns", hidden_columns)):
        if places:
            found.append(f"sheet {sheet.title!r}: hidden {what} are read like all others: {_some(places)}")
    merged = [f"{_cell(start)}:{_cell(end)}" for start, end in sheet.merged]
    if merged:
        found.append(f"sheet {sheet.title!r}: of merged cells only the first holds the value: {_some(merged)}")
    lost = [_cell(place) for place, text in parts.texts.items() if text.startswith("=")]
    if lost:
        found.append(
            f"sheet {sheet.title!r}: formulas without a value cannot be read (open the workbook in a spreadsheet "
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
