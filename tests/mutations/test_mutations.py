"""Every mutation of a rule is noticed by an approved case; mutants and killers are listed at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from rdflib import SH, URIRef
from regelgraph.judge import Verdict
from regelgraph.judge.decision import DecisionTable
from regelgraph.judge.outcomes import level_of
from regelgraph.judge.validate import Validator
from regelgraph.judge.verdict import Verdicts
from regelgraph.participations import STAYS
from regelgraph.rulebook import Criterion, Text

from tests.cases.cases import Case, all_cases, judge
from tests.mutations.anew import judged_anew
from tests.mutations.mutants import Mutant, mutants_of
from tests.networks.partners import all_cases as networks
from tests.participations.stays import all_cases as pairs

Record = Callable[[str, object], None]


@cache
def criteria() -> dict[str, Criterion]:
    listed = {iri for round_ in judge().rulebook.rounds.values() for iri in round_.criteria}
    listed |= {criterion.iri for criterion in judge().criteria("", STAYS)}
    return {iri: judge().rulebook.criteria[iri] for iri in sorted(listed)}


def every_case() -> tuple[Case, ...]:
    return (*all_cases(), *pairs(), *networks())


def words(verdict: Verdict) -> tuple[object, ...]:
    return verdict.word, verdict.criteria, verdict.missing, verdict.reasons, verdict.citations


def tables_of(case: Case, mutated: DecisionTable | None, criterion: Criterion) -> list[DecisionTable]:
    whole = [judge().table(c.iri) for c in judge().criteria(case.round, case.kind)]
    changed = [mutated if t.criterion.iri == criterion.iri else t for t in whole]
    return [table for table in changed if table is not None]


def mutated_table(criterion: Criterion, mutant: Mutant) -> DecisionTable | None:
    if mutant.shapes is None:
        return None
    constraints = tuple(
        replace(
            constraint,
            severity=str(mutant.shapes.value(URIRef(constraint.iri), SH.severity, default=constraint.severity)),
        )
        for constraint in criterion.constraints
    )
    original = judge().table(criterion.iri)
    changed = replace(criterion, constraints=constraints)
    known = judged_anew(criterion, judge().knowledge.shapes_graph(), mutant.shapes, original)
    return DecisionTable(changed, original.spaces, known=known)


def equivalent(criterion: Criterion, table: DecisionTable | None) -> bool:
    """Whether every complete case comes out as before: such a mutant is the same rule in other words."""
    if table is None:
        return False
    original = judge().table(criterion.iri)
    return all(
        level_of(criterion, original.fired(case)) is level_of(table.criterion, table.fired(case))
        for case in original.tuples()
    )


def killer(criterion: Criterion, table: DecisionTable | None) -> str | None:
    mutated_rounds: dict[str, Verdicts] = {}
    for case in every_case():
        if criterion not in judge().criteria(case.round, case.kind):
            continue
        if case.round not in mutated_rounds:
            label = judge().rulebook.rounds[case.round].label if case.round else Text("", "")
            tables = tables_of(case, table, criterion)
            mutated_rounds[case.round] = Verdicts(judge().rulebook, judge().words, case.kind, label, tables)
        if words(mutated_rounds[case.round].verdict(case.findings)) != words(case.verdict):
            return case.name
    return None


@pytest.mark.parametrize("iri", sorted(criteria()), ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_each_mutant_of_the_criterion_is_killed_by_a_case(iri: str, record_property: Record) -> None:
    criterion = criteria()[iri]
    survivors = []
    for mutant, table in mutated(criterion):
        if equivalent(criterion, table):
            record_property("mutant", f"{mutant.name} = same rule in other words")
            continue
        found = killer(criterion, table)
        record_property("mutant", f"{mutant.name} <- {found or 'SURVIVED'}")
        if found is None:
            survivors.append(mutant.name)
    assert not survivors


def mutated(criterion: Criterion) -> Iterator[tuple[Mutant, DecisionTable | None]]:
    for mutant in mutants_of(criterion, judge().knowledge.shapes_graph()):
        yield mutant, mutated_table(criterion, mutant)


def few_cases() -> dict[str, Criterion]:
    return {iri: c for iri, c in criteria().items() if len(list(judge().table(iri).tuples())) <= 10}


@pytest.mark.parametrize("iri", sorted(few_cases()), ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_a_mutant_is_judged_as_the_whole_of_its_shapes_over_all_cases_is(iri: str) -> None:
    criterion, original = criteria()[iri], judge().table(iri)
    for mutant, table in mutated(criterion):
        if table is not None and mutant.shapes is not None:
            whole = DecisionTable(table.criterion, original.spaces, Validator(mutant.shapes))
            whole.judge(original.tuples())
            assert whole.known == table.known, mutant.name


def test_there_are_cases_enough_to_kill_mutants() -> None:
    assert len(all_cases()) > 100
