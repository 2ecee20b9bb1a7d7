"""Checks a table of stays end to end: pairs of stays of one person, their days in common and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.checks import Check
from regelgraph.errors import KnowledgeError, UsageError
from regelgraph.judge import Judge
from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import DerivedFact
from regelgraph.tables.blocks import blocks_of
from regelgraph.tables.columns import recognise
from regelgraph.tables.files.opening import read_all
from regelgraph.tables.files.source import Held
from regelgraph.tables.pairs.columns import InOrder, further_columns, offer_columns
from regelgraph.tables.pairs.parts import lines_of
from regelgraph.tables.pairs.report import Pairs
from regelgraph.tables.pairs.stays import Stays
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.report import Report
from regelgraph.tables.reports.settling import settled
from regelgraph.terms import QUERIED_FOR_PAIR, STAYS, STAYS_OVERLAP

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.by_hand import ByHand


@dataclass(slots=True)
class PairCheck(Check):
    """A check of pairs of stays; `asked` rounds stand in blank round cells of their programmes.

    `every` reports pairs that are safe, too.
    """

    every: bool = False

    def stream(self) -> Report:
        """The report of all pairs, its texts with holes for the days in common."""
        overlap, relation = self.derived(STAYS_OVERLAP), self.derived(QUERIED_FOR_PAIR)
        stays = Stays(self.judge.rulebook, self.columns, overlap, relation, self.asked)
        pairs = Pairs(
            self.judge, self.case_kind, stays, self.as_of, self.unpaired(), self._say, self.lang,
            every=self.every, full=self.full,
        )  # fmt: skip
        found = lines_of(pairs, map(stays.read, blocks_of(self.sources, self.columns.places)))
        numbered = InOrder(pairs.endings)
        self.judge.keep()
        return Report(
            self.columns.identity.name,
            numbered.endings,
            pairs.invalids,
            self.words,
            self.knowledge,
            self.as_of,
            iris=self.iris,
            parts=map(numbered.part, found.tables),
            marks_together=True,
            further=further_columns(relation),
            unlisted=found.unlisted,
            counted_by=offer_columns(relation),
            holes=pairs.holes,
        )

    def report(self) -> Report:
        """The report of all pairs, with whole texts."""
        return settled(self.stream())

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


def open_pairs(
    knowledge: Knowledge,
    files: Sequence[Path | Held],
    rounds: Sequence[str],
    *,
    as_of: date,
    lang: str = "de",
    every: bool = False,
    sheet: str | None = None,
    by_hand: ByHand | None = None,
) -> PairCheck:
    """Read the files, of workbooks the `sheet`, and see that they can be judged; columns `by_hand` as in `open_check`.

    Raises UsageError for unknown rounds, a sheet that must be named or a column by hand that cannot be, InputError for
    a file that cannot be read, HeaderError for one without a required column.
    """
    judge = Judge(knowledge, as_of)
    known = {round_.notation: round_ for round_ in judge.rulebook.rounds.values()}
    for name in rounds:
        if name not in known:
            raise UsageError(f"unknown round {name!r}; there are: {', '.join(known)}")
    asked = [known[name] for name in dict.fromkeys(rounds)]
    sources = read_all(judge.rulebook, STAYS, files, sheet)
    columns = recognise(judge, STAYS, sources, by_hand=by_hand)
    return PairCheck(judge, sources, columns, asked, as_of, lang, STAYS, every=every)
