"""Judges a list block by block, from cells to the lines of its report; what is known stays known for further blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Round
from regelgraph.tables.blocks import Block, Part
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import Say
from regelgraph.tables.kernels import same
from regelgraph.tables.meanings import Lexicon
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.rounds import Assigned, assign, judgeable, round_column
from regelgraph.tables.rows.found import Findings, Found
from regelgraph.tables.rows.judged import Judging
from regelgraph.tables.rows.report_lines import Lines, report_lines
from regelgraph.tables.rows.troubles import invalid_of

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge
    from regelgraph.tables.columns import Columns

_MOST_KNOWN: Final = 1 << 21
"""Distinct cells and cases that are kept known; a list with more is read on as if it began anew."""


class Pipeline:
    """Judges the blocks of a list by the rounds asked for, or those that its rows name.

    `endings` and `texts` are what the numbers of all lines so far stand for; `full` gives endings every criterion.
    """

    def __init__(
        self, judge: Judge, case_kind: str, columns: Columns, asked: Sequence[Round], say: Say, *, full: bool = False
    ) -> None:
        self.endings: Interner[Ending] = Interner()
        self.texts: Interner[str] = Interner()
        self._judge = judge
        self._case_kind = case_kind
        self._columns = columns
        self._asked = asked
        self._say = say
        self._full = full
        chooser = round_column(judge.rulebook, case_kind)
        self._chooser = chooser if chooser and columns.has(chooser.name) else None
        self._begin()

    def _begin(self) -> None:
        self._lexicon = Lexicon(self._columns.columns)
        self._findings = Findings(self._judge, self._case_kind)
        self._judgings: dict[str, Judging] = {}

    def part(self, block: Block) -> Part:
        """The lines of a block."""
        known = self._lexicon.size + self._findings.size + sum(each.size for each in self._judgings.values())
        if known > _MOST_KNOWN:
            self._begin()
        read = self._lexicon.read(block)
        assigned = assign(self._judge, self._case_kind, read, self._asked, self._chooser)
        rounds = [each.round for each in assigned if each.round]
        names = dict.fromkeys(name for round_ in rounds for name in self._judge.needs(round_.iri, self._case_kind))
        found = self._findings.find(read, list(names))
        lines = [self._lines(found, each) for each in assigned]
        return Part(report_lines(lines, block, self._columns.identity.place), block)

    def _lines(self, found: Found, part: Assigned) -> Lines:
        """The lines of the report on the rows of a round."""
        needs: tuple[str, ...] = ()
        if part.round:
            judging = self._judging(part.round)
            needs, endings = judging.needs, judging.judge(found, part.rows)
        else:
            count = found.read.rows if part.rows is None else len(part.rows)
            endings = same(self.endings.id(unknown_round(self._judge, self._case_kind)) if count else 0, count)
        invalid = invalid_of(found, part.rows, needs, self.texts, self._columns.order, self._say)
        return Lines(part.rows, part.order, endings, invalid)

    def _judging(self, round_: Round) -> Judging:
        known = self._judgings.get(round_.iri)
        if known is None:
            known = Judging(self._judge, self._case_kind, round_, self._findings, self.endings, full=self._full)
            self._judgings[round_.iri] = known
        return known


def unknown_round(judge: Judge, case_kind: str) -> Ending:
    """The ending of a row that does not say by which round it is judged."""
    known = ", ".join(round_.notation for round_ in judgeable(judge, case_kind))
    reason = judge.words.phrase("unknown-round", rounds=known)
    word = judge.rulebook.outcomes[case_kind][Level.UNDETERMINED].notation
    chooser = round_column(judge.rulebook, case_kind)
    return Ending("", Level.UNDETERMINED, word, (), (chooser.name,) if chooser else (), reason, ())
