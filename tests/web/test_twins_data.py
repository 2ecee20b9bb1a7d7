"""The tables: DuckDB reads from them what SPARQL answers from the graph, and all that CSVW says of them is true."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from csvw import TableGroup
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from regelgraph.knowledge import Knowledge
from regelgraph.linked import twins
from regelgraph.linked.dumps import canonical_quads
from regelgraph.linked.twins.files import written_csv
from regelgraph.linked.twins.model import Column, Sort
from regelgraph.linked.twins.names import Names
from regelgraph.linked.twins.tables import made
from regelgraph.terms import ID, RDF, XSD

from tests.web.conftest import Client

PAGE = Path(__file__).parents[2] / "docs" / "linked-data.md"
CASTS = {
    "boolean": "BOOLEAN",
    "date": "DATE",
    "dateTime": "TIMESTAMP",
    "decimal": "DECIMAL(38, 9)",
    "integer": "BIGINT",
}
OF_THINGS = f'FILTER(STRSTARTS(STR(?s), "{ID}"))'
VALUES = f"SELECT DISTINCT ?s ?p ?o {{ ?s ?p ?o {OF_THINGS} FILTER(!ISBLANK(?o) && ?o != rdf:nil) }}"
LISTS = f"""SELECT ?s ?p (COUNT(?before) AS ?position) ?member {{
    ?s ?p ?list . ?list rdf:rest* ?before . ?before rdf:rest* ?node . ?node rdf:first ?member
    {OF_THINGS} FILTER(!ISBLANK(?member))
}} GROUP BY ?s ?p ?node ?member"""
OWN = r"""
@prefix id: <https://w3id.org/regelgraph/id/> .
@prefix a: <https://a.example/ns#> .
@prefix b: <https://b.example/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/regelgraph/id/thing/1> skos:prefLabel "eins"@de, "one"@en ; a:id "own" ;
    a:name "A", "B" ; b:name "C" ;
    a:text "=cmd|'/c calc'!A1, \"quoted\"\r\nnext" ; a:mixed 1, "1", <https://w3id.org/regelgraph/id/thing/1> ;
    a:tongue "x"@de-AT ; a:list (1 2 1) ; a:deep ([]) ; a:kind a:X ; a:empty "" ; a:label_de "L" ; a:label "M"@de .
<https://w3id.org/regelgraph/id/thing/2> a:list () ; a:odd "1"^^a:own .
<https://w3id.org/regelgraph/id/thing/a/b> a:half [], 3 .
<https://w3id.org/regelgraph/id/statements/1> a:name "in the way of a file" .
<https://w3id.org/regelgraph/id/Thing/1> a:name "a file that some systems take for another" .
<https://w3id.org/regelgraph/id/alone> a:name "of no kind" .
"""


@pytest.fixture(scope="module")
def knowledge(ask_bare: Client) -> Knowledge:
    return ask_bare.handler.loaded.knowledge


@pytest.fixture(scope="module")
def folder(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files, written as they are served."""
    found = tmp_path_factory.mktemp("tables") / "csv"
    found.mkdir()
    for name, content in twins.files(knowledge).items():
        (found / name).write_bytes(content)
    return found


@pytest.fixture(scope="module")
def described(folder: Path) -> dict[str, dict[str, Any]]:
    """What is said of each table, by its file."""
    group = json.loads((folder / twins.METADATA).read_bytes())
    return {table["url"]: table for table in group["tables"]}


