"""Lists of numbers in columns: which case has which, numbered so that equal lists have one number.

A case is a number; its list are the values beside it. Nothing here is done case by case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.kernels import among, call, cast, count_up, pick, places
from regelgraph.tables.numbering import numbered

if TYPE_CHECKING:
    import pyarrow as pa


def spread(at: pa.Array, values: pa.Array, count: int, default: int | bool) -> pa.Array:
    """A column of `count` rows that holds `values` at the places `at`, which differ, and else the default."""
    found = call("index_in", count_up(count), options=among(cast(at, "int64")))
    return call("coalesce", call("take", values, found), default)


def ordered(first: pa.Array, second: pa.Array) -> pa.Array:
    """Places of the rows in the order of two columns of numbers from 0 on; equal ones as they stand."""
    if not len(first):
        return cast(first, "uint64")
    span = (call("max", second).as_py() or 0) + 1
    key = call("add", call("multiply", cast(first, "int64"), span), second)
    return call("array_sort_indices", key)


def at_most(times: int, first: pa.Array, second: pa.Array) -> pa.Array:
    """Places of the rows of two ordered columns, of equal rows no more than so many."""
    import pyarrow as pa

    count = len(first)
    if count <= times:
        return count_up(count)
    same = [call("equal", column.slice(times), column.slice(0, count - times)) for column in (first, second)]
    kept = call("invert", call("and", *same))
    return places(pa.concat_arrays([pa.repeat(pa.scalar(True, pa.bool_()), times), kept]))


def starts(cases: pa.Array) -> pa.Array:
    """Whether each row of an ordered column is the first of its case."""
    import pyarrow as pa

    count = len(cases)
    if not count:
        return pa.array([], pa.bool_())
    changed = call("not_equal", cases.slice(1), cases.slice(0, count - 1))
    return pa.concat_arrays([pa.array([True], pa.bool_()), changed])


def position(cases: pa.Array) -> pa.Array:
    """For each row of an ordered column how many of its case stand before it."""
    rows = count_up(len(cases))
    return call("subtract", rows, call("cumulative_max", call("if_else", starts(cases), rows, 0)))


@dataclass(frozen=True)
class Lists:
    """The distinct lists: `cases` that have one, for each the number of its list, and where each list is first had."""

    cases: pa.Array
    codes: pa.Array
    firsts: pa.Array
    _began: pa.Array
    _values: pa.Array

    @cached_property
    def distinct(self) -> list[list[int]]:
        """The lists that the numbers stand for."""
        begins = [*self._began.to_pylist(), len(self._values)] if len(self.firsts) else []
        picked = self.firsts.to_pylist()
        return [self._values.slice(begins[k], begins[k + 1] - begins[k]).to_pylist() for k in picked]


def lists(cases: pa.Array, values: pa.Array) -> Lists:
    """Number the lists of values of ordered cases: neighbours become one number until each case has one."""
    began = places(starts(cases))
    whole, owners = values, cases
    while len(values) > len(began):
        left = places(call("equal", call("bit_wise_and", position(cases), 1), 0))
        pairs = numbered([pick(values, left), pick(_next(cases, values), left)])
        values, cases = pairs.codes, pick(cases, left)
    found = numbered([values])
    return Lists(pick(owners, began), found.codes, found.firsts, began, whole)


def _next(cases: pa.Array, values: pa.Array) -> pa.Array:
    """For each row the value behind it in the list of its case, -1 at the end."""
    import pyarrow as pa

    ends = call("invert", starts(cases).slice(1))
    following = call("if_else", ends, values.slice(1), steps.NONE)
    return pa.concat_arrays([following, pa.array([steps.NONE], following.type)])
