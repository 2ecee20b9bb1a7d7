"""What each value of each coded column comes to by one criterion, in every case of the facts that do not hang on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final

from regelgraph.judge import Judge
from regelgraph.judge.outcomes import level_of
from regelgraph.terms import COUNTRY_READER, TITLE_READER
from regelgraph.values import Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.decision import ClassTuple, DecisionTable
    from regelgraph.judge.space import ClassKey
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Criterion, Fact, Rulebook

Cases = dict["ClassTuple", str]
"""The outcome by classes of the facts that do not hang on the column."""
Cell = tuple[str, str]
"""A value (IRI), and the column that it stands in."""
Told = tuple[tuple[str, ...], Cases]
"""The facts that do not hang on the column, and the outcomes."""
_OR: Final = " or "


class Outcomes:
    """The outcomes by a knowledge, criterion by criterion: words of verdicts, several if other cells decide, too."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._judge = Judge(knowledge)
        self._rulebook = knowledge.rulebook
        self._known: dict[tuple[str, bool], dict[Cell, Told]] = {}

    def of(self, criterion: Criterion, *, itself: bool = False) -> dict[Cell, Told]:
        """By the cells that the facts of a criterion derive from; `itself`: by those that it reads itself, too.

        Nothing where cases cannot be listed, or are of several rows and so have no one cell.
        """
        key = (criterion.iri, itself)
        if key not in self._known:
            self._known[key] = dict(self._cells(criterion, itself))
        return self._known[key]

    def without(self, criterion: Criterion, cases: Cases) -> Cases:
        """What cases come to where the criterion is not asked: the safest outcome."""
        words = self._rulebook.outcomes.get(criterion.case_kind, ())
        return dict.fromkeys(cases, words[0].notation) if words else {}

    def values(self) -> set[str]:
        """All values that a cell can stand for."""
        listed = (concept.iri for codes in self._rulebook.code_lists.values() for concept in codes)
        return {*self._rulebook.titles, *self._rulebook.countries, *listed}

    def _cells(self, criterion: Criterion, itself: bool) -> Iterator[tuple[Cell, Told]]:
        facts = self._rulebook.facts.get(criterion.case_kind, {}).values()
        if any(fact.of_each_row or fact.of_each_stay for fact in facts):
            return
        table = self._judge.table(criterion.iri)
        for fact in facts if table.finite else ():
            derived = self._rulebook.derived[criterion.case_kind].values()
            hanging = {each.name for each in derived if fact.name in each.inputs} | ({fact.name} if itself else set())
            if not hanging.isdisjoint(criterion.reads):
                yield from self._of_column(table, fact, hanging)

    def _of_column(self, table: DecisionTable, fact: Fact, hanging: set[str]) -> Iterator[tuple[Cell, Told]]:
        free = [space for space in table.spaces if space.fact not in hanging]
        known: dict[object, Cases] = {}
        for value in _values(self._rulebook, fact):
            given = {fact.name: Reading(Options(frozenset({value})), State.KNOWN)}
            classes = {
                space.fact: space.classes(self._judge.finding(fact.case_kind, space.fact, given).possible) or ()
                for space in table.spaces
                if space.fact in hanging
            }
            key = tuple(classes.values())
            if key not in known:
                known[key] = {
                    case: self._outcome(table, classes | {s.fact: (k,) for s, k in zip(free, case, strict=True)})
                    for case in product(*(space.keys for space in free))
                }
            yield (value, fact.name), (tuple(space.fact for space in free), known[key])

    def _outcome(self, table: DecisionTable, classes: dict[str, tuple[ClassKey, ...]]) -> str:
        words = [concept.notation for concept in self._rulebook.outcomes[table.criterion.case_kind]]
        cases = product(*(classes[space.fact] for space in table.spaces))
        levels = {level_of(table.criterion, table.fired(case)) for case in cases}
        return _OR.join(words[level] for level in sorted(levels))


def _values(rulebook: Rulebook, fact: Fact) -> Iterable[str]:
    """The IRIs that a cell of a column can stand for, as far as there is a list of them."""
    if fact.reader == TITLE_READER:
        return rulebook.titles
    if fact.reader == COUNTRY_READER:
        return rulebook.countries
    return [concept.iri for concept in rulebook.code_lists.get(fact.code_list or fact.codes_of or "", ())]