@pytest.fixture(scope="module")
def database(folder: Path, described: dict[str, Any]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table, as DuckDB reads it if it is told no more than to leave texts as they are."""
    with duckdb.connect() as found:
        for name in described:
            found.execute(f"CREATE TABLE \"{name}\" AS FROM read_csv('{folder / name}', all_varchar = true)")
        yield found


def columns(table: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table["tableSchema"]["columns"]
    return found


def term(column: dict[str, Any], value: str) -> NamedNode | Literal:
    """The value of a cell by what is said of its column (Generating RDF from Tabular Data on the Web, section 4)."""
    if "valueUrl" in column:
        assert column["valueUrl"] == f"{{+{column['name']}}}"
        return NamedNode(value)
    if "lang" in column:
        return Literal(value, language=column["lang"])
    type_ = column["datatype"]
    return Literal(value, datatype=NamedNode(type_["@id"] if isinstance(type_, dict) else XSD + type_))


def test_tables_read_as_they_are_described_say_of_things_what_the_graph_says(
    knowledge: Knowledge, described: dict[str, Any], database: duckdb.DuckDBPyConnection
) -> None:
    read: list[Triple] = []
    for name, table in described.items():
        told = {each["name"]: each for each in columns(table)}
        rows = database.execute(f'FROM "{name}"')
        heads = [each[0] for each in rows.description]
        assert heads == list(told)
        said = [(place, each) for place, each in enumerate(told.values()) if not each.get("suppressOutput")]
        if said:
            assert table["tableSchema"]["aboutUrl"] == "{+iri}"
        for row in rows.fetchall() if said else ():
            thing = NamedNode(row[heads.index("iri")])
            read += [
                Triple(thing, NamedNode(each["propertyUrl"]), term(each, row[place]))
                for place, each in said
                if row[place] is not None
            ]
    assert len(read) == len(set(read)) > 10_000
    assert set(read) == {Triple(*row) for row in asked(knowledge, VALUES)}


def test_lists_stand_in_tables_in_their_order(
    knowledge: Knowledge, described: dict[str, Any], database: duckdb.DuckDBPyConnection
) -> None:
    found = {}
    for table in twins.tables(knowledge):
        if any(column.name == "position" and not column.prop for column in table.columns):
            *_, first = columns(described[table.file])
            values = [each["name"] for each in columns(described[table.file]) if each["name"].startswith("value")]
            assert first["name"] in values
            rows = database.execute(f'SELECT iri, position, coalesce({", ".join(values)}) FROM "{table.file}"')  # noqa: S608
            found.update({(iri, table.prop, position): value for iri, position, value in rows.fetchall()})
    assert len(found) > 20
    assert found == {(s.value, p.value, n.value): member.value for s, p, n, member in asked(knowledge, LISTS)}


def test_the_table_of_statements_holds_all_of_them(knowledge: Knowledge, database: duckdb.DuckDBPyConnection) -> None:
    def named(text: str) -> NamedNode | BlankNode:
        return BlankNode(text.removeprefix("_:")) if text.startswith("_:") else NamedNode(text)

    read = [
        Quad(
            named(subject),
            NamedNode(predicate),
            named(value or "")
            if kind != "literal"
            else Literal(value or "", language=language)
            if language
            else Literal(value or "", datatype=NamedNode(type_)),
            NamedNode(graph),
        )
        for graph, subject, predicate, value, kind, type_, language in database.execute(
            'FROM "statements.csv"'
        ).fetchall()
    ]
    assert len(read) == len(knowledge.store)
    assert set(read) == set(canonical_quads(knowledge))


def test_keys_tell_rows_apart_and_lead_to_rows(described: dict[str, Any], database: duckdb.DuckDBPyConnection) -> None:
    leading = 0
    for name, table in described.items():
        schema = table["tableSchema"]
        if key := schema.get("primaryKey"):
            words = ", ".join(f'"{each}"' for each in key)
            assert_none(database, f'SELECT {words} FROM "{name}" GROUP BY ALL HAVING count(*) > 1')  # noqa: S608
        for each in schema.get("foreignKeys", ()):
            there = each["reference"]
            own, other = each["columnReference"], there["columnReference"]
            targets = f'SELECT "{other}" FROM "{there["resource"]}"'  # noqa: S608
            assert_none(database, f'SELECT "{own}" FROM "{name}" WHERE "{own}" NOT IN ({targets})')  # noqa: S608
            leading += 1
    assert leading > 100


def test_values_are_of_the_types_that_are_said_of_them(
    described: dict[str, Any], database: duckdb.DuckDBPyConnection
) -> None:
    typed = set()
    for name, table in described.items():
        for column in columns(table):
            if type_ := CASTS.get(str(column["datatype"])):
                word = f'"{column["name"]}"'
                amiss = f"{word} IS NOT NULL AND TRY_CAST({word} AS {type_}) IS NULL"
                assert_none(database, f'SELECT {word} FROM "{name}" WHERE {amiss}')  # noqa: S608
                typed.add(type_)
            if column.get("required"):
                assert_none(database, f'SELECT 1 FROM "{name}" WHERE "{column["name"]}" IS NULL')  # noqa: S608
    assert {"BOOLEAN", "DATE", "BIGINT"} <= typed


def test_a_reader_of_csvw_finds_the_tables_as_they_are_described(folder: Path, described: dict[str, Any]) -> None:
    group = TableGroup.from_file(folder / twins.METADATA)
    assert [table.local_name for table in group.tables] == list(described)
    small = [table for table in group.tables if (folder / table.local_name).stat().st_size < 2_500]
    assert len(small) > 50
    for table in small:
        assert list(table.iterdicts(strict=True))
        assert table.check_primary_key()


def test_names_of_columns_are_told_apart_and_texts_stay_as_they_are(knowledge: Knowledge) -> None:
    triples = [quad.triple for quad in parse(OWN, RdfFormat.TURTLE)]
    names = Names()
    found = {table.name: (table, rows) for table, rows in made(triples, names)}
    assert found == {table.name: (table, rows) for table, rows in made(reversed(triples), names)}
    table, rows = found["thing"]
    assert {name: rows[0][place] for place, name in enumerate(each.name for each in table.columns)} == {
        "id": "1",
        "iri": ID + "thing/1",
        "pref_label_de": "eins",
        "pref_label_en": "one",
        "a_example_ns_id": "own",
        "b_example_ns_name": "C",
        "text": "=cmd|'/c calc'!A1, \"quoted\"\r\nnext",
        "tongue_de_at": "x",
        "kind": "https://a.example/ns#X",
        "empty": "",
        "label_de": "L",
        "label_de_2": "M",
        "mixed_integer": "1",
        "mixed_iri": ID + "thing/1",
        "mixed_string": "1",
        "odd": "",
        "half": "",
    }
    assert [row[0] for row in rows] == ["1", "2", "a/b"]
    assert found["thing_list"][1] == [
        ("1", ID + "thing/1", str(n), value) for n, value in ((1, "1"), (2, "2"), (3, "1"))
    ]
    assert found["thing_a_example_ns_name"][1] == [("1", ID + "thing/1", "A"), ("1", ID + "thing/1", "B")]
    assert set(found) == {"thing", "thing_list", "thing_a_example_ns_name"}


def test_a_table_is_csv_as_rfc_4180_has_it() -> None:
    column = Column("a", Sort(XSD + "string"))
    rows = [("=1+1", 'say "x"'), ("a,b", "c\r\nd"), ("", "ä"), (" ", "\n")]
    written = written_csv([column, column], rows)
    assert written.startswith(b'a,a\r\n=1+1,"say ""x"""\r\n"a,b","c\r\nd"\r\n,\xc3\xa4\r\n')
    assert [tuple(row) for row in csv.reader(io.StringIO(written.decode(), newline=""))][1:] == rows


def test_the_query_on_the_page_about_linked_data_works(folder: Path, database: duckdb.DuckDBPyConnection) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    database.execute(f"SET file_search_path = '{folder.parent}'")
    rows = database.execute(query).fetchall()
    assert len(rows) == 5
    assert all(citation and group and norms > 1 for citation, group, norms in rows)


def asked(knowledge: Knowledge, query: str) -> list[Any]:
    prefixes = {"rdf": RDF}
    return list(knowledge.store.query(query, prefixes=prefixes, use_default_graph_as_union=True))  # type: ignore[arg-type]


def assert_none(database: duckdb.DuckDBPyConnection, query: str) -> None:
    assert database.execute(query).fetchall() == [], query
