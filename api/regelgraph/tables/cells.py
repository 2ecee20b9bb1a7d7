"""The cells of a block of a list by column: each distinct cell once, and its number for every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.blocks import Block
from regelgraph.tables.kernels import call, cast, same, unified

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Coded:
    """The distinct cells of a column, and for each row the place of its cell among them."""

    cells: list[str]
    codes: pa.Array


def coded(block: Block, place: int) -> Coded:
    """The column at `place`; one that is not there has blank cells."""
    column = block.column(place)
    if column is None:
        return Coded([""], same(0, block.rows))
    distinct, codes = unified(column)
    return Coded(distinct.to_pylist(), codes)


def texts(block: Block, place: int) -> pa.ChunkedArray:
    """The cells of the column at `place` as they stand."""
    import pyarrow as pa

    column = block.column(place)
    if column is None:
        return pa.chunked_array([pa.repeat(pa.scalar("", pa.string()), block.rows)])
    return cast(column, "string") if pa.types.is_dictionary(column.type) else column


@dataclass(frozen=True, slots=True)
class Overfull:
    """Rows with more cells than headers: which they are, and how many cells they have under `width` headers."""

    mask: pa.Array
    cells: pa.Array
    width: int

    @property
    def numbers(self) -> pa.Array:
        """How many cells each row has, NONE where they are not too many."""
        return call("if_else", self.mask, self.cells, steps.NONE)


def overfull(block: Block) -> Overfull | None:
    """The rows whose cells cannot be told apart; None if there are none."""
    import pyarrow as pa

    chunks = block.cells.column("overfull").chunks
    cells = pa.concat_arrays(chunks) if chunks else pa.array([], pa.int64())
    mask = call("greater", cells, 0)
    return Overfull(mask, cells, block.width) if call("any", mask).as_py() else None
