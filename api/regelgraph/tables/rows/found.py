"""Finds the facts of all rows: each distinct tuple of what a fact follows from is looked at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import at_once, look_up
from regelgraph.tables.meanings import Lexicon, Meanings
from regelgraph.tables.numbering import Numbered, tuples
from regelgraph.tables.rows.groups import group

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge
    from regelgraph.judge.finding import Finding
    from regelgraph.values import Problem


class KnownFact:
    """The findings of a fact, numbered; `shown` numbers those with the same words.

    `troubles` are places in `Findings.troubles` by finding, -1 for none.
    """

    def __init__(self) -> None:
        self._findings: Interner[Finding] = Interner()
        self._shown: Interner[Finding] = Interner()
        self.shown: list[int] = []
        self.troubles: list[int] = []
        self.cites = False
        self.troubled = False

    @property
    def findings(self) -> list[Finding]:
        """What the numbers stand for."""
        return self._findings.values

    def number(
        self, finding: Finding, problems: Interner[tuple[str, Problem]], troubles: Interner[tuple[int, ...]]
    ) -> int:
        """The number of a finding."""
        number = self._findings.id(finding)
        if number == len(self.shown):
            self.shown.append(self._shown.id(replace(finding, through=(), problems=())))
            own = tuple(problems.id(problem) for problem in finding.problems)
            self.troubles.append(troubles.id(own) if own else steps.NONE)
            self.cites = self.cites or bool(finding.norms)
            self.troubled = self.troubled or bool(own)
        return number


@dataclass(slots=True)
class Found:
    """The facts of all rows of a block: by name the number of the finding in each row."""

    read: Meanings
    known: Findings
    codes: dict[str, pa.Array] = field(default_factory=dict)


class Findings:
    """Facts of cases as far as they have been found, by name. `troubles` are tuples of places in the problems."""

    def __init__(self, judge: Judge, case_kind: str) -> None:
        self._judge = judge
        self._case_kind = case_kind
        self.facts: dict[str, KnownFact] = {}
        self.troubles: Interner[tuple[int, ...]] = Interner()
        self._numbers: dict[tuple[str, Hashable], int] = {}

    @property
    def size(self) -> int:
        """For how many distinct tuples of meanings a fact is known."""
        return len(self._numbers)

    def find(self, read: Meanings, names: Sequence[str]) -> Found:
        """Findings of the facts `names`, base and derived, for every row."""
        found = Found(read, self)
        groups = at_once(lambda name: group(self._judge, self._case_kind, read, name), names, read.rows)
        for name, rows in zip(names, groups, strict=True):
            found.codes[name] = self._find(read, name, rows)
        return found

    def _find(self, read: Meanings, name: str, groups: Numbered) -> pa.Array:
        inputs = [column for column in self._judge.inputs(self._case_kind, name) if column in read.columns]
        tuples_ = tuples([read.columns[column] for column in inputs], groups.firsts)
        self.facts.setdefault(name, KnownFact())
        return look_up([self.number(read.lexicon, name, inputs, each) for each in tuples_], groups.codes)

    def number(
        self, lexicon: Lexicon, name: str, inputs: Sequence[str], meanings: tuple[int, ...], key: Hashable = None
    ) -> int:
        """The number of the finding of a fact, by the meanings of the columns that it follows from.

        `key` is the same for all meanings that lead to the same finding; without it the meanings themselves are.
        """
        key = meanings if key is None else key
        number = self._numbers.get((name, key))
        if number is None:
            readings = {c: lexicon.of(c, meaning) for c, meaning in zip(inputs, meanings, strict=True)}
            finding = self._judge.finding(self._case_kind, name, readings)
            fact = self.facts.setdefault(name, KnownFact())
            number = self._numbers[name, key] = fact.number(finding, lexicon.problems, self.troubles)
        return number
