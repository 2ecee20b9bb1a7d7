"""The rows of a list whose cases are groups of rows, as columns of numbers, kept without their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regelgraph.tables import steps
from regelgraph.tables.grouped.runs import spread
from regelgraph.tables.kernels import call, cast, count_up, pick
from regelgraph.tables.numbering import numbered
from regelgraph.values import BLANK

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.meanings import Lexicon
    from regelgraph.values import Reading

BLANK_CELL: Final = 1
"""The number of the meaning of a blank cell, also in a column that is not there."""


@dataclass(frozen=True, slots=True)
class Some:
    """Some rows by their place in the list, in order, and a number for each."""

    rows: pa.Array
    numbers: pa.Array

    def where(self, mask: pa.Array) -> Some:
        """Those for which the mask, as long as they are, is true."""
        return Some(call("filter", self.rows, mask), call("filter", self.numbers, mask))


@dataclass(frozen=True)
class GroupRows:
    """All rows of a list. `groups` number what each belongs to by first appearance, `identities` are their ids.

    A row that names no group is one of its own, numbered from `named` on. `meanings` are the numbers of what is meant
    in columns of which every row has its own, `names` those of the bodies that may decide (-1 for none). `filled` are
    the cells that are read or unreadable, by column; `troubles` are places in the problems of the lexicon, of a row
    perhaps several, in the order of its columns.
    """

    lexicon: Lexicon
    groups: pa.Array
    identities: pa.Array
    named: int
    meanings: Mapping[str, pa.Array]
    names: Mapping[str, pa.Array]
    filled: Mapping[str, Some]
    troubles: Some

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.groups)

    def readings(self, column: str) -> Sequence[Reading]:
        """What the numbers of a column mean."""
        known = self.lexicon.meanings.get(column)
        return known.values if known else (BLANK, BLANK)

    @cached_property
    def firsts(self) -> pa.Array:
        """By group the place of its first row, -1 for none."""
        found = numbered([self.groups])
        return spread(pick(self.groups, found.firsts), cast(found.firsts, "int64"), len(self.identities), steps.NONE)


@dataclass(frozen=True)
class Members:
    """The rows (`mask`) of which each counts for one case: `cases` by group, -1 for none; `groups` by case.

    `certain` tells the rows that surely belong to their case; None if all do.
    """

    whole: GroupRows
    mask: pa.Array
    certain: pa.Array | None
    groups: pa.Array

    @cached_property
    def cases(self) -> pa.Array:
        """By group its case, -1 for none."""
        return spread(self.groups, count_up(len(self.groups)), len(self.whole.identities), steps.NONE)

    def of(self, rows: pa.Array) -> pa.Array:
        """The cases of rows that are among them."""
        return pick(self.cases, pick(self.whole.groups, rows))

    def surely(self, rows: pa.Array) -> pa.Array | None:
        """Which of the rows surely belong to their case; None for all."""
        return None if self.certain is None else pick(self.certain, rows)

    def among(self, some: Some) -> Some:
        """Those of some rows that count for a case."""
        return some.where(pick(self.mask, some.rows))


def members(whole: GroupRows, mask: pa.Array, certain: pa.Array | None = None) -> Members:
    """The rows where `mask` is true, with a case for each of their groups, by first appearance."""
    groups = call("filter", whole.groups, mask)
    return Members(whole, mask, certain, pick(groups, numbered([groups]).firsts))
