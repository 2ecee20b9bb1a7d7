"""Findings of a case that several rows describe: of some facts each row has its own value, of others the first one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from regelgraph.judge import stated
from regelgraph.judge.finding import Finding
from regelgraph.judge.rows import Answer, Row, any_row_has, body_among_rows
from regelgraph.rulebook import DerivedFact, Fact
from regelgraph.terms import ANY_ROW_HAS, BODY_AMONG_ROWS
from regelgraph.values import BLANK, Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

_OF_ROWS = {ANY_ROW_HAS: any_row_has, BODY_AMONG_ROWS: body_among_rows}


class Grouped:
    """Derives the facts of one case; `chooser` is the column that decides to which case a row belongs."""

    def __init__(self, judge: Judge, case_kind: str, rows: Sequence[Row], chooser: str | None) -> None:
        self._judge = judge
        self._kind = case_kind
        self._rows = rows
        self._chooser = chooser
        self._facts = judge.rulebook.facts[case_kind]
        self._derived = judge.rulebook.derived[case_kind]

    def findings(self, names: Sequence[str]) -> dict[str, Finding]:
        """The findings of base and derived facts."""
        return {name: self._finding(name) for name in names}

    def absent(self, names: Sequence[str]) -> set[str]:
        """The blank columns from which facts follow that can only be noticed where they are stated."""
        columns = set()
        for name in names:
            fact = self._derived.get(name) or self._facts[name]
            if fact.unless_stated is not None:
                columns |= {column for column in self._judge.inputs(self._kind, name) if self._is_blank(column)}
        return columns

    def first(self, column: str) -> Reading:
        """What the first row that fills the column says."""
        return self._stated(column)[0]

    def _is_blank(self, column: str) -> bool:
        return all(row.readings.get(column, BLANK).state is State.BLANK for row in self._rows)

    def _stated(self, column: str) -> list[Reading]:
        """The reading of the first row that can be read; before it those of rows that may not belong to the case."""
        found = []
        for row in self._rows:
            reading = row.readings.get(column, BLANK)
            if reading.state in (State.KNOWN, State.VAGUE):
                found.append(reading)
                if row.certain:
                    break
        unreadable = (row.readings.get(column, BLANK) for row in self._rows)
        return found or [next((r for r in unreadable if r.state is State.UNREADABLE), BLANK)]

    def _finding(self, name: str) -> Finding:
        derived = self._derived.get(name)
        if derived and derived.derivation in _OF_ROWS:
            return self._of_rows(derived, _OF_ROWS[derived.derivation](derived, self._filled(derived)))
        fact = derived or self._facts[name]
        if fact.unless_stated is not None:
            return self._noticed(fact)
        readings = {column: self.first(column) for column in self._judge.inputs(self._kind, name)}
        return self._judge.finding(self._kind, name, readings)

    def _filled(self, fact: DerivedFact) -> list[Row]:
        return [
            Row({column: row.readings.get(column, BLANK) for column in fact.inputs}, row.certain) for row in self._rows
        ]

    def _of_rows(self, fact: DerivedFact, answer: Answer) -> Finding:
        columns = set(answer.columns) | ({self._chooser} if answer.uncertain_rows and self._chooser else set())
        settled = isinstance(answer.possible, Options) and len(answer.possible.values) == 1
        state = State.KNOWN if settled else State.VAGUE
        show = self._judge.words.possible(answer.possible, fact.code_list, state)
        ordered = sorted(columns, key=lambda column: self._facts[column].order)
        return Finding(answer.possible, state, show, tuple(ordered))

    def _noticed(self, fact: Fact | DerivedFact) -> Finding:
        """A fact that holds unless some reading of the cells states the contrary."""
        unless = bool(fact.unless_stated)
        inputs = self._judge.inputs(self._kind, fact.name)
        choices = product(*(self._stated(column) for column in inputs))
        values = {self._value(fact, dict(zip(inputs, chosen, strict=True)), unless) for chosen in choices}
        value = not unless if (not unless) in values else unless
        possible = Options(frozenset({value}))
        return Finding(possible, State.KNOWN, self._judge.words.possible(possible, None, State.KNOWN))

    @staticmethod
    def _value(fact: Fact | DerivedFact, readings: Mapping[str, Reading], unless: bool) -> bool:
        if isinstance(fact, DerivedFact):
            return stated.follows(fact, readings)
        return stated.stated(readings[fact.name].possible, unless)
