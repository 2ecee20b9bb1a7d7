"""Terms that are retired: owl:deprecated, kept in the knowledge with their successor and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.subjects import subjects
from regelgraph.terms import OWL, SKOS, XSD

if TYPE_CHECKING:
    from pyoxigraph import Store

_DEPRECATED: Final = NamedNode(OWL + "deprecated")
_TRUE: Final = Literal("true", datatype=NamedNode(XSD + "boolean"))
_SUCCESSOR: Final = NamedNode("http://purl.org/dc/terms/isReplacedBy")
_VERSION: Final = NamedNode(OWL + "versionInfo")
_WHY: Final = NamedNode(SKOS + "changeNote")


@dataclass(frozen=True, slots=True)
class Retired:
    """A retired term: the IRI of what replaces it, the version that retired it, and why, by language."""

    iri: str
    successor: str | None
    version: str | None
    why: dict[str, str]


def retired(store: Store, iri: str) -> Retired | None:
    """What is known of a retired term; None for any other."""
    node = NamedNode(iri)
    if not any(store.quads_for_pattern(node, _DEPRECATED, _TRUE)):
        return None
    successors = [quad.object for quad in store.quads_for_pattern(node, _SUCCESSOR, None)]
    versions = [quad.object for quad in store.quads_for_pattern(node, _VERSION, None)]
    notes = [quad.object for quad in store.quads_for_pattern(node, _WHY, None)]
    return Retired(
        iri,
        min((term.value for term in successors if isinstance(term, NamedNode)), default=None),
        max((term.value for term in versions if isinstance(term, Literal)), default=None),
        {term.language or "": term.value for term in notes if isinstance(term, Literal)},
    )


def all_retired(store: Store) -> dict[str, Retired]:
    """All retired terms by their IRIs, in order."""
    return {iri: gone for iri in subjects(store, OWL + "deprecated") if (gone := retired(store, iri))}
