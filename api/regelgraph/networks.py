"""Checks a table of partners end to end: each network for each of its rounds is one case of several rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.checks import Check, open_check
from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Fact, Round
from regelgraph.tables import steps
from regelgraph.tables.endings import Ending, ending_of
from regelgraph.tables.files import Held, cells_of
from regelgraph.tables.group_cases import Case, case_of
from regelgraph.tables.grouping import Group, TableRow, grouped, read_rows, rounds_of
from regelgraph.tables.invalid import say_all
from regelgraph.tables.readers import CellReader
from regelgraph.tables.report import Report
from regelgraph.tables.rounds import judgeable, round_column, round_of
from regelgraph.terms import RG
from regelgraph.values import BLANK, Problem, State

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.knowledge import Knowledge

NETWORKS: Final = RG + "NetworkCase"
ReportRow = tuple[int, int, str, int, int]
"""Number of the first row, place among the rounds of its network, its id, its ending and its invalid text."""


class NetworkCheck(Check):
    """A check of networks; `asked` rounds stand in blank round cells."""

    def stream(self) -> Report:
        """Judge all networks."""
        found = [row for group in self.groups for row in self._group_rows(group)] + [*self._alone_rows()]
        rows = sorted(row for row, _ in found)
        marks = [(partner, place, e, i) for (_, place, _, e, i), partners in found for partner in partners]
        self.judge.keep()
        return Report(
            self.columns.identity.name,
            self.endings.values,
            self.texts.values,
            self.words,
            self.knowledge,
            self.as_of,
            iris=self.iris,
            lines=_table(rows, row="int64", ord="int32", identity="string", e="int32", i="int32"),
            marks=_table(marks, row="int64", ord="int64", e="int32", i="int32"),
        )

    @cached_property
    def _split(self) -> tuple[list[Group], list[TableRow]]:
        rows = list(read_rows(cells_of(self.sources, self.columns.places), self.columns))
        identity = self.columns.identity
        reader = CellReader(self.judge.rulebook, identity.fact, identity.name)
        return grouped(rows, identity.fact.name, lambda text: reader.read(text).state is State.BLANK)

    @property
    def groups(self) -> list[Group]:
        """The networks in the order of their first rows."""
        return self._split[0]

    @property
    def alone(self) -> list[TableRow]:
        """The rows that belong to no network."""
        return self._split[1]

    def cases(self, group: Group, *, full: bool = False) -> Iterator[Case]:
        """A network for each of its rounds, judged; `full` gives the reasons of all criteria."""
        for round_, members in rounds_of(group, self._chooser, self.asked, self._known):
            yield case_of(self.judge, self.case_kind, self._chooser, group, round_, members, full=full)

    def unassigned(self, row: TableRow) -> Ending:
        """The ending of a row that names no network."""
        cell = row.readings.get(self._chooser.name, BLANK) if self._chooser else BLANK
        own = round_of(cell, self._known)
        if own is None and cell.state is State.BLANK and len(self.asked) == 1:
            own = self.asked[0]
        reason = self.judge.words.phrase("unassigned")
        missing = (self.columns.identity.name,)
        word = self.words[Level.UNDETERMINED]
        return Ending(own.notation if own else "", Level.UNDETERMINED, word, (), missing, reason, ())

    def problems(self, rows: Sequence[TableRow]) -> list[tuple[str, Problem]]:
        """What is wrong with the cells of the rows, each once, in the order of the columns."""
        found = dict.fromkeys(problem for row in rows for problem in row.problems)
        return sorted(found, key=lambda item: self._order(item[0]))

    @cached_property
    def _chooser(self) -> Fact | None:
        return round_column(self.judge.rulebook, self.case_kind)

    @cached_property
    def _known(self) -> dict[str, Round]:
        return {round_.iri: round_ for round_ in judgeable(self.judge, self.case_kind)}

    def _group_rows(self, group: Group) -> Iterator[tuple[ReportRow, list[int]]]:
        """Report rows of a network, and the numbers of the rows that each is about."""
        first = group.rows[0].number
        place = -1
        for place, case in enumerate(self.cases(group, full=self.full)):
            ending = replace(ending_of(case.round, case.verdict, full=self.full), missing=case.missing)
            rows = [member.row for member in case.members]
            numbers = [row.number for row in rows]
            yield (first, place, group.identity, self.endings.id(ending), self._invalid(rows)), numbers
        if place < 0:
            unknown, numbers = self.endings.id(self.unknown_round()), [row.number for row in group.rows]
            yield (first, 0, group.identity, unknown, self._invalid(group.rows)), numbers

    def _alone_rows(self) -> Iterator[tuple[ReportRow, list[int]]]:
        for row in self.alone:
            identity = row.raw[self.columns.identity.fact.name]
            found = (row.number, 0, identity, self.endings.id(self.unassigned(row)), self._invalid([row]))
            yield found, [row.number]

    def _invalid(self, rows: Sequence[TableRow]) -> int:
        problems = self.problems(rows)
        return self.texts.id(say_all(problems, self._order, self._say)) if problems else steps.NONE


def _table(rows: Sequence[tuple[int | str, ...]], **types: str) -> pa.Table:
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else ((),) * len(types)
    return pa.table([pa.array(c, t) for c, t in zip(columns, types.values(), strict=True)], names=list(types))


def open_networks(
    knowledge: Knowledge,
    files: Sequence[Path | Held],
    rounds: Sequence[str],
    *,
    as_of: date,
    lang: str = "de",
    sheet: str | None = None,
) -> NetworkCheck:
    """Read the files, of workbooks the `sheet`, and see that they can be judged. Raises as `open_check`."""
    check = open_check(knowledge, files, rounds, as_of=as_of, lang=lang, case_kind=NETWORKS, sheet=sheet)
    return NetworkCheck(check.judge, check.sources, check.columns, check.asked, as_of, lang, NETWORKS)
