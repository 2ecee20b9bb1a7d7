"""Numbers the distinct tuples of columns, so that what depends on a tuple is found once for all rows that have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.kernels import call, cast, look_up, pick, places, same

if TYPE_CHECKING:
    import pyarrow as pa

_SHORTEST = 1 << 31
"""As many tuples are told apart by a short number."""
_WIDEST = 1 << 62
"""More tuples than this are not told apart by one number."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number for each row, from 0 on in the order of first appearance, and the first row of each number."""

    codes: pa.Array
    firsts: pa.Array


def numbered(columns: Sequence[pa.Array]) -> Numbered:
    """Number the distinct tuples of columns; there is at least one."""
    extents = [_extent(column) for column in columns]
    short = prod(span for _, span in extents) < _SHORTEST
    key, width = None, 1
    for column, (low, span) in zip(columns, extents, strict=True):
        own = column if short else cast(column, "int64")
        shifted = call("subtract", own, low) if low else own
        if key is None:
            key, width = shifted, span
            continue
        if width * span > _WIDEST:
            key = cast(call("dictionary_encode", key).indices, "int64")
            width = len(column) + 1
        key, width = call("add", call("multiply", key, span), shifted), width * span
    codes = call("dictionary_encode", key).indices
    return Numbered(codes, _firsts(codes))


def _extent(column: pa.Array) -> tuple[int, int]:
    found = call("min_max", column).as_py()
    low = found["min"] or 0
    return low, (found["max"] or 0) - low + 1


def _firsts(codes: pa.Array) -> pa.Array:
    """Where a number appears that is greater than all before it."""
    import pyarrow as pa

    if not len(codes):
        return pa.array([], pa.uint64())
    highest = call("cumulative_max", codes)
    rises = places(call("greater", highest.slice(1), highest.slice(0, len(highest) - 1)))
    return pa.concat_arrays([pa.array([0], pa.uint64()), call("add", rises, pa.scalar(1, pa.uint64()))])


def tuples(columns: Sequence[pa.Array], rows: pa.Array) -> list[tuple[int, ...]]:
    """The values of the columns at the rows given."""
    picked = [pick(column, rows).to_pylist() for column in columns]
    return list(zip(*picked, strict=True)) if picked else [()] * len(rows)


def number_some(columns: Sequence[pa.Array], count: int, number: Callable[..., int]) -> pa.Array:
    """For each of `count` rows the `number` of its tuple, each distinct one asked for once; NONE where all are NONE."""
    if not columns or not count:
        return same(steps.NONE, count)
    mask = reduce(
        lambda left, right: call("or", left, right), [call("not_equal", each, steps.NONE) for each in columns]
    )
    some = places(mask)
    if not len(some):
        return same(steps.NONE, count)
    chosen = [pick(column, some) for column in columns]
    groups = numbered(chosen)
    numbers = [number(*key) for key in tuples(chosen, groups.firsts)]
    return call("replace_with_mask", same(steps.NONE, count), mask, look_up(numbers, groups.codes))
