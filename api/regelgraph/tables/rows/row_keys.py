"""For which single rows a fact is found once: keys as equal as the numbers that `groups` gives rows of a block."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from regelgraph.judge.years import whole_years
from regelgraph.rulebook import DerivedFact
from regelgraph.tables.intern import Interner
from regelgraph.tables.meanings import Lexicon
from regelgraph.tables.rows.alike import exact_day, key_of, raises_no_doubt
from regelgraph.tables.rows.groups import bound_of
from regelgraph.terms import ENDED_BEFORE, WHOLE_YEARS_BETWEEN
from regelgraph.values import Reading, Spans

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

T = TypeVar("T")
Key = Callable[[tuple[int, ...]], Hashable]
"""From the meanings of the columns that a fact follows from to a key."""
_SETTLED = ()


class _Of(dict[int, T], Generic[T]):
    """Something of each meaning of a column, found out once."""

    def __init__(self, lexicon: Lexicon, column: str, find: Callable[[Reading], T]) -> None:
        self._meanings = lexicon.meanings[column]
        self._find = find

    def __missing__(self, meaning: int) -> T:
        found = self[meaning] = self._find(self._meanings.values[meaning])
        return found


def row_key(judge: Judge, case_kind: str, lexicon: Lexicon, name: str) -> Key:
    """The key of a fact, base or derived."""
    fact = judge.rulebook.derived[case_kind].get(name)
    inputs = judge.inputs(case_kind, name)
    if fact is None:
        return lambda meanings: meanings
    if fact.derivation == WHOLE_YEARS_BETWEEN:
        return _by_years(lexicon, fact, inputs)
    alike = [_alike(judge, lexicon, fact, column) for column in inputs]
    if fact.derivation == ENDED_BEFORE:
        return _by_end(judge, lexicon, fact, inputs, alike)
    return lambda meanings: tuple([of[meaning] for of, meaning in zip(alike, meanings, strict=True)])


def _alike(judge: Judge, lexicon: Lexicon, fact: DerivedFact, column: str) -> _Of[int]:
    classes: Interner[Hashable] = Interner()
    key = key_of(judge.rulebook, fact, column)
    return _Of(lexicon, column, lambda reading: classes.id(key(reading)))


def _by_years(lexicon: Lexicon, fact: DerivedFact, inputs: Sequence[str]) -> Key:
    """By the least and the most whole years; where a day has no bounds, by all meanings."""
    places = inputs.index(fact.start or ""), inputs.index(fact.end or "")
    bounds = [_Of(lexicon, inputs[place], bound_of) for place in places]
    others = [place for place in range(len(inputs)) if place not in places]

    def key(meanings: tuple[int, ...]) -> Hashable:
        (start, end) = (of[meanings[place]] for of, place in zip(bounds, places, strict=True))
        if start is None or end is None:
            return meanings
        least, most = whole_years(start[1], end[0]), whole_years(start[0], end[1])
        exact = start[0] == start[1], end[0] == end[1]
        return (least, most, exact, *[meanings[place] for place in others])

    return key


def _by_end(judge: Judge, lexicon: Lexicon, fact: DerivedFact, inputs: Sequence[str], alike: Sequence[_Of[int]]) -> Key:
    """One key where nothing has ended whatever the other columns say; else days by the borders between which they lie.

    But not where the other day is known in part.
    """
    of, before = inputs.index(fact.of or ""), inputs.index(fact.before or "")
    harmless = _Of(lexicon, inputs[of], lambda reading: raises_no_doubt(judge.rulebook, fact, reading))
    last_day: _Of[date | None] = _Of(lexicon, inputs[of], exact_day)
    day_before: _Of[date | None] = _Of(lexicon, inputs[before], exact_day)
    anything = _Of(lexicon, inputs[before], lambda reading: not isinstance(reading.possible, Spans))

    def key(meanings: tuple[int, ...]) -> Hashable:
        last, day = last_day[meanings[of]], day_before[meanings[before]]
        exact = last is not None and day is not None
        if harmless[meanings[of]] or (last is not None and day is not None and last >= day):
            return _SETTLED
        if exact or anything[meanings[before]]:
            return tuple([each[meaning] for each, meaning in zip(alike, meanings, strict=True)])
        own = [each[meaning] for each, meaning in zip(alike, meanings, strict=True)]
        own[of], own[before] = meanings[of], meanings[before]
        return ("own", *own)

    return key
