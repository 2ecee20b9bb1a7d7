"""A list in blocks: some rows at a time, in order, so that a list of any length is judged in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.files.source import Source

MOST_ROWS: Final = 1 << 20
"""Rows of a block."""
Places = Sequence[Sequence[int | None]]
"""For each source where each column stands among its headers, None where it has none."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a list: cells as in `Source`, under `width` headers, with `before` rows of the list before them.

    `places` give for each column where it stands among the headers, None where it is not there; `source` is the place
    of their file among the others.
    """

    cells: pa.Table
    width: int
    places: Sequence[int | None]
    before: int = 0
    source: int = 0

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.cells.num_rows)

    def column(self, place: int) -> pa.ChunkedArray | None:
        """The cells of the column at `place`, None if it is not there."""
        at = self.places[place]
        return None if at is None else self.cells.column(f"c{at}")


@dataclass(frozen=True, slots=True)
class Part:
    """Lines (`row`, `ord`, `identity`, places in endings `e` and texts `i`), and the block that they are about."""

    lines: pa.Table
    block: Block | None


def blocks_of(sources: Sequence[Source], places: Places, before: int = 0) -> Iterator[Block]:
    """The rows of all sources in order, where `before` rows of the list stand before them."""
    for number, (source, where) in enumerate(zip(sources, places, strict=True)):
        for cells in source.blocks:
            block = Block(cells, len(source.headers), where, before, number)
            before += block.rows
            yield block


def sliced(table: pa.Table) -> Iterator[pa.Table]:
    """The rows of a table in blocks."""
    for start in range(0, table.num_rows, MOST_ROWS):
        yield table.slice(start, MOST_ROWS)
