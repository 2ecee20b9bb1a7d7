"""From possible worlds to an outcome: the same for all, some safe, none safe.

A case is a union of products: each world block gives every fact its possible classes. That is enough to hold exactly
what one blank cell means for different values of another fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import product

from regelgraph.judge.decision import DecisionTable, Fired
from regelgraph.rulebook import Criterion
from regelgraph.values import Possible

VIOLATION = "http://www.w3.org/ns/shacl#Violation"
WARNING = "http://www.w3.org/ns/shacl#Warning"

Block = Mapping[str, Possible]
"""Possible values per fact; the worlds of a block are all combinations."""


class Level(IntEnum):
    """Outcomes of a criterion and of a case, from safe to blocked."""

    OK = 0
    REVIEW = 1
    UNDETERMINED = 2
    BLOCKED = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """How a criterion comes out over all possible worlds.

    `levels` are the outcomes that complete cases can have (never UNDETERMINED); `fired` are the constraints behind the
    outcome, `differing` is true if no world is safe and yet they differ.
    """

    level: Level
    levels: frozenset[Level]
    fired: Fired = ()
    differing: bool = False


def level_of(criterion: Criterion, fired: Fired) -> Level:
    """Outcome of a complete case: blocked on any sh:Violation, review on any sh:Warning, else ok."""
    severities = {criterion.constraints[i].severity for i in fired}
    if VIOLATION in severities:
        return Level.BLOCKED
    return Level.REVIEW if WARNING in severities else Level.OK


def worlds(table: DecisionTable, blocks: tuple[Block, ...]) -> Iterator[Fired] | None:
    """Constraints fired in each possible world of the criterion's facts; None if the worlds cannot be listed."""
    choices = []
    for block in blocks:
        keys = [space.classes(block[space.fact]) for space in table.spaces]
        if any(key is None for key in keys):
            return None
        choices.append(keys)
    return (table.fired(case) for keys in choices for case in product(*keys))  # type: ignore[arg-type]


def judge(table: DecisionTable, blocks: tuple[Block, ...]) -> Judged:
    """Combine all possible worlds of a case: the common outcome, else undetermined if some are safe, else review."""
    found = worlds(table, blocks)
    if found is None:
        levels = frozenset(
            {Level.OK, *(level_of(table.criterion, (i,)) for i in range(len(table.criterion.constraints)))}
        )
        return combine(table.criterion, levels, ())
    by_level: dict[Level, set[int]] = {}
    for fired in found:
        by_level.setdefault(level_of(table.criterion, fired), set()).update(fired)
    fired_by = {level: tuple(sorted(fired)) for level, fired in by_level.items()}
    levels = frozenset(fired_by)
    worst = max(levels)
    return combine(table.criterion, levels, _of_level(table.criterion, fired_by[worst], worst))


def combined(levels: frozenset[Level]) -> Level:
    """The outcome for a set of outcomes of complete cases (CONTRACT, "Possible values")."""
    if len(levels) == 1:
        return next(iter(levels))
    return Level.UNDETERMINED if Level.OK in levels else Level.REVIEW


def combine(criterion: Criterion, levels: frozenset[Level], fired: Fired) -> Judged:
    """That outcome with the constraints behind it."""
    level = combined(levels)
    if len(levels) == 1:
        return Judged(level, levels, _of_level(criterion, fired, level))
    return Judged(level, levels, fired if level is Level.REVIEW else (), differing=level is Level.REVIEW)


def _of_level(criterion: Criterion, fired: Fired, level: Level) -> Fired:
    return tuple(i for i in fired if level_of(criterion, (i,)) is level)
