"""What the knowledge says of titles as a column: what they count as, who needs one, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.judge import Judge
from regelgraph.terms import PERSONS, RG, TITLE_READER
from regelgraph.values import Options, Possible, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.decision import DecisionTable
    from regelgraph.judge.finding import Finding
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Concept, DerivedFact, Fact, Round

_LOOKUP: Final = RG + "lookup"


class Titled:
    """The column for titles, if there is one, and the facts that hang on it. A round has a table per criterion."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.judge = Judge(knowledge)
        self.rulebook = knowledge.rulebook
        facts = sorted(self.rulebook.facts.get(PERSONS, {}).values(), key=lambda each: (each.order, each.name))
        derived = self.rulebook.derived.get(PERSONS, {}).values()
        self.fact: Fact | None = next((each for each in facts if each.reader == TITLE_READER), None)
        name = self.fact.name if self.fact else ""
        self.hanging = {name} | {each.name for each in derived if name in each.inputs}
        self.group: DerivedFact | None = next(
            (each for each in derived if each.of == name and each.derivation == _LOOKUP and each.code_list), None
        )
        meaning = self.fact.blank_means if self.fact else None
        self.kind: str | None = meaning.where_fact if meaning else None
        self.none: str = meaning.value if meaning else ""
        told = self.rulebook.derived.get(PERSONS, {}).get(self.kind or "")
        kinds = self.rulebook.code_lists.get(told.code_list or "", ()) if told else ()
        self.without: tuple[Concept, ...] = tuple(
            each for each in kinds if meaning and each.iri in meaning.where_values
        )
        self.needing: tuple[Concept, ...] = tuple(each for each in kinds if each not in self.without)
        self._groups: dict[str, tuple[Concept, ...]] = {}
        self._findings: dict[tuple[str, str], Finding] = {}
        self._tables: dict[str, tuple[list[DecisionTable], list[DecisionTable]]] = {}

    @property
    def groups(self) -> tuple[Concept, ...]:
        """What titles count as, in the order of the knowledge."""
        return self.rulebook.code_lists.get(self.group.code_list or "", ()) if self.group else ()

    def groups_of(self, title: str) -> tuple[Concept, ...]:
        """What a title counts as; several where it stands for titles of several groups."""
        if title not in self._groups:
            possible: Possible | None = self.finding(self.group.name, title).possible if self.group else None
            held = possible.values if isinstance(possible, Options) else {each.iri for each in self.groups}
            self._groups[title] = tuple(each for each in self.groups if each.iri in held)
        return self._groups[title]

    def finding(self, fact: str, title: str) -> Finding:
        """What is known of a fact where the title alone is known."""
        key = (fact, title if fact in self.hanging else "")
        if key not in self._findings:
            given = {self.fact.name: Reading(Options(frozenset({title})), State.KNOWN)} if self.fact else {}
            self._findings[key] = self.judge.finding(PERSONS, fact, given)
        return self._findings[key]

    def tables(self, round_: Round) -> tuple[list[DecisionTable], list[DecisionTable]]:
        """The decision tables that ask for the title or for what follows from it, and the others."""
        if round_.iri not in self._tables:
            both: tuple[list[DecisionTable], list[DecisionTable]] = ([], [])
            for criterion in self.judge.criteria(round_.iri, PERSONS):
                both[self.hanging.isdisjoint(criterion.reads)].append(self.judge.table(criterion.iri))
            self._tables[round_.iri] = both
        return self._tables[round_.iri]
