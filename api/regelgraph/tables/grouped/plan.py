"""What judging groups of rows takes from a list: columns for each row, and columns that the first row fills."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regelgraph.judge.grouped import RowFacts
from regelgraph.tables.columns import Columns
from regelgraph.tables.reading import Column
from regelgraph.tables.rounds import judgeable, round_column
from regelgraph.terms import TEXT_READER

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge
    from regelgraph.rulebook import DerivedFact, Fact, Round


@dataclass(frozen=True)
class Plan:
    """The facts of one case kind, and the columns of a list that they follow from."""

    judge: Judge
    case_kind: str
    columns: Columns

    @cached_property
    def chooser(self) -> Fact | None:
        """The fact whose cell chooses the round."""
        return round_column(self.judge.rulebook, self.case_kind)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The columns that choose the round: one or none."""
        return (self.chooser.name,) if self.chooser else ()

    @property
    def missing_words(self) -> frozenset[str]:
        """Words that stand for a blank cell."""
        return self.judge.rulebook.missing_words

    @cached_property
    def rounds(self) -> dict[str, Round]:
        """The rounds that can be judged."""
        return {round_.iri: round_ for round_ in judgeable(self.judge, self.case_kind)}

    @cached_property
    def facts(self) -> RowFacts:
        """Finds the facts of a case."""
        return RowFacts(self.judge, self.case_kind, next(iter(self.chosen), None))

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The facts that any round needs."""
        return tuple(dict.fromkeys(name for iri in self.rounds for name in self.judge.needs(iri, self.case_kind)))

    @cached_property
    def of_rows(self) -> dict[str, DerivedFact]:
        """Those that follow from what each row has."""
        return {name: fact for name in self.needs if (fact := self.facts.of_rows(name))}

    @cached_property
    def each(self) -> tuple[str, ...]:
        """Columns of which every row has a value of its own."""
        return tuple(dict.fromkeys(fact.of or "" for fact in self.of_rows.values()))

    @cached_property
    def bodies(self) -> dict[str, list[DerivedFact]]:
        """Columns that name a body, with the facts that ask whether two names are the same."""
        found: dict[str, list[DerivedFact]] = {}
        for fact in self.of_rows.values():
            if fact.by:
                found.setdefault(fact.by, []).append(fact)
        return found

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """Columns of which the first row that fills them counts."""
        names = (name for name in self.needs if name not in self.of_rows)
        return tuple(dict.fromkeys(column for name in names for column in self.facts.inputs(name)))

    @cached_property
    def texts(self) -> dict[str, Column]:
        """Columns of plain names: they are compared as texts, not read to meanings."""
        others = {*self.each, *self.stated, *self.chosen}
        return {
            column.fact.name: column
            for column in self.columns.columns
            if column.fact.name in self.bodies.keys() - others
            and column.fact.reader == TEXT_READER
            and not column.fact.denials
        }
