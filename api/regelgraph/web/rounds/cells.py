"""Outcomes as cells of a page: the word of the verdict with its tone, what decided it, and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.terms import PERSONS, RG
from regelgraph.web.tones import TONES

if TYPE_CHECKING:
    from regelgraph.comparing.admission import Admission
    from regelgraph.comparing.admitted import Decided, Outcome
    from regelgraph.judge.outcomes import Level
    from regelgraph.web.linked.values import Value, Words

CLAUSE: Final = RG + "clause"


@dataclass(frozen=True, slots=True)
class Badge:
    """An outcome in a word, with the code of it and its tone."""

    word: str
    code: str
    tone: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`by` are the criteria that decided, with clauses, `codes` their ids; `depends` facts with what each value gives.

    `met` are the criteria that ask for the title, where none of them stands in the way. Each has a number of its own.
    """

    number: int
    badge: Badge
    codes: tuple[str, ...]
    by: tuple[tuple[Value, tuple[Value, ...]], ...]
    depends: tuple[tuple[Value, tuple[tuple[str, Badge], ...]], ...]
    met: tuple[Value, ...]


class Cells:
    """Cells in a language; the same outcome is the same cell."""

    def __init__(self, admission: Admission, words: Words) -> None:
        self._admission = admission
        self._words = words
        self._made: dict[Outcome, Cell] = {}

    def of(self, outcome: Outcome) -> Cell:
        """The cell of an outcome."""
        if outcome not in self._made:
            self._made[outcome] = self._cell(outcome)
        return self._made[outcome]

    @property
    def all(self) -> tuple[Cell, ...]:
        """All cells so far, each once."""
        return tuple(self._made.values())

    def badge(self, level: Level) -> Badge:
        """The verdict on a person at a level."""
        verdict = self._admission.verdicts[level]
        return Badge(verdict.label.get(self._words.lang), verdict.notation, TONES[level])

    def _cell(self, outcome: Outcome) -> Cell:
        lang = self._words.lang
        return Cell(
            len(self._made),
            self.badge(outcome.level),
            tuple(each.criterion.notation for each in outcome.decided),
            tuple((self._words.named(each.criterion.iri), self._clauses(each)) for each in outcome.decided),
            tuple(
                (self.fact(each.fact), tuple((said.get(lang), self.badge(level)) for said, level in each.ways))
                for each in outcome.depends
            ),
            () if outcome.decided else tuple(self._words.named(each.iri) for each in outcome.asking),
        )

    def _clauses(self, decided: Decided) -> tuple[Value, ...]:
        """Of the constraints that are not met, where they name any, else of the whole criterion."""
        own = [each for shape in decided.constraints for each in self._words.things(shape, CLAUSE)]
        return tuple(dict.fromkeys(own or self._words.things(decided.criterion.iri, CLAUSE)))

    def fact(self, name: str) -> Value:
        """The name of a fact, as a link."""
        book = self._admission.titled.rulebook
        fact = book.derived.get(PERSONS, {}).get(name) or book.facts.get(PERSONS, {})[name]
        return self._words.named(fact.iri)
