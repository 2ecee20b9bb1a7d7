"""The cells of a list by column: each distinct cell once, and its number for every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, cast, look_up, same

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.files import Source

Places = Sequence[Sequence[int | None]]
"""For each source where each column stands among its headers, None where it has none."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The distinct cells of a column, and for each row the place of its cell among them."""

    cells: list[str]
    codes: pa.Array


def coded(sources: Sequence[Source], places: Places, place: int) -> Coded:
    """The column at `place` through all sources; a source without it has blank cells."""
    import pyarrow as pa

    parts = [_coded(source, where[place]) for source, where in zip(sources, places, strict=True)]
    if len(parts) == 1:
        return parts[0]
    cells: Interner[str] = Interner()
    codes = [look_up([cells.id(cell) for cell in part.cells], part.codes) for part in parts]
    return Coded(cells.values, pa.concat_arrays(codes))


def _coded(source: Source, place: int | None) -> Coded:
    if place is None:
        return Coded([""], same(0, source.rows))
    import pyarrow as pa

    column = source.cells.column(f"c{place}")
    if not pa.types.is_dictionary(column.type):
        column = call("dictionary_encode", column)
    chunks = column.unify_dictionaries().chunks
    return Coded(chunks[0].dictionary.to_pylist(), pa.concat_arrays([chunk.indices for chunk in chunks]))


def texts(sources: Sequence[Source], places: Places, place: int) -> pa.ChunkedArray:
    """The cells of the column at `place` through all sources as they stand."""
    import pyarrow as pa

    chunks = []
    for source, where in zip(sources, places, strict=True):
        at = where[place]
        column = (
            source.cells.column(f"c{at}") if at is not None else pa.chunked_array([[""] * source.rows], pa.string())
        )
        if pa.types.is_dictionary(column.type):
            column = cast(column, "string")
        chunks += column.chunks
    return pa.chunked_array(chunks, pa.string())


@dataclass(frozen=True, slots=True)
class Overfull:
    """Rows with more cells than headers: which they are, how many cells they have, and under how many headers."""

    mask: pa.Array
    cells: pa.Array
    headers: pa.Array


def overfull(sources: Sequence[Source]) -> Overfull | None:
    """The rows whose cells cannot be told apart; None if there are none."""
    import pyarrow as pa

    cells = pa.concat_arrays([chunk for source in sources for chunk in source.cells.column("overfull").chunks])
    mask = call("greater", cells, 0)
    if not call("any", mask).as_py():
        return None
    widths = pa.concat_arrays(
        [pa.repeat(pa.scalar(len(source.headers), pa.int64()), source.rows) for source in sources]
    )
    return Overfull(mask, cells, widths)
