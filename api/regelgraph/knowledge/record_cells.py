"""Columns of the user's CSV tables and how their cells become values of a property (rg:RecordColumn)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from regelgraph.folding import fold
from regelgraph.knowledge.record_codes import codes_of, notations
from regelgraph.knowledge.triples import last_segment
from regelgraph.knowledge.view import View
from regelgraph.terms import (
    CODE_READER,
    DATE_READER,
    HEADER_ALIAS,
    ID,
    KEY_READER,
    RG,
    TYPE,
    XSD,
    YES_NO_READER,
)

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

Read = tuple[str, "NamedNode | Literal", "list[tuple[NamedNode, NamedNode, NamedNode | Literal]]"]
"""Property, value, and further triples about the value."""

_GERMAN: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TERRITORY: Final = ID + "territory/"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: under which headers it stands, what its cells become, and what is expected of them in words."""

    iri: str
    name: str
    headers: frozenset[str]
    prop: str
    reader: str
    required: bool
    needed: bool
    several_with: str | None
    not_before: str | None
    lengths: tuple[int, ...]
    codes: Mapping[str, str]
    expected: str

    def read(self, cell: str) -> Read | None:
        """What a cell says; None if it is not understood."""
        from pyoxigraph import Literal, NamedNode

        def literal(value: str, datatype: str) -> Literal:
            return Literal(value, datatype=NamedNode(XSD + datatype))

        if self.reader == KEY_READER:
            key = self._key(cell)
            if key is None:
                return None
            place = NamedNode(_TERRITORY + key)
            more: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
                (place, NamedNode(TYPE), NamedNode(RG + "Territory")),
                (place, NamedNode(RG + "ags"), Literal(key)),
            ]
            return self.prop, place, more
        if self.reader == DATE_READER:
            day = _day(cell)
            return (self.prop, literal(day.isoformat(), "date"), []) if day else None
        if self.reader in (CODE_READER, YES_NO_READER):
            code = self.codes.get(fold(cell))
            if code is None:
                return None
            value = literal(code, "boolean") if self.reader == YES_NO_READER else NamedNode(code)
            return self.prop, value, []
        return self.prop, Literal(cell), []

    def _key(self, cell: str) -> str | None:
        """The digits of a key; a leading zero that a spreadsheet ate is put back."""
        if not re.fullmatch("[0-9]+", cell):
            return None
        if len(cell) + 1 in self.lengths and len(cell) not in self.lengths and not cell.startswith("0"):
            return "0" + cell
        return cell if len(cell) in self.lengths else None


def columns_of(view: View, table: str) -> tuple[Column, ...]:
    """The columns of a table, in their order."""
    iris = sorted(
        view.iris(table, RG + "recordColumn"), key=lambda iri: (view.whole(iri, RG + "columnOrder", 1000), iri)
    )
    return tuple(_column(view, iri) for iri in iris)


def _column(view: View, iri: str) -> Column:
    name = view.word(iri, RG + "column") or last_segment(iri)
    reader = view.needed_iri(iri, RG + "reader")
    lengths = tuple(sorted(int(word) for word in view.words(iri, RG + "keyLength")))
    codes = codes_of(view, iri, reader)
    expected = {
        KEY_READER: f"{'/'.join(map(str, lengths))} digits",
        DATE_READER: "a day as YYYY-MM-DD or DD.MM.YYYY",
        YES_NO_READER: "yes or no",
        CODE_READER: "an id or a name such as " + ", ".join(notations(view, iri)),
    }
    return Column(
        iri=iri,
        name=name,
        headers=frozenset(map(fold, (name, *view.words(iri, HEADER_ALIAS)))),
        prop=view.needed_iri(iri, RG + "property"),
        reader=reader,
        required=view.flag(iri, RG + "requiredColumn"),
        needed=view.flag(iri, RG + "neededInEveryRow"),
        several_with=view.word(iri, RG + "severalWith"),
        not_before=view.iri(iri, RG + "notBefore"),
        lengths=lengths,
        codes=codes,
        expected=expected.get(reader, "text"),
    )


def _day(cell: str) -> date | None:
    german = _GERMAN.fullmatch(cell)
    try:
        return date(int(german[3]), int(german[2]), int(german[1])) if german else date.fromisoformat(cell[:10])
    except ValueError:
        return None
