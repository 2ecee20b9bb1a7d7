"""Compiles code lists: the concepts of each scheme, and the instances of each class whose instances are codes."""

from __future__ import annotations

from regelgraph.knowledge.view import View
from regelgraph.rulebook import Concept
from regelgraph.terms import ALIAS, IN_SCHEME, RG, SKOS


def compile_codes(view: View) -> dict[str, tuple[Concept, ...]]:
    """Concepts by scheme, and by each class that a fact names with rg:codesOf; ordered by rg:order and notation."""
    members: dict[str, set[str]] = {scheme: set() for scheme in view.instances(SKOS + "ConceptScheme")}
    for concept in view.subjects(IN_SCHEME):
        for scheme in view.iris(concept, IN_SCHEME):
            members.setdefault(scheme, set()).add(concept)
    for fact in view.subjects(RG + "codesOf"):
        for cls in view.iris(fact, RG + "codesOf"):
            members.setdefault(cls, set()).update(view.instances(cls))
    return {scheme: _ordered(view, concepts) for scheme, concepts in sorted(members.items())}


def _ordered(view: View, concepts: set[str]) -> tuple[Concept, ...]:
    ordered = sorted(concepts, key=lambda iri: (view.whole(iri, RG + "order", 1000), view.notation(iri), iri))
    return tuple(_concept(view, iri) for iri in ordered)


def _concept(view: View, iri: str) -> Concept:
    boolean = view.flag(iri, RG + "booleanValue") if view.words(iri, RG + "booleanValue") else None
    return Concept(iri, view.notation(iri), view.label(iri), view.words(iri, ALIAS), boolean)
