"""By which keys a derived fact is derived once for many rows.

Whole years between two exactly known days are counted by the database, so that only the distinct ages are derived; days
of which a rule asks only on which side of a border they lie stand for each other (`regelgraph.tables.alike`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regelgraph.rulebook import DerivedFact
from regelgraph.tables import steps
from regelgraph.tables.alike import key_of, raises_no_doubt
from regelgraph.tables.intern import Interner
from regelgraph.tables.reading import ReadTable, exact_days
from regelgraph.terms import ENDED_BEFORE, WHOLE_YEARS_BETWEEN

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

_NO_YEARS = -9999
"""Stands for years that are not counted; no two days of the calendar are so far apart."""


@dataclass(slots=True)
class Keys:
    """What a fact is derived from once: expressions over the read table `t`, and joins that they need."""

    expressions: list[str]
    joins: list[str] = field(default_factory=list)


def keys_of(judge: Judge, case_kind: str, read: ReadTable, name: str, number: int) -> Keys:
    """The keys of a fact, base or derived; `number` keeps the names of its small tables apart from others'."""
    fact = judge.rulebook.derived[case_kind].get(name)
    columns = [column for column in judge.inputs(case_kind, name) if column in read.meanings]
    if fact is None:
        return Keys([f"t.{read.expressions[column]}" for column in columns])
    if fact.derivation == WHOLE_YEARS_BETWEEN and fact.start in columns and fact.end in columns:
        return _years_keys(read, fact, number)
    keys = _alike_keys(judge, read, fact, columns, number)
    if fact.derivation == ENDED_BEFORE and fact.of in columns and fact.before in columns:
        return _ended_keys(judge, read, fact, columns, keys, number)
    return keys


def _alike_keys(judge: Judge, read: ReadTable, fact: DerivedFact, columns: list[str], number: int) -> Keys:
    keys = Keys([])
    for i, column in enumerate(columns):
        of = key_of(judge.rulebook, fact, column)
        classes: Interner[object] = Interner()
        rows = [(m, classes.id(of(reading))) for m, reading in enumerate(read.meanings[column].values)]
        name = f"alike_{number}_{i}"
        read.relations.put_numbers(name, ["m", "c"], rows)
        keys.joins.append(steps.joined(name, name, [("m", f"t.{read.expressions[column]}")]))
        keys.expressions.append(f"{name}.c")
    return keys


def _day_joins(read: ReadTable, first: str, second: str, number: int) -> tuple[list[str], str, str]:
    joins = [
        steps.joined(exact_days(read, column), f"{side}{number}", [("m", f"t.{read.expressions[column]}")])
        for side, column in (("a", first), ("b", second))
    ]
    return joins, f"a{number}.day", f"b{number}.day"


def _years_keys(read: ReadTable, fact: DerivedFact, number: int) -> Keys:
    start, end = fact.start or "", fact.end or ""
    joins, first, second = _day_joins(read, start, end, number)
    exact = f"{first} IS NOT NULL AND {second} IS NOT NULL"
    keys = Keys([f"CASE WHEN {exact} THEN {steps.whole_years(first, second)} ELSE {_NO_YEARS} END"], joins)
    keys.expressions += [
        f"CASE WHEN {exact} THEN {steps.NONE} ELSE t.{read.expressions[column]} END" for column in (start, end)
    ]
    if fact.or_given_by in read.meanings:
        keys.expressions.append(f"t.{read.expressions[fact.or_given_by or '']}")
    return keys


def _ended_keys(judge: Judge, read: ReadTable, fact: DerivedFact, columns: list[str], alike: Keys, number: int) -> Keys:
    """A title that is valid at entry, or whose end is not stated, has not ended whatever the other columns say."""
    of, before = fact.of or "", fact.before or ""
    joins, last, day = _day_joins(read, of, before, number)
    harmless = [m for m, r in enumerate(read.meanings[of].values) if raises_no_doubt(judge.rulebook, fact, r)]
    no_doubt = f"t.{read.expressions[of]} IN ({', '.join(map(str, harmless))})" if harmless else "false"
    settled = f"({no_doubt} OR coalesce({last} >= {day}, false))"
    exact = f"{last} IS NOT NULL AND {day} IS NOT NULL"
    keys = Keys([f"CASE WHEN {settled} THEN 0 WHEN {exact} THEN 1 ELSE 2 END"], [*alike.joins, *joins])
    for column, expression in zip(columns, alike.expressions, strict=True):
        own = f"t.{read.expressions[column]}" if column in (of, before) else expression
        keys.expressions.append(f"CASE WHEN {settled} THEN {steps.NONE} WHEN {exact} THEN {expression} ELSE {own} END")
    return keys
