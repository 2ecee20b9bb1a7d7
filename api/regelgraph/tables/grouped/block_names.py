"""The names of bodies in the rows of a block: of those rows that may decide by them, as numbers of equal names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.judge.rows import name_in, takes_part
from regelgraph.tables.blocks import Block
from regelgraph.tables.cells import texts
from regelgraph.tables.grouped.names import encoded
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.grouped.rows import BLANK_CELL
from regelgraph.tables.kernels import call, look_up, places, same
from regelgraph.tables.meanings import Meanings
from regelgraph.values import BLANK

if TYPE_CHECKING:
    import pyarrow as pa


def names_of(plan: Plan, block: Block, read: Meanings, by: str) -> tuple[pa.Array, pa.Array]:
    """Which rows may decide by the names in the column `by`, and their names, null where one is not known."""
    import pyarrow as pa

    mask = _decides(plan, read, by)
    column = plan.texts.get(by)
    if column:
        given = call("filter", whole(texts(block, column.place)), mask)
        names = encoded(given, column.reader, plan.missing_words, alike=True)
    elif by in read.columns:
        known = pa.array([name_in(reading) for reading in read.meanings[by].values], pa.string())
        names = call("dictionary_encode", call("take", known, call("filter", read.columns[by], mask)))
    else:
        names = call("dictionary_encode", pa.nulls(len(places(mask)), pa.string()))
    if read.overfull:
        unknown = call("filter", read.overfull.mask, mask)
        indices = call("if_else", unknown, pa.scalar(None, pa.int32()), names.indices)
        names = pa.DictionaryArray.from_arrays(indices, names.dictionary)
    return mask, names


def _decides(plan: Plan, read: Meanings, by: str) -> pa.Array:
    mask = same(0, read.rows).cast("bool")
    for fact in plan.bodies[by]:
        of = fact.of or ""
        known = read.meanings[of].values if of in read.columns else [BLANK, BLANK]
        flags = [takes_part(fact, reading) for reading in known]
        mask = call("or", mask, look_up(flags, read.columns.get(of, same(BLANK_CELL, read.rows)), "bool"))
    return mask


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    import pyarrow as pa

    return pa.concat_arrays(column.chunks) if column.chunks else pa.array([], pa.string())
