"""Judges all rows of a round: each distinct tuple of worlds once, and each distinct ending put into words once.

What decides depends on possible values alone; what a reason shows only on the facts that its text names. So rows are
first brought to a structure (the outcome of every criterion), then to an ending (the words of a report row).
"""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from typing import TYPE_CHECKING

from regelgraph.judge.finding import Finding
from regelgraph.judge.outcomes import Judged, Level
from regelgraph.judge.verdict import Structure, Verdicts
from regelgraph.rulebook import Criterion, Round
from regelgraph.tables import steps
from regelgraph.tables.endings import Ending, ending_of
from regelgraph.tables.finding import FoundTable
from regelgraph.tables.intern import Interner

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge


class RoundJudge:
    """Judges the rows of one round and numbers their endings in `endings`; `full` gives them every criterion."""

    def __init__(
        self,
        judge: Judge,
        case_kind: str,
        round_: Round,
        found: FoundTable,
        endings: Interner[Ending],
        *,
        full: bool = False,
    ) -> None:
        self._full = full
        self._judge = judge
        self._case_kind = case_kind
        self._round = round_
        self._found = found
        self._endings = endings
        self.needs = judge.needs(round_.iri, case_kind)
        self._criteria = judge.criteria(round_.iri, case_kind)
        tables = [judge.table(criterion.iri) for criterion in self._criteria]
        self._structures: dict[Structure, tuple[int, int]] = {}
        self._verdicts = Verdicts(judge.rulebook, judge.words, case_kind, round_.label, tables)

    def judge(self, rows: str, result: str) -> None:
        """Make the table `result` (row, e) from the rows of `found` that the table `rows` (row) names."""
        relations = self._found.read.relations
        kept = ", ".join(f"f.{part}_{self._number(name)}" for name in self.needs for part in "wf")
        relations.make(
            f"{result}_cases", f"SELECT f.row, {kept} FROM {self._found.name} f JOIN {rows} r ON r.row = f.row"
        )
        worlds = [f"w_{self._number(name)}" for name in self._judged_facts()]
        found = [(*row, *self._structure(row)) for row in self._distinct(f"{result}_cases", worlds)]
        relations.put_numbers(f"{result}_structures", [*worlds, "s", "shown"], found)
        shown = [
            f"{steps.masked(f't.f_{self._number(name)}', 's.shown', place)} AS y_{place}"
            for place, name in enumerate(self.needs)
        ]
        join = steps.joined(f"{result}_structures", "s", [(column, f"t.{column}") for column in worlds])
        findings = [f"f_{self._number(name)}" for name in self.needs]
        relations.make(
            f"{result}_staged", steps.added(f"{result}_cases", [join], ["s.s AS s", *shown], ["row", *findings])
        )
        keys = ["s", *(f"y_{place}" for place in range(len(self.needs)))]
        endings = [
            (*row[: len(keys)], self._ending(row[len(keys) :]))
            for row in relations.rows(steps.stand_ins(f"{result}_staged", keys, findings))
        ]
        relations.put_numbers(f"{result}_endings", [*keys, "e"], endings)
        join = steps.joined(f"{result}_endings", "e", [(key, f"t.{key}") for key in keys])
        relations.make(result, f"SELECT t.row, e.e FROM {result}_staged t{join}")

    def _number(self, name: str) -> int:
        return self._found.numbers[name]

    def _distinct(self, table: str, columns: Sequence[str]) -> list[tuple[int, ...]]:
        return self._found.read.relations.rows(f"SELECT DISTINCT {', '.join(columns)} FROM {table}")

    def _judged_facts(self) -> list[str]:
        """The facts that criteria read, and those on which the meaning of a blank cell hangs."""
        shown_only = {name for criterion in self._criteria for name in criterion.shows}
        read = {name for criterion in self._criteria for name in criterion.reads}
        return [name for name in self.needs if name in read or name not in shown_only]

    def _structure(self, row: Sequence[int]) -> tuple[int, int]:
        findings: dict[str, Finding] = {
            name: self._found.shown_by_world[name][world] for name, world in zip(self._judged_facts(), row, strict=True)
        }
        structure = self._verdicts.structure(findings)
        if structure not in self._structures:
            self._structures[structure] = (len(self._structures), self._mask(structure))
        return self._structures[structure]

    def _mask(self, structure: Structure) -> int:
        """Bits of the facts, by their place in `needs`, whose findings the words of an ending depend on."""
        if self._full:
            return (1 << len(self.needs)) - 1
        names = set(structure.matter)
        for criterion, judged in zip(self._criteria, structure.judged, strict=True):
            if judged.level is structure.level and judged.level is not Level.OK:
                names |= {*criterion.reads, *_named_in(criterion, judged)}
        return sum(1 << place for place, name in enumerate(self.needs) if name in names)

    def _ending(self, row: Sequence[int]) -> int:
        findings = {
            name: self._found.findings[name].values[number] for name, number in zip(self.needs, row, strict=True)
        }
        verdict = self._verdicts.verdict(findings, full=self._full)
        return self._endings.id(ending_of(self._round, verdict, full=self._full))


def _named_in(criterion: Criterion, judged: Judged) -> set[str]:
    """Facts that the reason of an outcome may name; the texts of both languages count."""
    texts = [criterion.constraints[i].reason for i in judged.fired]
    if judged.level is Level.UNDETERMINED or judged.differing:
        texts = [criterion.open_reason]
    pieces = [piece for text in texts for words in (text.de, text.en) for piece in Formatter().parse(words)]
    return {name for _, name, _, _ in pieces if name}
