"""Judges cases of several rows one by one, with all that an explanation shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from regelgraph.judge.finding import Finding
from regelgraph.judge.grouped import Grouped
from regelgraph.judge.rows import Row
from regelgraph.judge.verdict import Verdict
from regelgraph.rulebook import Round
from regelgraph.tables.files.source import Source, cells_of
from regelgraph.tables.grouped.grouping import Group, Member, TableRow, grouped, of_identity, read_rows, rounds_of
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.rounds import round_of
from regelgraph.values import BLANK, Problem, State


@dataclass(frozen=True, slots=True)
class Case:
    """A group of rows for a round, judged.

    `missing` are the columns that could change the verdict, and the blank ones that can only raise doubt.
    """

    group: Group
    round: Round
    members: Sequence[Member]
    findings: dict[str, Finding]
    verdict: Verdict
    missing: tuple[str, ...]


class OneByOne:
    """The groups of a list in the order of their first rows, judged one by one; only those of an `identity` if given.

    `asked` rounds stand in blank round cells.
    """

    def __init__(
        self, plan: Plan, sources: Sequence[Source], asked: Sequence[Round], identity: str | None = None
    ) -> None:
        self._plan = plan
        self._sources = sources
        self._asked = asked
        self._identity = identity

    @property
    def groups(self) -> list[Group]:
        """The groups in the order of their first rows."""
        return self._split[0]

    @property
    def alone(self) -> list[TableRow]:
        """The rows that belong to no group."""
        return self._split[1]

    @cached_property
    def _split(self) -> tuple[list[Group], list[TableRow]]:
        columns = self._plan.columns
        cells = cells_of(self._sources, columns.places)
        if self._identity is not None:
            cells = of_identity(cells, columns.identity, self._identity)
        reader = columns.identity.reader
        return grouped(
            list(read_rows(cells, columns)),
            columns.identity.fact.name,
            lambda text: reader.read(text).state is State.BLANK,
        )

    def cases(self, group: Group, *, full: bool = False) -> Iterator[Case]:
        """A group for each of its rounds, judged; `full` gives the reasons of all criteria."""
        for round_, members in rounds_of(group, self._plan.chooser, self._asked, self._plan.rounds):
            yield self._case(group, round_, members, full=full)

    def round_of_alone(self, row: TableRow) -> Round | None:
        """The round that a row which belongs to no group counts for, if that is known."""
        chooser = self._plan.chooser
        cell = row.readings.get(chooser.name, BLANK) if chooser else BLANK
        own = round_of(cell, self._plan.rounds)
        if own is None and cell.state is State.BLANK and len(self._asked) == 1:
            return self._asked[0]
        return own

    def problems(self, rows: Sequence[TableRow]) -> list[tuple[str, Problem]]:
        """What is wrong with the cells of the rows, each once, in the order of the columns."""
        found = dict.fromkeys(problem for row in rows for problem in row.problems)
        return sorted(found, key=lambda item: self._plan.columns.order(item[0]))

    def _case(self, group: Group, round_: Round, members: Sequence[Member], *, full: bool) -> Case:
        judge, kind = self._plan.judge, self._plan.case_kind
        names = judge.needs(round_.iri, kind)
        rows = [Row(member.row.readings, member.certain) for member in members]
        derived = Grouped(judge, kind, rows, next(iter(self._plan.chosen), None))
        findings = derived.findings(names)
        verdict = judge.verdict(round_.iri, findings, kind, full=full)
        facts = judge.rulebook.facts[kind]
        missing = tuple(sorted({*verdict.missing, *derived.absent(names)}, key=lambda name: facts[name].order))
        return Case(group, round_, members, findings, verdict, missing)
