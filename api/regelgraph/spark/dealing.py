"""Arrow tables dealt out to others: cut by numbers of buckets, as bytes on their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regelgraph.tables.kernels import call

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.reports.report import Report


def dealt(table: pa.Table, numbers: pa.Array, count: int) -> Iterator[tuple[int, pa.Table]]:
    """The rows of a table by their numbers, each number below `count` that has rows once; rows keep their order."""
    import pyarrow.compute as pc

    order = pc.sort_indices(numbers)
    sizes = {each["values"]: each["counts"] for each in pc.value_counts(numbers).to_pylist()}
    ordered = table.unify_dictionaries().take(order)
    start = 0
    for number in range(count):
        size = sizes.get(number, 0)
        if size:
            yield number, ordered.slice(start, size)
        start += size


def packed(table: pa.Table) -> bytes:
    """A table as Arrow's stream."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.Table:
    """The table that was packed."""
    import pyarrow as pa

    return pa.ipc.open_stream(data).read_all()


def renumbered(table: pa.Table, column: str, numbers: Sequence[int]) -> pa.Table:
    """The table with each number in a column replaced by that at its place in `numbers`; those below 0 stay -1."""
    import pyarrow as pa

    old = table.column(column)
    places = call("if_else", call("less", old, 0), len(numbers), old)
    new = call("take", pa.array([*numbers, -1], pa.int32()), places)
    return table.set_column(table.column_names.index(column), column, new)


def lines_of(report: Report) -> pa.Table:
    """All lines of a report."""
    return report.whole().lines
