"""Turns a CSV table of the user's into triples: each row one thing of the class that its columns belong to.

Which tables there are, their columns and headers, and what becomes of a cell is declared (rg:RecordTable).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from regelgraph.errors import KnowledgeError
from regelgraph.folding import BLANKS, fold
from regelgraph.knowledge.find import SourceFile
from regelgraph.knowledge.record_cells import Column, Read, columns_of
from regelgraph.knowledge.view import View
from regelgraph.terms import RG, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

SUFFIX: Final = ".csv"
_SEPARATORS: Final = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class _Table:
    cls: str
    columns: tuple[Column, ...]

    def required(self) -> list[str]:
        return list(dict.fromkeys(column.name for column in self.columns if column.required))


def quads_of(source: SourceFile, store: Store) -> Iterator[Quad]:
    """The triples of a CSV file, in the file's graph; `store` declares the tables, programmes and funds.

    Raises KnowledgeError that names the file, and the row (1 = first data row) and column where a cell is wrong.
    """
    from pyoxigraph import NamedNode, Quad

    view = View(store)
    headers, rows = _rows(source)
    table, places = _recognise(source, view, headers)
    graph = NamedNode(source.graph)
    for number, row in enumerate(rows, 1):
        thing = NamedNode(f"{source.graph}#row-{number}")
        yield Quad(thing, NamedNode(TYPE), NamedNode(table.cls), graph)
        for prop, value, more in _values(source, number, table, places, headers, row):
            yield Quad(thing, NamedNode(prop), value, graph)
            yield from (Quad(subject, about, held, graph) for subject, about, held in more)


def _rows(source: SourceFile) -> tuple[list[str], list[list[str]]]:
    try:
        text = source.content.decode("utf-8")
    except UnicodeDecodeError:
        text = source.content.decode("cp1252", "replace")
    first = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    found = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    if len(found) < 2:
        raise KnowledgeError(f"{source.path}: expected a line of headers and at least one row")
    return [header.strip(BLANKS) for header in found[0]], found[1:]


def _recognise(source: SourceFile, view: View, headers: Sequence[str]) -> tuple[_Table, dict[str, int]]:
    tables = [
        _Table(view.needed_iri(iri, RG + "recordOf"), columns_of(view, iri))
        for iri in view.instances(RG + "RecordTable")
    ]
    found = []
    for table in tables:
        places = {
            column.name: place
            for column in table.columns
            for place, header in enumerate(headers)
            if fold(header) in column.headers
        }
        if all(name in places for name in table.required()):
            found.append((table, places))
    most = max((len(places) for _, places in found), default=0)
    found = [(table, places) for table, places in found if len(places) == most]
    if len(found) != 1:
        expected = ", or ".join(", ".join(table.required()) for table in tables)
        raise KnowledgeError(f"{source.path}: its headers are {', '.join(headers)}; expected the columns {expected}")
    table, places = found[0]
    extra = [header for place, header in enumerate(headers) if place not in places.values() and header]
    if extra:
        known = ", ".join(dict.fromkeys(column.name for column in table.columns))
        raise KnowledgeError(f"{source.path}: unknown column {extra[0]!r}; this table has {known}")
    return table, places


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell, for reading and for messages."""

    where: str
    text: str
    columns: tuple[Column, ...]

    def wrong(self, what: str) -> NoReturn:
        raise KnowledgeError(f"{self.where}: {what}")

    def read(self) -> list[Read]:
        """The values of the cell, each by the first column that understands it."""
        if not self.text and any(column.needed for column in self.columns):
            self.wrong("is blank; a value is needed in every row")
        several = self.columns[0].several_with
        parts = [part.strip(BLANKS) for part in self.text.split(several)] if several else [self.text]
        return [self._one(part) for part in parts if part]

    def _one(self, part: str) -> Read:
        for column in self.columns:
            read = column.read(part)
            if read is not None:
                return read
        expected = ", or ".join(dict.fromkeys(column.expected for column in self.columns))
        return self.wrong(f"{part!r} is not understood; expected {expected}")


def _values(
    source: SourceFile,
    number: int,
    table: _Table,
    places: Mapping[str, int],
    headers: Sequence[str],
    row: Sequence[str],
) -> Iterator[Read]:
    read: dict[str, tuple[_Cell, list[Read]]] = {}
    for name, place in places.items():
        columns = tuple(column for column in table.columns if column.name == name)
        text = row[place].strip(BLANKS) if place < len(row) else ""
        cell = _Cell(f"{source.path}, row {number}, column {headers[place]}", text, columns)
        read[columns[0].iri] = (cell, cell.read())
        yield from read[columns[0].iri][1]
    for cell, values in read.values():
        earlier = read.get(cell.columns[0].not_before or "")
        if earlier and values and earlier[1] and values[0][1].value < earlier[1][0][1].value:
            cell.wrong(f"{cell.text!r} is before {earlier[0].text!r}; expected the same or a later day")
