"""Outcomes by value and round: what a case comes to of which one coded cell is known, in every case of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final

from regelgraph.comparing.difference import Difference, short
from regelgraph.judge import Judge
from regelgraph.judge.outcomes import level_of
from regelgraph.terms import COUNTRY_READER, TITLE_READER
from regelgraph.values import Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.decision import ClassTuple, DecisionTable
    from regelgraph.judge.space import ClassKey
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Fact, Rulebook

_Cases = dict["ClassTuple", str]
"""The outcome by classes of the facts that do not hang on the column."""
_Change = tuple[tuple[frozenset["ClassKey"], ...], tuple[str, str]]
"""Classes of these facts, and the outcomes before and now."""
_OR: Final = " or "


def differences(old: Knowledge, new: Knowledge) -> list[Difference]:
    """Every value of every column that other facts are derived from, where a criterion of a round comes out otherwise.

    Outcomes are the words of verdicts; several, where days that the value says nothing of decide, too. Compared are
    the values, the criteria of rounds, and the classes of other facts that both knowledges know.
    """
    one, other = outcomes(old), outcomes(new)
    codes = {each.iri: each.notation for listed in new.rulebook.code_lists.values() for each in listed}
    found = []
    for place in sorted(one.keys() & other.keys()):
        (facts, before), (_, after) = one[place], other[place]
        every = [frozenset(case[at] for case in before) for at in range(len(facts))]
        changed: list[_Change] = [
            (tuple(frozenset({key}) for key in case), (before[case], after[case]))
            for case in before
            if case in after and before[case] != after[case]
        ]
        for classes, told in _merged(changed, len(facts)):
            where = [
                f"; {fact}: {', '.join(sorted(codes.get(str(key), short(str(key))) for key in keys))}"
                for fact, keys, all_ in zip(facts, classes, every, strict=True)
                if keys != all_
            ]
            found.append(Difference("verdict", short(place[0]), place[1] + "".join(where), *told))
    return found


def _merged(changes: list[_Change], places: int) -> list[_Change]:
    """The same changes with those joined that differ in the classes of one fact only."""
    for place in range(places):
        joined: dict[object, _Change] = {}
        for classes, told in changes:
            key = (classes[:place], classes[place + 1 :], told)
            together = classes[place] | (joined[key][0][place] if key in joined else frozenset())
            joined[key] = ((*classes[:place], together, *classes[place + 1 :]), told)
        changes = list(joined.values())
    return changes


def outcomes(knowledge: Knowledge) -> dict[tuple[str, str], tuple[tuple[str, ...], _Cases]]:
    """By value (IRI) and criterion of a round: the facts that do not hang on the column, and the outcomes."""
    judge = Judge(knowledge)
    rulebook = judge.rulebook
    found = {}
    for kind, facts in rulebook.facts.items():
        if any(fact.of_each_row or fact.of_each_stay for fact in facts.values()):
            continue  # a case of several rows has no one cell
        for round_ in rulebook.rounds.values():
            for criterion in judge.criteria(round_.iri, kind):
                table = judge.table(criterion.iri)
                for fact in facts.values() if table.finite else ():
                    for value, facts_of_case, cases in _of_column(judge, table, fact):
                        found[value, f"{round_.notation} {criterion.notation}"] = (facts_of_case, cases)
    return found


def _of_column(judge: Judge, table: DecisionTable, fact: Fact) -> Iterator[tuple[str, tuple[str, ...], _Cases]]:
    kind, rulebook = fact.case_kind, judge.rulebook
    hanging = {each.name for each in rulebook.derived[kind].values() if fact.name in each.inputs}
    if hanging.isdisjoint(table.criterion.reads):
        return
    free = [space for space in table.spaces if space.fact not in hanging]
    known: dict[object, _Cases] = {}
    for value in _values(rulebook, fact):
        given = {fact.name: Reading(Options(frozenset({value})), State.KNOWN)}
        classes = {
            space.fact: space.classes(judge.finding(kind, space.fact, given).possible) or ()
            for space in table.spaces
            if space.fact in hanging
        }
        key = tuple(classes.values())
        if key not in known:
            known[key] = {
                case: _outcome(rulebook, table, classes | {s.fact: (k,) for s, k in zip(free, case, strict=True)})
                for case in product(*(space.keys for space in free))
            }
        yield value, tuple(space.fact for space in free), known[key]


def _outcome(rulebook: Rulebook, table: DecisionTable, classes: dict[str, tuple[ClassKey, ...]]) -> str:
    words = [concept.notation for concept in rulebook.outcomes[table.criterion.case_kind]]
    cases = product(*(classes[space.fact] for space in table.spaces))
    return _OR.join(words[level] for level in sorted({level_of(table.criterion, table.fired(case)) for case in cases}))


def _values(rulebook: Rulebook, fact: Fact) -> Iterable[str]:
    """The IRIs that a cell of a column can stand for, as far as there is a list of them."""
    if fact.reader == TITLE_READER:
        return rulebook.titles
    if fact.reader == COUNTRY_READER:
        return rulebook.countries
    return [concept.iri for concept in rulebook.code_lists.get(fact.code_list or fact.codes_of or "", ())]
