"""Finds the facts of all cases of a round: each distinct tuple of what a fact follows from is looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from regelgraph.rulebook import DerivedFact
from regelgraph.tables import steps
from regelgraph.tables.grouped.alike import alike
from regelgraph.tables.grouped.bodies import rows_that_decide
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.grouped.rows import GroupRows, Members
from regelgraph.tables.grouped.stated import Stated
from regelgraph.tables.kernels import call, cast, look_up, same
from regelgraph.tables.meanings import Meanings
from regelgraph.tables.numbering import numbered, tuples
from regelgraph.tables.rows.found import Findings, Found, KnownFact

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.finding import Finding


class GroupFacts:
    """Facts of cases as far as they have been found: `findings` are what the numbers stand for."""

    def __init__(self, plan: Plan, whole: GroupRows) -> None:
        self.findings = Findings(plan.judge, plan.case_kind)
        self._plan = plan
        self._whole = whole
        self._stated = {column: Stated(whole, column) for column in plan.stated}
        self._known: dict[tuple[str, tuple[int, ...]], int] = {}

    def find(self, names: Sequence[str], members: Members) -> tuple[Found, pa.Array]:
        """By fact its number for each case, and in bits the columns, by place in the plan, that are blank and missed.

        Missed are those from which facts follow that can only be noticed where they are stated.
        """
        found = Found(Meanings(self._whole.lexicon, 0), self.findings)
        columns: dict[str, pa.Array] = {}
        missed: dict[str, None] = {}
        for name in names:
            fact = self._plan.of_rows.get(name)
            if fact:
                found.codes[name] = self._among(fact, members)
                continue
            inputs = self._plan.facts.inputs(name)
            for column in inputs:
                if column not in columns:
                    columns[column] = self._stated[column].find(members)
            if self._plan.facts.noticed(name):
                missed |= dict.fromkeys(inputs)
            found.codes[name] = self._follow(name, {column: columns[column] for column in inputs}, members)
        return found, self._missed(missed, columns, len(members.groups))

    def _among(self, fact: DerivedFact, members: Members) -> pa.Array:
        codes, cases = rows_that_decide(self._whole, fact, members)
        numbers = [self._number(fact.name, self._plan.facts.among(fact, rows)) for rows in ([], *cases)]
        return look_up(numbers, call("subtract", codes, steps.NONE))

    def _follow(self, name: str, given: Mapping[str, pa.Array], members: Members) -> pa.Array:
        if not given:
            return same(self._number(name, self._plan.facts.stated(name, {})), len(members.groups))
        groups = numbered(alike(self._plan.facts, name, self._stated, given))
        numbers = []
        for key in tuples(list(given.values()), groups.firsts):
            number = self._known.get((name, key))
            if number is None:
                cells = {column: self._stated[column].readings(each) for column, each in zip(given, key, strict=True)}
                number = self._known[name, key] = self._number(name, self._plan.facts.stated(name, cells))
            numbers.append(number)
        return look_up(numbers, groups.codes)

    def _number(self, name: str, finding: Finding) -> int:
        fact = self.findings.facts.setdefault(name, KnownFact())
        return fact.number(finding, self._whole.lexicon.problems, self.findings.troubles)

    def _missed(self, missed: Mapping[str, None], columns: Mapping[str, pa.Array], count: int) -> pa.Array:
        bits = cast(same(0, count), "int64")
        for column in missed:
            blank = cast(call("equal", columns[column], 0), "int64")
            bits = call("add", bits, call("multiply", blank, 1 << self._plan.stated.index(column)))
        return bits
