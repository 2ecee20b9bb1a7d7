"""Which facts a round needs to know of a person, those first that can decide the most."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from regelgraph.judge import Judge, Level
from regelgraph.judge.outcomes import level_of
from regelgraph.tables.rounds import judgeable, round_column
from regelgraph.terms import PERSONS

if TYPE_CHECKING:
    from regelgraph.judge.decision import DecisionTable
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Fact, Round


class Asking:
    """The rounds that persons can be judged by, and for each the facts that its criteria read."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.judge = Judge(knowledge)
        self.rulebook = knowledge.rulebook
        self.facts = self.rulebook.facts[PERSONS]
        self.rounds: dict[str, Round] = {each.notation: each for each in judgeable(self.judge, PERSONS)}
        self.chooser = round_column(self.rulebook, PERSONS)
        self._ordered: dict[str, tuple[Fact, ...]] = {}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns that a form may fill, whatever the round."""
        ordered = sorted(self.facts.values(), key=lambda fact: fact.order)
        return tuple(fact.name for fact in ordered if not fact.identifies_case and not fact.chooses_round)

    @property
    def round_name(self) -> str:
        """The field in which a form names the round."""
        return self.chooser.name if self.chooser else "round"

    def of(self, round_: Round) -> tuple[Fact, ...]:
        """The facts that a person is asked for in a round, in the order to ask for them."""
        known = self._ordered.get(round_.iri)
        if known is None:
            known = self._ordered[round_.iri] = self._order(round_)
            self.judge.keep()
        return known

    def _order(self, round_: Round) -> tuple[Fact, ...]:
        """First what alone can exclude somebody, then what most criteria read, then as tables have it.

        Facts from which one follows stay together; what can only raise doubt comes last.
        """
        tables = [self.judge.table(each.iri) for each in self.judge.criteria(round_.iri, PERSONS)]
        read = dict.fromkeys(name for table in tables for name in table.criterion.reads)
        weights = {
            name: (
                not any(excludes(table, name) for table in tables),
                -sum(name in table.criterion.reads for table in tables),
                min((self.facts[column].order for column in self.inputs(name)[:1]), default=0),
            )
            for name in read
        }
        columns = dict.fromkeys(
            column for name in sorted(read, key=weights.__getitem__) for column in self.inputs(name)
        )
        for column in (*columns,):
            means = self.facts[column].blank_means
            columns |= dict.fromkeys(self.inputs(means.where_fact) if means else ())
        ordered = [self.facts[column] for column in columns if column in self.columns]
        return tuple(sorted(ordered, key=lambda fact: fact.only_raises_doubt))

    def inputs(self, name: str) -> tuple[str, ...]:
        """The columns that a fact depends on."""
        return self.judge.inputs(PERSONS, name)


def excludes(table: DecisionTable, name: str) -> bool:
    """Whether one value of a fact blocks by itself, whatever else is true; not looked for where values are endless."""
    places = [place for place, space in enumerate(table.spaces) if space.fact == name]
    if not places or not table.finite:
        return False
    free = {
        case[places[0]] for case in table.tuples() if level_of(table.criterion, table.fired(case)) is not Level.BLOCKED
    }
    return any(key not in free for key in table.spaces[places[0]].keys)
