"""What the knowledge says of a name: a concise bounded description that goes both ways.

A description holds nothing that the knowledge does not hold: every statement about the name and every statement that
points to it, each with the whole of the blank nodes in it, and the labels and classes of whatever these mention. So the
union of all descriptions is the knowledge. (Concise Bounded Description, W3C Member Submission of 2005-06-03, extended
by what points to the name.)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from regelgraph.terms import ALIAS, NOTATION, PREF_LABEL, RDFS, RG, SH, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Store

TITLE: Final = "http://purl.org/dc/terms/title"
NAMING: Final = (PREF_LABEL, RDFS + "label", TITLE, NOTATION)
"""What a thing is called by, the best first."""
OTHERWISE: Final = (RG + "citationLabel", RG + "citation", RG + "question", SH + "message", ALIAS)
"""What stands in for a name where there is none; the first that a thing has."""
_IS_DEFINED_BY: Final = NamedNode(RDFS + "isDefinedBy")
_TYPE: Final = NamedNode(TYPE)
_NAMING: Final = tuple(map(NamedNode, NAMING))
_OTHERWISE: Final = tuple(map(NamedNode, OTHERWISE))


def describe(store: Store, iri: str) -> list[Triple]:
    """All that is said of a name, sorted, blank nodes under the same labels in every process; empty: it is unknown.

    Of a named graph, also all that stands in it.
    """
    return _finished(store, _said(store, NamedNode(iri)))


def ontology(store: Store, iri: str, *versions: str) -> list[Triple]:
    """An ontology with the definitions of all its terms, sorted as `describe` does; also what is said of versions."""
    node = NamedNode(iri)
    found = set[Triple]().union(*(_said(store, NamedNode(each)) for each in (iri, *versions)))
    for quad in store.quads_for_pattern(None, _IS_DEFINED_BY, node):
        if not isinstance(quad.subject, Triple):
            found.update(_of(store, quad.subject))
    return _finished(store, found)


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """The same triples with canonical labels of blank nodes (RDF Dataset Canonicalization 1.0), sorted."""
    given = set(triples)
    if any(isinstance(each.subject, BlankNode) or isinstance(each.object, BlankNode | Triple) for each in given):
        dataset = Dataset(Quad(*triple) for triple in given)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return sorted((quad.triple for quad in dataset), key=str)
    return sorted(given, key=str)  # most descriptions hold none


def _finished(store: Store, found: set[Triple]) -> list[Triple]:
    return canonical(found | _named(store, found)) if found else []


def _said(store: Store, node: NamedNode) -> set[Triple]:
    inside = (quad.triple for quad in store.quads_for_pattern(None, None, None, node))
    return {*_of(store, node), *_pointing_to(store, node), *inside}


def _of(store: Store, node: NamedNode | BlankNode) -> set[Triple]:
    """All that is said of a node, and of the blank nodes that this leads to."""
    found: set[Triple] = set()
    waiting = [node]
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None):
            if quad.triple not in found:
                found.add(quad.triple)
                if isinstance(quad.object, BlankNode):
                    waiting.append(quad.object)
    return found


def _pointing_to(store: Store, node: NamedNode) -> set[Triple]:
    """All statements that name a node, or hold it in blank nodes, up to the name that these belong to."""
    found: set[Triple] = set()
    waiting: list[NamedNode | BlankNode] = [node]
    seen: set[NamedNode | BlankNode] = {node}
    while waiting:
        for quad in store.quads_for_pattern(None, None, waiting.pop()):
            found.add(quad.triple)
            holder = quad.subject
            if isinstance(holder, BlankNode) and holder not in seen:
                seen.add(holder)
                found |= _of(store, holder)
                waiting.append(holder)
    return found


def _named(store: Store, triples: set[Triple]) -> set[Triple]:
    """The classes of whatever the triples mention, and what all of it is called."""
    found: set[Triple] = set()
    mentioned = {term for triple in triples for term in triple if isinstance(term, NamedNode)}
    for term in tuple(mentioned):
        for quad in store.quads_for_pattern(term, _TYPE, None):
            found.add(quad.triple)
            if isinstance(quad.object, NamedNode):
                mentioned.add(quad.object)
    for term in mentioned:
        names = {quad.triple for prop in _NAMING for quad in store.quads_for_pattern(term, prop, None)}
        if all(name.predicate.value == NOTATION for name in names):
            for prop in _OTHERWISE:
                if instead := {quad.triple for quad in store.quads_for_pattern(term, prop, None)}:
                    names |= instead
                    break
        found |= names
    return found
