"""Classes that no criterion tells apart: whatever the other facts are, the same constraints are violated."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from regelgraph.judge.decision import ClassTuple, DecisionTable
from regelgraph.judge.space import ClassKey, Space


class Alike:
    """The classes of a fact, each with the first one that the decision tables do not tell from it.

    Only tables that are whole say so; a fact of any other keeps its classes apart.
    """

    def __init__(self, space: Space, tables: Sequence[DecisionTable]) -> None:
        reading = [table for table in tables if any(each.fact == space.fact for each in table.spaces)]
        self._first: dict[ClassKey, ClassKey] | None = None
        if all(table.whole for table in reading):
            seen: dict[Hashable, ClassKey] = {}
            rows = [_by_class(table, space) for table in reading]
            self._first = {key: seen.setdefault(tuple(found[key] for found in rows), key) for key in space.keys}

    def of(self, classes: tuple[ClassKey, ...] | None) -> Hashable | None:
        """Equal for as many classes that are alike; None if they cannot be listed."""
        if classes is None:
            return None
        first = self._first
        return (len(classes), *dict.fromkeys(first[key] for key in classes)) if first else classes


def _by_class(table: DecisionTable, space: Space) -> dict[ClassKey, Hashable]:
    """For each class of a fact what is violated by the cases with it, in the order of the other facts."""
    place = next(i for i, each in enumerate(table.spaces) if each.fact == space.fact)
    found: dict[ClassKey, list[tuple[ClassTuple, tuple[int, ...]]]] = {key: [] for key in space.keys}
    for case in table.tuples():
        found[case[place]].append(((*case[:place], *case[place + 1 :]), table.known[case]))
    return {key: tuple(rows) for key, rows in found.items()}
