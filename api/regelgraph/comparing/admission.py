"""Whom rounds admit: what a person comes to of whom the residence title is known and all else is unobjectionable.

It is what a check says of such a row (CONTRACT, "Possible values"): facts that stand beside the title in a criterion
stay open, as where their cells are blank; criteria that do not ask for the title come out as well as they can.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from regelgraph.comparing.admitted import Decided, Depends, Outcome
from regelgraph.comparing.titled import Titled
from regelgraph.judge.missing import facts_that_matter
from regelgraph.judge.outcomes import Judged, Level, judge, level_of
from regelgraph.judge.space import ClassKey, full_span
from regelgraph.terms import PERSONS
from regelgraph.values import Options, Possible, Spans, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regelgraph.judge.decision import DecisionTable
    from regelgraph.judge.finding import Finding
    from regelgraph.judge.space import Space
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Concept, Round, Text


class Admission:
    """Outcomes by round and title, of whom a knowledge says that he needs one, and of those who need none."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.titled = Titled(knowledge)
        self.verdicts: tuple[Concept, ...] = knowledge.rulebook.outcomes.get(PERSONS, ())
        rounds = knowledge.rulebook.rounds.values()
        judged = [each for each in rounds if self.titled.judge.criteria(each.iri, PERSONS)]
        self.rounds: tuple[Round, ...] = tuple(sorted(judged, key=lambda each: each.notation))
        self._known: dict[object, Outcome] = {}
        self._asked: dict[object, Outcome] = {}

    def of_title(self, round_: Round, title: str, **otherwise: Possible) -> Outcome:
        """Of somebody who needs a title and has this one; `otherwise` are facts that do not stand as it lets expect."""
        needing = frozenset[str | bool](each.iri for each in self.titled.needing)
        return self._outcome(round_, title, Options(needing) if needing else None, otherwise)

    def of_kind(self, round_: Round, kind: str) -> Outcome:
        """Of somebody who needs no title and has none; `kind` is one of `titled.without`."""
        return self._outcome(round_, self.titled.none, Options(frozenset({kind})), {})

    def assumed(self, round_: Round) -> dict[str, tuple[Possible, tuple[tuple[Text, Possible], ...]]]:
        """Facts that are settled by a title alone as nobody says otherwise: the value, and the other ones."""
        found: dict[str, tuple[Possible, tuple[tuple[Text, Possible], ...]]] = {}
        apart = {self.titled.kind, self.titled.group.name if self.titled.group else ""}
        for name, space in _spaces(self.titled.tables(round_)[0]).items():
            if name in self.titled.hanging - apart:
                values = {self.titled.finding(name, title).possible for title in self.titled.rulebook.titles}
                if len(values) == 1 and len(space.classes(*values) or ()) == 1:
                    value = values.pop()
                    others = [key for key in space.keys if key not in (space.classes(value) or ())]
                    found[name] = value, tuple(self._ways(space, others))
        return found

    def said(self, possible: Possible) -> Text:
        """A value in words."""
        return self.titled.judge.words.possible(possible, None, State.KNOWN)

    def _outcome(self, round_: Round, title: str, kinds: Possible | None, otherwise: dict[str, Possible]) -> Outcome:
        kinds = otherwise.get(self.titled.kind or "", kinds)
        given = otherwise | ({self.titled.kind: kinds} if self.titled.kind and kinds else {})
        asked = (round_.iri, title, *given.items())
        if asked not in self._asked:
            asking, others = self.titled.tables(round_)
            findings = {name: self.titled.finding(name, title) for name in _spaces(asking)}
            findings |= {name: replace(findings[name], possible=given[name]) for name in findings.keys() & given}
            key = (round_.iri, kinds, *((name, found.possible) for name, found in findings.items()))
            if key not in self._known:
                self._known[key] = self._judged(asking, others, findings, kinds)
            self._asked[asked] = self._known[key]
        return self._asked[asked]

    def _judged(
        self,
        asking: list[DecisionTable],
        others: list[DecisionTable],
        findings: Mapping[str, Finding],
        kinds: Possible | None,
    ) -> Outcome:
        block = {name: found.possible for name, found in findings.items()}
        judged = [judge(table, (block,)) for table in asking]
        best = [self._best(table, kinds) for table in others]
        floor = max(best, default=Level.OK)
        level = max([floor, *(each.level for each in judged)])
        deciding = [
            Decided(table.criterion, _unmet(table, found))
            for table, found in zip(asking, judged, strict=True)
            if found.level is level is not Level.OK
        ]
        deciding += [
            Decided(table.criterion, ())
            for table, found in zip(others, best, strict=True)
            if found is level is not Level.OK
        ]
        matter = facts_that_matter(asking, judged, (block,), findings) if floor < level else set()
        spaces = _spaces(asking)
        depends = []
        for name in sorted(matter):
            ways = [
                (said, max([floor, *(judge(table, ({**block, name: value},)).level for table in asking)]))
                for said, value in self._ways(spaces[name], spaces[name].classes(block[name]) or ())
            ]
            depends.append(Depends(name, tuple(ways)))
        return Outcome(level, tuple(deciding), tuple(depends), tuple(table.criterion for table in asking))

    def _best(self, table: DecisionTable, kinds: Possible | None) -> Level:
        """The best that a criterion can come to which does not ask for the title."""
        if not table.finite:
            return Level.OK
        given = {self.titled.kind: kinds} if self.titled.kind and kinds else {}
        classes = [
            space.classes(given[space.fact]) or () if space.fact in given else space.keys for space in table.spaces
        ]
        return min((level_of(table.criterion, table.fired(case)) for case in product(*classes)), default=Level.OK)

    def _ways(self, space: Space, keys: Iterable[ClassKey]) -> Iterator[tuple[Text, Possible]]:
        """Classes in words, and as what a fact could be."""
        spans = full_span(space) if space.cuts else ()
        for key in keys:
            possible = Spans((spans[space.keys.index(key)],)) if spans else _one(key)
            yield self.said(possible), possible


def _unmet(table: DecisionTable, found: Judged) -> tuple[str, ...]:
    return () if found.differing else tuple(table.criterion.constraints[at].iri for at in found.fired)


def _one(key: ClassKey) -> Possible:
    return Options(frozenset({key})) if isinstance(key, str | bool) else Spans.exactly(key)


def _spaces(tables: Iterable[DecisionTable]) -> dict[str, Space]:
    return {space.fact: space for table in tables for space in table.spaces}
