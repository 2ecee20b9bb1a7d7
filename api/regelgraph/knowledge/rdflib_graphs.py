"""Quads of the store as one graph of rdflib, for pySHACL; not by way of a text, whose reading costs twice as much."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as OxiLiteral
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from regelgraph.knowledge.triples import Term


def graph_of(quads: Iterable[Quad], *, normalize: bool = True) -> Graph:
    """The triples of the quads, whatever graph they are of; each term is made once.

    `normalize` writes literals in the form that rdflib has for their value, so that shapes and cases compare alike.
    """
    together = Graph()
    add = together.store.add
    terms: dict[Term, Node] = {}

    def made(term: Term) -> Node:
        return terms.get(term) or terms.setdefault(term, _term(term, normalize))

    for quad in quads:
        add((made(quad.subject), made(quad.predicate), made(quad.object)), together)
    return together


def _term(term: Term, normalize: bool) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, OxiLiteral):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=normalize)
    return BNode(term.value if isinstance(term, BlankNode) else str(term))
