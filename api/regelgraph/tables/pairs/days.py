"""The days of stays in columns, and the days that two stays have in common, reckoned as `judge.stays` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

from regelgraph.judge.stays import BEFORE, BEHIND
from regelgraph.tables.kernels import call, look_up, pick

if TYPE_CHECKING:
    import pyarrow as pa

NO_LIMIT: Final = -1
"""Stands for a greatest number of days in common that is not known."""
_SOME: Final = 0
_NONE: Final = 1
_OPEN: Final = 2
_KINDS: Final = 6
"""Two stays have days in common, or none, or that is open; then plus 1 if a first day matters, plus 2 if a last one."""


@dataclass(frozen=True, slots=True)
class Days:
    """The earliest and latest first day and the earliest and latest last day of each stay."""

    first: pa.Array
    latest_first: pa.Array
    earliest_last: pa.Array
    last: pa.Array

    def of(self, rows: pa.Array) -> Days:
        """The days of some of the stays."""
        columns = (self.first, self.latest_first, self.earliest_last, self.last)
        return Days(*(pick(column, rows) for column in columns))


def days_of(start: pa.Array, end: pa.Array, starts: Sequence[tuple[int, int]], ends: Sequence[tuple[int, int]]) -> Days:
    """The days of stays by the meanings of their first and last days; bounds by meaning. As `judge.stays.stay_of`."""
    low, high = (look_up([bounds[side] for bounds in starts], start) for side in (0, 1))
    soonest, last = (look_up([bounds[side] for bounds in ends], end) for side in (0, 1))
    early = call("less", last, low)
    if call("any", early).as_py():
        soonest, last = call("if_else", early, BEFORE, soonest), call("if_else", early, BEHIND, last)
    return Days(low, _least(high, last), _most(soonest, low), last)


@dataclass(frozen=True, slots=True)
class Common:
    """What each two stays have in common.

    Days at least and at most (NO_LIMIT where open); the first and the last day in common as numbers, null where open or
    none. Pairs of one `kind` differ at most in the numbers of these days.
    """

    kind: pa.Array
    least: pa.Array
    most: pa.Array
    begins: pa.Array
    ends: pa.Array

    def of(self, rows: pa.Array) -> Common:
        """Some of the pairs."""
        columns = (self.kind, self.least, self.most, self.begins, self.ends)
        return Common(*(pick(column, rows) for column in columns))


def common(a: Days, b: Days) -> Common:
    """The days in common of each two stays, as `judge.stays.common_days`."""
    begins, ends = _most(a.first, b.first), _least(a.last, b.last)
    begins_late, ends_early = _most(a.latest_first, b.latest_first), _least(a.earliest_last, b.earliest_last)
    miss_a, miss_b = call("less", a.earliest_last, b.latest_first), call("less", b.earliest_last, a.latest_first)
    none, open_ = call("less", ends, begins), call("or", miss_a, miss_b)
    unsettled = call("or", none, open_)
    endless = call("or", call("equal", ends, BEHIND), call("equal", begins, BEFORE))
    least = call("if_else", unsettled, 0, _most(_span(begins_late, ends_early), 1))
    most = call("if_else", none, 0, call("if_else", endless, NO_LIMIT, _span(begins, ends)))
    return Common(
        call("add", call("multiply", _span_kind(least, most), _KINDS), _kind(a, b, none, miss_a, miss_b)),
        least,
        most,
        _where(call("and_not", call("equal", begins, begins_late), unsettled), begins),
        _where(call("and_not", call("equal", ends, ends_early), unsettled), ends),
    )


def _kind(a: Days, b: Days, none: pa.Array, miss_a: pa.Array, miss_b: pa.Array) -> pa.Array:
    """As `judge.stays` says which columns matter, for stays of which some days may be common."""
    start = call(
        "or",
        call("and", call("less", a.first, a.latest_first), miss_b),
        call("and", call("less", b.first, b.latest_first), miss_a),
    )
    end = call(
        "or",
        call("and", call("less", a.earliest_last, a.last), miss_a),
        call("and", call("less", b.earliest_last, b.last), miss_b),
    )
    matter = call("add", call("if_else", start, _OPEN + 1, _OPEN), call("if_else", end, 2, 0))
    open_ = call("if_else", call("or", miss_a, miss_b), matter, _SOME)
    return call("if_else", none, _NONE, open_)


def _span_kind(least: pa.Array, most: pa.Array) -> pa.Array:
    """Equal for numbers of days that are put into the same words (see `judge.stays.in_words`)."""
    few = _least(least, 2)
    limit = call("if_else", call("equal", most, NO_LIMIT), 0, call("if_else", call("equal", most, least), 3, 6))
    return call("add", call("add", few, limit), call("if_else", call("equal", most, 0), 9, 0))


def _span(first: pa.Array, last: pa.Array) -> pa.Array:
    return call("add", call("subtract", last, first), 1)


def _where(mask: pa.Array, column: pa.Array) -> pa.Array:
    import pyarrow as pa

    return call("if_else", mask, column, pa.scalar(None, column.type))


def _least(*columns: pa.Array | int) -> pa.Array:
    return reduce(lambda left, right: call("min_element_wise", left, right), columns)


def _most(*columns: pa.Array | int) -> pa.Array:
    return reduce(lambda left, right: call("max_element_wise", left, right), columns)
