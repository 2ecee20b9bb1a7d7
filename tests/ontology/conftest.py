"""Every Turtle file of the repository, parsed once, and the terms that the ontology declares."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).parents[2]
RG = Namespace("https://w3id.org/regelgraph/def/")
ONTOLOGY = URIRef(str(RG))


@dataclass(frozen=True)
class Files:
    """Graphs by path below the root, and all of the ontology's files in one graph."""

    graphs: dict[str, Graph]
    ontology: Graph

    @property
    def terms(self) -> set[URIRef]:
        """What says of itself that the ontology defines it."""
        return {term for term in self.ontology.subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(term, URIRef)}

    def declaring(self, term: URIRef) -> list[str]:
        """The files that give the term a type."""
        return [name for name, graph in self.graphs.items() if (term, RDF.type, None) in graph]

    def languages(self, term: URIRef, prop: URIRef) -> list[str | None]:
        """Languages of the term's values that are not empty, sorted."""
        values = [value for value in self.ontology.objects(term, prop) if isinstance(value, Literal)]
        return sorted(value.language or "" for value in values if str(value).strip())


@pytest.fixture(scope="session")
def files() -> Files:
    """All of ontology/, shapes/ and data/."""
    graphs = {
        path.relative_to(ROOT).as_posix(): Graph().parse(path, format="turtle")
        for folder in ("data", "ontology", "shapes")
        for path in sorted((ROOT / folder).rglob("*.ttl"))
    }
    ontology = Graph()
    for name, graph in graphs.items():
        if name.startswith("ontology/"):
            ontology += graph
    return Files(graphs, ontology)
