"""The catalogue entry passes what DCAT-AP.de asks for, and every one of these constraints finds a wrong entry."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, RDFS, SH
from rdflib.term import Node
from regelgraph.knowledge import Knowledge, load
from regelgraph.linked.catalogue import dcat
from regelgraph.linked.catalogue.licences import licence
from regelgraph.linked.catalogue.said import issued
from regelgraph.linked.writing import N_TRIPLES
from regelgraph.settings.publisher import PublisherSettings
from regelgraph.terms import USER_GRAPH

from tests.linked.test_catalogue import BASE, SET

SHAPES = Path(__file__).parent / "dcat" / "dcat-ap-de.ttl"
AVAILABILITY = URIRef("http://data.europa.eu/r5r/availability")
ATTRIBUTION = URIRef("http://dcat-ap.de/def/dcatde/licenseAttributionByText")
SECTIONS = (
    "https://www.dcat-ap.de/def/dcatde/3.0/spec/#",
    "https://www.dcat-ap.de/def/dcatde/2.0/implRules/#konvention-",
    "https://semiceu.github.io/DCAT-AP/releases/3.0.0/#",
)
OURS = Namespace("https://example.org/dcat-ap-de/")
ELSEWHERE = URIRef("https://elsewhere.example/thing")
CC_0 = "https://creativecommons.org/publicdomain/zero/1.0/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
CC_BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"

WRONG: dict[URIRef, tuple[URIRef, tuple[Node, ...]]] = {
    SH.minCount: (SH.MinCountConstraintComponent, ()),
    SH.maxCount: (SH.MaxCountConstraintComponent, (Literal("one"), Literal("another"))),
    SH.nodeKind: (SH.NodeKindConstraintComponent, (ELSEWHERE, Literal("text"))),
    SH.pattern: (SH.PatternConstraintComponent, (ELSEWHERE,)),
    SH["class"]: (SH.ClassConstraintComponent, (ELSEWHERE,)),
    SH.datatype: (SH.DatatypeConstraintComponent, (Literal("no number"),)),
    SH.uniqueLang: (SH.UniqueLangConstraintComponent, (Literal("eins", lang="de"), Literal("zwei", lang="de"))),
}
"""For each kind of constraint what finds it broken, and the values that break it; none: what is there is taken away."""


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHAPES)


@pytest.fixture(scope="module")
def record(knowledge: Knowledge) -> Graph:
    return entry(knowledge, SET)


def entry(knowledge: Knowledge, settings: PublisherSettings) -> Graph:
    return Graph().parse(data=N_TRIPLES.write(dcat(knowledge, BASE, settings)), format="nt")


def found(record: Graph, shapes: Graph) -> Graph:
    """The report."""
    report = validate(record, shacl_graph=shapes)[1]
    assert isinstance(report, Graph)
    return report


def severity(report: Graph, of: URIRef) -> set[Node | None]:
    """The shapes by which something of that severity was found."""
    return {report.value(each, SH.sourceShape) for each in report.subjects(SH.resultSeverity, of)}


def constrained(shapes: Graph, parameter: URIRef) -> Iterator[tuple[Node, Node, list[Node]]]:
    """The shapes with such a constraint, the class that each is about, and the properties of its path."""
    for shape in set(shapes.subjects(parameter)):
        for whole in shapes.subjects(SH.property, shape):
            path = shapes.value(shape, SH.path)
            either = shapes.value(path, SH.alternativePath) if path else None
            class_ = shapes.value(whole, SH.targetClass)
            assert path
            assert class_
            yield shape, class_, list(Collection(shapes, either)) if either else [path]


def copy(record: Graph) -> Graph:
    made = Graph()
    for triple in record:
        made.add(triple)
    return made


def test_the_entry_passes_and_lacks_only_what_nobody_can_promise(
    knowledge: Knowledge, record: Graph, shapes: Graph
) -> None:
    report = found(record, shapes)
    assert severity(report, SH.Violation) == set()
    lacking = {shapes.value(shape, SH.path) for shape in severity(report, SH.Warning)}
    assert lacking == {AVAILABILITY} | (set() if issued(knowledge) else {DCTERMS.modified})


def test_every_constraint_names_the_section_that_it_transcribes(shapes: Graph) -> None:
    of_properties = set(shapes.objects(None, SH.property))
    assert len(of_properties) > 100
    for shape in of_properties | {OURS["distribution-namensnennung"]}:
        sections = [str(each) for each in shapes.objects(shape, RDFS.seeAlso)]
        assert sections, shape
        assert all(each.startswith(SECTIONS) for each in sections), shape
    parameters = set(chain.from_iterable(shapes.predicates(shape) for shape in of_properties))
    assert parameters == {*WRONG, SH.path, SH.severity, RDFS.seeAlso}


@pytest.mark.parametrize("parameter", WRONG)
def test_every_constraint_finds_what_is_wrong(record: Graph, shapes: Graph, parameter: URIRef) -> None:
    component, values = WRONG[parameter]
    wrong, expected = copy(record), set()
    for shape, class_, properties in constrained(shapes, parameter):
        expected.add(shape)
        for thing in set(record.subjects(RDF.type, class_)):
            for each in properties:
                if not values:
                    wrong.remove((thing, each, None))
                for value in values:
                    wrong.add((thing, each, value))
    report = found(wrong, shapes)
    results = report.subjects(SH.sourceConstraintComponent, component)
    assert {report.value(each, SH.sourceShape) for each in results} == expected
    assert expected


def test_a_licence_that_asks_for_a_name_needs_one(record: Graph, shapes: Graph) -> None:
    wrong = copy(record)
    assert list(wrong.objects(None, ATTRIBUTION))
    wrong.remove((None, ATTRIBUTION, None))
    assert severity(found(wrong, shapes), SH.Violation) == {OURS["distribution-namensnennung"]}


def test_without_a_publisher_it_does_not_pass_and_says_why(knowledge: Knowledge, shapes: Graph) -> None:
    record = entry(knowledge, PublisherSettings())
    said = " ".join(map(str, record.objects(URIRef(BASE + "/dcat#catalogue"), RDFS.comment)))
    assert "REGELGRAPH_PUBLISHER_NAME" in said
    assert "REGELGRAPH_CONTACT_EMAIL" in said
    paths = {shapes.value(shape, SH.path) for shape in severity(found(record, shapes), SH.Violation)}
    assert paths == {DCTERMS.publisher}


@pytest.mark.parametrize(
    ("named", "whole"),
    [("", None), (CC_0, CC_BY), (CC_BY, CC_BY), (CC_BY_SA, None), ("https://own.example/terms", None)],
)
def test_what_a_service_adds_is_not_published_under_a_licence_that_it_did_not_name(
    tmp_path: Path, named: str, whole: str | None
) -> None:
    graph = USER_GRAPH + "own"
    says = f"<{graph}> <http://purl.org/dc/terms/license> <{named}> ." if named else ""
    (tmp_path / "own.ttl").write_text(says + '\n<https://own.example/a> <http://purl.org/dc/terms/title> "a" .')
    knowledge = load((tmp_path / "own.ttl",), compiled=False)
    assert graph in knowledge.graphs
    assert licence(knowledge) == whole
    assert licence(knowledge, {graph}) == (named or None)
