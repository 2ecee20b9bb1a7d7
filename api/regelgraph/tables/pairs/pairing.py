"""Finds the pairs of stays of one person: all, or those that may have days in common.

Stays are sorted by person and first day. A later stay may overlap an earlier one only if it begins before that one
ends, so the partners of each stay follow it without a gap, and their number is the size of the answer: a long history
of stays one after the other costs no more than sorting it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regelgraph.tables.kernels import arrow, call, cast, pick, places

if TYPE_CHECKING:
    import pyarrow as pa

_DAYS: Final = 1 << 22
"""More days than the calendar has, those before and behind it included."""


@dataclass(frozen=True, slots=True)
class Met:
    """Pairs of places in a list of stays, the lower one first, in no order; and how many pairs of one person there are.

    A pair that is not here has no day in common.
    """

    a: pa.Array
    b: pa.Array
    total: int


def meet(person: pa.Array, first: pa.Array, last: pa.Array, *, every: bool) -> Met:
    """Pairs of stays of one person; `every` includes those that cannot have days in common.

    `person` numbers people, null for a stay that is nobody's. `first` and `last` are the earliest first and the latest
    last day, as numbers.
    """
    named = places(call("is_valid", person)) if person.null_count else None
    person, first, last = (pick(column, named) for column in (person, first, last))
    order = _sorted(call("add", call("multiply", cast(person, "int64"), _DAYS), first))
    people, begins, ends = (pick(column, order) for column in (person, first, last))
    count = len(order)
    earlier: list[pa.Array] = []
    later: list[pa.Array] = []
    one, distance = None, 0
    while distance < count:
        distance += 1
        one, other = _followed(people, begins, ends, one, distance, every=every)
        if not len(one):
            break
        earlier.append(one)
        later.append(other)
    left, right = (_places(order, named, each) for each in (earlier, later))
    return Met(call("min_element_wise", left, right), call("max_element_wise", left, right), _pairs_of(people))


def _followed(
    people: pa.Array, begins: pa.Array, ends: pa.Array, among: pa.Array | None, distance: int, *, every: bool
) -> tuple[pa.Array, pa.Array]:
    """Which stays (of those `among`, None for all) are met by the stay so many places behind, and that stay."""
    left = len(people) - distance
    if among is None:
        mask = call("equal", people.slice(0, left), people.slice(distance))
        if not every:
            mask = call("and", mask, call("less_equal", begins.slice(distance), ends.slice(0, left)))
        one = cast(places(mask), "int64")
        return one, call("add", one, distance)
    one = call("filter", among, call("less", among, left))
    other = call("add", one, distance)
    mask = call("equal", pick(people, one), pick(people, other))
    if not every:
        mask = call("and", mask, call("less_equal", pick(begins, other), pick(ends, one)))
    kept = places(mask)
    return pick(one, kept), pick(other, kept)


def _places(order: pa.Array, named: pa.Array | None, chunks: list[pa.Array]) -> pa.Array:
    """Places among the sorted stays as places in the list."""
    import pyarrow as pa

    found = pick(order, pa.concat_arrays(chunks) if chunks else pa.array([], pa.int64()))
    return cast(found if named is None else pick(named, found), "int64")


def _pairs_of(people: pa.Array) -> int:
    """How many pairs the stays of each person make."""
    counts = call("value_counts", people).field("counts")
    return int(call("sum", call("multiply", counts, call("subtract", counts, 1))).as_py() or 0) // 2


def _sorted(keys: pa.Array) -> pa.Array:
    return call("array_sort_indices", keys, options=_ascending())


def ordered(high: pa.Array, low: pa.Array, below: int) -> pa.Array:
    """The order of rows by `high` and, where that is equal, by `low`, which lies from 0 to `below`."""
    return _sorted(call("add", call("multiply", cast(high, "int64"), below), low))


def _ascending() -> Any:
    return arrow("ArraySortOptions")("ascending")
