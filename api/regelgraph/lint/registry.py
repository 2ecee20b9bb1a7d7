"""Holds the data to shapes/registry.ttl with pySHACL (W3C SHACL section 3, validation)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as OxiLiteral
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from regelgraph.knowledge.records import SUFFIX
from regelgraph.knowledge.triples import Term
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.terms import GRAPH

REGISTRY: Final = GRAPH + "shapes/registry"


def faults(ground: Ground) -> Iterator[Fault]:
    """One fault per record and shape; the rule is named by the last segment of the shape's IRI."""
    import pyshacl

    from regelgraph.judge.batched import batched

    shapes = _graph(ground, {REGISTRY} & set(ground.knowledge.graphs))
    if not shapes:
        return
    data = _graph(ground, set(ground.knowledge.graphs))
    _, report, _ = pyshacl.validate(data, shacl_graph=batched(shapes), inplace=True)
    found: dict[tuple[Node, Node], set[Node]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        key = (report.value(result, SH.focusNode), report.value(result, SH.sourceShape))
        found.setdefault(key, set()).update(report.objects(result, SH.value))
    for (focus, shape), values in found.items():
        owner = focus
        while isinstance(owner, BNode) and (holder := data.value(predicate=None, object=owner)) is not None:
            owner = holder
        file = ground.file(str(owner))
        if file.endswith(SUFFIX):
            # A table's columns were demanded when it was read; a place of which it gives the key alone has no name.
            continue
        said = [m for m in shapes.objects(shape, SH.message) if isinstance(m, Literal) and m.language == ground.lang]
        message = str(said[0]) if said else str(shape)
        shown = ", ".join(sorted(str(value) for value in values if value != focus and not isinstance(value, BNode)))
        rule = str(shape).rpartition("/")[2]
        yield Fault(file, str(owner), rule, f"{message} ({shown})" if shown else message)


def _graph(ground: Ground, graphs: set[str]) -> Graph:
    """The asserted triples of `graphs` for pySHACL; each term is made once."""
    together = Graph()
    terms: dict[Term, Node] = {}
    for quad in ground.knowledge.store:
        if getattr(quad.graph_name, "value", "") in graphs:
            triple = (quad.subject, quad.predicate, quad.object)
            together.add(tuple(terms.get(term) or terms.setdefault(term, _term(term)) for term in triple))  # type: ignore[arg-type]
    return together


def _term(term: Term) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, OxiLiteral):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return BNode(term.value if isinstance(term, BlankNode) else str(term))
