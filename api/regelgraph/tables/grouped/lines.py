"""The lines of a report on groups of rows, and what is said about each row of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.grouped.rounds import Cases
from regelgraph.tables.grouped.rows import GroupRows, Members
from regelgraph.tables.grouped.runs import lists, ordered, position, spread
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import Say, say_all
from regelgraph.tables.kernels import call, cast, look_up, pick, places
from regelgraph.tables.numbering import numbered

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Ended:
    """Cases with their endings and their invalid texts (-1 for none), by case."""

    cases: Cases
    endings: pa.Array
    invalids: pa.Array


def invalid_of_cases(
    whole: GroupRows, members: Members, texts: Interner[str], order: Callable[[str], int], say: Say
) -> pa.Array:
    """For each case the place in `texts` of what is wrong with the cells of its rows, -1 for nothing.

    `order` gives the place of a column.
    """
    some = members.among(whole.troubles)
    count = len(members.groups)
    cases = members.of(some.rows)
    by_row = ordered(cases, some.rows)
    cases, problems = pick(cases, by_row), pick(some.numbers, by_row)
    once = numbered([cases, problems]).firsts if len(cases) else by_row
    listed = lists(pick(cases, once), pick(problems, once))
    known = whole.lexicon.problems.values
    numbers = [texts.id(say_all([known[number] for number in each], order, say)) for each in listed.distinct]
    return cast(spread(listed.cases, look_up(numbers, listed.codes), count, steps.NONE), "int32")


def lines_and_marks(whole: GroupRows, ended: Sequence[Ended]) -> tuple[pa.Table, pa.Table, list[int]]:
    """Lines (row, ord, identity, e, i) and marks (row, ord, e, i), and which endings their numbers stand for."""
    import pyarrow as pa

    groups = pa.concat_arrays([each.cases.members.groups for each in ended])
    orders = pa.concat_arrays([cast(each.cases.order, "int64") for each in ended])
    order = ordered(groups, orders)
    groups = pick(groups, order)
    places_of = cast(position(groups), "int64")
    endings = call("dictionary_encode", pick(pa.concat_arrays([each.endings for each in ended]), order))
    invalids = pick(pa.concat_arrays([each.invalids for each in ended]), order)
    rows = call("add", cast(pick(whole.firsts, groups), "int64"), 1)
    back = call("array_sort_indices", order)
    own = [places_of, endings.indices, invalids]
    marks = _marks(ended, [pick(column, back) for column in own])
    by_row = call("array_sort_indices", rows)
    columns = [rows, cast(places_of, "int32"), pick(whole.identities, groups), endings.indices, invalids]
    names = ["row", "ord", "identity", "e", "i"]
    lines = pa.table([pick(column, by_row) for column in columns], names=names)
    return lines, marks, endings.dictionary.to_pylist()


def _marks(ended: Sequence[Ended], columns: Sequence[pa.Array]) -> pa.Table:
    """What each case says, for each row that counts for it."""
    import pyarrow as pa

    parts = []
    before = 0
    for each in ended:
        members = each.cases.members
        count = len(members.groups)
        rows = cast(places(members.mask), "int64")
        cases = members.of(rows)
        said = [pick(column.slice(before, count), cases) for column in columns]
        parts.append(pa.table([call("add", rows, 1), *said], names=["row", "ord", "e", "i"]))
        before += count
    return pa.concat_tables(parts)
