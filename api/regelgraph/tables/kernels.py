"""Columns of whole numbers in Arrow, as long as the table: looking up, picking rows, finding distinct values.

Small tables are Python lists by number. A column is one contiguous array in the order of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
R = TypeVar("R")

_THREADS = 2
_FEW = 1 << 10
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


def at_once(work: Callable[[T], R], items: Sequence[T], rows: int) -> list[R]:
    """The results of work on so many rows that is mostly done in kernels; on two threads, unless they are few."""
    if rows <= _FEW:
        return [work(item) for item in items]
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


def count_up(count: int, start: int = 0) -> pa.Array:
    """`count` numbers from `start` on, each one more than the one before."""
    import pyarrow as pa

    ones = pa.repeat(pa.scalar(1, pa.int64()), count)
    return call("add", call("cumulative_sum", ones), start - 1)


def unified(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """The distinct values of a column, and for each row the place of its value among them, null for none."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        column = call("dictionary_encode", column)
    chunks = column.unify_dictionaries().chunks
    if not chunks:
        return pa.array([], column.type.value_type), pa.array([], pa.int32())
    return chunks[0].dictionary, pa.concat_arrays([chunk.indices for chunk in chunks])


def matches(texts: pa.Array, pattern: str) -> pa.Array:
    """Whether each text has a match of a pattern (RE2)."""
    return call("match_substring_regex", texts, options=_pattern(pattern))


@cache
def _pattern(pattern: str) -> Any:
    return arrow("MatchSubstringOptions")(pattern)


def among(values: Any) -> Any:
    """The option of a kernel that looks for values: those of a column, or texts in a list."""
    import pyarrow as pa

    return arrow("SetLookupOptions")(pa.array(values, pa.string()) if isinstance(values, list) else values)


def places(mask: pa.Array) -> pa.Array:
    """The numbers of the rows where `mask` is true."""
    return call("indices_nonzero", mask)


def pick(column: pa.Array, rows: pa.Array | None) -> pa.Array:
    """The rows of a column by number; all if None."""
    return column if rows is None else call("take", column, rows)


def cast(column: Any, type_: str) -> Any:
    """A column with another type of values."""
    return column if str(column.type) == type_ else call("cast", column, options=_casting(type_))


@cache
def _casting(type_: str) -> Any:
    import pyarrow as pa

    return arrow("CastOptions").safe(pa.type_for_alias(type_))
