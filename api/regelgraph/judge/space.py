"""Class spaces: which values of a fact the criteria can tell apart, and which of them a fact may have.

A coded fact has its codes as classes, a yes/no fact two, an ordered fact the stretches between the borders that the
criteria's shapes draw (SHACL Core value ranges, W3C SHACL section 4.3). A fact whose values a shape looks at in another
way (a pattern, a comparison with another fact) has no finite classes: its distinct values are judged as they come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from regelgraph.values import Anything, Options, Ordered, Possible, Span

AFTER = 1
"""Side of a cut that lies behind its value; 0 lies before it."""

ClassKey = str | bool | Ordered
"""What names a class: a code's IRI, a truth value, or a value that stands for its stretch."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A border between two stretches of ordered values: before (`side` 0) or after (`side` 1) `value`."""

    value: Ordered
    side: int


@dataclass(frozen=True, slots=True)
class Space:
    """The classes of one fact for all criteria of a case kind; `open` if there is no finite list of them.

    `keys` name the classes in order. For an ordered fact `cuts` lie between neighbouring keys. `other` is the key of
    all texts that no shape names.
    """

    fact: str
    property: str
    keys: tuple[ClassKey, ...]
    cuts: tuple[Cut, ...] = ()
    other: str | None = None
    open: bool = False

    def classes(self, possible: Possible) -> tuple[ClassKey, ...] | None:
        """Keys of the classes that `possible` may fall into; None if they cannot be listed (every outcome may come)."""
        if self.open:
            return _as_they_come(possible)
        if isinstance(possible, Anything):
            return self.keys
        if isinstance(possible, Options):
            named = {value if value in self.keys else self.other for value in possible.values}
            return tuple(key for key in self.keys if key in named)
        found = [False] * len(self.keys)
        for span in possible.spans:
            low, high = self._place(span.low, low=True), self._place(span.high, low=False)
            found[low : high + 1] = [True] * (high + 1 - low)
        return tuple(key for key, hit in zip(self.keys, found, strict=True) if hit)

    def _place(self, value: Ordered | None, *, low: bool) -> int:
        if value is None:
            return 0 if low else len(self.keys) - 1
        place = 0
        for cut in self.cuts:
            if value > cut.value or (value == cut.value and cut.side != AFTER):  # type: ignore[operator]
                place += 1
        return place


def _as_they_come(possible: Possible) -> tuple[ClassKey, ...] | None:
    if isinstance(possible, Options):
        return tuple(sorted(possible.values, key=str))
    if isinstance(possible, Anything):
        return None
    exact = possible.exact
    return None if exact is None else (exact,)


def stretches(cuts: set[Cut], *, discrete: bool) -> tuple[tuple[ClassKey, ...], tuple[Cut, ...]]:
    """Representatives of the stretches that `cuts` make, and the cuts that divide them, ascending.

    For discrete values (whole numbers, dates) a stretch without a value is left out.
    """
    ordered = sorted(cuts, key=lambda cut: (cut.value, cut.side))
    if not ordered:
        return (), ()
    keys: list[ClassKey] = [_below(ordered[0], discrete=discrete)]
    kept: list[Cut] = []
    for left, right in pairwise([*ordered, None]):
        assert left is not None  # noqa: S101 - pairwise over a list whose only None is last
        key = _between(left, right, discrete=discrete)
        if key is not None:
            keys.append(key)
            kept.append(left)
    return tuple(keys), tuple(kept)


def _below(cut: Cut, *, discrete: bool) -> Ordered:
    return cut.value if cut.side == AFTER else _step(cut.value, -1, discrete=discrete)


def _between(left: Cut, right: Cut | None, *, discrete: bool) -> Ordered | None:
    if left.side != AFTER:
        return left.value
    if right is None:
        return _step(left.value, 1, discrete=discrete)
    if discrete:
        candidate = _step(left.value, 1, discrete=True)
        inside = candidate < right.value or (candidate == right.value and right.side == AFTER)  # type: ignore[operator]
        return candidate if inside else None
    return (Decimal(left.value) + Decimal(right.value)) / 2  # type: ignore[arg-type]


def _step(value: Ordered, by: int, *, discrete: bool) -> Ordered:
    if isinstance(value, date):
        return value + timedelta(days=by)
    if discrete:
        return int(value) + by
    return Decimal(value) + by


def full_span(space: Space) -> tuple[Span, ...]:
    """The stretch of values of each class of an ordered space, for display; None marks an open end."""
    discrete = not any(isinstance(key, Decimal) for key in space.keys)
    lows: list[Ordered | None] = [None]
    highs: list[Ordered | None] = []
    for cut in space.cuts:
        before = cut.value if cut.side == AFTER or not discrete else _step(cut.value, -1, discrete=True)
        after = cut.value if cut.side != AFTER or not discrete else _step(cut.value, 1, discrete=True)
        highs.append(before)
        lows.append(after)
    highs.append(None)
    return tuple(Span(low, high) for low, high in zip(lows, highs, strict=True))
