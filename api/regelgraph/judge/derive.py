"""Derived facts: from the readings of columns to what the criteria read (rg:DerivedFact)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from regelgraph.errors import KnowledgeError
from regelgraph.judge import ended, lookup
from regelgraph.judge.finding import Finding
from regelgraph.judge.queried import Answers
from regelgraph.judge.words import Words
from regelgraph.judge.years import intersect, union, years_between
from regelgraph.rulebook import DerivedFact, Rulebook
from regelgraph.terms import RG
from regelgraph.values import ANYTHING, Anything, Possible, Problem, Reading, Span, Spans, State

Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Deriver:
    """Derives the facts of one case kind from the readings of its columns."""

    rulebook: Rulebook
    words: Words
    answers: Answers

    def derive(self, fact: DerivedFact, readings: Readings) -> Finding:
        """The finding of `fact`; a column without a reading counts as blank.

        Raises KnowledgeError for a derivation that is not known.
        """
        rule = _RULES.get(fact.derivation)
        if rule is None:
            raise KnowledgeError(f"{fact.iri}: unknown rg:derivation {fact.derivation}; known are {', '.join(_RULES)}")
        return rule(self, fact, readings)

    def order(self, fact: DerivedFact, columns: set[str]) -> tuple[str, ...]:
        """The columns in the order of the table."""
        facts = self.rulebook.facts[fact.case_kind]
        return tuple(sorted(columns, key=lambda name: facts[name].order))

    def years(self, fact: DerivedFact, readings: Readings) -> Finding:
        """Whole years between two days and, or, as a column gives them (rg:wholeYearsBetween)."""
        start, end = readings[fact.start or ""], readings[fact.end or ""]
        given = readings[fact.or_given_by] if fact.or_given_by else Reading(ANYTHING, State.BLANK)
        counted, problems = self._plausible(fact, years_between(start.possible, end.possible))
        possible, disagree = _both(counted, given.possible)
        # Without the day to count to, nobody knows whether a stated age agrees with the birth date: it settles nothing.
        idle = isinstance(end.possible, Anything) and isinstance(start.possible, Spans)
        if idle:
            possible = ANYTHING
        if disagree and fact.or_given_by:
            problems.append((fact.or_given_by, Problem("ages-disagree")))
        open_columns = set()
        if not (isinstance(possible, Spans) and possible.exact is not None):
            parts = [(fact.start, start), (fact.end, end), (None if idle else fact.or_given_by, given)]
            open_columns = {name for name, reading in parts if name and not _exact(reading.possible)}
            if problems and fact.start:
                open_columns |= {fact.start}
            if disagree and fact.or_given_by:
                open_columns |= {fact.or_given_by}
        nothing_said = start.state is State.BLANK and given.state is State.BLANK
        state = State.KNOWN if not open_columns else State.BLANK if nothing_said else State.VAGUE
        show = self.words.possible(possible, fact.code_list, state)
        return Finding(possible, state, show, self.order(fact, open_columns), tuple(problems), norms=fact.norms)

    def _plausible(self, fact: DerivedFact, counted: Possible) -> tuple[Possible, list[tuple[str, Problem]]]:
        if not isinstance(counted, Spans):
            return counted, []
        low = int(fact.minimum) if fact.minimum is not None else None
        high = int(fact.maximum) if fact.maximum is not None else None
        inside = intersect(counted, Spans((Span(low, high),)))
        if inside is not None:
            return inside, []
        below = counted.spans[0].high is not None and low is not None and counted.spans[0].high < low  # type: ignore[operator]
        return ANYTHING, [(fact.start or "", Problem("entry-before-birth" if below else "age-implausible"))]

    def looked_up(self, fact: DerivedFact, readings: Readings) -> Finding:
        """What a concept has in the graph, perhaps on a day (rg:lookup)."""
        return lookup.look_up(self.rulebook, self.words, fact, readings)

    def ended_before(self, fact: DerivedFact, readings: Readings) -> Finding:
        """Whether one day lies before another without a provision that continues (rg:endedBefore)."""
        found = ended.ended_before(self.rulebook, self.words, fact, readings)
        return Finding(
            found.possible, found.state, found.show, self.order(fact, set(found.open_columns)), found.problems
        )

    def queried(self, fact: DerivedFact, readings: Readings) -> Finding:
        """What statements in the graph say of the columns' values (rg:queried); without any, it stays open."""
        found = self.answers.finding(self.words, fact, readings)
        return replace(found, open_columns=self.order(fact, set(found.open_columns)))


def _both(counted: Possible, given: Possible) -> tuple[Possible, bool]:
    if isinstance(counted, Anything) or not isinstance(counted, Spans):
        return given, False
    if not isinstance(given, Spans):
        return counted, False
    common = intersect(counted, given)
    return (common, False) if common is not None else (union(counted, given), True)


def _exact(possible: Possible) -> bool:
    if isinstance(possible, Spans):
        return possible.exact is not None
    return not isinstance(possible, Anything) and len(possible.values) == 1


_RULES: dict[str, Callable[[Deriver, DerivedFact, Readings], Finding]] = {
    RG + "wholeYearsBetween": Deriver.years,
    RG + "lookup": Deriver.looked_up,
    RG + "endedBefore": Deriver.ended_before,
    RG + "queried": Deriver.queried,
}
