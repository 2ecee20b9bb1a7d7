"""Keeps what takes long to make of a rulebook, for the one that is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from regelgraph.rulebook.book import Rulebook

T = TypeVar("T")


class Kept(Generic[T]):
    """What `make` makes of a rulebook, kept until another is asked for; threads that ask at once may make it twice."""

    def __init__(self, make: Callable[[Rulebook], T]) -> None:
        self._make = make
        self._last: tuple[Rulebook, T] | None = None

    def of(self, rulebook: Rulebook) -> T:
        """The one of this very rulebook."""
        known = self._last
        if known is None or known[0] is not rulebook:
            known = self._last = (rulebook, self._make(rulebook))
        return known[1]

    def put(self, rulebook: Rulebook, value: T) -> None:
        """Keep what was made elsewhere of this rulebook."""
        self._last = (rulebook, value)
