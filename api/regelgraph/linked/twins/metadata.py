"""What the tables are, for machines: a table group of the W3C's Metadata Vocabulary for Tabular Data (CSVW).

Read by it (Generating RDF from Tabular Data on the Web, minimal mode), the tables give statements of the graph, but for
lists and for the table of all statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.catalogue.licences import licence
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.labels import Labels
from regelgraph.linked.twins.model import Column, Sort, Table
from regelgraph.terms import DEFINITION, XSD

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_LANGUAGES: Final = ("de", "en")
_BUILT_IN: Final = frozenset(
    {
        *("anyURI", "base64Binary", "boolean", "date", "dateTime", "dateTimeStamp", "decimal", "double", "duration"),
        *("float", "gDay", "gMonth", "gMonthDay", "gYear", "gYearMonth", "hexBinary", "int", "integer", "language"),
        *("long", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "normalizedString"),
        *("positiveInteger", "QName", "short", "string", "time", "token"),
    }
)
"""Datatypes of XML Schema that the vocabulary has under the same name, but the rarest (section 5.11.1)."""


def metadata(knowledge: Knowledge, tables: Sequence[Table]) -> dict[str, Any]:
    """The description of all tables; addresses in it are relative to where it lies."""
    labels, texts = knowledge.once(Labels), knowledge.rulebook.texts
    found = licence(knowledge)
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "@type": "TableGroup",
        "dc:title": _both({lang: texts["catalogue-tables"].get(lang) for lang in _LANGUAGES}),
        **({"dc:license": {"@id": found}} if found else {}),
        "schema:version": knowledge.version,
        "dialect": {"encoding": "utf-8", "header": True, "commentPrefix": None, "lineTerminators": ["\r\n"]},
        "tables": [_table(knowledge, labels, table) for table in tables],
    }


def title(knowledge: Knowledge, table: Table, lang: str) -> str:
    """What a table is called: the kind of things, and the property whose values stand in it."""
    if not table.kind:
        return knowledge.rulebook.texts["page-statements"].get(lang)
    of = knowledge.once(Kinds).named(table.kind, lang)
    return f"{of}: {knowledge.once(Labels).called(table.prop, lang)}" if table.prop else of


def _table(knowledge: Knowledge, labels: Labels, table: Table) -> dict[str, Any]:
    keys = [_key("id", table.kind, "id")] if table.prop else []
    keys += [_key(column.name, column.target, "iri") for column in table.columns if column.target]
    schema: dict[str, Any] = {"columns": [_column(knowledge, labels, column) for column in table.columns]}
    if table.kind:
        schema["aboutUrl"] = "{+iri}"
    if table.key:
        schema["primaryKey"] = list(table.key)
    if keys:
        schema["foreignKeys"] = keys
    titles = {lang: title(knowledge, table, lang) for lang in _LANGUAGES}
    return {"url": table.file, "dc:title": _both(titles), "tableSchema": schema}


def _column(knowledge: Knowledge, labels: Labels, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "datatype": _datatype(column.sort)}
    if column.required:
        found["required"] = True
    if column.sort.language:
        found["lang"] = column.sort.language
    if column.prop:
        end = f" ({column.sort.language})" if column.sort.language else ""
        found["titles"] = {"und": column.name, **{lang: labels.called(column.prop, lang) + end for lang in _LANGUAGES}}
        meaning = knowledge.store.quads_for_pattern(NamedNode(column.prop), NamedNode(DEFINITION), None)
        said = {quad.object.language or "": quad.object.value for quad in meaning if isinstance(quad.object, Literal)}
        if said:
            found["dc:description"] = _both(said)
        found["propertyUrl"] = column.prop
        if column.sort.is_iri:
            found["valueUrl"] = f"{{+{column.name}}}"
    else:
        found["titles"] = {"und": column.name}
        found["suppressOutput"] = True
    return found


def _datatype(sort: Sort) -> str | dict[str, str]:
    """`string` for texts with a language, which `lang` says."""
    if sort.is_iri:
        return "anyURI"
    if sort.language:
        return "string"
    name = sort.datatype.removeprefix(XSD)
    return name if name in _BUILT_IN else {"@id": sort.datatype, "base": "string"}


def _key(column: str, table: str, target: str) -> dict[str, Any]:
    return {"columnReference": column, "reference": {"resource": f"{table}.csv", "columnReference": target}}


def _both(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, **({"@language": lang} if lang else {})} for lang, text in sorted(texts.items())]
