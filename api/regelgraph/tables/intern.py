"""Numbers for equal values, so that relational steps compare whole numbers only."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Interner(Generic[T]):
    """Gives each distinct value the number of its place in `values`, in order of first appearance."""

    def __init__(self, *first: T) -> None:
        self.values: list[T] = []
        self._ids: dict[T, int] = {}
        for value in first:
            self.id(value)

    def id(self, value: T) -> int:
        """The number of `value`."""
        known = self._ids.get(value)
        if known is None:
            known = self._ids[value] = len(self.values)
            self.values.append(value)
        return known
