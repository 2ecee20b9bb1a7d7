"""Headers under which rows come one by one: each distinct list of them is understood once, with readers for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.tables.columns import Columns, reader_of, recognise, warnings
from regelgraph.tables.files.source import Source
from regelgraph.tables.headers import MatchedColumn
from regelgraph.tables.reading import Column, Reads

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

MOST: Final = 256
"""Lists of headers that are kept known."""
LONGEST: Final = 4_000
"""Characters of the headers of a list that is kept known."""


@dataclass(frozen=True, slots=True)
class Form:
    """Columns under some headers. `read` are those whose cells count, each with its place among the headers.

    `held` are facts with a day that is not to lie before another one: their column, and the fact of the other day.
    `identity` is the place of the cell that identifies the case; `warnings` say what is not judged by.
    """

    source: Source
    columns: Columns
    read: tuple[tuple[int, Column], ...]
    held: tuple[tuple[Column, str], ...]
    identity: int
    warnings: tuple[str, ...]


class Forms:
    """The forms of one case kind. Readers are made once, for every name that a column may have."""

    def __init__(self, judge: Judge, case_kind: str) -> None:
        self._judge = judge
        self._case_kind = case_kind
        matched = [
            MatchedColumn(0, name, fact, name)
            for fact in judge.rulebook.facts[case_kind].values()
            for name in (fact.name, *(other.column for other in fact.other_columns))
        ]
        self._readers = {(each.fact.name, each.column): reader_of(judge, case_kind, each) for each in matched}
        self.columns = tuple(
            Column(each.column, each.fact, self._readers[each.fact.name, each.column], 0) for each in matched
        )
        """Every column that there may be, by each of its names."""
        self._known: dict[tuple[str, ...], Form] = {}

    def of(self, headers: Sequence[str], name: str) -> Form:
        """The form of a list with the headers; `name` stands in errors. Raises HeaderError as `recognise`."""
        key = tuple(headers)
        known = self._known.get(key)
        if known is None:
            known = self._form(Source(name, key, ()))
            if sum(map(len, key)) <= LONGEST:
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[key] = known
        return known

    def _form(self, source: Source) -> Form:
        columns = recognise(self._judge, self._case_kind, [source], lambda *given: self._reader(given[2]))
        read = tuple(_read(columns))
        names = {column.fact.name for _, column in read}
        held = tuple((each, each.fact.not_before) for _, each in read if each.fact.not_before in names)
        place = columns.places[0][columns.identity.place] or 0
        return Form(source, columns, read, held, place, tuple(text for _, text in warnings([source], columns)))

    def _reader(self, column: MatchedColumn) -> Reads:
        return self._readers[column.fact.name, column.column]


def _read(columns: Columns) -> Iterator[tuple[int, Column]]:
    for column, place in zip(columns.columns, columns.places[0], strict=True):
        if place is not None and column.is_read and not column.fact.identifies_case:
            yield place, column
