"""A large text file as UTF-8, piece by piece, whatever its encoding; which one it is, all of its bytes decide."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from regelgraph.errors import InputError
from regelgraph.tables.files.encodings import MARKS, nul_error, refuse_binary, refuse_mixed, unfit_error
from regelgraph.tables.files.kept_file import KeptFile

PIECE: Final = 1 << 24
"""Bytes that are read at a time."""
_ASCII: Final = ("utf-8", "cp1252")
_WIDTHS: Final = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_MARK: Final = codecs.BOM_UTF8


@dataclass(frozen=True, slots=True)
class Utf8Text:
    """The text between two places of a file in an encoding, without marks before and end-of-file characters behind."""

    file: KeptFile
    encoding: str
    start: int
    end: int

    def pieces(self) -> Iterator[bytes]:
        """The text as UTF-8, a piece at a time."""
        decoder = None if self.encoding == "utf-8" else codecs.getincrementaldecoder(self.encoding)()
        begins = True
        for data in self.file.pieces(PIECE, self.start, self.end):
            piece = decoder.decode(data).encode() if decoder else data
            while begins and piece.startswith(_MARK):
                piece = piece[len(_MARK) :]
            begins = begins and not piece
            if piece:
                yield piece

    def beginning(self, characters: int) -> str:
        """The first characters of the text."""
        found = b""
        for piece in self.pieces():
            found += piece
            if len(found) >= 4 * characters:
                break
        return found[: 4 * characters].decode("utf-8", "ignore")[:characters]


def utf8_text(file: KeptFile) -> Utf8Text:
    """The text of a file. Goes through all of it; raises InputError as `encodings.decode`."""
    head = file.read(0, 8)
    refuse_binary(head, file.name)
    mark, encoding = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), (b"", ""))
    if encoding:
        return _decoded(file, encoding, len(mark))
    try:
        return _decoded(file, "utf-8", 0)
    except InputError as error:
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise
    refuse_mixed(file.pieces(PIECE, 0), file.name)
    return _decoded(file, "cp1252", 0)


def _decoded(file: KeptFile, encoding: str, start: int) -> Utf8Text:
    decoder = codecs.getincrementaldecoder(encoding)()
    before = characters = ends = 0
    nul = -1
    for data in chain(file.pieces(PIECE, start), (b"",)):
        pending = len(decoder.getstate()[0])
        text: str | bytes = data
        if pending or not data or encoding not in _ASCII or not data.isascii():
            try:
                text = decoder.decode(data, not data)
            except UnicodeDecodeError as error:
                raise unfit_error(file.name, encoding, before - pending + error.start) from error
        before += len(data)
        if nul < 0 and (place := _find(text, 0)) >= 0:
            nul = characters + place
        behind = len(text) - _length_without_ends(text)
        ends = behind + (ends if behind == len(text) else 0)
        characters += len(text)
    if nul >= 0:
        raise nul_error(file.name, nul)
    return Utf8Text(file, encoding, start, file.size - ends * _WIDTHS.get(encoding, 1))


def _find(text: str | bytes, code: int) -> int:
    return text.find(chr(code)) if isinstance(text, str) else text.find(code)


def _length_without_ends(text: str | bytes) -> int:
    return len(text.rstrip("\x1a") if isinstance(text, str) else text.rstrip(b"\x1a"))
