"""What is written in a form is read as what was written, by parsers that others made; and it is the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple
from regelgraph.errors import NotAcceptableError
from regelgraph.formatting import form
from regelgraph.knowledge import Knowledge
from regelgraph.linked import describe, ontology
from regelgraph.linked.dumps import DUMPS, canonical_quads, union
from regelgraph.linked.jsonld import dataset, jsonld
from regelgraph.linked.names import is_ours
from regelgraph.linked.nodes import DEEPEST
from regelgraph.linked.turtle import turtle
from regelgraph.linked.writing import FORMS, RDF_XML
from regelgraph.terms import FIRST, GRAPH, ID, NIL, RDF, REST, RG, XSD

from tests.linked.hostile import THING, graphs
from tests.linked.readers import by_oxigraph, by_pyld, by_rdflib, same

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
P = NamedNode("https://example.org/p")


def sample(known: Knowledge) -> Iterator[tuple[str, list[Triple]]]:
    """Descriptions of things of all kinds, and of what has lists and blank nodes."""
    names = {term.value for quad in known.store for term in quad if isinstance(term, NamedNode)}
    ours = sorted(name for name in names if is_ours(name))
    holders = (quad.subject for quad in known.store if isinstance(quad.object, BlankNode))
    held = {node.value for node in holders if isinstance(node, NamedNode)}
    for name in dict.fromkeys([*ours[::150], *sorted(held)[::8]]):
        yield name, describe(known.store, name)


def test_every_form_of_a_description_is_read_as_the_description(known: Knowledge) -> None:
    for name, triples in sample(known):
        wanted = same(triples)
        for each in FORMS:
            assert same(by_oxigraph(each.write(triples, name), FORMATS[each.suffix])) == wanted, (name, each.suffix)
        document = jsonld(triples, name)
        assert same(by_pyld(document)) == wanted, name
        if len(triples) < 100:
            assert same(by_rdflib(document)) == wanted, name
            assert same(by_rdflib(turtle(triples, name), "turtle")) == wanted, name


def test_the_ontology_is_read_as_it_is(known: Knowledge) -> None:
    triples = ontology(known.store, RG)
    document = jsonld(triples, RG)
    assert json.loads(document)["id"] == RG
    assert same(by_pyld(document)) == same(triples) == same(by_oxigraph(turtle(triples, RG), RdfFormat.TURTLE))


def test_dumps_are_read_as_the_knowledge(known: Knowledge) -> None:
    files = {dump.name: dump.write(known) for dump in DUMPS if dump.name in ("dump.jsonld", "dump.ttl")}
    assert same(by_oxigraph(files["dump.jsonld"])) == set(canonical_quads(known))
    assert same(by_oxigraph(files["dump.ttl"], RdfFormat.TURTLE)) == same(union(known))
    assert max(map(len, files["dump.jsonld"].splitlines())) < 20_000


def test_json_ld_of_a_graph_of_the_dump_is_read_by_the_reference_implementation(known: Knowledge) -> None:
    graphs = sorted({quad.graph_name for quad in canonical_quads(known)}, key=str)[::12]
    quads = [quad for quad in canonical_quads(known) if quad.graph_name in graphs]
    assert same(by_pyld(dataset(quads))) == same(quads)


@MANY
@given(graphs)
def test_hostile_graphs_survive_json_ld(triples: list[Triple]) -> None:
    document = jsonld(triples, THING)
    wanted = same(triples)
    assert same(by_pyld(document)) == wanted
    assert same(by_oxigraph(document)) == wanted


@MANY
@example([Triple(NamedNode(NIL), P, NamedNode(THING)), Triple(NamedNode(NIL), P, NamedNode(NIL))])
@given(graphs)
def test_hostile_graphs_survive_turtle_and_are_in_its_form(triples: list[Triple]) -> None:
    document = turtle(triples, THING)
    assert same(by_oxigraph(document, RdfFormat.TURTLE)) == same(triples)
    assert form(document, "x.ttl") == document


@MANY
@given(graphs, graphs)
def test_hostile_graphs_survive_the_dump(some: list[Triple], others: list[Triple]) -> None:
    quads = [*(Quad(*each, NamedNode(THING)) for each in some), *(Quad(*each) for each in others)]
    document = dataset(quads)
    assert same(by_pyld(document)) == same(quads)
    assert same(by_oxigraph(document)) == same(quads)


@MANY
@given(graphs)
def test_rdf_xml_says_a_hostile_graph_or_that_it_cannot(triples: list[Triple]) -> None:
    told, document = "", b""
    try:
        document = RDF_XML.write(triples)
    except NotAcceptableError as error:
        told = error.message
    if told:
        assert "RDF/XML cannot" in told or "XML 1.0 cannot" in told
    else:
        assert same(by_oxigraph(document, RdfFormat.RDF_XML)) == same(triples)


def chain(length: int, *ends: Triple) -> list[Triple]:
    """Blank nodes, each held by the one before."""
    nodes = [NamedNode(THING), *(BlankNode(f"n{number}") for number in range(length))]
    return [*(Triple(above, P, below) for above, below in pairwise(nodes)), *ends]


@pytest.mark.parametrize("rest", [NamedNode(NIL), Literal("end"), BlankNode("c500")])
def test_long_lists_deep_nodes_and_rings_are_written_without_end_of_the_stack(rest: NamedNode) -> None:
    cells = [BlankNode(f"c{number}") for number in range(1200)]
    triples = [Triple(NamedNode(THING), P, cells[0]), *chain(1200, Triple(BlankNode("n1199"), P, BlankNode("n300")))]
    for cell, next_ in zip(cells, [*cells[1:], rest], strict=True):
        triples += [Triple(cell, NamedNode(FIRST), Literal(cell.value)), Triple(cell, NamedNode(REST), next_)]
    ours, turtles = by_oxigraph(jsonld(triples, THING)), by_oxigraph(turtle(triples, THING), RdfFormat.TURTLE)
    assert len(ours) == len(turtles) == len(triples)
    assert json.loads(jsonld(chain(DEEPEST, Triple(BlankNode(f"n{DEEPEST - 1}"), P, Literal(1))), THING)).keys() == {
        "@context",
        "id",
        P.value,
    }


def test_a_list_that_a_member_of_it_holds_stays_whole() -> None:
    cells = [BlankNode("z"), *(BlankNode(f"c{number}") for number in range(1200))]
    member = BlankNode("y")
    triples = [Triple(member, P, cells[0])]
    for cell, rest in zip(cells, [*cells[1:], NamedNode(NIL)], strict=True):
        item = member if cell == cells[900] else Literal(cell.value)
        triples += [Triple(cell, NamedNode(FIRST), item), Triple(cell, NamedNode(REST), rest)]
    for found in (by_oxigraph(jsonld(triples, THING)), by_oxigraph(turtle(triples, THING), RdfFormat.TURTLE)):
        assert len(found) == len(triples)


@pytest.mark.parametrize(
    ("prop", "text"),
    [
        ("https://example.org/p#", "x"),
        ("https://example.org/9", "x"),
        (RDF + "li", "x"),
        (P.value, "\0"),
        (P.value, "\ufffe"),
    ],
)
def test_rdf_xml_tells_what_it_cannot_say(prop: str, text: str) -> None:
    with pytest.raises(NotAcceptableError, match=r"XML.*cannot"):
        RDF_XML.write([Triple(NamedNode(THING), NamedNode(prop), Literal(text))])


def test_a_carriage_return_stays_one_in_rdf_xml() -> None:
    triples = [Triple(NamedNode(THING), P, Literal("a\rb\r\nc"))]
    assert same(by_oxigraph(RDF_XML.write(triples), RdfFormat.RDF_XML)) == same(triples)


def test_what_only_rdf_1_2_has_is_told_by_json_ld_and_said_by_turtle() -> None:
    thing = NamedNode(THING)
    for term in (Triple(thing, P, BlankNode("n1")), Literal("x", language="ar", direction=BaseDirection.RTL)):
        triples = [Triple(thing, P, term), Triple(BlankNode("n1"), P, Literal(1))]
        with pytest.raises(NotAcceptableError, match="Turtle can"):
            jsonld(triples, THING)
        assert same(by_oxigraph(turtle(triples, THING), RdfFormat.TURTLE)) == same(triples)


def test_numbers_of_floating_point_keep_their_characters() -> None:
    """PyLD, unlike JSON-LD 1.1, rewrites them also where they are strings, so here another reads them."""
    values = [Literal(text, datatype=NamedNode(XSD + "double")) for text in ("0", "1.0", "1E400", "NaN", "-0", "x")]
    triples = [Triple(NamedNode(THING), P, value) for value in values]
    assert same(by_oxigraph(jsonld(triples, THING))) == same(triples)


def test_bytes_are_the_same_in_every_process_and_whatever_the_order_of_the_triples(known: Knowledge) -> None:
    names = [ID + "round/win-win-2", ID + "scheme/sex", GRAPH + "shapes/ontology"]
    program = """
import sys
from hashlib import sha256
from regelgraph.knowledge import load
from regelgraph.linked import describe
from regelgraph.linked.writing import FORMS
store = load(examples=True).store
for name in sys.argv[1:]:
    print(*(sha256(form.write(reversed(describe(store, name)), name)).hexdigest() for form in FORMS[:2]))
"""
    here = [[sha256(each.write(describe(known.store, name), name)).hexdigest() for each in FORMS[:2]] for name in names]
    for seed in ("1",):
        told = subprocess.run(
            [sys.executable, "-c", program, *names],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            timeout=120,
        )
        assert [line.split() for line in told.stdout.splitlines()] == here
