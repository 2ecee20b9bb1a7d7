"""From the bytes of a text table to its text: UTF-8 with or without BOM, UTF-16 with BOM, Windows-1252."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final

from regelgraph.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
)


_IN_UTF8: Final = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
"""Umlauts, paragraph signs, quotes and dashes in UTF-8; in Windows-1252 pairs that no text has."""


def decode(data: bytes, name: str) -> str:
    """The text of a file; `name` stands in the error.

    A byte order mark decides; without one it is UTF-8 if it can be, else Windows-1252 (WHATWG Encoding: a Windows-1252
    text with umlauts is practically never valid UTF-8). Raises InputError for anything else, a mixture of both and
    binary files included.
    """
    refuse_binary(data, name)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _as_text(_decoded(data[len(mark) :], encoding, name), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        refuse_mixed([data], name)
        text = _decoded(data, "cp1252", name)
    return _as_text(text, name)


def refuse_mixed(pieces: Iterable[bytes], name: str) -> None:
    """Raises InputError if a file that as a whole is no UTF-8 holds letters in UTF-8.

    Read as Windows-1252 those letters would be others, perhaps in the name of a column that decides.
    """
    before, lines = b"", 1
    for piece in pieces:
        data = before + piece
        found = _IN_UTF8.search(data)
        if found:
            line = lines + data.count(b"\n", 0, found.start())
            raise InputError(
                f"{name} mixes two encodings: line {line} has letters in UTF-8, others have letters that are no UTF-8; "
                "save the whole list in one encoding",
                hint="letters",
            )
        before = data[-2:]
        lines += data.count(b"\n", 0, len(data) - len(before))


def refuse_binary(data: bytes, name: str) -> None:
    """Raises InputError if a file begins like one that is no text."""
    for mark, kind in _BINARY:
        if data.startswith(mark):
            raise InputError(f"{name} is {kind}; expected a CSV table (save it as CSV)", hint="no-table")


def unfit_error(name: str, encoding: str, place: int) -> InputError:
    """Says which byte, counted from 0, is none of the encoding."""
    expected = "UTF-8 or Windows-1252" if encoding == "cp1252" else encoding.upper()
    return InputError(f"{name} cannot be read as {expected} text: byte {place + 1} does not fit", hint="letters")


def nul_error(name: str, place: int) -> InputError:
    """Says which character, counted from 0, is a NUL."""
    return InputError(f"{name} holds a NUL character (at character {place + 1}) and so is no text table")


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise unfit_error(name, encoding, error.start) from error


def _as_text(text: str, name: str) -> str:
    """`text` without a mark within it and without the end-of-file character of old systems."""
    place = text.find("\0")
    if place >= 0:
        raise nul_error(name, place)
    return text.lstrip("\ufeff").rstrip("\x1a")
