"""Alignments point only to terms that the foreign vocabularies have, and say why."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from tests.ontology.conftest import RG, ROOT, Files

# Looked up: CCCEV in SEMICeu/CCCEV, releases/2.00/voc/cccev.ttl; ELI in the ELI metadata ontology
# (http://data.europa.eu/eli/ontology); DCMI Terms, ORG, PROV-O, SHACL, SKOS and schema.org in the copies of their
# term lists that rdflib carries, which the second test holds this table against.
FOREIGN = {
    "http://data.europa.eu/m8g/": {
        "Constraint",
        "Criterion",
        "EvidenceType",
        "InformationConcept",
        "InformationRequirement",
        "ReferenceFramework",
        "hasConcept",
    },
    "http://data.europa.eu/eli/ontology#": {"LegalResource", "LegalResourceSubdivision", "cites", "is_part_of"},
    "http://purl.org/dc/terms/": {"Location", "isPartOf"},
    "http://www.w3.org/ns/org#": {
        "Membership",
        "Organization",
        "OrganizationalCollaboration",
        "Role",
        "classification",
        "member",
        "organization",
        "role",
    },
    "http://www.w3.org/ns/prov#": {"Activity", "Entity", "wasDerivedFrom"},
    "https://schema.org/": {"validFrom", "validThrough"},
    "http://www.w3.org/ns/shacl#": {"NodeShape", "Shape", "message"},
    "http://www.w3.org/2004/02/skos/core#": {"broader", "broaderTransitive", "hiddenLabel", "narrower"},
}
ALIGNING = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.broadMatch,
    SKOS.closeMatch,
    SKOS.exactMatch,
    SKOS.narrowMatch,
    OWL.inverseOf,
}
BUILT_IN = (str(OWL), str(RDF), str(RDFS))


def split(term: URIRef) -> tuple[str, str]:
    match = re.fullmatch(r"(.*[/#])([^/#]+)", str(term))
    assert match, term
    return match[1], match[2]


def test_every_foreign_term_exists_and_every_one_in_the_table_is_used(files: Files) -> None:
    used: dict[str, set[str]] = {}
    for subject, prop, value in files.graphs["ontology/align.ttl"]:
        if prop in ALIGNING or (prop == RDF.type and not str(subject).startswith("https://w3id.org/")):
            for term in (subject, value):
                assert isinstance(term, URIRef)
                namespace, local = split(term)
                if namespace not in {str(RG), *BUILT_IN}:
                    used.setdefault(namespace, set()).add(local)
    assert used == FOREIGN


@pytest.mark.parametrize("prefix", ["DCTERMS", "ORG", "PROV", "SDO", "SH", "SKOS"])
def test_the_table_agrees_with_the_term_lists_of_rdflib(prefix: str) -> None:
    namespace = getattr(rdflib, prefix)
    assert {local for local in FOREIGN[str(namespace)] if local not in namespace} == set()


def test_only_declared_terms_of_ours_are_aligned_and_classes_with_classes(files: Files) -> None:
    for subject, prop, _ in files.graphs["ontology/align.ttl"]:
        if prop in {RDFS.subClassOf, RDFS.subPropertyOf} and str(subject).startswith(str(RG)):
            assert subject in files.terms
            is_class = (subject, RDF.type, OWL.Class) in files.ontology
            assert is_class == (prop == RDFS.subClassOf), subject


def test_the_words_of_the_foreign_vocabularies_keep_their_case(files: Files) -> None:
    """A class starts with a capital letter, a property does not, in all the vocabularies that we point to."""
    for _, prop, value in files.graphs["ontology/align.ttl"]:
        if prop in {RDFS.subClassOf, RDFS.subPropertyOf}:
            assert split(value)[1][0].isupper() == (prop == RDFS.subClassOf), value


def test_every_alignment_stands_below_a_comment_that_says_why() -> None:
    blocks = (ROOT / "ontology" / "align.ttl").read_text(encoding="utf-8").split("\n\n")
    assert [block for block in blocks[2:] if not block.startswith("# ")] == []
