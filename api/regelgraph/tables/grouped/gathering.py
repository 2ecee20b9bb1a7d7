"""Reads a list whose cases are groups of rows block by block, and keeps of each block only numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from regelgraph.judge.grouped import KNOWN
from regelgraph.tables import steps
from regelgraph.tables.blocks import Block
from regelgraph.tables.cells import Overfull, texts
from regelgraph.tables.grouped.block_names import names_of, whole
from regelgraph.tables.grouped.names import bared, encoded
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.grouped.rows import BLANK_CELL, GroupRows, Some
from regelgraph.tables.invalid import WHOLE_ROW, overfull_problem
from regelgraph.tables.kernels import call, cast, count_up, look_up, places, same, unified
from regelgraph.tables.meanings import Lexicon, Meanings
from regelgraph.values import State

if TYPE_CHECKING:
    import pyarrow as pa


def gather(plan: Plan, blocks: Iterable[Block]) -> GroupRows:
    """The rows of all blocks."""
    gathering = _Gathering(plan)
    for block in blocks:
        gathering.add(block)
    return gathering.whole()


class _Gathering:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lexicon = Lexicon([column for column in plan.columns.columns if column.fact.name not in plan.texts])
        self._before = 0
        self._ids: list[pa.Array] = []
        self._alone: list[pa.Array] = []
        self._meanings: dict[str, list[pa.Array]] = {column: [] for column in (*plan.each, *plan.chosen)}
        self._bodies: dict[str, list[tuple[pa.Array, pa.Array]]] = {by: [] for by in plan.bodies}
        self._filled: dict[str, list[Some]] = {column: [] for column in plan.stated}
        self._troubles: list[Some] = []

    def add(self, block: Block) -> None:
        """Read the rows of a block."""
        read = self._lexicon.read(block)
        raw = whole(texts(block, self._plan.columns.identity.place))
        ids = encoded(bared(raw), self._plan.columns.identity.reader, self._plan.missing_words)
        self._ids.append(ids)
        self._alone.append(call("filter", raw, call("is_null", ids)))
        for column, parts in self._meanings.items():
            parts.append(read.columns.get(column, same(BLANK_CELL, block.rows)))
        for by, names in self._bodies.items():
            names.append(names_of(self._plan, block, read, by))
        for column, some in self._filled.items():
            if column in read.columns:
                some.append(self._fill(read, column))
        self._troubles += map(self._trouble, read.troubles)
        self._troubles += [self._too_long(read.overfull)] if read.overfull else []
        self._before += block.rows

    def whole(self) -> GroupRows:
        """All rows."""
        import pyarrow as pa

        identities, codes = unified(pa.chunked_array(self._ids))
        alone = pa.concat_arrays(self._alone)
        own = cast(count_up(len(alone), len(identities)), "int32")
        return GroupRows(
            self._lexicon,
            call("replace_with_mask", call("coalesce", codes, 0), call("is_null", codes), own),
            pa.concat_arrays([identities, alone]),
            len(identities),
            {column: pa.concat_arrays(parts) for column, parts in self._meanings.items()},
            {by: _numbers(parts) for by, parts in self._bodies.items()},
            {column: _joined(parts) for column, parts in self._filled.items()},
            _joined(self._troubles),
        )

    def _fill(self, read: Meanings, column: str) -> Some:
        values = read.meanings[column].values
        used = [reading.state in (*KNOWN, State.UNREADABLE) for reading in values]
        return self._some(read.columns[column], look_up(used, read.columns[column], "bool"))

    def _trouble(self, column: pa.Array) -> Some:
        return self._some(column, call("not_equal", column, steps.NONE))

    def _too_long(self, rows: Overfull) -> Some:
        found = call("dictionary_encode", rows.cells)
        problems = self._lexicon.problems
        numbers = [
            problems.id((WHOLE_ROW, overfull_problem(cells, rows.width))) if cells else steps.NONE
            for cells in found.dictionary.to_pylist()
        ]
        return self._trouble(look_up(numbers, found.indices))

    def _some(self, column: pa.Array, mask: pa.Array) -> Some:
        rows = call("add", cast(places(mask), "int64"), self._before)
        return Some(rows, cast(call("filter", column, mask), "int32"))


def _numbers(parts: Sequence[tuple[pa.Array, pa.Array]]) -> pa.Array:
    """For each row the number of its name, -1 for none."""
    import pyarrow as pa

    mask = pa.concat_arrays([mask for mask, _ in parts])
    codes = call("coalesce", unified(pa.chunked_array([names for _, names in parts]))[1], steps.NONE)
    return call("replace_with_mask", same(steps.NONE, len(mask)), mask, codes)


def _joined(parts: Sequence[Some]) -> Some:
    import pyarrow as pa

    if not parts:
        return Some(pa.array([], pa.int64()), pa.array([], pa.int32()))
    return Some(pa.concat_arrays([some.rows for some in parts]), pa.concat_arrays([some.numbers for some in parts]))
