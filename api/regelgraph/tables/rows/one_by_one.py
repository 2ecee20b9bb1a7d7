"""Judges rows that come one by one, in plain Python: the lines of a report that `pipeline` makes for them in blocks.

What is known of cells, facts and cases stays in memory for further rows, up to a bound, and is written nowhere.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.judge import Judge
from regelgraph.rulebook import Round
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import Say, say_all
from regelgraph.tables.meanings import Lexicon
from regelgraph.tables.readers import keep_titles
from regelgraph.tables.reading import Column, day_before
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.rounds import judgeable, round_column, rounds_by
from regelgraph.tables.rows.forms import Form, Forms
from regelgraph.tables.rows.found import Findings
from regelgraph.tables.rows.judged_row import RowJudging
from regelgraph.tables.rows.pipeline import unknown_round
from regelgraph.tables.rows.row_keys import row_key

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

MOST_BYTES: Final = 16 << 20
"""About so much memory takes what is known; when it is more, everything is forgotten and found anew."""
_CELL, _FINDING, _CASE, _ENDING = 300, 1_000, 300, 2_500
"""Bytes that one takes, about; of a cell without its characters."""
LONGEST_KEPT: Final = 500
"""Characters of a cell that is kept known."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report on a row: how it ends, and what is wrong with the row, in words.

    `number` stands for the ending, and for no other one of the same judge, also not when it has been forgotten.
    """

    number: int
    ending: Ending
    invalid: str


class OneByOne:
    """Judges rows of one case kind, of lists of any form; every line has all criteria. Not for several threads."""

    def __init__(self, knowledge: Knowledge, case_kind: str, most_bytes: int = MOST_BYTES) -> None:
        keep_titles(knowledge)
        self._knowledge = knowledge
        self._case_kind = case_kind
        self._most_bytes = most_bytes
        judge = Judge(knowledge)
        self.forms = Forms(judge, case_kind)
        self.rounds = {round_.iri: round_ for round_ in judgeable(judge, case_kind)}
        chooser = round_column(judge.rulebook, case_kind)
        self.chooser = chooser.name if chooser else None
        self._needs = {iri: judge.needs(iri, case_kind) for iri in self.rounds}
        names = dict.fromkeys(name for needs in self._needs.values() for name in needs)
        self._inputs = {name: judge.inputs(case_kind, name) for name in names}
        self._unknown = unknown_round(judge, case_kind)
        self._forgotten = 1
        self._begin(judge)

    def _begin(self, judge: Judge) -> None:
        self.judge = judge
        self._lexicon = Lexicon(self.forms.columns)
        self._findings = Findings(judge, self._case_kind)
        self._keys = {name: row_key(judge, self._case_kind, self._lexicon, name) for name in self._inputs}
        self._endings: Interner[Ending] = Interner()
        self._judgings: dict[str, RowJudging] = {}
        self._cells = 0

    @property
    def bytes(self) -> int:
        """How much memory is taken by what is known, about."""
        cases = sum([each.size for each in self._judgings.values()])
        known = _FINDING * self._findings.size + _CASE * cases + _ENDING * len(self._endings.values)
        return self._cells + known

    def lines(self, form: Form, cells: Sequence[str], asked: Sequence[Round], say: Say) -> list[Line]:
        """The lines on a row, by its cells in the order of the headers of its form, and the rounds asked for."""
        if self.bytes > self._most_bytes:
            self.judge.keep()
            self._forgotten += len(self._endings.values)
            self._begin(Judge(self._knowledge))
        meanings, troubles = self._read(form, cells)
        own = meanings.get(self.chooser, steps.BLANK) if self.chooser else steps.BLANK
        rounds = asked
        if own != steps.BLANK:
            rounds = rounds_by(self._lexicon.of(self.chooser or "", own), self.rounds, asked)
        if not rounds:
            return [Line(0, self._unknown, self._said(form, troubles, say))]
        return [self._line(form, round_, meanings, troubles, say) for round_ in rounds]

    def warm(self) -> None:
        """Have ready what the first rows would wait for, of every round."""
        form = self.forms.of([column.name for column in self.forms.columns if column.name == column.fact.name], "")
        for round_ in self.rounds.values():
            self.lines(form, [""] * len(form.source.headers), [round_], str)
        for _, column in form.read:
            column.reader.read("?!?")

    def _read(self, form: Form, cells: Sequence[str]) -> tuple[dict[str, int], list[int]]:
        """The meanings of the cells by fact, and what is wrong with them, as numbers of the lexicon."""
        meanings: dict[str, int] = {}
        troubles = []
        for place, column in form.read:
            meaning, trouble = self._cell(column, cells[place])
            meanings[column.fact.name] = meaning
            if trouble != steps.NONE:
                troubles.append(trouble)
        for column, earlier in form.held:
            name = column.fact.name
            if self._lexicon.is_early((name, meanings[name]), (earlier, meanings[earlier])):
                meanings[name] = steps.UNREADABLE
                troubles.append(self._lexicon.problems.id((column.name, day_before(earlier))))
        return meanings, troubles

    def _cell(self, column: Column, cell: str) -> tuple[int, int]:
        known = self._lexicon.known(column)
        pair = known.get(cell)
        if pair is None:
            pair = self._lexicon.read_cell(column, cell)
            self._cells += sys.getsizeof(cell) + _CELL
            if len(cell) <= LONGEST_KEPT:
                known[cell] = pair
        return pair

    def _line(self, form: Form, round_: Round, meanings: dict[str, int], troubles: list[int], say: Say) -> Line:
        needs = self._needs[round_.iri]
        row = tuple([self._finding(name, meanings) for name in needs])
        place = self._judging(round_).ending(row)
        return Line(
            self._forgotten + place,
            self._endings.values[place],
            self._said(form, [*troubles, *self._derived(needs, row)], say),
        )

    def _finding(self, name: str, meanings: dict[str, int]) -> int:
        """The number of the finding of a fact; a column that is not there is blank."""
        inputs = self._inputs[name]
        given = tuple([meanings.get(column, steps.BLANK) for column in inputs])
        return self._findings.number(self._lexicon, name, inputs, given, self._keys[name](given))

    def _derived(self, needs: Sequence[str], row: Sequence[int]) -> Iterator[int]:
        """What is wrong with facts as a whole."""
        for name, number in zip(needs, row, strict=True):
            fact = self._findings.facts[name]
            if fact.troubled and fact.troubles[number] != steps.NONE:
                yield from self._findings.troubles.values[fact.troubles[number]]

    def _said(self, form: Form, troubles: Sequence[int], say: Say) -> str:
        return say_all([self._lexicon.problems.values[each] for each in troubles], form.columns.order, say)

    def _judging(self, round_: Round) -> RowJudging:
        known = self._judgings.get(round_.iri)
        if known is None:
            known = RowJudging(self.judge, self._case_kind, round_, self._findings, self._endings, full=True)
            self._judgings[round_.iri] = known
        return known
