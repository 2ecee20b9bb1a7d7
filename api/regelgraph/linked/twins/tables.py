"""Makes tables of the statements about things: one for each kind, one for each property with several values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from regelgraph.knowledge.find import unique
from regelgraph.linked.descriptions import NAMING
from regelgraph.linked.twins.gathered import Property, gathered
from regelgraph.linked.twins.model import IRI, Column, Rows, Sort, Table
from regelgraph.linked.twins.names import MARK, Names, distinct, local, snake
from regelgraph.terms import DEFINITION, ID, NOTATION, XSD

if TYPE_CHECKING:
    from pyoxigraph import Triple

TEXT: Final = Sort(XSD + "string")
_ID: Final = Column("id", TEXT, required=True)
_IRI: Final = Column("iri", Sort(IRI), required=True)
_POSITION: Final = Column("position", Sort(XSD + "integer"), required=True)
_LEAD: Final = (NOTATION, *NAMING, DEFINITION)

Made = list[tuple[Table, Rows]]


def made(triples: Iterable[Triple], names: Names) -> Made:
    """All tables of things with their rows: each kind, and behind it its properties with several values."""
    found: Made = []
    for kind, (things, said) in gathered(triples).items():
        words = distinct(names, said, (_ID.name, _IRI.name))
        several = {prop: values for prop, values in said.items() if not values.is_single()}
        single = {prop: values for prop, values in said.items() if prop not in several}
        found.append(_of_kind(kind, sorted(things), single, words))
        found += [
            _of_property(kind, words[prop], prop, several[prop])
            for prop in sorted(several, key=lambda each: words[each])
        ]
    return _referring(found)


def _of_kind(kind: str, things: list[str], said: dict[str, Property], words: dict[str, str]) -> tuple[Table, Rows]:
    wanted = [(prop, sort, words[prop]) for prop in sorted(said) for sort in said[prop].sorts()]
    columns = sorted(_columns(wanted, {_ID.name, _IRI.name}), key=_place)
    held = [
        {slug: text for slug, found in said[each.prop].values.items() for sort, text in found if sort == each.sort}
        for each in columns
    ]
    rows = [(slug, _iri(kind, slug), *(cells.get(slug, "") for cells in held)) for slug in things]
    return Table(kind, (_ID, _IRI, *columns), (_ID.name,), len(rows), kind), rows


def _of_property(kind: str, word: str, prop: str, said: Property) -> tuple[Table, Rows]:
    told = "" if said.listed else prop
    fixed = (_ID, _IRI, *((_POSITION,) if said.listed else ()))
    values = _columns([(told, sort, "value") for sort in said.sorts()], {each.name for each in fixed})
    rows: Rows = []
    for slug in sorted(said.values):
        for number, (sort, text) in enumerate(said.values[slug], 1):
            place = (str(number),) if said.listed else ()
            cells = (text if each.sort == sort else "" for each in values)
            rows.append((slug, _iri(kind, slug), *place, *cells))
    key = (_ID.name, _POSITION.name) if said.listed else (_ID.name, values[0].name) if len(values) == 1 else ()
    return Table(f"{kind}_{word}", (*fixed, *values), key, len(rows), kind, prop), rows


def _columns(wanted: list[tuple[str, Sort, str]], used: set[str]) -> list[Column]:
    """A column for each sort of values of each property; its name says the sort where there are several."""
    plain: dict[str, list[Sort]] = {}
    for prop, sort, _ in wanted:
        if not sort.language:
            plain.setdefault(prop, []).append(sort)

    def end(prop: str, sort: Sort) -> str:
        if sort.language:
            return "_" + snake(sort.language)
        return "" if len(plain[prop]) == 1 else "_iri" if sort.is_iri else "_" + snake(local(sort.datatype))

    ends = [(end(prop, sort), word, prop, sort) for prop, sort, word in wanted]
    ends.sort(key=lambda each: (each[0] != "", each[1], each[0], each[2], each[3].datatype, each[3].language))
    return [Column(unique(word + end, used, MARK), sort, prop) for end, word, prop, sort in ends]


def _place(column: Column) -> tuple[int, str]:
    return (_LEAD.index(column.prop) if column.prop in _LEAD else len(_LEAD), column.name)


def _iri(kind: str, slug: str) -> str:
    return f"{ID}{kind}/{slug}"


def _referring(found: Made) -> Made:
    """The same, with the table that each column of names leads to, where one has them all."""
    kinds = {row[1]: table.name for table, rows in found if not table.prop for row in rows}
    told: Made = []
    for table, rows in found:
        columns = []
        for number, column in enumerate(table.columns):
            target = ""
            if column.sort.is_iri and number > 1:
                targets = {kinds.get(row[number], "") for row in rows if row[number]}
                target = targets.pop() if len(targets) == 1 else ""
            columns.append(Column(column.name, column.sort, column.prop, column.required, target))
        told.append((Table(table.name, tuple(columns), table.key, table.count, table.kind, table.prop), rows))
    return told
