"""The lines of a report in the order of the list: which row, which ending, which invalid text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.tables.kernels import call, cast, same

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines on some rows of the list (all if None), their order among the lines of one row, endings, invalid texts."""

    rows: pa.Array | None
    order: pa.Array | int
    endings: pa.Array
    invalids: pa.Array


def report_lines(parts: Sequence[Lines], count: int) -> pa.Table:
    """`row` from 1 on, `ord`, `e` and `i` of all parts, ordered by row and `ord`."""
    import pyarrow as pa

    tables = [_table(part, count) for part in parts if len(part.endings)]
    if len(tables) == 1:
        return tables[0]
    whole = pa.concat_tables(tables)
    return whole.sort_by([("row", "ascending"), ("ord", "ascending")])


def _table(part: Lines, count: int) -> pa.Table:
    import pyarrow as pa

    numbers = _range(count) if part.rows is None else call("add", cast(part.rows, "int64"), 1)
    order = same(part.order, len(part.endings)) if isinstance(part.order, int) else part.order
    return pa.table(
        [numbers, cast(order, "int32"), part.endings, cast(part.invalids, "int32")], names=["row", "ord", "e", "i"]
    )


def _range(count: int) -> pa.Array:
    """1, 2, 3 and so on."""
    import pyarrow as pa

    return call("cumulative_sum", pa.repeat(pa.scalar(1, pa.int64()), count))


def with_identity(lines: pa.Table, identities: pa.ChunkedArray) -> pa.Table:
    """The lines with the id of their row as `identity`, in the order in which writers take them."""
    import pyarrow as pa

    if len(lines) != len(identities) or not lines.column("row").equals(pa.chunked_array([_range(len(identities))])):
        identities = call("take", identities, call("subtract", lines.column("row"), 1))
    return lines.add_column(2, "identity", identities)
