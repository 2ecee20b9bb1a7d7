"""Rewrites shapes so that pySHACL judges a property shape over all focus nodes at once, and not anew for each of them.

A node shape demands of its focus nodes what the property shapes demand that it names (W3C SHACL section 4.7.2,
sh:property), and their results are its own: a property shape with the targets of the node shape gives the same ones.
"""

from __future__ import annotations

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_CLASSES = ("http://www.w3.org/2000/01/rdf-schema#Class", "http://www.w3.org/2002/07/owl#Class")


def batched(shapes: Graph) -> Graph:
    """A copy of the shapes in which property shapes have the targets of the node shapes that name them.

    What another shape nests, what is switched off, and what is a class and so its own target, stays as it is.
    """
    copy = Graph()
    copy += shapes
    for node in {subject for target in _TARGETS for subject in shapes.subjects(target)}:
        if _stays(shapes, node):
            continue
        targets = [(target, value) for target in _TARGETS for value in shapes.objects(node, target)]
        for inner in filter(lambda value: _has_path(shapes, value), shapes.objects(node, SH.property)):
            copy.remove((node, SH.property, inner))
            for target, value in targets:
                copy.add((inner, target, value))
    return copy


def _stays(shapes: Graph, node: Node) -> bool:
    """Whether more depends on a node shape than what is found at its targets."""
    nested = any(prop == RDF.first or str(prop).startswith(str(SH)) for prop in shapes.predicates(None, node))
    own_class = any(str(kind) in _CLASSES for kind in shapes.objects(node, RDF.type))
    return nested or own_class or any((node, prop, None) in shapes for prop in (SH.path, SH.deactivated))


def _has_path(shapes: Graph, node: Node) -> bool:
    """Whether this is a property shape, and no more than that; the others are left to be complained of."""
    paths = list(shapes.objects(node, SH.path))
    return len(paths) == 1 and isinstance(paths[0], URIRef | BNode) and (node, RDF.type, SH.NodeShape) not in shapes
