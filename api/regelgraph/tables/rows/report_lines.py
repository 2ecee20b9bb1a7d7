"""The lines of a report in the order of the list: which row, which ending, which invalid text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.tables.blocks import Block
from regelgraph.tables.cells import texts
from regelgraph.tables.kernels import call, cast, count_up, same

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines on some rows of a block (all if None), their order among the lines of one row, endings, invalid texts."""

    rows: pa.Array | None
    order: pa.Array | int
    endings: pa.Array
    invalids: pa.Array


def report_lines(parts: Sequence[Lines], block: Block, identity: int) -> pa.Table:
    """`row` in the list, from 1 on, `ord`, the `identity` in the column of that place, `e` and `i` of all parts.

    Ordered by row and `ord`.
    """
    import pyarrow as pa

    used = [part for part in parts if len(part.endings)] or [Lines(None, 0, same(0, 0), same(0, 0))]
    whole = pa.concat_tables([_table(part, block) for part in used])
    if len(used) > 1:
        whole = whole.sort_by([("row", "ascending"), ("ord", "ascending")])
    identities = texts(block, identity)
    if len(used) > 1 or used[0].rows is not None or len(whole) != block.rows:
        identities = call("take", identities, call("subtract", whole.column("row"), block.before + 1))
    return whole.add_column(2, "identity", identities)


def _table(part: Lines, block: Block) -> pa.Table:
    import pyarrow as pa

    count = len(part.endings)
    first = block.before + 1
    rows = count_up(count, first) if part.rows is None else call("add", cast(part.rows, "int64"), first)
    order = same(part.order, count) if isinstance(part.order, int) else part.order
    return pa.table(
        [rows, cast(order, "int32"), part.endings, cast(part.invalids, "int32")], names=["row", "ord", "e", "i"]
    )
