"""Checks a table of cases end to end: read, derive, judge, report. Each distinct value is read and judged once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.judge import Judge
from regelgraph.rulebook import Concept, Fact, Round
from regelgraph.tables.blocks import blocks_of
from regelgraph.tables.columns import Columns, recognise
from regelgraph.tables.files.opening import read_all
from regelgraph.tables.files.source import Held, Source
from regelgraph.tables.readers import keep_titles
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.report import Report, short_knowledge
from regelgraph.tables.rounds import asked_for, require_round, round_column
from regelgraph.tables.rows.pipeline import Pipeline, unknown_round
from regelgraph.terms import PERSONS

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.by_hand import ByHand


@dataclass(slots=True)
class Check:
    """One kind of case, the sources of a table, the columns found in them, and the rounds asked for.

    `full`: every row of the report has the outcome of every criterion, not only of those that decided. `before` rows of
    the list stand before those of the sources.
    """

    judge: Judge
    sources: list[Source]
    columns: Columns
    asked: list[Round]
    as_of: date
    lang: str = "de"
    case_kind: str = PERSONS
    full: bool = False
    before: int = 0

    @property
    def verdicts(self) -> tuple[Concept, ...]:
        """The verdicts of the case kind, from safe to blocked."""
        return self.judge.rulebook.outcomes[self.case_kind]

    @property
    def words(self) -> list[str]:
        """Their words."""
        return [concept.notation for concept in self.verdicts]

    @property
    def knowledge(self) -> str:
        """Version and short fingerprint of the rules."""
        return short_knowledge(self.judge.rulebook.version, self.judge.rulebook.fingerprint)

    @property
    def iris(self) -> dict[str, str]:
        """The IRIs of verdicts and rounds by the words of a report."""
        rounds = {round_.notation: round_.iri for round_ in self.judge.rulebook.rounds.values()}
        return rounds | {concept.notation: concept.iri for concept in self.verdicts}

    @property
    def total(self) -> int:
        """About how many rows there are."""
        return sum(source.expected for source in self.sources)

    def stream(self) -> Report:
        """A report whose rows are judged while they are taken, a block at a time; they can be taken once."""
        return self.judged_by(self.pipeline())

    def pipeline(self) -> Pipeline:
        """What judges the rows of this list, and of others with these columns."""
        return Pipeline(self.judge, self.case_kind, self.columns, self.asked, self._say, full=self.full)

    def judged_by(self, pipeline: Pipeline) -> Report:
        """The same by a pipeline that may have judged other rows before; what it knows it need not find again."""
        blocks = blocks_of(self.sources, self.columns.places, self.before)
        return Report(
            self.columns.identity.name, pipeline.endings.values, pipeline.texts.values, self.words, self.knowledge,
            self.as_of, iris=self.iris, parts=map(pipeline.part, blocks), done=self.judge.keep,
        )  # fmt: skip

    def report(self) -> Report:
        """Judge all rows."""
        return self.stream().whole()

    def unknown_round(self) -> Ending:
        """The ending of a row that does not say by which round it is judged."""
        return unknown_round(self.judge, self.case_kind)

    def _order(self, column: str) -> int:
        return self.columns.order(column)

    def _say(self, problem: object) -> str:
        return self.judge.problem_text(problem, self.lang)  # type: ignore[arg-type]


def open_check(
    knowledge: Knowledge,
    files: Sequence[Path | Held],
    rounds: Sequence[str],
    *,
    as_of: date,
    lang: str = "de",
    case_kind: str = PERSONS,
    sheet: str | None = None,
    by_hand: ByHand | None = None,
) -> Check:
    """Read the files, of workbooks the `sheet`, and see that they can be judged.

    `by_hand` says of columns which fact they are, whatever their headers say: place (0 = first) to column name, or
    NO_FACT. Raises UsageError for unknown rounds or none, a sheet that must be named or a column by hand that cannot
    be, InputError for a file that cannot be read, HeaderError for one without a required column.
    """
    judge = Judge(knowledge)
    keep_titles(knowledge)
    asked = asked_for(judge, case_kind, rounds)
    sources = read_all(judge.rulebook, case_kind, files, sheet)
    columns = recognise(judge, case_kind, sources, by_hand=by_hand)
    chooser: Fact | None = round_column(judge.rulebook, case_kind)
    require_round(judge, case_kind, asked, has_column=bool(chooser and columns.has(chooser.name)))
    return Check(judge, sources, columns, asked, as_of, lang, case_kind)
