"""Holds the data to shapes/registry.ttl with pySHACL (W3C SHACL section 3, validation)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal
from rdflib.term import Node

from regelgraph.knowledge.rdflib_graphs import graph_of
from regelgraph.knowledge.records import SUFFIX
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.terms import GRAPH

REGISTRY: Final = GRAPH + "shapes/registry"
_LOOKS_AT_ALL: Final = (SH.closed, SH.sparql, SH.target)


def faults(ground: Ground) -> Iterator[Fault]:
    """One fault per record and shape; the rule is named by the last segment of the shape's IRI."""
    import pyshacl

    from regelgraph.judge.batched import batched

    if REGISTRY not in ground.knowledge.graphs:
        return
    registry = ground.knowledge.store.quads_for_pattern(None, None, None, NamedNode(REGISTRY))
    shapes = graph_of(registry, normalize=False)
    data = _demanded(ground, shapes)
    _, report, _ = pyshacl.validate(data, shacl_graph=batched(shapes), inplace=True)
    found: dict[tuple[Node, Node], set[Node]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        key = (report.value(result, SH.focusNode), report.value(result, SH.sourceShape))
        found.setdefault(key, set()).update(report.objects(result, SH.value))
    for (focus, shape), values in found.items():
        owner = ground.owner(f"_:{focus}" if isinstance(focus, BNode) else str(focus))
        file = ground.file(owner)
        if file.endswith(SUFFIX):
            # A table's columns were demanded when it was read; a place of which it gives the key alone has no name.
            continue
        said = [m for m in shapes.objects(shape, SH.message) if isinstance(m, Literal) and m.language == ground.lang]
        message = str(said[0]) if said else str(shape)
        shown = ", ".join(sorted(str(value) for value in values if value != focus and not isinstance(value, BNode)))
        rule = str(shape).rpartition("/")[2]
        yield Fault(file, owner, rule, f"{message} ({shown})" if shown else message)


def _demanded(ground: Ground, shapes: Graph) -> Graph:
    """The asserted triples that the shapes can ask for: of properties that they name, of types and of classes.

    All triples, where a shape may look at others: closed ones do, and those in SPARQL.
    """
    named = {str(term) for term in (RDF.type, RDFS.subClassOf, *shapes.objects())}
    everything = any((None, prop, None) in shapes for prop in _LOOKS_AT_ALL)
    graphs = ground.knowledge.graphs.keys()
    return graph_of(
        (
            quad
            for quad in ground.knowledge.store
            if getattr(quad.graph_name, "value", "") in graphs and (everything or quad.predicate.value in named)
        ),
        normalize=False,
    )
