"""The files: each table as CSV (RFC 4180, UTF-8), all statements as one table, and what describes them.

Cells hold exactly what the graph holds. An apostrophe before what looks like a formula, as reports have it that repeat
what somebody sent, would make joins and counts false; and whoever writes the knowledge writes the rules themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from regelgraph.linked.dumps import canonical_quads
from regelgraph.linked.twins.metadata import metadata
from regelgraph.linked.twins.model import IRI, Column, Sort, Table
from regelgraph.linked.twins.names import Names
from regelgraph.linked.twins.tables import TEXT, made

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

METADATA: Final = "metadata.json"
FOUND_BESIDE: Final = "csv-metadata.json"
"""Where a reader looks for METADATA that has only a file (Model for Tabular Data and Metadata, section 5.3)."""
_SPECIAL: Final = re.compile(r'["\r\n]')
_STATEMENTS: Final = "statements"
_COLUMNS: Final = (
    Column("graph", Sort(IRI), required=True),
    Column("subject", TEXT, required=True),
    Column("predicate", Sort(IRI), required=True),
    Column("object", TEXT),
    Column("object_kind", TEXT, required=True),
    Column("datatype", Sort(IRI)),
    Column("language", TEXT),
)


def tables(knowledge: Knowledge) -> tuple[Table, ...]:
    """All tables, that of the statements last."""
    return knowledge.once(_written)[0]


def names(knowledge: Knowledge) -> tuple[str, ...]:
    """The names of all files."""
    return (METADATA, FOUND_BESIDE, *(table.file for table in tables(knowledge)))


def file(knowledge: Knowledge, name: str) -> bytes | None:
    """The content of a file; None if there is none of that name."""
    if name == f"{_STATEMENTS}.csv":  # the largest, which nobody asks for often
        return written_csv(_COLUMNS, _statements(knowledge))
    return knowledge.once(_written)[1].get(METADATA if name == FOUND_BESIDE else name)


def files(knowledge: Knowledge) -> dict[str, bytes]:
    """All files by name."""
    return {name: file(knowledge, name) or b"" for name in names(knowledge)}


def _written(knowledge: Knowledge) -> tuple[tuple[Table, ...], dict[str, bytes]]:
    found = made((quad.triple for quad in knowledge.store), Names())
    every = (*(table for table, _ in found), Table(_STATEMENTS, _COLUMNS, (), len(knowledge.store)))
    written = {table.file: written_csv(table.columns, rows) for table, rows in found}
    described = json.dumps(metadata(knowledge, every), ensure_ascii=False) + "\n"
    return every, {METADATA: described.encode("utf-8", "replace"), **written}


def written_csv(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """A table with its heads: fields quoted where needed, lines that end with CR LF."""
    commas = len(columns) - 1
    lines = []
    for cells in ([column.name for column in columns], *rows):
        line = ",".join(cells)
        if line.count(",") != commas or _SPECIAL.search(line):
            line = ",".join(map(_field, cells))
        lines.append(line)
    return "\r\n".join([*lines, ""]).encode("utf-8", "replace")


def _field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or _SPECIAL.search(text) else text


def _statements(knowledge: Knowledge) -> Iterable[Sequence[str]]:
    """All quads, sorted; what an object is in the words of SPARQL's results in JSON, blank nodes by their labels."""
    for quad in canonical_quads(knowledge):
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        head = (graph, _name(quad.subject), quad.predicate.value)
        value = quad.object
        if isinstance(value, Literal):
            yield (*head, value.value, "literal", value.datatype.value, value.language or "")
        else:
            kind = "uri" if isinstance(value, NamedNode) else "bnode" if isinstance(value, BlankNode) else "triple"
            yield (*head, _name(value), kind, "", "")


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
