"""Judges a list whose cases are groups of rows: from its blocks to the lines of its report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Round
from regelgraph.tables.blocks import Block
from regelgraph.tables.grouped.facts import GroupFacts
from regelgraph.tables.grouped.gathering import gather
from regelgraph.tables.grouped.lines import Ended, invalid_of_cases, lines_and_marks
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.grouped.rounds import Cases, Rounds
from regelgraph.tables.grouped.rows import Members
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import Say
from regelgraph.tables.kernels import call, look_up, same
from regelgraph.tables.numbering import numbered, tuples
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.rows.judged import Judging
from regelgraph.tables.rows.pipeline import unknown_round

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Judged:
    """Lines and marks as in `Report`, and what their numbers stand for."""

    lines: pa.Table
    marks: pa.Table
    endings: list[Ending]
    texts: list[str]


class GroupPipeline:
    """Judges groups of rows by the rounds that they name, or those asked for; `full` as in `Pipeline`."""

    def __init__(self, plan: Plan, asked: Sequence[Round], say: Say, *, full: bool = False) -> None:
        self._plan = plan
        self._asked = asked
        self._say = say
        self._full = full
        self._endings: Interner[Ending] = Interner()
        self._texts: Interner[str] = Interner()

    def judge(self, blocks: Iterable[Block]) -> Judged:
        """Judge a whole list."""
        whole = gather(self._plan, blocks)
        rounds = Rounds(self._plan, whole, self._asked)
        facts = GroupFacts(self._plan, whole)
        ended = []
        for cases in rounds.cases():
            members = cases.members
            invalids = invalid_of_cases(whole, members, self._texts, self._plan.columns.order, self._say)
            ended.append(Ended(cases, self._end(cases, facts, rounds), invalids))
        lines, marks, used = lines_and_marks(whole, ended)
        return Judged(lines, marks, [self._endings.values[number] for number in used], self._texts.values)

    def _end(self, cases: Cases, facts: GroupFacts, rounds: Rounds) -> pa.Array:
        """The ending of each case."""
        if cases.round:
            return self._judged(cases.round, cases.members, facts)
        members = cases.members
        if not len(members.groups):
            return same(0, 0)
        if not cases.in_group:
            named = call("dictionary_encode", call("filter", rounds.cells, members.mask))
            endings = [unassigned(self._plan, rounds.named(number)) for number in named.dictionary.to_pylist()]
            return look_up([self._endings.id(ending) for ending in endings], named.indices)
        unknown = self._endings.id(unknown_round(self._plan.judge, self._plan.case_kind))
        return same(unknown, len(members.groups))

    def _judged(self, round_: Round, members: Members, facts: GroupFacts) -> pa.Array:
        judge, kind = self._plan.judge, self._plan.case_kind
        found, missed = facts.find(judge.needs(round_.iri, kind), members)
        own: Interner[Ending] = Interner()
        judging = Judging(judge, kind, round_, facts.findings, own, full=self._full)
        endings = judging.judge(found, None)
        both = numbered([endings, missed])
        pairs = tuples([endings, missed], both.firsts)
        return look_up([self._with_missed(own.values[e], bits) for e, bits in pairs], both.codes)

    def _with_missed(self, ending: Ending, bits: int) -> int:
        """The number of an ending that also misses the blank columns in `bits`."""
        blank = {column for place, column in enumerate(self._plan.stated) if bits >> place & 1}
        declared = self._plan.judge.rulebook.facts[self._plan.case_kind]
        columns = sorted({*ending.missing, *blank}, key=lambda name: declared[name].order)
        return self._endings.id(replace(ending, missing=tuple(columns)))


def unassigned(plan: Plan, round_: Round | None) -> Ending:
    """The ending of a row that names no group; `round_` is the one that it counts for, if that is known."""
    judge = plan.judge
    word = judge.rulebook.outcomes[plan.case_kind][Level.UNDETERMINED].notation
    missing = (plan.columns.identity.name,)
    reason = judge.words.phrase("unassigned")
    return Ending(round_.notation if round_ else "", Level.UNDETERMINED, word, (), missing, reason, ())
