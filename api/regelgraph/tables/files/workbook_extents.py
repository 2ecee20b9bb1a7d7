"""How much a sheet would be once it is read: there is room for each cell up to the last, and for each its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from regelgraph.tables.files.limits import Limits

_ODD: Final = (b"r =", b"r\t=", b"r\n=", b"r\r=", b'= "', b"= '", b"=\t", b"=\n", b"=\r")
"""Blanks around a sign of equality, which no spreadsheet program writes into a tag."""
_PLAIN_LETTERS: Final = (re.compile(rb'r="([A-Za-z]+)\d'), re.compile(rb"r='([A-Za-z]+)\d"))
_ANY_LETTERS: Final = (re.compile(rb"r\s*=\s*[\"']\s*([A-Za-z]+)\d"),)
_NUMBER: Final = rb"r\s*=\s*[\"']\s*[A-Za-z]*(\d{%d,})"
_PLAIN_NUMBERS: Final = (rb'r="[A-Za-z]*(\d{%d,})', rb"r='[A-Za-z]*(\d{%d,})")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")
_CELLS: Final = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/", b"<c\t", b"<c\n", b"<c\r", b":c\t", b":c\n", b":c\r")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v\b[^<>]*>\s*(\d{1,9})\b")
_LONGEST_LETTERS: Final = 3
_LONGEST_NUMBER: Final = 7
_VAST: Final = 1 << 40


def count_cells(sheet: bytes) -> int:
    """The number of cells, blank ones included."""
    return sum(map(sheet.count, _CELLS))


def area(sheet: bytes, most: int) -> int:
    """At least so many cells as there are from the first of a sheet to the last, if they are more than `most`."""
    is_odd = any(each in sheet for each in _ODD)
    letters = [found for each in (_ANY_LETTERS if is_odd else _PLAIN_LETTERS) for found in each.findall(sheet)]
    width = max((_column(found) + 1 for found in set(letters)), default=0)
    if count_cells(sheet) > len(letters):  # some follow the cell before them
        width += max(map(count_cells, _ROW.split(sheet)))
    width = max(width, 1)
    follows = sheet.count(b"<row") + sheet.count(b":row") - sheet.count(b'<row r="') - sheet.count(b"<row r='")
    far = next(digits for digits in range(1, 99) if width * 10**digits > most)
    patterns = (_NUMBER,) if is_odd else _PLAIN_NUMBERS
    numbers = {found for each in patterns for found in re.findall(each % far, sheet)}
    some_say = follows < sheet.count(b"<row") + sheet.count(b":row")
    height = max(map(_row, numbers), default=10 ** (far - 1) if follows and some_say else 0)
    return width * (height + follows)


def require_few_texts(sheet: bytes, lengths: Sequence[int], limits: Limits) -> None:
    """Raises TooLargeError if the cells would hold more text than the limits say, which they share in the file.

    `lengths` are the bytes of the shared texts.
    """
    if limits.rows is None or count_cells(sheet) * max(lengths, default=0) <= limits.unpacked:
        return
    size = 0
    for found in _VALUE.finditer(sheet):
        place = int(found[1])
        size += lengths[place] if place < len(lengths) else 0
        limits.little_text(size)


def lengths_of(strings: bytes) -> list[int]:
    """The bytes that each of the shared texts takes at most."""
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
