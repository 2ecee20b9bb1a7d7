"""Reads a large file of JSON Lines in blocks; what keys there are, a first pass through all lines finds out.

So a key that only late lines have is a column from the first block on, as if the file had been read at once, and what
cannot be read is said before anything is judged.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.tables.blocks import sliced
from regelgraph.tables.files.gathered import Gathered
from regelgraph.tables.files.json_lines import Lines, no_keys
from regelgraph.tables.files.kept_file import KeptFile

if TYPE_CHECKING:
    import pyarrow as pa

PIECE: Final = 1 << 26
"""Bytes of text that are read at a time."""
_READ: Final = 1 << 24


def read_json_blocks(file: KeptFile) -> tuple[list[str], JsonBlocks]:
    """Headers and blocks of a file, as `json_lines.read_json_lines`. Goes through all of it once; raises as that."""
    headers = list(dict.fromkeys(header for found, _ in _pieces(file) for header in found))
    if not headers:
        raise no_keys(file.name)
    return headers, JsonBlocks(file, headers)


@dataclass(frozen=True, slots=True)
class JsonBlocks:
    """The lines of a file in tables that have a column for each of the headers."""

    file: KeptFile
    headers: Sequence[str]

    @property
    def expected(self) -> int:
        """About how many rows there are."""
        return self.file.lines(0, self.file.size)

    def __iter__(self) -> Iterator[pa.Table]:
        for found, cells in _pieces(self.file):
            yield from sliced(_under(self.headers, found, cells))


def _pieces(file: KeptFile) -> Iterator[tuple[list[str], pa.Table]]:
    """Headers and cells of some lines at a time."""
    mark = codecs.BOM_UTF8 if file.read(0, len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else b""
    gathered = Gathered(file.pieces(_READ, len(mark)), PIECE, file.name)
    lines = Lines(file.name)
    more = gathered.go_on()
    while more:
        end = len(gathered.data) if gathered.is_last else gathered.data.rfind(b"\n") + 1
        if end:
            yield lines.read(gathered.data[:end])
        more = gathered.go_on(end)


def _under(headers: Sequence[str], found: Sequence[str], cells: pa.Table) -> pa.Table:
    """The cells under all headers, "" where there are none."""
    import pyarrow as pa

    places = {header: place for place, header in enumerate(found)}
    none = pa.repeat(pa.scalar("", pa.string()), cells.num_rows)
    columns = [cells.column(places[header]) if header in places else none for header in headers]
    return pa.table([*columns, cells.column("overfull")], names=[*(f"c{i}" for i in range(len(headers))), "overfull"])
