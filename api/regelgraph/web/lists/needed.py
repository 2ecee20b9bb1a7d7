"""Which facts a list lacks, and what cannot be decided without them: as the judge says of cases that say nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regelgraph.judge import Judge
from regelgraph.judge.pairs import column_of
from regelgraph.tables.files.json_lines import read_objects
from regelgraph.tables.files.limits import SERVICE
from regelgraph.tables.files.source import Held
from regelgraph.tables.rounds import judgeable

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Criterion, Fact
    from regelgraph.web.checks.checking import Kind


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that no column has, or several of which one suffices; and the criteria that may stay open without it."""

    facts: tuple[Fact, ...]
    criteria: tuple[Criterion, ...]


class Mattering:
    """By case kind and round (notation) the columns that can change a verdict, where nothing is known of a case."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._judge = Judge(knowledge)
        self._known: dict[str, dict[str, frozenset[str]]] = {}

    def of(self, kind: Kind) -> dict[str, frozenset[str]]:
        """The columns by round; the round is blank for cases that span rounds."""
        if kind.case_kind not in self._known:
            self._known[kind.case_kind] = self._found(kind)
        return self._known[kind.case_kind]

    def _found(self, kind: Kind) -> dict[str, frozenset[str]]:
        facts = self._judge.rulebook.facts[kind.case_kind].values()
        blank = {fact.name: "1" if fact.identifies_case else "" for fact in facts}
        held = Held("blank", table=read_objects([blank, dict(blank)], "blank", SERVICE))
        rounds = [round_.notation for round_ in judgeable(self._judge, kind.case_kind)]
        report = kind.open(self._judge.knowledge, [held], rounds, as_of=date.min).report()
        return {ending.round: frozenset(ending.missing) for ending, _ in report.counts()}


def lacking(knowledge: Knowledge, kind: Kind, have: Collection[str], rounds: Sequence[str]) -> tuple[Lacking, ...]:
    """What facts besides those of a list (`have`) can matter in the rounds (notations; in any, if none are given)."""
    mattering = knowledge.once(Mattering).of(kind)
    judge = Judge(knowledge)
    found: dict[tuple[str, ...], dict[str, Criterion]] = {}
    facts = knowledge.rulebook.facts[kind.case_kind]
    by_notation = {each.notation: each.iri for each in knowledge.rulebook.rounds.values()}
    for notation, columns in mattering.items():
        if notation and rounds and notation not in rounds:
            continue
        for criterion in judge.criteria(by_notation.get(notation, ""), kind.case_kind):
            for names in _without(judge, kind.case_kind, criterion, have):
                if columns.intersection(names):
                    found.setdefault(names, {})[criterion.notation] = criterion
    listed = [Lacking(tuple(facts[name] for name in names), tuple(by.values())) for names, by in found.items()]
    return tuple(sorted(listed, key=lambda each: each.facts[0].order))


def _without(judge: Judge, case_kind: str, criterion: Criterion, have: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The columns of what a criterion reads that are not there; together those of which one suffices."""
    facts = judge.rulebook.facts[case_kind]
    for name in criterion.reads:
        inputs = list(dict.fromkeys(column_of(facts, each) for each in judge.inputs(case_kind, name)))
        derived = judge.rulebook.derived[case_kind].get(name)
        instead = derived.or_given_by if derived else None
        if instead in have:
            continue
        lacks = [each for each in inputs if each not in have and each != instead]
        if instead in facts and derived and derived.start in lacks:
            yield (derived.start or "", instead or "")
            lacks.remove(derived.start or "")
        for each in lacks:
            yield (each,)
