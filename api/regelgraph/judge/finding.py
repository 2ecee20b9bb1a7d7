"""Findings: what is known of a base or derived fact of one case, in words and as possible values."""

from __future__ import annotations

from dataclasses import dataclass

from regelgraph.rulebook import Text
from regelgraph.values import Possible, Problem, State


@dataclass(frozen=True, slots=True)
class Conditional:
    """The fact has `value` in worlds where `where_fact` is one of `where_values`, else it is as the finding says."""

    where_fact: str
    where_values: frozenset[str | bool]
    value: Possible


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one fact.

    `show` are the words for reasons (never raw cell text), `open_columns` the columns whose knowledge could narrow it,
    `problems` what stands under `invalid` because of the fact as a whole, and `through` the IRIs that lead from the
    cell's value to a looked-up one, for the proof tree.
    """

    possible: Possible
    state: State
    show: Text
    open_columns: tuple[str, ...] = ()
    problems: tuple[tuple[str, Problem], ...] = ()
    conditional: Conditional | None = None
    through: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
