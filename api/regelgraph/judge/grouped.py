"""Findings of a case that several rows describe: of some facts each row has its own value, of others the first one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from regelgraph.judge import stated
from regelgraph.judge.finding import Finding
from regelgraph.judge.rows import Row, any_row_has, body_among_rows
from regelgraph.rulebook import DerivedFact, Fact
from regelgraph.terms import ANY_ROW_HAS, BODY_AMONG_ROWS
from regelgraph.values import BLANK, Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

_OF_ROWS = {ANY_ROW_HAS: any_row_has, BODY_AMONG_ROWS: body_among_rows}
KNOWN = (State.KNOWN, State.VAGUE)
"""States of a cell that fills a column."""


class RowFacts:
    """Finds facts of cases of several rows; `chooser` is the column that decides to which case a row belongs."""

    def __init__(self, judge: Judge, case_kind: str, chooser: str | None) -> None:
        self._judge = judge
        self._kind = case_kind
        self._chooser = chooser
        self._facts = judge.rulebook.facts[case_kind]
        self._derived = judge.rulebook.derived[case_kind]

    def of_rows(self, name: str) -> DerivedFact | None:
        """The fact, if it follows from what each row has."""
        fact = self.derived(name)
        return fact if fact and fact.derivation in _OF_ROWS else None

    def inputs(self, name: str) -> tuple[str, ...]:
        """The columns that a fact follows from."""
        return self._judge.inputs(self._kind, name)

    def noticed(self, name: str) -> bool:
        """Whether a fact can only be noticed where it is stated."""
        return self._fact(name).unless_stated is not None

    def among(self, fact: DerivedFact, rows: Sequence[Row]) -> Finding:
        """A fact that follows from what each row has."""
        given = [Row({column: row.readings.get(column, BLANK) for column in fact.inputs}, row.certain) for row in rows]
        answer = _OF_ROWS[fact.derivation](fact, given)
        columns = set(answer.columns) | ({self._chooser} if answer.uncertain_rows and self._chooser else set())
        settled = isinstance(answer.possible, Options) and len(answer.possible.values) == 1
        state = State.KNOWN if settled else State.VAGUE
        show = self._judge.words.possible(answer.possible, fact.code_list, state)
        ordered = sorted(columns, key=lambda column: self._facts[column].order)
        return Finding(answer.possible, state, show, tuple(ordered))

    def stated(self, name: str, cells: Mapping[str, Sequence[Reading]]) -> Finding:
        """Any other fact, by what is stated in the columns that it follows from (see `stated_in`)."""
        if self.noticed(name):
            return self._noticed(self._fact(name), cells)
        return self._judge.finding(self._kind, name, {column: cells[column][0] for column in self.inputs(name)})

    def answers(self, name: str, cells: Mapping[str, Sequence[Reading]]) -> frozenset[bool]:
        """What the cells say of a fact that can only be noticed where it is stated; on nothing else it depends."""
        fact, inputs = self._fact(name), self.inputs(name)
        choices = product(*(cells[column] for column in inputs))
        unless = bool(fact.unless_stated)
        return frozenset(self._value(fact, dict(zip(inputs, chosen, strict=True)), unless) for chosen in choices)

    def derived(self, name: str) -> DerivedFact | None:
        """The fact, if it is derived."""
        return self._derived.get(name)

    def _fact(self, name: str) -> Fact | DerivedFact:
        return self._derived.get(name) or self._facts[name]

    def _noticed(self, fact: Fact | DerivedFact, cells: Mapping[str, Sequence[Reading]]) -> Finding:
        """A fact that holds unless some reading of the cells states the contrary."""
        unless = bool(fact.unless_stated)
        value = not unless if (not unless) in self.answers(fact.name, cells) else unless
        possible = Options(frozenset({value}))
        return Finding(possible, State.KNOWN, self._judge.words.possible(possible, None, State.KNOWN))

    @staticmethod
    def _value(fact: Fact | DerivedFact, readings: Mapping[str, Reading], unless: bool) -> bool:
        if isinstance(fact, DerivedFact):
            return stated.follows(fact, readings)
        return stated.stated(readings[fact.name].possible, unless)


def stated_in(column: str, rows: Sequence[Row]) -> list[Reading]:
    """The reading of the first row that can be read; before it those of rows that may not belong to the case."""
    found = []
    for row in rows:
        reading = row.readings.get(column, BLANK)
        if reading.state in KNOWN:
            found.append(reading)
            if row.certain:
                break
    unreadable = (row.readings.get(column, BLANK) for row in rows)
    return found or [next((r for r in unreadable if r.state is State.UNREADABLE), BLANK)]


class Grouped:
    """Derives the facts of one case; `chooser` as in `RowFacts`."""

    def __init__(self, judge: Judge, case_kind: str, rows: Sequence[Row], chooser: str | None) -> None:
        self._facts = RowFacts(judge, case_kind, chooser)
        self._rows = rows

    def findings(self, names: Sequence[str]) -> dict[str, Finding]:
        """The findings of base and derived facts."""
        return {name: self._finding(name) for name in names}

    def absent(self, names: Sequence[str]) -> set[str]:
        """The blank columns from which facts follow that can only be noticed where they are stated."""
        columns = {column for name in names if self._facts.noticed(name) for column in self._facts.inputs(name)}
        return {column for column in columns if stated_in(column, self._rows) == [BLANK]}

    def _finding(self, name: str) -> Finding:
        fact = self._facts.of_rows(name)
        if fact:
            return self._facts.among(fact, self._rows)
        return self._facts.stated(name, {column: stated_in(column, self._rows) for column in self._facts.inputs(name)})
