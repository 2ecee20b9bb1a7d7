"""Facts of a case that several rows describe: what any row has, and whether one body stands for two.

Each row's value may be unknown, and a row may not belong to the case at all; an answer is possible if some choice of
values and rows gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from regelgraph.folding import fold
from regelgraph.judge.queried import exact
from regelgraph.rulebook import DerivedFact
from regelgraph.values import Options, Possible, Reading

OUTSIDE = "urn:regelgraph:none-of-these"
"""A value that no rule looks for."""


@dataclass(frozen=True, slots=True)
class Row:
    """The readings of one row by fact; `certain` is false for a row that may belong to another case."""

    readings: Mapping[str, Reading]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a fact may be, which columns could narrow it down, and whether rows that may not belong to it matter."""

    possible: Possible
    columns: frozenset[str] = frozenset()
    uncertain_rows: bool = False


def any_row_has(fact: DerivedFact, rows: Sequence[Row]) -> Answer:
    """Whether a row has one of the values counted (rg:anyRowHas)."""
    values = [_values(fact, row) for row in rows]
    wanted = set(fact.counts)
    can, cannot = any(each & wanted for each in values), all(each - wanted for each in values)
    answers = {answer for answer, is_possible in ((True, can), (False, cannot)) if is_possible}
    return _answer(fact, answers, [row for row, each in zip(rows, values, strict=True) if each & wanted])


def body_among_rows(fact: DerivedFact, rows: Sequence[Row]) -> Answer:
    """Whether a row has a value counted, and whether its body has one in `apart_from`, too (rg:bodyAmongRows).

    The answers are the three codes of `precedence`: absent, present, the same body. Bodies are the same if their names
    fold to the same; a row without a name may stand for any.
    """
    absent, present, same = fact.precedence
    wanted, other = set(fact.counts), set(fact.apart_from)
    values = [_values(fact, row) for row in rows]
    names = [_name(fact, row) for row in rows]
    counted = [i for i, each in enumerate(values) if each & wanted]
    against = [i for i, each in enumerate(values) if each & other]
    pairs = [(i, k) for i, k in product(counted, against) if i != k and _same(names[i], names[k])]
    fixed = [(i, k) for i, k in pairs if values[k] <= other and None not in (names[i], names[k])]
    answers: set[str | bool] = {absent} if all(each - wanted for each in values) else set()
    if set(counted) - {i for i, _ in fixed} and not any(values[i] <= wanted for i, _ in fixed):
        answers.add(present)
    if pairs:
        answers.add(same)
    found = _answer(fact, answers, [rows[i] for i in sorted({*counted, *against})])
    if fact.by and len(answers) > 1 and any(None in (names[i], names[k]) for i, k in pairs):
        return replace(found, columns=found.columns | {fact.by})
    return found


def _same(first: str | None, second: str | None) -> bool:
    return first == second or first is None or second is None


def _answer(fact: DerivedFact, answers: Iterable[str | bool], matter: Sequence[Row]) -> Answer:
    possible = Options(frozenset(answers))
    if len(possible.values) == 1:
        return Answer(possible)
    open_ = {fact.of} if fact.of and any(not exact(row.readings[fact.of].possible) for row in matter) else set()
    return Answer(possible, frozenset(open_), any(not row.certain for row in matter))


def takes_part(fact: DerivedFact, reading: Reading) -> bool:
    """Whether a row that has such a reading of `fact.of` may decide; any other might as well not be there."""
    return _of(fact, reading) != {OUTSIDE}


def _values(fact: DerivedFact, row: Row) -> set[str]:
    values = _of(fact, row.readings[fact.of or ""])
    return values if row.certain else {*values, OUTSIDE}


def _of(fact: DerivedFact, reading: Reading) -> set[str]:
    named = {*fact.counts, *fact.apart_from}
    if not isinstance(reading.possible, Options):
        return {*named, OUTSIDE}
    return {str(value) if value in named else OUTSIDE for value in reading.possible.values}


def _name(fact: DerivedFact, row: Row) -> str | None:
    reading = row.readings.get(fact.by or "")
    return name_in(reading) if reading else None


def name_in(reading: Reading) -> str | None:
    """The name of a body, folded; None if it is not known."""
    if not isinstance(reading.possible, Options) or len(reading.possible.values) != 1:
        return None
    return fold(str(next(iter(reading.possible.values))))
