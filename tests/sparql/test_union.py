"""The default graph is the union of all graphs, a triple in two of them counts once; the dataset of a request."""

from __future__ import annotations

from typing import Any

import pytest
from regelgraph.web.service import Loaded

from tests.sparql.conftest import ask, over, store

X = "http://x.example/"
P = f"PREFIX x: <{X}> "
SHARED = over(store("a p b g", "b p c g", "a p b h", "b p c h", "c p d i"))
APART = over(store("a p b g", "b p c h", "c p d i"))
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"


def values(made: Any, query: str, *more: tuple[str, str]) -> list[str]:
    """The only column, in order."""
    got = ask(made, P + query, "", *more)
    assert got.status == 200, got.body
    return sorted(next(iter(row.values()))["value"].removeprefix(X) for row in got.json["results"]["bindings"])


@pytest.mark.parametrize("made", [SHARED, APART], ids=["shared", "apart"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ["3"]),
        ("SELECT (COUNT(?o) AS ?n) { x:a ?p ?o }", ["1"]),
        ("SELECT ?o { x:a x:p/x:p ?o }", ["c"]),
        ("SELECT ?o { x:a x:p+ ?o }", ["b", "c", "d"]),
        ("SELECT ?o { x:a (x:p|x:q) ?o }", ["b"]),
        ("SELECT ?s { ?s ^x:p x:a }", ["b"]),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?o ?q ?z }", ["2"]),
        ("SELECT (SUM(?n) AS ?sum) { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s }", ["3"]),
        ("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } { GRAPH x:i { ?s ?p ?o } } }", ["1"]),
    ],
)
def test_a_triple_in_two_graphs_counts_once(made: Any, query: str, found: list[str]) -> None:
    assert values(made, query) == found


def test_a_triple_in_two_graphs_is_constructed_once() -> None:
    got = ask(SHARED, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    lines = got.body.decode().splitlines()
    assert len(lines) == len(set(lines)) == 3


def test_graph_still_finds_each_graph_that_holds_it_and_no_other() -> None:
    assert values(SHARED, "SELECT ?g { GRAPH ?g { x:a x:p x:b } }") == ["g", "h"]
    assert values(SHARED, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == ["5"]


@pytest.mark.parametrize(
    ("clauses", "query", "found"),
    [
        ("FROM x:g", "?o { ?s ?p ?o }", ["b", "c"]),
        ("FROM x:g FROM x:h", "?o { ?s ?p ?o }", ["b", "c"]),
        ("FROM x:g FROM x:g", "?o { ?s ?p ?o }", ["b", "c"]),
        (f"FROM<{X}g>FROM<{X}h>", "?o { x:a x:p/x:p ?o }", ["c"]),
        ("FROM x:g FROM NAMED x:i", "?o { GRAPH ?g { ?s ?p ?o } }", ["d"]),
        ("FROM x:g FROM x:h FROM NAMED x:i", "?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", ["b", "c", "d"]),
        ("FROM NAMED x:i FROM NAMED x:i", "?o { GRAPH ?g { ?s ?p ?o } }", ["d"]),
        ("FROM NAMED x:g", "?o { ?s ?p ?o }", []),
        ("FROM x:g", "?o { GRAPH ?g { ?s ?p ?o } }", []),
        ("FROM x:unknown", "?o { ?s ?p ?o }", []),
        ("FROM # a comment\n x:i", "?o { ?s ?p ?o }", ["d"]),
    ],
)
def test_from_chooses_the_graphs(clauses: str, query: str, found: list[str]) -> None:
    variable, where = query.split(" ", 1)
    assert values(SHARED, f"SELECT {variable} {clauses} {where}") == found


def test_a_base_holds_for_from() -> None:
    got = ask(SHARED, "BASE <http://x.example/> SELECT ?o FROM <g> { ?s ?p ?o } ORDER BY ?o LIMIT 1")
    assert got.json["results"]["bindings"][0]["o"]["value"] == X + "b"


@pytest.mark.parametrize(
    ("given", "query", "found"),
    [
        ([(DEFAULT, "g")], "?o { ?s ?p ?o }", ["b", "c"]),
        ([(DEFAULT, "g"), (DEFAULT, "h")], "?o { ?s ?p ?o }", ["b", "c"]),
        ([(DEFAULT, "g"), (DEFAULT, "g")], "?o { ?s ?p ?o }", ["b", "c"]),
        ([(DEFAULT, "g"), (DEFAULT, "i")], "?o FROM x:h { ?s ?p ?o }", ["b", "c", "d"]),
        ([(DEFAULT, "i")], "?o FROM NAMED x:h { GRAPH ?g { ?s ?p ?o } }", []),
        ([(NAMED, "i")], "?o FROM x:g { ?s ?p ?o }", []),
        ([(NAMED, "i"), (NAMED, "i")], "?o { GRAPH ?g { ?s ?p ?o } }", ["d"]),
        ([(DEFAULT, "g"), (DEFAULT, "h"), (NAMED, "i")], "?g { GRAPH ?g { ?s ?p ?o } }", ["i"]),
        ([(DEFAULT, "unknown")], "?o { ?s ?p ?o }", []),
    ],
)
def test_the_dataset_of_the_request_overrides_that_of_the_query(
    given: list[tuple[str, str]], query: str, found: list[str]
) -> None:
    assert values(SHARED, f"SELECT {query}", *((name, X + value) for name, value in given)) == found


def test_the_shipped_knowledge_shares_no_triple_so_that_its_union_costs_nothing(loaded: Loaded) -> None:
    assert not loaded.engine.graphs.shared
