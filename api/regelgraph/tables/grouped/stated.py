"""What each case states in a column: the first row that fills it counts, before it those that may not belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.judge.grouped import KNOWN
from regelgraph.tables import steps
from regelgraph.tables.grouped.rows import BLANK_CELL, GroupRows, Members, Some
from regelgraph.tables.grouped.runs import lists, spread
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import among, call, cast, look_up, pick, same
from regelgraph.tables.numbering import numbered

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.values import Reading


class Stated:
    """What is stated in one column: `lists` of meanings, numbered."""

    def __init__(self, whole: GroupRows, column: str) -> None:
        self._whole = whole
        self._column = column
        self.lists: Interner[tuple[int, ...]] = Interner((BLANK_CELL,))

    def readings(self, number: int) -> list[Reading]:
        """What a number of a list stands for, as `regelgraph.judge.grouped.stated_in`."""
        known = self._whole.readings(self._column)
        return [known[meaning] for meaning in self.lists.values[number]]

    def find(self, found: Members) -> pa.Array:
        """For each case the number of its list; 0 where it is blank."""
        filled = self._whole.filled.get(self._column)
        if not filled or not len(filled.rows):
            return same(0, len(found.groups))
        some = found.among(filled)
        is_read = look_up(
            [reading.state in KNOWN for reading in self._whole.readings(self._column)], some.numbers, "bool"
        )
        read, unread = some.where(is_read), some.where(call("invert", is_read))
        first = self._first(found, read, unread)
        known = call("dictionary_encode", first)
        simple = look_up([self.lists.id((meaning,)) for meaning in known.dictionary.to_pylist()], known.indices)
        sure = found.surely(read.rows)
        if sure is None or call("all", sure).as_py():
            return simple
        doubtful = found.of(call("filter", read.rows, call("invert", sure)))
        some_doubt = call("is_in", found.of(read.rows), options=among(doubtful))
        return self._with_doubtful(found, read.where(some_doubt), call("filter", sure, some_doubt), simple)

    def _first(self, found: Members, read: Some, unread: Some) -> pa.Array:
        """The first meaning of each case that is read, else the first that is not."""
        import pyarrow as pa

        cases = pa.concat_arrays([found.of(read.rows), found.of(unread.rows)])
        firsts = numbered([cases]).firsts
        meanings = pa.concat_arrays([read.numbers, unread.numbers])
        return spread(pick(cases, firsts), pick(meanings, firsts), len(found.groups), BLANK_CELL)

    def _with_doubtful(self, found: Members, read: Some, sure: pa.Array, simple: pa.Array) -> pa.Array:
        """Cases with rows that may not belong to them state all that is said up to the first row that surely does."""
        count = len(found.groups)
        surely = read.where(sure)
        cases = found.of(surely.rows)
        firsts = numbered([cases]).firsts
        last = spread(pick(cases, firsts), pick(surely.rows, firsts), count, self._whole.count)
        said = read.where(call("less_equal", read.rows, pick(last, found.of(read.rows))))
        cases = found.of(said.rows)
        once = numbered([cases, said.numbers]).firsts
        cases, meanings = pick(cases, once), pick(said.numbers, once)
        order = call("array_sort_indices", cases)
        listed = lists(pick(cases, order), pick(meanings, order))
        numbers = look_up([self.lists.id(tuple(each)) for each in listed.distinct], listed.codes)
        known = spread(listed.cases, cast(numbers, "int32"), count, steps.NONE)
        return call("if_else", call("equal", known, steps.NONE), simple, known)
