"""Columns of whole numbers in Arrow, as long as the table: looking up, numbering distinct tuples, picking rows.

Small tables are Python lists by number. A column is one contiguous array in the order of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
R = TypeVar("R")

_THREADS = 2
_WIDEST = 1 << 62
"""More tuples than this are not told apart by one number."""
_SHORT = 1 << 31


def call(name: str, *arguments: Any, options: Any = None) -> Any:
    """The result of an Arrow kernel. Numbers and texts stand for themselves."""
    return _caller()(name, [_value(each) for each in arguments], options)


@cache
def _caller() -> Any:
    return arrow("call_function")


@cache
def arrow(name: str) -> Any:
    """What `pyarrow.compute` has under a name, without the wrappers of all kernels, which take long to make."""
    from importlib import import_module

    try:
        return getattr(import_module("pyarrow._compute"), name)
    except (ImportError, AttributeError):
        return getattr(import_module("pyarrow.compute"), name)


def _value(argument: Any) -> Any:
    import pyarrow as pa

    if isinstance(argument, bool):
        return pa.scalar(argument, pa.bool_())
    if isinstance(argument, int):
        return pa.scalar(argument, pa.int32() if -_SHORT <= argument < _SHORT else pa.int64())
    if isinstance(argument, str):  # with its type: to find it out, Arrow looks for packages that may not be there
        return pa.scalar(argument, pa.string())
    return argument


def at_once(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The results of work that is mostly done in kernels, on two threads."""
    with ThreadPoolExecutor(_THREADS) as threads:
        return list(threads.map(work, items))


def look_up(values: Sequence[int | bool | None], numbers: pa.Array, type_: str = "int32") -> pa.Array:
    """For each number the value at its place."""
    import pyarrow as pa

    return call("take", pa.array(values, type_), numbers)


def same(value: int, rows: int) -> pa.Array:
    """A column that holds one value."""
    import pyarrow as pa

    return pa.repeat(pa.scalar(value, pa.int32()), rows)


def places(mask: pa.Array) -> pa.Array:
    """The numbers of the rows where `mask` is true."""
    return call("indices_nonzero", mask)


def pick(column: pa.Array, rows: pa.Array | None) -> pa.Array:
    """The rows of a column by number; all if None."""
    return column if rows is None else call("take", column, rows)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number for each row, from 0 on in the order of first appearance, and the first row of each number."""

    codes: pa.Array
    firsts: pa.Array


def numbered(columns: Sequence[pa.Array]) -> Numbered:
    """Number the distinct tuples of columns; there is at least one."""
    extents = [_extent(column) for column in columns]
    short = prod(span for _, span in extents) < _SHORT
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


def cast(column: Any, type_: str) -> Any:
    """A column with another type of values."""
    return column if str(column.type) == type_ else call("cast", column, options=_casting(type_))


@cache
def _casting(type_: str) -> Any:
    import pyarrow as pa

    return arrow("CastOptions").safe(pa.type_for_alias(type_))


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
