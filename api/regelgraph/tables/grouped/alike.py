"""What cases must have in common for a fact to be the same: often less than all meanings that it follows from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from regelgraph.judge.stated import place_in
from regelgraph.rulebook import DerivedFact
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, cast, look_up
from regelgraph.terms import ELSEWHERE

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.grouped import RowFacts
    from regelgraph.tables.grouped.stated import Stated

_MOST = 8
"""Of keys with more different lengths than these, every pair is looked at."""


def alike(facts: RowFacts, name: str, stated: Mapping[str, Stated], given: Mapping[str, pa.Array]) -> list[pa.Array]:
    """Columns of which equal tuples have equal findings; `given` are the numbers of what is `stated` by column."""
    if facts.noticed(name) and len(given) == 1:
        ((column, numbers),) = given.items()
        answers: Interner[frozenset[bool]] = Interner()
        every = [{column: stated[column].readings(number)} for number in range(len(stated[column].lists.values))]
        return [look_up([answers.id(facts.answers(name, cells)) for cells in every], numbers)]
    fact = facts.derived(name)
    if fact and fact.derivation == ELSEWHERE and {fact.of, fact.by} == given.keys():
        return _places(fact, stated, given)
    return list(given.values())


def _places(fact: DerivedFact, stated: Mapping[str, Stated], given: Mapping[str, pa.Array]) -> list[pa.Array]:
    """Of two keys only matters whether one begins with the other; where more than one is stated, all there is."""
    columns = (fact.of or "", fact.by or "")
    numbers = [given[column] for column in columns]
    known = [range(len(stated[column].lists.values)) for column in columns]
    keys = [[_key(stated[c], number) for number in each] for c, each in zip(columns, known, strict=True)]
    lengths = sorted({len(key) for each in keys for key in each if key is not None})
    several = [
        look_up([len(stated[c].lists.values[number]) > 1 for number in each], given[c], "bool")
        for c, each in zip(columns, known, strict=True)
    ]
    if len(lengths) > _MOST:
        return numbers
    found = []
    for own, each, doubtful in zip(numbers, keys, reversed(several), strict=True):
        kind = look_up([number if key is None else steps.NONE for number, key in enumerate(each)], own)
        found.append(call("if_else", doubtful, own, kind))
    begins = [_begins(keys, length, numbers) for length in lengths]
    if not begins:
        return found
    return [*found, cast(reduce(lambda left, right: call("or", left, right), begins), "int32")]


def _begins(keys: Sequence[Sequence[str | None]], length: int, numbers: Sequence[pa.Array]) -> pa.Array:
    """Where one key has the length and the other begins with it."""
    starts: Interner[str] = Interner()
    columns, whole = [], []
    for absent, each, column in zip((-1, -2), keys, numbers, strict=True):
        begun = [absent if key is None or len(key) < length else starts.id(key[:length]) for key in each]
        columns.append(look_up(begun, column))
        whole.append(look_up([key is not None and len(key) == length for key in each], column, "bool"))
    return call("and", call("equal", *columns), call("or", *whole))


def _key(stated: Stated, number: int) -> str | None:
    """The key of the one place that is stated, None if it is not exactly one."""
    readings = stated.readings(number)
    return place_in(readings[0]) if len(readings) == 1 else None
