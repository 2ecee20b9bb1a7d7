"""The service description is true, in every format; so are the example queries."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from regelgraph.web.service import Loaded, Options
from regelgraph.web.sparql import examples
from regelgraph.workers.messages import Request

from tests.sparql.conftest import BASE, Got, ask

FORMATS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
PREFIXES = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX formats: <http://www.w3.org/ns/formats/> PREFIX schema: <https://schema.org/>
"""


def parsed(got: Got) -> Store:
    assert got.status == 200, got.body
    store = Store()
    media_type = RdfFormat.from_media_type(got.type)
    assert media_type is not None
    store.load(got.body, media_type)
    return store


def one(store: Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(getattr(term, "value", "") for term in row) for row in store.query(PREFIXES + query))  # type: ignore[union-attr]


@pytest.mark.parametrize("type_", FORMATS)
def test_without_a_query_the_service_describes_itself(loaded: Loaded, type_: str) -> None:
    got = ask(loaded, accept=type_)
    assert got.headers["vary"] == "Accept"
    found = parsed(got)
    assert one(found, "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e }") == [(BASE + "/sparql",)]
    assert [value for (value,) in one(found, "SELECT ?f { ?s sd:feature ?f }")] == [
        "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph"
    ]
    assert [value.rpartition("#")[2] for (value,) in one(found, "SELECT ?l { ?s sd:supportedLanguage ?l }")] == [
        "SPARQL11Query"
    ]


def test_every_result_format_that_is_named_is_given(loaded: Loaded) -> None:
    found = parsed(ask(loaded))
    names = {value.rpartition("/")[2] for (value,) in one(found, "SELECT ?f { ?s sd:resultFormat ?f }")}
    rows = {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"}
    assert names == rows | {"Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"}


def test_graphs_and_their_sizes_are_true(loaded: Loaded) -> None:
    found = parsed(ask(loaded))
    named = one(
        found,
        """SELECT ?name ?n { ?service sd:defaultDataset/sd:namedGraph ?g .
        ?g a sd:NamedGraph ; sd:name ?name ; sd:graph/void:triples ?n }""",
    )
    assert {name for name, _ in named} == set(loaded.knowledge.graphs)
    counted = ask(loaded, "SELECT ?g (STR(COUNT(*)) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").json["results"]
    assert dict(named) == {row["g"]["value"]: row["n"]["value"] for row in counted["bindings"]}
    whole = ask(loaded, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"]
    assert one(found, "SELECT ?n { ?service sd:defaultDataset/sd:defaultGraph/void:triples ?n }") == [(whole,)]


def test_the_description_is_kept_and_406_where_nothing_fits(loaded: Loaded) -> None:
    assert ask(loaded).headers["cache-control"].startswith("public")
    assert ask(loaded, raw=b"format=json").status == 200
    assert ask(loaded, accept="application/sparql-results+json").status == 406


def of_examples(loaded: Loaded, accept: str, method: str = "GET") -> Got:
    return Got(examples(loaded, Request(method, "/.well-known/sparql-examples", b"", (("accept", accept),), b"", BASE)))


@pytest.mark.parametrize("type_", FORMATS)
def test_each_question_is_an_example_in_each_format(loaded: Loaded, type_: str) -> None:
    found = one(
        parsed(of_examples(loaded, type_)),
        f"""SELECT ?e {{ ?e a sh:SPARQLExecutable ; rdfs:label ?de, ?en ; rdfs:comment ?c ;
        sh:prefixes/sh:declare/sh:prefix "skos" ; schema:target <{BASE}/sparql>
        FILTER(LANG(?de) = "de" && LANG(?en) = "en" && LANG(?c) = "de") }}""",
    )
    assert found == sorted((f"{BASE}/.well-known/sparql-examples#{each.id}",) for each in loaded.register)


def test_each_example_answers(loaded: Loaded) -> None:
    found = parsed(of_examples(loaded, "text/turtle"))
    queries = one(found, "SELECT ?e ?q { ?e sh:select|sh:ask|sh:construct ?q }")
    assert len(queries) == len(list(loaded.register))
    for example, query in queries:
        got = ask(loaded, query)
        assert got.status == 200, (example, got.body)
        graph = "turtle" in got.type
        assert got.body.strip() if graph else got.json["results"]["bindings"], example
        kind = "Construct" if graph else "Select"
        type_ = NamedNode(f"http://www.w3.org/ns/shacl#SPARQL{kind}Executable")
        assert list(found.quads_for_pattern(NamedNode(example), None, type_, None)), example


def test_they_are_plain_json_too(loaded: Loaded) -> None:
    got = of_examples(loaded, "application/json")
    first: dict[str, Any] = got.json["examples"][0]
    assert set(first) == {"id", "title", "comment", "query", "endpoint"}
    assert of_examples(loaded, "image/png").status == 406
    assert of_examples(loaded, "", "POST").headers["allow"] == "GET, HEAD, OPTIONS"


def test_an_example_that_needs_the_invented_ones_is_left_out_without_them(loaded: Loaded) -> None:
    bare = Loaded(Options())
    listed = {each["id"] for each in of_examples(bare, "application/json").json["examples"]}
    assert listed == {each.id for each in loaded.register if not each.examples}
    assert listed < {each.id for each in loaded.register}
