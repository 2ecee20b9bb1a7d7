"""What stands under `invalid`, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
