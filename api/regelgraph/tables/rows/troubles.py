"""What stands under `invalid`: each distinct set of problems of a row is put into words once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import WHOLE_ROW, Say, overfull_problem, say_all
from regelgraph.tables.kernels import call, look_up, numbered, pick, places, same, tuples
from regelgraph.tables.rows.found import Found

if TYPE_CHECKING:
    import pyarrow as pa


def invalid_of(
    found: Found,
    rows: pa.Array | None,
    needs: Sequence[str],
    texts: Interner[str],
    order: Callable[[str], int],
    say: Say,
) -> pa.Array:
    """For each of the rows (all if None) the place in `texts` of what is wrong with it, -1 for nothing.

    Of derived facts only those in `needs` count. `order` gives the place of a column.
    """
    read = found.read
    own = [pick(column, rows) for column in read.troubles]
    facts = {name: found.known.facts[name] for name in needs}
    derived = [look_up(fact.troubles, pick(found.codes[name], rows)) for name, fact in facts.items() if fact.troubled]
    wide = read.overfull
    masks = [call("not_equal", column, steps.NONE) for column in (*own, *derived)]
    masks += [pick(wide.mask, rows)] if wide else []
    count = read.rows if rows is None else len(rows)
    if not masks or not count:
        return same(steps.NONE, count)
    mask = reduce(lambda left, right: call("or", left, right), masks)
    bad = places(mask)
    if not len(bad):
        return same(steps.NONE, count)
    columns = [pick(pick(wide.cells, rows), bad)] if wide else []
    columns += [pick(column, bad) for column in (*own, *derived)]
    groups = numbered(columns)
    numbers = []
    for key in tuples(columns, groups.firsts):
        cells, rest = (key[0], key[1:]) if wide else (0, key)
        chosen = [number for number in rest[: len(own)] if number != steps.NONE]
        for trouble in rest[len(own) :]:
            chosen += found.known.troubles.values[trouble] if trouble != steps.NONE else ()
        problems = [read.lexicon.problems.values[number] for number in chosen]
        if wide and cells:
            problems.insert(0, (WHOLE_ROW, overfull_problem(cells, wide.width)))
        numbers.append(texts.id(say_all(problems, order, say)))
    return call("replace_with_mask", same(steps.NONE, count), mask, look_up(numbers, groups.codes))
