"""Keeps a user's Turtle from changing what the built-in knowledge says: it may add, not redefine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import KnowledgeError
from regelgraph.terms import ALIAS, HEADER_ALIAS, RDF, RDFS, RG, SH, SKOS, USER_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import Store

ADDABLE: Final = frozenset(
    {ALIAS, HEADER_ALIAS, SKOS + "altLabel", SKOS + "hiddenLabel", RDFS + "seeAlso", RDFS + "comment"}
)
"""Properties that a user's file may give to a subject of the built-in knowledge; those of its own vocabulary too."""

_DECIDING: Final = (RG, SH, SKOS, RDF, RDFS)


def refuse_changes(store: Store, files: Mapping[str, Path]) -> None:
    """Raises KnowledgeError if a user's graph says something new and deciding about a built-in subject.

    Repeating a built-in triple changes nothing and is allowed; so are spellings and statements in other vocabularies.
    """
    from pyoxigraph import NamedNode

    builtin = {NamedNode(graph) for graph in files if not graph.startswith(USER_GRAPH)}

    def declared(subject: Any, prop: Any, value: Any) -> bool:
        return any(quad.graph_name in builtin for quad in store.quads_for_pattern(subject, prop, value, None))

    for graph in (graph for graph in files if graph.startswith(USER_GRAPH)):
        for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
            subject, prop = quad.subject, quad.predicate
            if not isinstance(subject, NamedNode) or prop.value in ADDABLE or not prop.value.startswith(_DECIDING):
                continue
            if declared(subject, None, None) and not declared(subject, prop, quad.object):
                raise KnowledgeError(
                    f"{files[graph]}: {subject.value}: the built-in knowledge declares it, and this file changes its "
                    f"{prop.value}; expected an IRI of your own, or only spellings (rg:alias, rg:headerAlias)"
                )
