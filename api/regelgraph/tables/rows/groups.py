"""Which rows of a list a fact is found for once: a number for each row, and rows that stand for all with that number.

Whole years between two days are counted in columns, so that only the distinct ages are derived; days of which a rule
asks only on which side of a border they lie stand for each other (`regelgraph.tables.rows.alike`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from regelgraph.rulebook import DerivedFact
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, look_up, pick, places, same
from regelgraph.tables.meanings import Meanings
from regelgraph.tables.numbering import Numbered, numbered
from regelgraph.tables.rows.alike import exact_day, key_of, raises_no_doubt
from regelgraph.terms import ENDED_BEFORE, WHOLE_YEARS_BETWEEN
from regelgraph.values import Reading, Spans

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge

_YEAR = 10_000
"""Days are written as the numbers YYYYMMDD, so that a difference holds the whole years."""
_POSITIVE = 10_000 * _YEAR


def group(judge: Judge, case_kind: str, table: Meanings, name: str) -> Numbered:
    """Rows for which a fact, base or derived, has one finding."""
    fact = judge.rulebook.derived[case_kind].get(name)
    inputs = [column for column in judge.inputs(case_kind, name) if column in table.columns]
    if not inputs:
        return numbered([same(0, table.rows)])
    if fact is None:
        return numbered([table.columns[column] for column in inputs])
    if fact.derivation == WHOLE_YEARS_BETWEEN and fact.start in inputs and fact.end in inputs:
        return _by_years(table, fact, fact.start, fact.end)
    if fact.derivation == ENDED_BEFORE and fact.of in inputs and fact.before in inputs:
        return _by_end(judge, table, fact, inputs)
    return numbered([_alike(judge, table, fact, column) for column in inputs])


def _alike(judge: Judge, table: Meanings, fact: DerivedFact, column: str) -> pa.Array:
    of = key_of(judge.rulebook, fact, column)
    classes: Interner[object] = Interner()
    return look_up([classes.id(of(reading)) for reading in table.meanings[column].values], table.columns[column])


def _by_years(table: Meanings, fact: DerivedFact, start: str, end: str) -> Numbered:
    """By the least and the most whole years; where a day has no bounds, by the meanings of both."""
    keys = [*_least_and_most(table, start, end)]
    bounded = [_bounds(table, column, kind="bool") for column in (start, end)]
    if any(not call("all", column).as_py() for column in bounded):
        both = call("and", *bounded)
        keys = [call("if_else", both, key, steps.NONE) for key in keys]
        keys += [call("if_else", both, steps.NONE, _uncounted(table, start, end, column)) for column in (start, end)]
    if fact.or_given_by in table.columns:
        keys.append(table.columns[fact.or_given_by or ""])
    return numbered(keys)


def _uncounted(table: Meanings, start: str, end: str, column: str) -> pa.Array:
    """What a day is alike in that is not counted, for the other one is not known at all."""
    readings = [reading for each in (start, end) for reading in table.meanings[each].values]
    if any(isinstance(reading.possible, Spans) and bound_of(reading) is None for reading in readings):
        return table.columns[column]
    kinds: Interner[tuple[object, ...]] = Interner()
    values = table.meanings[column].values
    alike = [kinds.id((type(each.possible), each.state, exact_day(each) is not None)) for each in values]
    return look_up(alike, table.columns[column])


def _least_and_most(table: Meanings, start: str, end: str) -> list[pa.Array]:
    """Whole years at least and at most, and whether the days are exactly known."""
    exact = [[exact_day(reading) is not None for reading in table.meanings[column].values] for column in (start, end)]
    all_exact = all(
        known or bound_of(reading) is None
        for column, flags in zip((start, end), exact, strict=True)
        for known, reading in zip(flags, table.meanings[column].values, strict=True)
    )
    least = _years(_bounds(table, start, high=True), _bounds(table, end))
    if all_exact:
        return [least]
    most = _years(_bounds(table, start), _bounds(table, end, high=True))
    flags = [
        look_up([place * flag for flag in known], table.columns[column])
        for place, column, known in zip((1, 2), (start, end), exact, strict=True)
    ]
    return [least, call("subtract", most, least), call("add", *flags)]


def _years(start: pa.Array, end: pa.Array) -> pa.Array:
    """Completed years: who is born on 29 February turns older on 1 March of a common year."""
    return call("divide", call("add", call("subtract", end, start), _POSITIVE), _YEAR)


def bound_of(reading: Reading) -> tuple[date, date] | None:
    """The first and the last day of a reading that is one span of days with both ends."""
    if not isinstance(reading.possible, Spans) or len(reading.possible.spans) != 1:
        return None
    (span,) = reading.possible.spans
    return (span.low, span.high) if isinstance(span.low, date) and isinstance(span.high, date) else None


def _bounds(table: Meanings, column: str, *, high: bool = False, kind: str = "int32") -> pa.Array:
    bounds = [bound_of(reading) for reading in table.meanings[column].values]
    if kind == "bool":
        return look_up([bound is not None for bound in bounds], table.columns[column], kind)
    return look_up([_written(bound[high]) if bound else 0 for bound in bounds], table.columns[column])


def _written(day: date) -> int:
    return (day.year * 100 + day.month) * 100 + day.day


def _by_end(judge: Judge, table: Meanings, fact: DerivedFact, inputs: Sequence[str]) -> Numbered:
    """A title that is valid at entry, or whose end is not stated, has not ended whatever the other columns say.

    Of an exact last day only matters between which borders it lies, where the other day is exact or not known at all.
    """
    of, before = fact.of or "", fact.before or ""
    harmless = [raises_no_doubt(judge.rulebook, fact, reading) for reading in table.meanings[of].values]
    last, day = (_days(table, column) for column in (of, before))
    still_valid = call("coalesce", call("greater_equal", last, day), False)
    settled = call("or", look_up(harmless, table.columns[of], "bool"), still_valid)
    rest = places(call("invert", settled))
    if not len(rest):
        return numbered([same(0, table.rows)])
    exact = call("and", call("is_valid", last), call("is_valid", day))
    anything = [not isinstance(reading.possible, Spans) for reading in table.meanings[before].values]
    known = pick(call("or", exact, look_up(anything, table.columns[before], "bool")), rest)
    keys = [call("if_else", known, 1, 0)]
    for column in inputs:
        alike = pick(_alike(judge, table, fact, column), rest)
        own = pick(table.columns[column], rest)
        keys.append(call("if_else", known, alike, own) if column in (of, before) else alike)
    return _beside(numbered(keys), rest, settled)


def _beside(found: Numbered, rest: pa.Array, settled: pa.Array) -> Numbered:
    """Numbers of some rows, and behind them one for all that are settled."""
    import pyarrow as pa

    count = len(found.firsts)
    codes = call("replace_with_mask", same(count, len(settled)), call("invert", settled), found.codes)
    firsts = pick(rest, found.firsts)
    if len(rest) < len(settled):
        firsts = pa.concat_arrays([firsts, places(settled).slice(0, 1)])
    return Numbered(codes, firsts)


def _days(table: Meanings, column: str) -> pa.Array:
    days = [exact_day(reading) for reading in table.meanings[column].values]
    return look_up([day.toordinal() if day else None for day in days], table.columns[column])
