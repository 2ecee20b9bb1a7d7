"""How much a sheet would be once it is read: there is room for each cell up to the last, and for each its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from regelgraph.tables.files.limits import Limits

_ODD: Final = (b"r =", b"r\t=", b"r\n=", b"r\r=", b'= "', b"= '", b"=\t", b"=\n", b"=\r")
"""Blanks around a sign of equality, which no spreadsheet program writes into a tag."""
_PLAIN_LETTERS: Final = (re.compile(rb'r="([A-Za-z]+)\d'), re.compile(rb"r='([A-Za-z]+)\d"))
_ANY_LETTERS: Final = (re.compile(rb"r\s*=\s*[\"']\s*([A-Za-z]+)\d"),)
_NUMBER: Final = rb"r\s*=\s*[\"']\s*[A-Za-z]*(\d{%d,})"
_PLAIN_NUMBERS: Final = (rb'r="[A-Za-z]*(\d{%d,})', rb"r='[A-Za-z]*(\d{%d,})")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_BEHIND_NAMES: Final = (b">", b"/", b"\t", b"\n", b"\r")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v\b[^<>]*>\s*(\d{1,9})\b")
_ROWS: Final = 1_048_576
_PLACES: Final = 2
"""For a cell: its own place, and that of its row."""
_LONGEST_LETTERS: Final = 3
_LONGEST_NUMBER: Final = 7
_VAST: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a sheet is: the number of its cells, blank ones included, and of those that a reader makes room for.

    There may be fewer of the latter if they are not more than what was asked about.
    """

    cells: int
    area: int


def extent_of(sheet: bytes, limits: Limits) -> Extent:
    """How large a sheet is. Raises TooLargeError for more cells, or places of cells, than the limits say."""
    cells = _count_cells(sheet)
    limits.few_cells(max(cells, (sheet.count(b'r="') + sheet.count(b"r='")) // _PLACES))
    return Extent(cells, _area(sheet, cells, limits.area))


def _count_cells(sheet: bytes) -> int:
    found = 0
    for name in (b"<c", b":c"):
        if every := sheet.count(name):
            plain = sheet.count(name + b" ")
            found += plain
            if plain < every:  # others have longer names, or no attributes
                found += sum(sheet.count(name + behind) for behind in _BEHIND_NAMES)
    return found


def _area(sheet: bytes, cells: int, most: int) -> int:
    rows = sheet.count(b"<row") + sheet.count(b":row")
    if rows > _ROWS:
        return most + 1
    is_odd = any(each in sheet for each in _ODD)
    letters = [found for each in (_ANY_LETTERS if is_odd else _PLAIN_LETTERS) for found in each.findall(sheet)]
    width = max((_column(found) + 1 for found in set(letters)), default=0)
    if cells > len(letters):  # some follow the cell before them
        width += max(map(_count_cells, _ROW.split(sheet)))
    width = max(width, 1)
    follows = rows - sheet.count(b'<row r="') - sheet.count(b"<row r='")
    far = next(digits for digits in range(1, 99) if width * 10**digits > most)
    patterns = (_NUMBER,) if is_odd else _PLAIN_NUMBERS
    numbers = {found for each in patterns for found in re.findall(each % far, sheet)}
    some_say = follows < rows
    height = max(map(_row, numbers), default=10 ** (far - 1) if follows and some_say else 0)
    return width * (height + follows)


def require_few_texts(sheet: bytes, cells: int, lengths: Sequence[int], limits: Limits) -> None:
    """Raises TooLargeError if the cells would hold more text than the limits say, which they share in the file.

    `cells` is their number, `lengths` are the bytes of the shared texts.
    """
    if cells * max(lengths, default=0) <= limits.unpacked:
        return
    size = 0
    for found in _VALUE.finditer(sheet):
        place = int(found[1])
        size += lengths[place] if place < len(lengths) else 0
        limits.little_text(size)


def lengths_of(strings: bytes, limits: Limits) -> list[int]:
    """The bytes that each of the shared texts takes at most. Raises TooLargeError for more texts than cells."""
    limits.few_cells(max(strings.count(b"<si"), strings.count(b":si")))
    mark = b"<si" if b"<si" in strings else b":si"
    return [len(each) for each in strings.split(mark)[1:]]


def _column(letters: bytes) -> int:
    return column_number(letters.decode().upper()) if len(letters) <= _LONGEST_LETTERS else _VAST


def _row(number: bytes) -> int:
    return int(number) if len(number) <= _LONGEST_NUMBER else _VAST


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
