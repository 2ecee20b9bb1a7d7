"""The vocabulary: every term described in both languages, every use declared, nothing said twice, no contradiction."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VOID, Graph, Literal, URIRef
from regelgraph.errors import KnowledgeError
from regelgraph.knowledge import closure
from regelgraph.knowledge.find import Sources, find

from tests.ontology.conftest import ONTOLOGY, RG, ROOT, Files

BOTH = ["de", "en"]
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
LISTED = re.compile(r"""RG ?\+ ?"(\w+)\"""")
PREFIXED = re.compile(r"\brg:(\w+)")


def name(term: URIRef) -> str:
    return "rg:" + str(term).removeprefix(str(RG))


def test_the_ontology_says_what_it_is(files: Files) -> None:
    core = files.graphs["ontology/core.ttl"]
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in core
    (version,) = core.objects(ONTOLOGY, OWL.versionInfo)
    assert (ONTOLOGY, OWL.versionIRI, URIRef(f"{RG}{version}")) in core
    assert set(core.objects(URIRef(f"{RG}{version}"), OWL.versionInfo)) == {version}


def test_every_version_has_an_iri_of_the_ontology_that_says_what_it_is(files: Files) -> None:
    core, versions = files.graphs["ontology/core.ttl"], files.graphs["data/versions.ttl"]
    numbers = {
        str(number) for it in versions.subjects(RDF.type, RG.Version) for number in versions.objects(it, SKOS.notation)
    }
    assert {it.removeprefix(RG) for it in core.subjects(DCTERMS.isVersionOf, ONTOLOGY)} == numbers
    for it in core.subjects(DCTERMS.isVersionOf, ONTOLOGY):
        assert (URIRef(it.replace("/def/", "/id/version/")), DCTERMS.hasPart, it) in versions
        assert files.languages(it, DCTERMS.title) == BOTH


def test_every_term_has_label_and_definition_once_in_each_language(files: Files) -> None:
    wrong = [
        f"{name(term)}: {prop.fragment} in {files.languages(term, prop)}; expected one in de and one in en"
        for term in sorted(files.terms)
        for prop in (RDFS.label, SKOS.definition)
        if files.languages(term, prop) != BOTH
    ]
    assert wrong == []


def test_every_concept_of_the_code_lists_has_label_and_definition_once_in_each_language(files: Files) -> None:
    lists = files.graphs["ontology/schemes.ttl"]
    wrong = [
        f"{thing}: {prop.fragment} in {files.languages(thing, prop)}"
        for thing in set(lists.subjects(RDF.type)) - set(lists.subjects(RDF.type, VOID.Dataset))
        for prop in (SKOS.prefLabel, SKOS.definition)
        if files.languages(thing, prop) != BOTH
    ]
    assert wrong == []


def test_every_subject_in_our_namespace_names_the_ontology_that_defines_it(files: Files) -> None:
    typed = {term for term in files.ontology.subjects(RDF.type) if str(term).startswith(str(RG))}
    assert {term for term in typed - files.terms if not is_version(term)} == {ONTOLOGY}


def test_every_term_is_declared_once_and_as_one_thing(files: Files) -> None:
    wrong = {}
    for term in files.terms:
        kinds = [kind for kind in KINDS if (term, RDF.type, kind) in files.ontology]
        if len(kinds) != 1 or len(files.declaring(term)) != 1:
            wrong[name(term)] = (kinds, files.declaring(term))
    assert wrong == {}


def test_every_thing_is_described_in_one_file(files: Files) -> None:
    homes: dict[URIRef, list[str]] = {}
    for path, graph in files.graphs.items():
        for thing in set(graph.subjects(RDF.type)):
            if isinstance(thing, URIRef):
                homes.setdefault(thing, []).append(path)
    assert {str(thing): paths for thing, paths in homes.items() if len(paths) > 1} == {}


def test_no_two_classes_and_no_two_properties_share_a_label(files: Files) -> None:
    labels = Counter(
        (kinds[0], label)
        for kinds in ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty))
        for kind in kinds
        for term in files.ontology.subjects(RDF.type, kind)
        for label in files.ontology.objects(term, RDFS.label)
    )
    assert [key for key, count in labels.items() if count > 1] == []


