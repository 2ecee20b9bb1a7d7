"""Finds the facts of all rows: each distinct tuple of what a fact follows from is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.groups import group
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import Numbered, at_once, tuples
from regelgraph.tables.meanings import Meanings

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge
    from regelgraph.judge.finding import Finding


@dataclass(slots=True)
class FoundFact:
    """The finding of a fact in each row: `codes` are places in `findings`; `shown` numbers those with the same words.

    `troubles` are places in `Found.troubles` by code, -1 for none.
    """

    codes: pa.Array
    findings: list[Finding] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    troubles: list[int] = field(default_factory=list)

    @property
    def cites(self) -> bool:
        """Whether any finding brings norms with it."""
        return any(finding.norms for finding in self.findings)

    @property
    def troubled(self) -> bool:
        """Whether any finding has a problem."""
        return any(trouble != steps.NONE for trouble in self.troubles)


@dataclass(slots=True)
class Found:
    """The facts of all rows. `troubles` are tuples of places in the problems of the meanings."""

    read: Meanings
    facts: dict[str, FoundFact] = field(default_factory=dict)
    troubles: Interner[tuple[int, ...]] = field(default_factory=Interner)


def find_all(judge: Judge, case_kind: str, read: Meanings, names: Sequence[str]) -> Found:
    """Findings of the facts `names`, base and derived, for every row."""
    found = Found(read)
    groups = at_once(lambda name: group(judge, case_kind, read, name), names)
    for name, rows in zip(names, groups, strict=True):
        found.facts[name] = _find(judge, case_kind, found, name, rows)
    return found


def _find(judge: Judge, case_kind: str, found: Found, name: str, groups: Numbered) -> FoundFact:
    read = found.read
    fact = FoundFact(groups.codes)
    inputs = [column for column in judge.inputs(case_kind, name) if column in read.columns]
    shown: Interner[Finding] = Interner()
    for meanings in tuples([read.columns[column] for column in inputs], groups.firsts):
        readings = {column: read.of(column, meaning) for column, meaning in zip(inputs, meanings, strict=True)}
        finding = judge.finding(case_kind, name, readings)
        fact.findings.append(finding)
        fact.shown.append(shown.id(replace(finding, through=(), problems=())))
        problems = tuple(read.problems.id(problem) for problem in finding.problems)
        fact.troubles.append(found.troubles.id(problems) if problems else steps.NONE)
    return fact
