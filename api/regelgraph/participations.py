"""Checks a table of stays end to end: pairs of stays of one person, their days in common and what follows from it."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.checks import Check
from regelgraph.errors import KnowledgeError, UsageError
from regelgraph.judge import Judge
from regelgraph.judge.outcomes import Level
from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.rulebook import DerivedFact, Round, Text
from regelgraph.tables import steps
from regelgraph.tables.columns import recognise
from regelgraph.tables.endings import Ending
from regelgraph.tables.files import Held, cells_of
from regelgraph.tables.finding import FoundTable, derive_all
from regelgraph.tables.judging import RoundJudge
from regelgraph.tables.opening import read_all
from regelgraph.tables.pair_invalid import number_pair_invalid
from regelgraph.tables.pair_report import MARKS, further_columns, make_report, offer_columns
from regelgraph.tables.pair_stays import Stays
from regelgraph.tables.pairing import make_pairs
from regelgraph.tables.reading import ReadTable
from regelgraph.tables.relations import Relations
from regelgraph.tables.report import Report
from regelgraph.terms import QUERIED_FOR_PAIR, RG, STAYS_OVERLAP

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

STAYS: Final = RG + "ParticipationCase"
NO_ROUND: Final = Round("", "", Text("", ""), "", ())
"""A pair is judged by no round: its stays may be in two, or in programmes that have none."""


@dataclass(slots=True)
class PairCheck(Check):
    """A check of pairs of stays; `asked` rounds stand in blank round cells of their programmes.

    `every` reports pairs that are safe, too.
    """

    every: bool = False

    def stream(self) -> Report:
        """Judge all pairs."""
        relations = Relations()
        relations.put_arrow("cells", cells_of(self.sources, self.columns.places))
        overlap, relation = self.derived(STAYS_OVERLAP), self.derived(QUERIED_FOR_PAIR)
        stays = Stays(self.judge.rulebook, self.columns, overlap, relation, self.asked, self.as_of)
        read = stays.read(relations)
        names = stays.paired
        total = make_pairs(relations, names, every=self.every)
        found = self._found(read, names, overlap)
        RoundJudge(self.judge, self.case_kind, NO_ROUND, found, self.endings, full=self.full).judge("pairs", "judged")
        self.judge.keep()
        safe = total - self._listed(relations)
        number_pair_invalid(found, read, self.texts, self._order, self._say, self.judge.words, self.lang)
        rulebook = self.judge.rulebook
        endings = make_report(read, relation, rulebook.rounds, self.endings.values, self.unpaired())
        return Report(
            self.columns.identity.name,
            endings,
            self.texts.values,
            self.words,
            self.knowledge,
            self.as_of,
            iris=self.iris,
            lines=relations.table("SELECT * FROM report ORDER BY row, ord"),
            marks=relations.table(MARKS),
            marks_together=True,
            further=further_columns(relation),
            unlisted=0 if self.every else safe,
            counted_by=offer_columns(relation),
        )

    def unpaired(self) -> Ending:
        """The ending of a row that names nobody."""
        word = self.words[Level.UNDETERMINED]
        reason = self.judge.words.phrase("unpaired")
        return Ending("", Level.UNDETERMINED, word, (), (self.columns.identity.name,), reason, ())

    def derived(self, derivation: str) -> DerivedFact:
        """The one fact of pairs that a rule of derivation gives. Raises KnowledgeError if there is none or several."""
        found = [f for f in self.judge.rulebook.derived[self.case_kind].values() if f.derivation == derivation]
        if len(found) != 1:
            raise KnowledgeError(f"{self.case_kind}: expected one fact derived by {derivation}, found {len(found)}")
        return found[0]

    def _found(self, read: ReadTable, names: Sequence[str], overlap: DerivedFact) -> FoundTable:
        sides = [of_stay(name, side) for name in names for side in SIDES]
        days = [of_stay(name or "", side) for name in (overlap.start, overlap.end) for side in SIDES]
        open_ = "t.least_days = 0 AND t.most_days <> 0"
        pairs = ReadTable(
            read.relations,
            "pairs",
            {of_stay(name, side): read.meanings[name] for name in names for side in SIDES},
            {each: f"m_{each}" for each in sides},
            read.problems,
            own_keys={
                overlap.name: (
                    "t.least_days",
                    "t.most_days",
                    *(f"CASE WHEN {open_} THEN t.m_{day} ELSE {steps.NONE} END" for day in days),
                )
            },
        )
        return derive_all(self.judge, self.case_kind, pairs, self.judge.needs("", self.case_kind))

    def _listed(self, relations: Relations) -> int:
        """Make the table `listed` (row, e) of the pairs that have a row in the report; how many there are."""
        safe = [e for e, ending in enumerate(self.endings.values) if ending.level is Level.OK]
        left_out = "" if self.every else f" WHERE e NOT IN ({', '.join(map(str, (steps.NONE, *safe)))})"
        relations.make("listed", f"SELECT row, e FROM judged{left_out}")
        ((count,),) = relations.rows("SELECT count(*) FROM listed")
        return int(count)


def open_pairs(
    knowledge: Knowledge,
    files: Sequence[Path | Held],
    rounds: Sequence[str],
    *,
    as_of: date,
    lang: str = "de",
    every: bool = False,
    sheet: str | None = None,
) -> PairCheck:
    """Read the files, of workbooks the `sheet`, and see that they can be judged.

    Raises UsageError for unknown rounds or a sheet that must be named, InputError for a file that cannot be read,
    HeaderError for one without a required column.
    """
    judge = Judge(knowledge, as_of)
    known = {round_.notation: round_ for round_ in judge.rulebook.rounds.values()}
    for name in rounds:
        if name not in known:
            raise UsageError(f"unknown round {name!r}; there are: {', '.join(known)}")
    asked = [known[name] for name in dict.fromkeys(rounds)]
    sources = read_all(judge.rulebook, STAYS, files, sheet)
    columns = recognise(judge, STAYS, sources)
    return PairCheck(judge, sources, columns, asked, as_of, lang, STAYS, every=every)
