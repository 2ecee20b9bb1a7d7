"""Checks a table of cases end to end: read, derive, judge, report. Each distinct value is read and judged once."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.judge import Judge
from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Concept, Fact, Round
from regelgraph.tables import steps
from regelgraph.tables.columns import Columns, recognise
from regelgraph.tables.endings import Ending
from regelgraph.tables.files import Held, Source, cells_of
from regelgraph.tables.finding import FoundTable, derive_all
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import number_invalid
from regelgraph.tables.judging import RoundJudge
from regelgraph.tables.opening import read_all
from regelgraph.tables.reading import ReadTable, read_cells
from regelgraph.tables.relations import Relations
from regelgraph.tables.report import Report, short_knowledge
from regelgraph.tables.rounds import asked_for, assign, judgeable, require_round, round_column
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
        relations = Relations()
        relations.put_arrow("cells", cells_of(self.sources, self.columns.places))
        identity = self.columns.identity
        read = read_cells(relations, self.columns.columns, f"k{identity.place}")
        chooser = round_column(self.judge.rulebook, self.case_kind)
        chooses = chooser if chooser and chooser.name in read.meanings else None
        rounds = assign(self.judge, self.case_kind, read, self.asked, chooses)
        found = self._derive(read, rounds)
        parts = [self._judge_round(found, place, round_) for place, round_ in enumerate(rounds)]
        parts.append(self._without_round(found))
        relations.make("report", " UNION ALL ".join(parts))
        self.judge.keep()
        return Report(
            relations, identity.name, self.endings.values, self.texts.values, self.words, self.knowledge, self.as_of,
            iris=self.iris,
        )  # fmt: skip

    def _derive(self, read: ReadTable, rounds: Sequence[Round]) -> FoundTable:
        names = dict.fromkeys(name for round_ in rounds for name in self.judge.needs(round_.iri, self.case_kind))
        return derive_all(self.judge, self.case_kind, read, list(names))

    def _judge_round(self, found: FoundTable, place: int, round_: Round) -> str:
        """Judge the rows of a round; the query for its report rows."""
        rows, result = f"rows_{place}", f"judged_{place}"
        relations = found.read.relations
        relations.make(rows, f"SELECT row, ord FROM assigned WHERE r = {place}")
        judged = RoundJudge(self.judge, self.case_kind, round_, found, self.endings, full=self.full)
        judged.judge(rows, result)
        number_invalid(found, rows, judged.needs, self.texts, self._order, self._say)
        return self._rows(found, rows, f"JOIN {result} j ON j.row = r.row", "j.e")

    def _without_round(self, found: FoundTable) -> str:
        """Rows whose round is not known: undetermined, whatever else they say."""
        rows = "rows_without"
        found.read.relations.make(rows, f"SELECT row, ord FROM assigned WHERE r = {steps.NONE}")
        number_invalid(found, rows, (), self.texts, self._order, self._say)
        if not found.read.relations.rows(f"SELECT 1 FROM {rows} LIMIT 1"):
            return self._rows(found, rows, "", "0")
        return self._rows(found, rows, "", str(self.endings.id(self.unknown_round())))

    def unknown_round(self) -> Ending:
        """The ending of a row that does not say by which round it is judged."""
        known = ", ".join(round_.notation for round_ in judgeable(self.judge, self.case_kind))
        reason = self.judge.words.phrase("unknown-round", rounds=known)
        word = self.words[Level.UNDETERMINED]
        chooser = round_column(self.judge.rulebook, self.case_kind)
        return Ending("", Level.UNDETERMINED, word, (), (chooser.name,) if chooser else (), reason, ())

    def _rows(self, found: FoundTable, rows: str, join: str, ending: str) -> str:
        return (
            f"SELECT r.row, r.ord, f.identity, {ending} AS e, coalesce(v.i, {steps.NONE}) AS i FROM {rows} r {join} "
            f"JOIN {found.name} f ON f.row = r.row LEFT JOIN {rows}_invalid v ON v.row = r.row"
        )

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
    asked = asked_for(judge, case_kind, rounds)
    sources = read_all(judge.rulebook, case_kind, files, sheet)
    columns = recognise(judge, case_kind, sources)
    chooser: Fact | None = round_column(judge.rulebook, case_kind)
    require_round(judge, case_kind, asked, has_column=bool(chooser and columns.has(chooser.name)))
    return Check(judge, sources, columns, asked, as_of, lang, case_kind)
