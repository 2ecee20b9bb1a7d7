"""A case that is a pair of stays: facts that each stay has, and how the readings of the two are told apart.

The reading of the column `entry_date` is that of `entry_date_a` for the first stay and `entry_date_b` for the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from regelgraph.judge.finding import Finding
from regelgraph.judge.words import Words
from regelgraph.rulebook import Fact
from regelgraph.values import ANYTHING, Reading, State

FIRST: Final = "a"
SECOND: Final = "b"
SIDES: Final = (FIRST, SECOND)


def of_stay(name: str, side: str) -> str:
    """The name under which the reading of a column stands for the stay on a side."""
    return f"{name}_{side}"


def readings_of(facts: Mapping[str, Fact], names: Iterable[str]) -> tuple[str, ...]:
    """Names of the readings of columns: two for one that each stay has."""
    return tuple(
        reading
        for name in names
        for reading in ([of_stay(name, side) for side in SIDES] if _of_each(facts, name) else [name])
    )


def column_of(facts: Mapping[str, Fact], reading: str) -> str:
    """The column of a reading that `readings_of` names."""
    name, _, side = reading.rpartition("_")
    return name if side in SIDES and reading not in facts and _of_each(facts, name) else reading


def of_both(words: Words, fact: Fact, readings: Mapping[str, Reading]) -> Finding:
    """What both stays say of a fact, in words. No rule reads it, but what is derived for the pair."""
    first, second = (readings[of_stay(fact.name, side)] for side in SIDES)
    shown = [words.possible(each.possible, fact.code_list, each.state) for each in (first, second)]
    if shown[0] == shown[1] and first.state is State.KNOWN:
        show = words.phrase("pair-both", value=shown[0])
    else:
        show = words.phrase("pair-and", left=shown[0], right=shown[1])
    return Finding(ANYTHING, State.KNOWN, show)


def _of_each(facts: Mapping[str, Fact], name: str) -> bool:
    return name in facts and facts[name].of_each_stay
