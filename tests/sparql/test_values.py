"""Every value comes back as it is, in every format that can hold it."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, parse, parse_query_results
from rdflib import Graph

from tests.sparql.conftest import ask, over

NOTHING = over(Store())
NS = "{http://www.w3.org/2005/sparql-results#}"
TEXTS = {
    "a carriage return": "a\rb\r\nc\r",
    "breaks and tabs": "\n\ta \n",
    "quotes and signs": "\"'<&>,;]]>",
    "spaces": "  ",
    "nothing": "",
    "line separators": "\u0085\u2028\u2029",
    "other planes": "\U0001f600\U0010fffd",
    "private and not assigned": "\ue000\uffff".replace("\uffff", "\ufffd"),
}
CONTROLS = ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff"]


def literal(text: str) -> str:
    return '"' + "".join(f"\\U{ord(each):08X}" for each in text) + '"'


def xml_texts(body: bytes) -> list[str]:
    return [each.text or "" for each in ET.fromstring(body).iter(NS + "literal")]  # noqa: S314 - our own


def csv_rows(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


@pytest.mark.parametrize("text", [*TEXTS.values(), *CONTROLS])
def test_texts_stay_in_json_csv_and_tsv(text: str) -> None:
    query = f"SELECT ?x ('end' AS ?y) {{ BIND({literal(text)} AS ?x) }}"
    assert ask(NOTHING, query).json["results"]["bindings"][0]["x"]["value"] == text
    assert csv_rows(ask(NOTHING, query, "text/csv").body) == [["x", "y"], [text, "end"]]
    rows = parse_query_results(ask(NOTHING, query, "text/tab-separated-values").body, QueryResultsFormat.TSV)
    assert [row["x"].value for row in rows] == [text]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_stay_in_xml(text: str) -> None:
    query = f"SELECT ?x {{ BIND({literal(text)} AS ?x) }}"
    assert xml_texts(ask(NOTHING, query, "application/xml").body) == [text]
    graph = Graph().parse(
        data=ask(NOTHING, f"CONSTRUCT {{ <u:a> <http://u/p> {literal(text)} }} {{}}", "application/rdf+xml").body,
        format="xml",
    )
    assert [str(each) for each in graph.objects()] == [text]


@pytest.mark.parametrize("text", CONTROLS)
def test_what_xml_cannot_hold_is_406_that_names_json(text: str) -> None:
    for query, type_ in (
        (f"SELECT ?x {{ BIND({literal(text)} AS ?x) }}", "application/sparql-results+xml"),
        (f"CONSTRUCT {{ <u:a> <u:p> {literal(text)} }} {{}}", "application/rdf+xml"),
    ):
        got = ask(NOTHING, query, type_)
        assert got.status == 406
        assert f"U+{ord(text):04X}, which XML 1.0 cannot hold in any way; JSON can" in got.detail
        assert ask(NOTHING, query, "application/json").status == 200


@pytest.mark.parametrize("format_", ["turtle", "n-triples", "n-quads", "trig", "ld+json"])
@pytest.mark.parametrize("text", ["".join(TEXTS.values()), "\x00\x01\x0b\ufffe"])
def test_texts_stay_in_graphs(format_: str, text: str) -> None:
    type_ = ("text/" if format_ == "turtle" else "application/") + format_
    body = ask(NOTHING, f"CONSTRUCT {{ <u:a> <u:p> {literal(text)} }} {{}}", type_).body
    assert [quad.object.value for quad in parse(body, RdfFormat.from_media_type(type_))] == [text]  # type: ignore[union-attr]


def test_iris_with_commas_and_quotes_are_quoted_in_csv_and_escaped_in_xml() -> None:
    query = "SELECT (<http://u/a,b'c&d> AS ?x) (1 AS ?y) {}"
    assert csv_rows(ask(NOTHING, query, "text/csv").body) == [["x", "y"], ["http://u/a,b'c&d", "1"]]
    found = ET.fromstring(ask(NOTHING, query, "application/xml").body).find(f".//{NS}uri")  # noqa: S314
    assert found is not None
    assert found.text == "http://u/a,b'c&d"


def test_unbound_variables_are_empty_in_csv_and_tsv_and_left_out_elsewhere() -> None:
    query = "SELECT ?a ?b ?c { VALUES (?a ?b) { (UNDEF 1) (UNDEF UNDEF) (2 UNDEF) } }"
    assert ask(NOTHING, query, "text/csv").body == b"a,b,c\r\n,1,\r\n,,\r\n2,,\r\n"
    assert ask(NOTHING, query, "text/tab-separated-values").body == b"?a\t?b\t?c\n\t1\t\n\t\t\n2\t\t\n"
    rows = ask(NOTHING, query).json["results"]["bindings"]
    assert [sorted(row) for row in rows] == [["b"], [], ["a"]]
    assert ask(NOTHING, query, "application/xml").body.count(b"<binding") == 2


def test_no_rows_and_no_variables() -> None:
    assert ask(NOTHING, "SELECT ?a { FILTER(false) }", "text/csv").body == b"a\r\n"
    assert ask(NOTHING, "SELECT * {}").json == {"head": {"vars": []}, "results": {"bindings": [{}]}}


def test_kinds_of_terms() -> None:
    query = """SELECT ?x ?t { VALUES ?x { "a"@de "b"@ar--rtl "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> 1.5 }
        BIND(TRIPLE(<u:a>, <u:p>, "q,\\r"@en--ltr) AS ?t) }"""
    rows = ask(NOTHING, query).json["results"]["bindings"]
    assert [row["x"].get("xml:lang") or row["x"]["datatype"].rpartition("#")[2] for row in rows] == [
        "de",
        "ar",
        "date",
        "decimal",
    ]
    assert rows[1]["x"]["its:dir"] == "rtl"
    assert rows[0]["t"]["type"] == "triple"
    assert csv_rows(ask(NOTHING, query, "text/csv").body)[1] == ["a", '<u:a> <u:p> "q,\\r"@en--ltr']
    assert "&#13;" in ask(NOTHING, query, "application/xml").body.decode()
    tsv = ask(NOTHING, query, "text/tab-separated-values").body.decode().splitlines()
    assert tsv[1] == '"a"@de\t<<( <u:a> <u:p> "q,\\r"@en--ltr )>>'


def test_blank_nodes_have_one_name_within_an_answer() -> None:
    query = "SELECT ?x (?x AS ?y) { BIND(BNODE() AS ?x) }"
    (row,) = ask(NOTHING, query).json["results"]["bindings"]
    assert row["x"] == row["y"]
    assert row["x"]["type"] == "bnode"
    (row,) = csv_rows(ask(NOTHING, query, "text/csv").body)[1:]
    assert row[0] == row[1]
    assert row[0].startswith("_:")


def test_what_a_graph_format_cannot_say_is_406() -> None:
    triple = "CONSTRUCT { <u:a> <u:p> <<( <u:a> <u:p> 1 )>> } {}"
    assert "RDF 1.2" in ask(NOTHING, triple, "application/ld+json").detail
    assert ask(NOTHING, triple, "text/turtle").status == 200
    for predicate in ("http://u/1/", "http://u/p#", "http://u/123", "http://www.w3.org/1999/02/22-rdf-syntax-ns#li"):
        got = ask(NOTHING, f"CONSTRUCT {{ <u:a> <{predicate}> 1 }} {{}}", "application/rdf+xml")
        assert (got.status, predicate in got.detail) == (406, True)
        assert ask(NOTHING, f"CONSTRUCT {{ <u:a> <{predicate}> 1 }} {{}}", "application/ld+json").status == 200


def test_json_ld_names_no_context() -> None:
    got = ask(NOTHING, "CONSTRUCT { <u:a> <u:p> 1, 'x'@de } {}", "application/ld+json")
    assert "@context" not in got.body.decode()
