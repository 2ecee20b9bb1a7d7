"""What a table and its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

IRI: Final = ""
"""Stands for the datatype of values that are names (IRIs)."""


class Sort(NamedTuple):
    """What the values of a column have in common: a datatype (an IRI; `IRI` for names), and a language or none."""

    datatype: str
    language: str = ""

    @property
    def is_iri(self) -> bool:
        """Whether the values are names."""
        return self.datatype == IRI


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its name and the sort of its values.

    `prop`: the property that they are of, empty for what tells rows apart. `target`: a table whose `iri` has them all.
    """

    name: str
    sort: Sort
    prop: str = ""
    required: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: all things of a kind, one a row, or all values of one property of them (`prop`), one a row.

    `key`: the columns that tell its rows apart. `count`: so many rows.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    count: int
    kind: str = ""
    prop: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.name + ".csv"


Rows = list[tuple[str, ...]]
"""The rows of a table, in order, each as long as its columns; an empty text stands for no value."""
