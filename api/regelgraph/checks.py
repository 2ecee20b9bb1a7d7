"""Checks a table of cases end to end: read, derive, judge, report. Each distinct value is read and judged once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.judge import Judge
from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Concept, Fact, Round
from regelgraph.tables.cells import texts
from regelgraph.tables.columns import Columns, recognise
from regelgraph.tables.endings import Ending
from regelgraph.tables.files import Held, Source
from regelgraph.tables.found import Found, find_all
from regelgraph.tables.intern import Interner
from regelgraph.tables.judged import Judging
from regelgraph.tables.kernels import same
from regelgraph.tables.meanings import read_meanings
from regelgraph.tables.opening import read_all
from regelgraph.tables.readers import keep_titles
from regelgraph.tables.relations import Relations
from regelgraph.tables.report import Report, short_knowledge
from regelgraph.tables.report_lines import Lines, report_lines, with_identity
from regelgraph.tables.rounds import Assigned, asked_for, assign, judgeable, require_round, round_column
from regelgraph.tables.troubles import invalid_of
from regelgraph.terms import RG

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

PERSONS = RG + "PersonCase"


@dataclass(slots=True)
class Check:
    """One kind of case, the sources of a table, the columns found in them, and the rounds asked for.

    `full`: every row of the report has the outcome of every criterion, not only of those that decided.
    """

    judge: Judge
    sources: list[Source]
    columns: Columns
    asked: list[Round]
    as_of: date
    lang: str = "de"
    case_kind: str = PERSONS
    full: bool = False
    texts: Interner[str] = field(default_factory=Interner)
    endings: Interner[Ending] = field(default_factory=Interner)

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

    def report(self) -> Report:
        """Judge all rows."""
        places, identity = self.columns.places, self.columns.identity
        read = read_meanings(self.sources, places, self.columns.columns)
        chooser = round_column(self.judge.rulebook, self.case_kind)
        chooses = chooser if chooser and chooser.name in read.meanings else None
        assigned = assign(self.judge, self.case_kind, read, self.asked, chooses)
        rounds = [each.round for each in assigned if each.round]
        names = dict.fromkeys(name for round_ in rounds for name in self.judge.needs(round_.iri, self.case_kind))
        found = find_all(self.judge, self.case_kind, read, list(names))
        lines = report_lines([self._lines(found, each) for each in assigned], read.rows)
        self.judge.keep()
        relations = Relations()
        relations.hold("report", with_identity(lines, texts(self.sources, places, identity.place)))
        return Report(
            relations, identity.name, self.endings.values, self.texts.values, self.words, self.knowledge, self.as_of,
            iris=self.iris, held="report",
        )  # fmt: skip

    def _lines(self, found: Found, part: Assigned) -> Lines:
        """The lines of the report on the rows of a round."""
        needs: tuple[str, ...] = ()
        if part.round:
            judging = Judging(self.judge, self.case_kind, part.round, found, self.endings, full=self.full)
            needs, endings = judging.needs, judging.judge(part.rows)
        else:
            count = found.read.rows if part.rows is None else len(part.rows)
            endings = same(self.endings.id(self.unknown_round()) if count else 0, count)
        return Lines(
            part.rows, part.order, endings, invalid_of(found, part.rows, needs, self.texts, self._order, self._say)
        )

    def unknown_round(self) -> Ending:
        """The ending of a row that does not say by which round it is judged."""
        known = ", ".join(round_.notation for round_ in judgeable(self.judge, self.case_kind))
        reason = self.judge.words.phrase("unknown-round", rounds=known)
        word = self.words[Level.UNDETERMINED]
        chooser = round_column(self.judge.rulebook, self.case_kind)
        return Ending("", Level.UNDETERMINED, word, (), (chooser.name,) if chooser else (), reason, ())

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
) -> Check:
    """Read the files, of workbooks the `sheet`, and see that they can be judged.

    Raises UsageError for unknown rounds or none or a sheet that must be named, InputError for a file that cannot be
    read, HeaderError for one without a required column.
    """
    judge = Judge(knowledge)
    keep_titles(knowledge)
    asked = asked_for(judge, case_kind, rounds)
    sources = read_all(judge.rulebook, case_kind, files, sheet)
    columns = recognise(judge, case_kind, sources)
    chooser: Fact | None = round_column(judge.rulebook, case_kind)
    require_round(judge, case_kind, asked, has_column=bool(chooser and columns.has(chooser.name)))
    return Check(judge, sources, columns, asked, as_of, lang, case_kind)
