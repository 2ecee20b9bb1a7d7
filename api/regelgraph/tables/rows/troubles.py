"""What stands under `invalid`: each distinct set of problems of a row is put into words once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import WHOLE_ROW, Say, overfull_problem, say_all
from regelgraph.tables.kernels import look_up, pick
from regelgraph.tables.numbering import number_some
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
    wide = [pick(read.overfull.numbers, rows)] if read.overfull else []

    def said(*key: int) -> int:
        rest = key[len(wide) :]
        chosen = [number for number in rest[: len(own)] if number != steps.NONE]
        for trouble in rest[len(own) :]:
            chosen += found.known.troubles.values[trouble] if trouble != steps.NONE else ()
        problems = [read.lexicon.problems.values[number] for number in chosen]
        if read.overfull and key[0] != steps.NONE:
            problems.insert(0, (WHOLE_ROW, overfull_problem(key[0], read.overfull.width)))
        return texts.id(say_all(problems, order, say))

    return number_some([*wide, *own, *derived], read.rows if rows is None else len(rows), said)
