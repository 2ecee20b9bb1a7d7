"""Shapes that are judged at once give the results that they gave one by one."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef
from regelgraph.judge.batched import batched
from regelgraph.terms import RG

from tests.cases.cases import judge

HEAD = "@prefix e: <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
HEAD += "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
DATA = HEAD + "e:a a e:C ; e:p 1, 7 ; e:q e:b . e:b a e:D ; e:p 9 . e:c a e:C, e:D, e:N ; e:q e:a . e:d a e:N ; e:p 2 ."
SMALL = "e:small sh:path e:p ; sh:minCount 1 ; sh:maxInclusive 5 ; sh:severity sh:Warning .\n"
TOGETHER = {
    "one target": "e:N a sh:NodeShape ; sh:targetClass e:C ; sh:property e:small .",
    "targets of every kind": "e:N sh:targetClass e:C ; sh:targetNode e:b, e:none ; sh:targetSubjectsOf e:p ;"
    " sh:targetObjectsOf e:q ; sh:property e:small .",
    "shared, and in a list elsewhere": "e:N sh:targetClass e:C ; sh:property e:small . e:M sh:targetClass e:D ;"
    " sh:property e:small, [ sh:path e:q ; sh:minCount 1 ] . e:L sh:targetClass e:D ; sh:or ( e:small ) .",
    "with a target of its own": "e:N sh:targetClass e:C ; sh:property e:small . e:small sh:targetNode e:b .",
    "property shapes within": "e:N sh:targetClass e:C ; sh:property [ sh:path e:q ; sh:property e:small ] .",
    "more than property shapes": "e:N sh:targetClass e:C ; sh:property e:small ; sh:nodeKind sh:Literal .",
    "switched off within": "e:N sh:targetClass e:C ; sh:property e:small . e:small sh:deactivated true .",
}
AS_THEY_ARE = {
    "nested by sh:node": "e:N sh:targetClass e:C ; sh:property e:small . e:M sh:targetClass e:D ; sh:node e:N .",
    "nested by sh:not": "e:N sh:targetClass e:C ; sh:property e:small . e:M sh:targetClass e:D ; sh:not e:N .",
    "nested by sh:or": "e:N sh:targetClass e:C ; sh:property e:small . e:M sh:targetClass e:D ; sh:or ( e:N ) .",
    "switched off": "e:N sh:targetClass e:C ; sh:property e:small ; sh:deactivated true .",
    "a class": "e:N a rdfs:Class, sh:NodeShape ; sh:targetClass e:C ; sh:property e:small .",
    "without a target": "e:N sh:property e:small .",
    "a property shape itself": "e:N sh:targetClass e:C ; sh:path e:q ; sh:property e:small .",
}


def results(shapes: Graph) -> list[tuple[str, ...]]:
    """Where pySHACL finds what; each result once."""
    _, report, _ = pyshacl.validate(Graph().parse(data=DATA, format="turtle"), shacl_graph=shapes)
    parts = (SH.focusNode, SH.sourceConstraintComponent, SH.value, SH.resultPath, SH.resultSeverity)
    found = report.subjects(RDF.type, SH.ValidationResult)
    return sorted({tuple(str(report.value(each, part)) for part in parts) for each in found})


@pytest.mark.parametrize("text", [*TOGETHER.values(), *AS_THEY_ARE.values()], ids=[*TOGETHER, *AS_THEY_ARE])
def test_the_results_are_the_same(text: str) -> None:
    shapes = Graph().parse(data=HEAD + SMALL + text, format="turtle")
    assert results(batched(shapes)) == results(shapes)


@pytest.mark.parametrize("text", TOGETHER.values(), ids=[*TOGETHER])
def test_property_shapes_are_judged_at_once(text: str) -> None:
    shapes = Graph().parse(data=HEAD + SMALL + text, format="turtle")
    assert (URIRef("https://example.org/N"), SH.property, None) not in batched(shapes)


@pytest.mark.parametrize("text", AS_THEY_ARE.values(), ids=[*AS_THEY_ARE])
def test_what_depends_on_more_than_its_targets_stays(text: str) -> None:
    shapes = Graph().parse(data=HEAD + SMALL + text, format="turtle")
    assert set(batched(shapes)) == set(shapes)


@pytest.mark.parametrize("lacking", ["e:none", "e:M"])
def test_a_property_shape_that_is_none_is_still_complained_of(lacking: str) -> None:
    text = f"e:N a sh:NodeShape ; sh:targetClass e:C ; sh:property {lacking} . e:M a sh:NodeShape ; sh:minLength 3 ."
    with pytest.raises(pyshacl.errors.ReportableRuntimeError):
        results(batched(Graph().parse(data=HEAD + text, format="turtle")))


def test_no_criterion_has_a_property_shape_judged_for_each_case() -> None:
    shapes = batched(judge().knowledge.shapes_graph())
    criteria = set(shapes.subjects(RDF.type, URIRef(RG + "Criterion")))
    assert criteria
    assert not criteria.intersection(shapes.subjects(SH.property))
