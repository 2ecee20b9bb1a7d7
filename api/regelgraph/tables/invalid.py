"""What stands under `invalid`: each distinct set of problems of a row is put into words once."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Callable, Sequence

from regelgraph.tables import steps
from regelgraph.tables.finding import FoundTable
from regelgraph.tables.intern import Interner
from regelgraph.values import Problem

TOO_MANY_CELLS = "too-many-cells"
WHOLE_ROW = "row"
"""Stands in the place of a column where a problem is the row's."""

Say = Callable[[Problem], str]


def overfull_problem(found: int, width: int) -> Problem:
    """A row has `found` cells under `width` headers."""
    return Problem(TOO_MANY_CELLS, (("expected", str(width)), ("found", str(found))))


def say_all(problems: Sequence[tuple[str, Problem]], order: Callable[[str], int], say: Say) -> str:
    """`column: why`, joined by `; `, in the order of the columns, each once."""
    ordered = sorted(dict.fromkeys(problems), key=lambda item: order(item[0]))
    return "; ".join(dict.fromkeys(f"{column}: {say(problem)}" for column, problem in ordered))


def number_invalid(
    found: FoundTable,
    rows: str,
    needs: Sequence[str],
    texts: Interner[str],
    order: Callable[[str], int],
    say: Say,
) -> None:
    """Make the table `ROWS_invalid` (row, i) of the rows with problems; i is the place in `texts`.

    `rows` is a table (row); only derived facts in `needs` count. `order` gives the place of a column.
    """
    relations, read = found.read.relations, found.read
    derived = [f"x_{found.numbers[name]}" for name in needs if name in found.troubled]
    keys = ["overfull", "headers", *read.problem_columns, *derived]
    some = " OR ".join(["t.overfull > 0", *(f"t.{key} <> {steps.NONE}" for key in keys[2:])])
    listed = ", ".join(f"t.{key}" for key in keys)
    relations.make(
        f"{rows}_bad", f"SELECT t.row, {listed} FROM {found.name} t JOIN {rows} r ON r.row = t.row WHERE {some}"
    )
    numbered = []
    for key in relations.rows(f"SELECT DISTINCT {', '.join(keys)} FROM {rows}_bad"):
        cells, widths, rest = key[0], key[1], key[2:]
        split = len(read.problem_columns)
        numbers = [number for number in rest[:split] if number != steps.NONE]
        for trouble in rest[split:]:
            numbers += found.troubles.values[trouble] if trouble != steps.NONE else ()
        problems = [read.problems.values[number] for number in numbers]
        if cells:
            problems.insert(0, (WHOLE_ROW, overfull_problem(cells, widths)))
        numbered.append((*key, texts.id(say_all(problems, order, say))))
    relations.put_numbers(f"{rows}_texts", [*keys, "i"], numbered)
    join = steps.joined(f"{rows}_texts", "i", [(key, f"t.{key}") for key in keys])
    relations.make(f"{rows}_invalid", f"SELECT t.row, i.i FROM {rows}_bad t{join}")
