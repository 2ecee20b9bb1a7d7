"""Derives the facts of all rows: each distinct tuple of what a fact follows from is derived once.

What may stand for each other say `regelgraph.tables.keys` and `regelgraph.tables.alike`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.keys import Keys, keys_of
from regelgraph.tables.reading import ReadTable
from regelgraph.values import Possible, Problem

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge
    from regelgraph.judge.finding import Conditional, Finding

World = tuple["Possible", "Conditional | None"]


@dataclass(slots=True)
class FoundTable:
    """The table `found`: by fact the columns w_N (world), f_N (finding) and x_N (problems, -1 for none).

    A world is what judging looks at, a finding adds words, open columns and norms. `troubles` are tuples of numbers of
    problems of the read table; `numbers` give N by fact.
    """

    read: ReadTable
    name: str = "found"
    numbers: dict[str, int] = field(default_factory=dict)
    worlds: dict[str, Interner[World]] = field(default_factory=dict)
    findings: dict[str, Interner[Finding]] = field(default_factory=dict)
    shown_by_world: dict[str, list[Finding]] = field(default_factory=dict)
    troubles: Interner[tuple[int, ...]] = field(default_factory=Interner)
    troubled: set[str] = field(default_factory=set)


def derive_all(judge: Judge, case_kind: str, read: ReadTable, names: Sequence[str]) -> FoundTable:
    """Findings of the facts `names`, base and derived, for every row of the read table."""
    found = FoundTable(read, numbers={name: number for number, name in enumerate(names)})
    keys = {
        name: Keys(list(read.own_keys[name]))
        if name in read.own_keys
        else keys_of(judge, case_kind, read, name, number)
        for name, number in found.numbers.items()
    }
    columns = [
        f"{expression} AS key_{found.numbers[name]}_{i}"
        for name, key in keys.items()
        for i, expression in enumerate(key.expressions)
    ]
    joins = [join for key in keys.values() for join in key.joins]
    read.relations.make("keyed", steps.added(read.name, joins, columns))
    small = [_derive(judge, case_kind, found, name, len(keys[name].expressions)) for name in names]
    picked = [f"g{n}.{part} AS {part}_{n}" for n in found.numbers.values() for part in "wfx"]
    kept = ["row", "identity", "overfull", "headers", *read.problem_columns]
    read.relations.make(found.name, steps.added("keyed", small, picked, kept))
    return found


def _derive(judge: Judge, case_kind: str, found: FoundTable, name: str, width: int) -> str:
    """Derive a fact for each distinct key; the join that brings the findings back to the rows."""
    read, number = found.read, found.numbers[name]
    worlds, findings = found.worlds.setdefault(name, Interner()), found.findings.setdefault(name, Interner())
    shown = found.shown_by_world.setdefault(name, [])
    inputs = [column for column in judge.inputs(case_kind, name) if column in read.meanings]
    keys = [f"key_{number}_{i}" for i in range(width)]
    rows: list[tuple[int, ...]] = []
    wanted = [read.expressions[column] for column in inputs]
    cases = read.relations.rows(steps.stand_ins("keyed", keys, wanted)) if keys else [()]
    for row in cases:
        readings = {column: read.of(column, m) for column, m in zip(inputs, row[width:], strict=True)}
        finding = judge.finding(case_kind, name, readings)
        world = worlds.id((finding.possible, finding.conditional))
        if world == len(shown):
            shown.append(finding)
        trouble = _trouble(found, name, finding.problems)
        rows.append((*row[:width], world, findings.id(replace(finding, through=(), problems=())), trouble))
    read.relations.put_numbers(f"derived_{number}", [*keys, "w", "f", "x"], rows)
    return steps.joined(f"derived_{number}", f"g{number}", [(key, f"t.{key}") for key in keys] or [("w", "0")])


def _trouble(found: FoundTable, name: str, problems: tuple[tuple[str, Problem], ...]) -> int:
    if not problems:
        return steps.NONE
    found.troubled.add(name)
    return found.troubles.id(tuple(found.read.problems.id(problem) for problem in problems))
