"""The JSON-LD context: it covers every term, agrees with the ontology's types, and loads without a network."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection

from tests.ontology.conftest import RG, ROOT, Files

LISTS = {RDF.List}


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    loaded = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    found: dict[str, Any] = loaded["@context"]
    return found


def local(term: URIRef) -> str:
    return str(term).removeprefix(str(RG))


def expected(files: Files, prop: URIRef) -> dict[str, str]:
    """@type and @container that follow from what the ontology says; @set is the context's own choice."""
    ranges = set(files.ontology.objects(prop, RDFS.range))
    if (prop, RDF.type, OWL.ObjectProperty) in files.ontology:
        return {"@type": "@id"} | ({"@container": "@list"} if ranges & LISTS else {})
    if RDF.langString in ranges:
        return {"@container": "@language"}
    typed = ranges - {XSD.string}
    return {"@type": f"xsd:{next(iter(typed)).fragment}"} if typed else {}


def test_every_property_has_an_entry_that_agrees_with_the_ontology(files: Files, context: dict[str, Any]) -> None:
    wrong = {}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in files.ontology.subjects(RDF.type, kind):
            if prop not in files.terms:
                continue
            entry = context.get(local(prop))
            found = dict(entry) if isinstance(entry, dict) else {"@id": entry}
            if found.get("@container") == "@set":
                del found["@container"]
            wanted = {"@id": f"rg:{local(prop)}"} | expected(files, prop)
            if found != wanted:
                wrong[local(prop)] = f"is {entry}; expected {json.dumps(wanted)}"
    assert wrong == {}


def test_every_class_and_individual_has_an_entry(files: Files, context: dict[str, Any]) -> None:
    for kind in (OWL.Class, OWL.NamedIndividual):
        missing = [
            local(term)
            for term in files.ontology.subjects(RDF.type, kind)
            if term in files.terms and context.get(local(term)) != f"rg:{local(term)}"
        ]
        assert missing == []


def test_no_entry_names_a_term_that_is_not_declared(files: Files, context: dict[str, Any]) -> None:
    names = [entry["@id"] if isinstance(entry, dict) else entry for entry in context.values() if entry != 1.1]
    ours = {name.removeprefix("rg:") for name in names if name.startswith("rg:")}
    assert ours == {local(term) for term in files.terms}


def test_a_document_written_with_the_context_is_read_as_it_is_meant(context: dict[str, Any]) -> None:
    document = {
        "@context": context,
        "id": "https://example.org/round",
        "type": "FundingRound",
        "prefLabel": {"de": "Runde", "en": "round"},
        "ofProgramme": "https://example.org/programme",
        "criteria": ["https://example.org/b", "https://example.org/a"],
        "validFrom": "2025-09-01",
        "roundNumber": 3,
        "alias": ["R3"],
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    it = URIRef("https://example.org/round")
    assert (it, RDF.type, RG.FundingRound) in graph
    assert (it, SKOS.prefLabel, Literal("Runde", lang="de")) in graph
    assert (it, RG.ofProgramme, URIRef("https://example.org/programme")) in graph
    assert (it, RG.validFrom, Literal("2025-09-01", datatype=XSD.date)) in graph
    assert (it, RG.roundNumber, Literal("3", datatype=XSD.integer)) in graph
    assert (it, RG.alias, Literal("R3")) in graph
    (criteria,) = graph.objects(it, RG.criteria)
    assert list(Collection(graph, criteria)) == [URIRef("https://example.org/b"), URIRef("https://example.org/a")]


def test_the_ontology_survives_json_ld_with_the_context(files: Files, context: dict[str, Any]) -> None:
    core = files.graphs["ontology/core.ttl"]
    written = core.serialize(format="json-ld", context=context, auto_compact=False)
    assert Graph().parse(data=written, format="json-ld").isomorphic(core)
    assert '"label": {' in written


def test_the_context_refers_to_nothing_outside_itself(context: dict[str, Any]) -> None:
    entries = [entry for entry in context.values() if isinstance(entry, dict)]
    assert not [entry for entry in entries if "@context" in entry or "@import" in entry]
    assert "@import" not in context
