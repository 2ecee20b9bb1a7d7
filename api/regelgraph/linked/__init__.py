"""Linked data: what the knowledge says of one of its names, as triples. Neither pages nor HTTP."""

from regelgraph.linked.descriptions import describe, ontology
from regelgraph.linked.names import address_of, iri_of, iris_of, where
from regelgraph.linked.retired import Retired, retired

__all__ = ["Retired", "address_of", "describe", "iri_of", "iris_of", "ontology", "retired", "where"]