def test_terms_stand_in_the_order_of_their_names() -> None:
    for path in (ROOT / "ontology").glob("*.ttl"):
        subjects = re.findall(r"^rg:(\w+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert subjects == sorted(subjects), path


def test_every_term_used_in_turtle_is_declared(files: Files) -> None:
    known = files.terms | {ONTOLOGY}
    unknown = {
        f"{path}: {name(node)} is declared nowhere; add it to ontology/ with label and definition"
        for path, graph in files.graphs.items()
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and node.startswith(str(RG)) and not is_version(node) and node not in known
    }
    assert sorted(unknown) == []


def is_version(node: URIRef) -> bool:
    return node.removeprefix(str(RG))[:1].isdigit()


def test_every_term_named_in_python_or_in_a_query_is_declared(files: Files) -> None:
    known = {name(term).removeprefix("rg:") for term in files.terms}
    unknown = {
        f"{path.relative_to(ROOT)}: rg:{word}"
        for pattern, found in (("api/**/*.py", LISTED), ("queries/**/*.rq", PREFIXED), ("data/**/*.rq", PREFIXED))
        for path in ROOT.glob(pattern)
        for word in found.findall(path.read_text(encoding="utf-8"))
        if word not in known
    }
    assert sorted(unknown) == []


def test_object_properties_lead_to_things_and_datatype_properties_to_literals(files: Files) -> None:
    literal = dict.fromkeys(files.ontology.subjects(RDF.type, OWL.ObjectProperty), False)
    literal |= dict.fromkeys(files.ontology.subjects(RDF.type, OWL.DatatypeProperty), True)
    wrong = {
        f"{path}: {subject} {name(prop)} {value.n3()}"
        for path, graph in files.graphs.items()
        for subject, prop, value in graph
        if prop in literal and isinstance(value, Literal) != literal[prop]
    }
    assert sorted(wrong) == []


def test_literals_have_the_datatype_that_the_property_declares(files: Files) -> None:
    wrong = set()
    for path, graph in files.graphs.items():
        for subject, prop, value in graph:
            for datatype in files.ontology.objects(prop, RDFS.range):
                if isinstance(value, Literal) and not fits(value, datatype):
                    wrong.add(f"{path}: {subject} {name(prop)} {value.n3()}; expected {datatype.n3()}")
    assert sorted(wrong) == []


def fits(value: Literal, datatype: URIRef) -> bool:
    """A language tag makes rdf:langString, no datatype means xsd:string (RDF 1.1), and an integer is a decimal."""
    kind = (datatype.fragment or "").lower()
    if value.language or kind == "langstring":
        return bool(value.language) == (kind == "langstring")
    own = (value.datatype.fragment if value.datatype else "string").lower()
    return own == kind or (own, kind) == ("integer", "decimal")


def test_retired_terms_say_by_what_they_are_replaced_or_why_not(files: Files) -> None:
    deprecated = files.graphs["ontology/deprecated.ttl"]
    for term in deprecated.subjects(OWL.deprecated, Literal(True)):
        assert files.languages(term, SKOS.changeNote) == BOTH, term
        assert deprecated.value(term, OWL.versionInfo), term


@pytest.fixture(scope="module")
def sources() -> Sources:
    return find(root=ROOT)


def test_the_closure_of_vocabulary_and_titles_holds_no_contradiction_and_is_made_within_a_minute(
    sources: Sources,
) -> None:
    inferred = Graph().parse(data=closure.close_all(sources), format="nt")
    assert set(inferred.subjects(RDF.type, OWL.Nothing)) == set()
    assert not list(inferred.triples((None, OWL.sameAs, None)))
    kinds = "https://w3id.org/regelgraph/id/actor-kind/"
    municipal, administration = URIRef(kinds + "jobcenter-zkt"), URIRef(kinds + "employment-administration")
    assert (municipal, SKOS.broaderTransitive, administration) in inferred
    assert (municipal, SKOS.hiddenLabel, Literal("zkT")) in inferred


@pytest.mark.parametrize(
    "triples",
    [
        "rg:one a rg:Fact, rg:DerivedFact .",
        "rg:one rg:titleKind rg:two . rg:two rg:titleKind rg:three .",
        "rg:one rg:continuation rg:two . rg:two a rg:Nowhere . rg:Nowhere owl:disjointWith rg:Continuation .",
    ],
)
def test_a_contradiction_is_found(sources: Sources, triples: str) -> None:
    """The last two follow only from domains and ranges."""
    core = next(source for source in sources.turtle if source.path.name == "core.ttl")
    facts = next(source for source in sources.turtle if source.path.name == "facts.ttl")
    prefixes = f"@prefix rg: <{RG}> . @prefix owl: <{OWL}> . "
    more = type(core)(core.path, core.graph + "-more", True, (prefixes + triples).encode())
    with pytest.raises(KnowledgeError, match="contradict"):
        closure.close_all(Sources(sources.root, (core, facts, more), ()))
