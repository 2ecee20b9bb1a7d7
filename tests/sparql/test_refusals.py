"""No query makes the store connect, however it is written; and what only looks like it is answered."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pyoxigraph import Store
from regelgraph.engines import LocalEngine
from regelgraph.engines.allowed import query_of
from regelgraph.errors import QueryError

from tests.sparql.conftest import ask, listening, over, store

DATA = store("a p b g", "b p c g")
P = "PREFIX x: <http://x.example/> "
HIDDEN = {
    "plain": "SELECT * { SERVICE URL {} }",
    "silent": "SELECT * { SERVICE SILENT URL {} }",
    "small letters": "SELECT * { service URL {} }",
    "nothing between": "SELECT*{SERVICEURL{}}",
    "behind a variable": "SELECT * {?s ?p ?o.SERVICE URL {}}",
    "behind a number": "SELECT * {?s ?p 1SERVICE URL {}}",
    "behind a number and a dot": "SELECT * {?s ?p 1.SERVICE URL {}}",
    "behind true": "SELECT * {?s ?p ?o OPTIONAL {?s ?p trueSERVICE URL {}}}",
    "as a prefixed name": "PREFIX x: URL SELECT * {SERVICEx:{}}",
    "as a prefixed name, silent": "PREFIX x: URL SELECT * {SERVICESILENTx:{}}",
    "as a declared prefix": "PREFIX x: URL PREFIX SERVICEx: <y:> SELECT * {SERVICEx:{}}",
    "behind a name with dots": "PREFIX x: <y:> SELECT * {?s ?p ?o MINUS {?s ?p x:a.b.SERVICE URL {}}}",
    "in what would be a local name": "PREFIX x: <http://h:> SELECT * {?s ?p ?o MINUS {?s ?p x:SERVICE URL {}}}",
    "in what would be an IRI": "SELECT * {FILTER(1<2)SERVICE#>\nURL{}}",
    "behind what would be an IRI": "SELECT * {FILTER(1<'a>b')SERVICE URL{}#'\n}",
    "in what would be a string": 'SELECT * {VALUES ?x {"""a"} SERVICE URL {} #\\q"""\n}',
    "in what would be a string, by a surrogate": 'SELECT * {VALUES ?x {"""a"} SERVICE URL {} #\\uD800"""\n}',
    "behind a comment with quotes": "SELECT * { # it's\n SERVICE URL {} }",
    "comments within": "SELECT * {SERVICE #{\n SILENT#'\nURL{}}",
    "in a subquery": "SELECT * {{SELECT * {SERVICE URL {}}}}",
    "in EXISTS": "SELECT * {?s ?p ?o FILTER EXISTS {SERVICE URL {}}}",
    "in an expression": "SELECT (EXISTS{SERVICE URL {}} AS ?x) {}",
    "in CONSTRUCT": "CONSTRUCT {?s ?p ?o} {SERVICE URL {?s ?p ?o}}",
    "in DESCRIBE": "DESCRIBE ?s {SERVICE URL {?s ?p ?o}}",
    "in ASK": "ASK{SERVICE URL {}}",
}
OTHERWISE = {
    "by a variable": "SELECT * {VALUES ?u {URL} SERVICE ?u {}}",
    "one letter": "SELECT * { \\u0053ERVICE URL {} }",
    "all of it": "SELECT * { " + "".join(f"\\U{ord(c):08X}" for c in "SERVICE") + " URL {} }",
    "the braces, too": "SELECT * { SERVICE URL \\u007B} }",
    "an escape that makes an escape": "SELECT * { \\u005Cu0053ERVICE URL {} }",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_a_query_that_asks_another_server_is_refused_however_it_is_hidden(query: str) -> None:
    with listening() as listener:
        here = query.replace("URL", f"<{listener.url}>")
        got = ask(over(DATA), here)
        assert got.status == 400
        assert listener.heard == []
        _run(DATA, here)
        assert listener.heard, "without the refusal the store would not have connected: the test proves nothing"


@pytest.mark.parametrize("query", OTHERWISE.values(), ids=OTHERWISE)
def test_so_is_one_that_the_store_would_not_have_understood(query: str) -> None:
    with listening() as listener:
        assert ask(over(DATA), query.replace("URL", f"<{listener.url}>")).status == 400
        assert listener.heard == []


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE <http://127.0.0.1:1/> {" AS ?x) {}',
        "SELECT ('''it's \" SERVICE <u:r> { ''' AS ?x) {}",
        'SELECT ("""\n"SERVICE <u:r> {}" \\""" SERVICE <u:r> {}""" AS ?x) {}',
        "SELECT * { ?s ?p ?o } # SERVICE <u:r> {}",
        "SELECT * { ?SERVICE ?p $service }",
        P + "SELECT * { x:SERVICE ?p ?o }",
        P + "SELECT * { ?s x:service ?o . { ?s ?p ?o } }",
        "PREFIX SERVICE: <http://x.example/> ASK { SERVICE:a ?p ?o }",
        "PREFIX service: <http://x.example/> SELECT * { GRAPH service:g { ?s ?p ?o } }",
        "SELECT * { <http://x.example/SERVICE> ?p ?o }",
        "SELECT (<http://x.example/#SERVICE> AS ?x) { VALUES ?y { 'SERVICE' } }",
        "SELECT * { ?q <http://x.example/#a> ?t . FILTER(?t = '''\nSERVICE <u:r> {''' || ?q < 1) }",
        "SELECT ('x'@service AS ?x) {}",
        "SELECT (?\\u0053ERVICE AS ?x) {}",
        "\\u0053ELECT (1 AS ?x) {}",
    ],
)
def test_the_word_elsewhere_is_fine(query: str) -> None:
    got = ask(over(DATA), query)
    assert got.status == 200, got.body


