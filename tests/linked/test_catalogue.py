"""VoID and DCAT: every figure is what SPARQL counts in the dump, every size that of the file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDFS
from regelgraph.knowledge import Knowledge, load
from regelgraph.linked.catalogue import dcat, void
from regelgraph.linked.catalogue.licences import added
from regelgraph.linked.dumps import DUMPS
from regelgraph.linked.writing import N_TRIPLES
from regelgraph.settings.publisher import PublisherSettings

HERE = Path(__file__).parent
STRANGER = HERE.parent / "stranger" / "family-benefit.ttl"
BASE = "https://example.org/rules"
OWN = BASE + "/.well-known/void#dataset"
VOID = "http://rdfs.org/ns/void#"
SPDX = "http://spdx.org/rdf/terms#"
SET = PublisherSettings(
    "Amt für Beispiele",
    "https://amt.example",
    "Auskunft",
    "data@amt.example",
    "https://amt.example/contact",
    "http://dcat-ap.de/def/contributors/example",
)


def test_the_hash_of_the_n_quads_is_the_fingerprint(knowledge: Knowledge) -> None:
    (quads,) = [dump for dump in DUMPS if dump.name == "dump.nq"]
    assert sha256(quads.write(knowledge)).hexdigest() == knowledge.fingerprint


@pytest.fixture(scope="module")
def files(knowledge: Knowledge) -> dict[str, bytes]:
    return {dump.name: dump.write(knowledge) for dump in DUMPS}


@pytest.fixture(scope="module")
def dumped(files: dict[str, bytes]) -> Store:
    """The dump, read back: all triples once, in the default graph."""
    store = Store()
    store.load(files["dump.ttl"], RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def described(knowledge: Knowledge) -> Store:
    store = Store()
    store.load(N_TRIPLES.write(void(knowledge, BASE)), RdfFormat.N_TRIPLES)
    return store


def rows(store: Store, query: str) -> set[tuple[Any, ...]]:
    found: Any = store.query("PREFIX void: <http://rdfs.org/ns/void#> " + query)
    return {tuple(each.value for each in row) for row in found}


def entry(knowledge: Knowledge, settings: PublisherSettings) -> Graph:
    return Graph().parse(data=N_TRIPLES.write(dcat(knowledge, BASE, settings)), format="nt")


@pytest.mark.parametrize(
    ("figure", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        (
            "entities",
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o "
            'FILTER (isIRI(?s) && STRSTARTS(STR(?s), "https://w3id.org/regelgraph/")) }',
        ),
    ],
)
def test_a_figure_of_the_whole_is_what_sparql_counts_in_the_dump(
    dumped: Store, described: Store, figure: str, query: str
) -> None:
    said = rows(described, f"SELECT ?n {{ <{OWN}> void:{figure} ?n }}")
    assert said == rows(dumped, query)
    assert len(said) == 1


def test_every_class_and_property_is_a_part_with_its_true_figures(dumped: Store, described: Store) -> None:
    assert rows(
        described,
        f"SELECT ?c ?e ?n {{ <{OWN}> void:classPartition ?part . "
        "?part void:class ?c; void:entities ?e; void:distinctSubjects ?n }",
    ) == rows(
        dumped,
        "SELECT ?c (COUNT(DISTINCT ?i) AS ?e) (COUNT(DISTINCT ?s) AS ?n) "
        "{ ?s a ?c BIND (IF(isIRI(?s), ?s, 1/0) AS ?i) } GROUP BY ?c",
    )
    assert rows(
        described,
        f"SELECT ?p ?n ?s ?o {{ <{OWN}> void:propertyPartition [ void:property ?p; void:triples ?n; "
        "void:distinctSubjects ?s; void:distinctObjects ?o ] }",
    ) == rows(
        dumped,
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?a) AS ?s) (COUNT(DISTINCT ?b) AS ?o) { ?a ?p ?b } GROUP BY ?p",
    )


def test_every_graph_is_a_subset_with_its_own_size_and_licence(files: dict[str, bytes], described: Store) -> None:
    store = Store()
    store.load(files["dump.nq"], RdfFormat.N_QUADS)
    counted = rows(
        store,
        "SELECT ?g (COUNT(*) AS ?n) ?l { GRAPH ?g { ?s ?p ?o } "
        "GRAPH ?g { ?g <http://purl.org/dc/terms/license> ?l } } GROUP BY ?g ?l",
    )
    assert counted
    assert counted == rows(
        described,
        f"SELECT ?g ?n ?l {{ <{OWN}> void:subset ?g . ?g void:triples ?n; <http://purl.org/dc/terms/license> ?l }}",
    )
    assert {graph for graph, _, _ in counted} == {each.value for each in store.named_graphs()}


def test_links_out_are_counted_by_dataset_and_property(dumped: Store, described: Store) -> None:
    said = rows(
        described,
        "SELECT ?t ?p ?n { ?l a void:Linkset; void:objectsTarget ?t; void:linkPredicate ?p; void:triples ?n }",
    )
    assert {target.rpartition("/")[2] for target, _, _ in said} >= {"nuts", "eli", "federal-law", "eu-authority-tables"}
    counted = rows(
        dumped,
        "SELECT ?t ?p (COUNT(DISTINCT *) AS ?n) { ?t void:uriSpace ?space "
        "FILTER (!STRENDS(STR(?t), '/regelgraph')) ?s ?p ?o FILTER (isIRI(?o) && STRSTARTS(STR(?o), ?space)) } "
        "GROUP BY ?t ?p",
    )
    assert said == counted


def test_sizes_and_checksums_are_those_of_the_files(knowledge: Knowledge, files: dict[str, bytes]) -> None:
    record = entry(knowledge, SET)
    told = {}
    for each, checksum in record.subject_objects(URIRef(SPDX + "checksum")):
        name = str(record.value(each, DCAT.downloadURL)).removeprefix(BASE + "/")
        value = record.value(checksum, URIRef(SPDX + "checksumValue"))
        told[name] = (int(str(record.value(each, DCAT.byteSize))), str(value))
    assert told == {name: (len(body), sha256(body).hexdigest()) for name, body in files.items()}


def test_every_way_to_the_data_is_named(dumped: Store, described: Store) -> None:
    def named(prop: str) -> set[str]:
        return {value for (value,) in rows(described, f"SELECT ?v {{ <{OWN}> void:{prop} ?v }}")}

    assert named("dataDump") == {f"{BASE}/dump.{form}" for form in ("ttl", "nq", "jsonld")}
    assert named("sparqlEndpoint") == {BASE + "/sparql"}
    assert named("uriLookupEndpoint") == {BASE + "/search?q="}
    (space,) = named("uriSpace")
    assert len(named("feature")) == 4
    for example in named("exampleResource") | named("rootResource"):
        assert example.startswith(space)
        assert rows(dumped, f"SELECT ?o {{ <{example}> a ?o }}"), example


def test_with_a_file_that_names_no_licence_the_whole_has_none() -> None:
    knowledge = load((STRANGER,))
    record = entry(knowledge, SET)
    whole = list(record.objects(URIRef(OWN), DCAT.distribution))
    assert len(whole) == 3
    for each in whole:
        assert not list(record.objects(each, DCTERMS.license))
        assert any("licence" in str(text) for text in record.objects(each, RDFS.comment))
    assert any("adds graphs of its own" in str(text) for text in record.objects(URIRef(OWN), RDFS.comment))
    (graph,) = added(knowledge)
    subsets = Graph().parse(data=N_TRIPLES.write(void(knowledge, BASE)), format="nt")
    assert subsets.value(URIRef(OWN), DCTERMS.license) is None
    for subset in (graph, OWN):
        assert any("licence" in str(text).lower() for text in subsets.objects(URIRef(subset), DCTERMS.rights))


def test_two_loads_give_the_same_bytes(files: dict[str, bytes], knowledge: Knowledge) -> None:
    again = load()
    assert {dump.name: dump.write(again) for dump in DUMPS} == files
    assert void(again, BASE) == void(knowledge, BASE)
    assert NamedNode(OWN) in {triple.subject for triple in void(again, BASE)}
    assert Literal(again.version) in {triple.object for triple in void(again, BASE)}
