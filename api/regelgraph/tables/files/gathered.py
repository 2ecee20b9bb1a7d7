"""Puts pieces of a text together, so that what one leaves over is read with the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from regelgraph.errors import InputError

LONGEST_LINE: Final = 1 << 29
"""Bytes; a file with a longer line is no table."""


class Gathered:
    """Pieces of a text, put together to about `size` bytes of `data`. `name` stands in errors."""

    def __init__(self, pieces: Iterator[bytes], size: int, name: str) -> None:
        self.data = b""
        self.is_last = False
        """Whether nothing comes behind `data`."""
        self._pieces = pieces
        self._size = size
        self._name = name

    def go_on(self, used: int = 0) -> bool:
        """Add pieces to what is left of `data` without the first `used` bytes, more if none are; whether there are any.

        Raises InputError if more than LONGEST_LINE would be put together.
        """
        parts = [self.data[used:]]
        wanted = 2 * len(self.data) if self.data and not used else self._size
        if wanted > LONGEST_LINE:
            raise InputError(f"{self._name} has a line of more than {LONGEST_LINE >> 20} MiB, and so is no table")
        self.data = b""
        size = len(parts[0])
        while size < wanted and not self.is_last:
            piece = next(self._pieces, None)
            if piece is None:
                self.is_last = True
            else:
                parts.append(piece)
                size += len(piece)
        self.data = b"".join(parts)
        return bool(self.data)


def line_end(data: bytes, start: int, stop: int) -> int:
    """The place behind the last line end between two places; `start` if there is none."""
    found = data.rfind(b"\n", start, stop)
    if found < 0:
        found = data.rfind(b"\r", start, stop - 1)  # the last byte may be half of a line end
    return start if found < 0 else found + 1
