"""Holds the data to shapes/registry.ttl with pySHACL (W3C SHACL section 3, validation)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal
from rdflib.term import Node

from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.terms import GRAPH

REGISTRY: Final = GRAPH + "shapes/registry"


def faults(ground: Ground) -> Iterator[Fault]:
    """One fault per record and shape; the rule is named by the last segment of the shape's IRI."""
    import pyshacl

    shapes = _graph(ground, {REGISTRY} & set(ground.knowledge.graphs))
    if not shapes:
        return
    data = _graph(ground, set(ground.knowledge.graphs))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    found: dict[tuple[Node, Node], set[Node]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        key = (report.value(result, SH.focusNode), report.value(result, SH.sourceShape))
        found.setdefault(key, set()).update(report.objects(result, SH.value))
    for (focus, shape), values in found.items():
        owner = focus
        while isinstance(owner, BNode) and (holder := data.value(predicate=None, object=owner)) is not None:
            owner = holder
        said = [m for m in shapes.objects(shape, SH.message) if isinstance(m, Literal) and m.language == ground.lang]
        message = str(said[0]) if said else str(shape)
        shown = ", ".join(sorted(str(value) for value in values if value != focus and not isinstance(value, BNode)))
        rule = str(shape).rpartition("/")[2]
        yield Fault(ground.file(str(owner)), str(owner), rule, f"{message} ({shown})" if shown else message)


def _graph(ground: Ground, graphs: set[str]) -> Graph:
    from pyoxigraph import NamedNode, RdfFormat

    together = Graph()
    for graph in sorted(graphs):
        lines = ground.knowledge.store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
        if lines:
            together.parse(data=lines, format="nt")
    return together
