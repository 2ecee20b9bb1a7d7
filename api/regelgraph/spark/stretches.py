"""Where a text table may be cut so that each stretch of its lines can be read by itself: only where it is plain."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import IO, Final

SIZE: Final = 1 << 26
"""Bytes of a stretch, about."""
_BLOCK: Final = 1 << 22
_HEAD: Final = 1 << 20
"""Bytes within which the line of headers must end."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a file from one byte to another, and where the line of headers before them ends."""

    head: int
    start: int
    end: int

    def read(self, path: str) -> bytes:
        """The line of headers and the lines of the stretch."""
        with open(path, "rb") as file:  # noqa: PTH123 - the path is a text here
            head = file.read(self.head)
            file.seek(self.start)
            return head + file.read(self.end - self.start)


def stretches_of(path: str, size: int = SIZE) -> tuple[Stretch, ...]:
    """The stretches of a text of UTF-8 lines without quotes that is longer than `size`; none for any other file.

    In such a text every line is a record, and no other line says how it is read.
    """
    with open(path, "rb") as file:  # noqa: PTH123
        head = file.readline(_HEAD)
        if not head.endswith(b"\n") or not head.strip() or file.tell() + size >= file.seek(0, 2):
            return ()
        file.seek(0)
        if not _is_plain(file):
            return ()
        ends = list(_ends(file, len(head), size))
    starts = [len(head), *ends[:-1]]
    return tuple(Stretch(len(head), start, end) for start, end in zip(starts, ends, strict=True))


def _is_plain(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    returned = False
    while block := file.read(_BLOCK):
        if returned and not block.startswith(b"\n"):
            return False
        returned = block.endswith(b"\r")
        if b'"' in block or b"\0" in block or block.count(b"\r") - returned != block.count(b"\r\n"):
            return False
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return not returned and not decoder.getstate()[0]


def _ends(file: IO[bytes], start: int, size: int) -> list[int]:
    """Where stretches end: behind the first line end `size` bytes on, the last one with the file."""
    last = file.seek(0, 2)
    ends: list[int] = []
    while start + size < last:
        file.seek(start + size)
        file.readline()
        start = file.tell()
        ends.append(start)
    return ends if ends and ends[-1] == last else [*ends, last]