PIECES = (
    *("SERVICE", "service", " ", "\n", "\t", "", "", "", "SILENT", "URL", "?u", "x:", "x:y", "SERVICEx:", "h:SERVICE"),
    *("h:a.b.SERVICE", "{", "}", "{}", "{}", "(", ")", ".", ";", ",", "<", ">", "#", "#\n", "'", '"', "'''", '"""'),
    *("\\", "\\u0053", "\\q", "\\uD800", "?s ?p ?o", "?s ?p ?o.", "true", "1", "1.", "1e0", "'a'", '"b"@en', "<a>"),
    *("<u:r#'>", "FILTER(1<2)", "FILTER(1<'a>b')", "VALUES ?u {URL}", "GRAPH ?g {", "OPTIONAL {", "MINUS {", "UNION"),
    *("{SELECT * {", "EXISTS{", "BIND(1 AS ?v)", "_:a.", "a:b"),
)
ENDS = ("", "}", "}}", "#'\n}", "#>\n}", '\\q"""\n}', "'''}", '"""}', '#\\uD800"""\n}')
SERVICES = ("SERVICE URL{}", "SERVICESILENTURL{}", "SERVICEx:{}", "SERVICE#>\nURL{}", "SERVICE ?u{}", "h:SERVICE URL{}")


def test_no_text_that_passes_makes_the_store_connect() -> None:
    """Pieces put together at random: what the store alone would have connected for does not reach it."""
    chance = random.Random(7)
    loud = 0
    with listening() as listener:
        for _ in range(4_000):
            middle = [chance.choice(PIECES) for _ in range(chance.randrange(4))]
            middle.insert(chance.randrange(len(middle) + 1), chance.choice(SERVICES))
            body = "".join(middle) + "".join(chance.choice(PIECES) for _ in range(chance.randrange(2)))
            query = f"PREFIX x:URL PREFIX h:<http://h:> SELECT*{{{body}{chance.choice(ENDS)}}}"
            query = query.replace("URL", f"<{listener.url}>")
            try:
                text = query_of(query).text
            except QueryError:
                text = ""
            _run(DATA, text)
            assert listener.heard == [], query
            _run(DATA, query)
            loud += bool(listener.heard)
            listener.heard.clear()
    assert loud > 80


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <u:a> <u:a> <u:a> }",
        P + "DELETE WHERE { ?s ?p ?o }",
        "BASE <u:r> WITH <u:g> DELETE { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:1/>",
        "# SELECT\nCLEAR ALL",
        "DROP ALL",
        "\\u0049NSERT DATA {}",
    ],
)
def test_an_update_is_refused_as_such(update: str) -> None:
    got = ask(over(DATA), update)
    assert got.status == 400
    assert "this is an update" in got.detail
    assert got.json["type"].endswith("/problem/query")


@pytest.mark.parametrize("query", ["SELECT * { LOAD ?p ?o }", "SELECT * {} ; DROP ALL", "SELECT * {} INSERT DATA {}"])
def test_an_update_within_or_behind_a_query_is_refused(query: str) -> None:
    assert ask(over(DATA), query).status == 400


def test_graphs_named_by_address_are_not_fetched() -> None:
    with listening() as listener:
        for form in ("FROM", "FROM NAMED"):
            got = ask(
                over(DATA), f"SELECT * {form} <{listener.url}> {{ {{?s ?p ?o}} UNION {{GRAPH ?g {{?s ?p ?o}}}} }}"
            )
            assert (got.status, got.json["results"]["bindings"]) == (200, [])
        for name in ("default-graph-uri", "named-graph-uri"):
            got = ask(over(DATA), "SELECT * { {?s ?p ?o} UNION {GRAPH ?g {?s ?p ?o}} }", "", (name, listener.url))
            assert (got.status, got.json["results"]["bindings"]) == (200, [])
        assert ask(over(DATA), f"SELECT * {{ GRAPH <{listener.url}> {{?s ?p ?o}} }}").status == 200
        assert ask(over(DATA), f"DESCRIBE <{listener.url}>").status == 200
        assert listener.heard == []


def _run(made: Store, query: str) -> Any:
    """What the store alone makes of it."""
    try:
        found = made.query(query, use_default_graph_as_union=True)
        return list(found) if hasattr(found, "__next__") else bool(found)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return error


def test_names_with_several_dots_are_read_to_their_end() -> None:
    """The native parser alone ends them at the second dot."""
    rows = LocalEngine(DATA).query(P + "SELECT (x:a.b.c AS ?x) {}").rows
    assert str(rows[0][0]) == "<http://x.example/a.b.c>"
