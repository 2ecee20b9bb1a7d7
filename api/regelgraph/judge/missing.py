"""Which unknown facts matter: those whose knowledge could change the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from regelgraph.judge.decision import DecisionTable
from regelgraph.judge.finding import Finding
from regelgraph.judge.outcomes import Block, Judged, Level, combined, level_of
from regelgraph.judge.space import ClassKey

WORLD_LIMIT = 100_000
"""With more worlds than this, every open fact of the criteria concerned is taken to matter."""

World = tuple[tuple[tuple[str, ClassKey], ...], tuple[Level, ...]]
"""Classes of the open facts of a complete case, and its outcome by each criterion."""


def facts_that_matter(
    tables: list[DecisionTable], judged: list[Judged], blocks: tuple[Block, ...], findings: Mapping[str, Finding]
) -> set[str]:
    """Names of facts whose knowledge would change the verdict if all others were known.

    That is so where two complete cases that differ only in it get different verdicts, and where each of them gets the
    same one, but for another criterion: as long as it is open which, each of these criteria is open.
    A fact that hangs on another (a blank that means something for some values of that one) may change along with it.
    """
    certain = [found.level for found in judged if len(found.levels) == 1]
    floor = max(certain, default=Level.OK)
    open_tables = [table for table, found in zip(tables, judged, strict=True) if len(found.levels) > 1]
    if floor is Level.BLOCKED or not open_tables:
        return set()
    components = _components(open_tables, blocks)
    worlds = [_worlds(members, facts, blocks) for members, facts in components]
    floors = [
        min((max(levels) for _, levels in found), default=Level.OK) if found is not None else Level.OK
        for found in worlds
    ]
    matter: set[str] = set()
    for place, ((_, facts), found) in enumerate(zip(components, worlds, strict=True)):
        others = max([floor, *(level for i, level in enumerate(floors) if i != place)])
        matter |= facts if found is None else {fact for fact in facts if _matters(fact, found, others, findings)}
    return matter


def _components(tables: list[DecisionTable], blocks: tuple[Block, ...]) -> list[tuple[list[DecisionTable], set[str]]]:
    """Criteria joined by the open facts that they share, with those facts."""
    components: list[tuple[list[DecisionTable], set[str]]] = []
    for table in tables:
        members, facts = [table], {space.fact for space in table.spaces if _is_open(table, space.fact, blocks)}
        for other in [c for c in components if c[1] & facts]:
            components.remove(other)
            members, facts = other[0] + members, other[1] | facts
        components.append((members, facts))
    return components


def _is_open(table: DecisionTable, fact: str, blocks: tuple[Block, ...]) -> bool:
    space = next(space for space in table.spaces if space.fact == fact)
    classes = {space.classes(block[fact]) for block in blocks}
    return len(classes) > 1 or any(keys is None or len(keys) > 1 for keys in classes)


def _worlds(tables: list[DecisionTable], facts: set[str], blocks: tuple[Block, ...]) -> list[World] | None:
    spaces = {space.fact: space for table in tables for space in table.spaces}
    worlds: list[World] = []
    for block in blocks:
        classes = {fact: space.classes(block[fact]) for fact, space in spaces.items()}
        if any(keys is None for keys in classes.values()):
            return None
        known = {fact: keys for fact, keys in classes.items() if keys is not None}
        if prod(len(keys) for keys in known.values()) > WORLD_LIMIT:
            return None
        worlds.extend(_block_worlds(tables, facts, known))
    return worlds


def _block_worlds(
    tables: list[DecisionTable], facts: set[str], classes: dict[str, tuple[ClassKey, ...]]
) -> Iterator[World]:
    names = sorted(classes)
    for values in product(*(classes[name] for name in names)):
        case = dict(zip(names, values, strict=True))
        levels = tuple(level_of(t.criterion, t.fired(tuple(case[s.fact] for s in t.spaces))) for t in tables)
        yield tuple((name, case[name]) for name in names if name in facts), levels


def _matters(fact: str, worlds: list[World], floor: Level, findings: Mapping[str, Finding]) -> bool:
    hanging = {n for n, finding in findings.items() if finding.conditional and finding.conditional.where_fact == fact}
    alike: dict[tuple[tuple[str, ClassKey], ...], set[tuple[Level, ...]]] = {}
    for world, levels in worlds:
        rest = tuple(item for item in world if item[0] != fact and item[0] not in hanging)
        alike.setdefault(rest, set()).add(levels)
    return any(_differ(outcomes, floor) for outcomes in alike.values())


def _differ(outcomes: set[tuple[Level, ...]], floor: Level) -> bool:
    """Whether the verdict on one of several complete cases is not that on all of them together."""
    together = max(floor, *(combined(frozenset(levels)) for levels in zip(*outcomes, strict=True)))
    return any(max(floor, *levels) is not together for levels in outcomes)
