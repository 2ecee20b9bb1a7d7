"""Sees whether a text table was cut off: programs end every line, and write no line shorter than the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regelgraph.errors import InputError


class Widths:
    """How many cells the records of a text have that has `width` headers, as far as they were seen."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._full = self._short = 0
        self._cells = width

    def full(self, records: int) -> None:
        """Sees records that have as many cells as there are headers."""
        self._full += records
        self._cells = self._width

    def seen(self, records: Iterable[list[str]]) -> Iterator[list[str]]:
        """The records, seen while they are taken."""
        for record in records:
            self._cells = len(record)
            if self._cells < self._width:
                self._short += 1
            else:
                self._full += 1
            yield record

    def require_whole(self, name: str, *, ends: bool) -> None:
        """Raises InputError if only the last record is short and no line end stands behind it (`ends`)."""
        if self._full and self._short == 1 and self._cells < self._width and not ends:
            raise InputError(
                f"{name} seems to be cut off: its last line has {self._cells} of {self._width} cells and no line end; "
                "get the whole list, or end the line if it is whole"
            )
