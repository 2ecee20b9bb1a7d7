"""The vocabulary as a page: its classes as a tree, properties by class, what shapes check, and what is retired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from regelgraph.linked.kinds import properties
from regelgraph.linked.names import is_ours
from regelgraph.linked.order import natural
from regelgraph.linked.retired import all_retired, retired
from regelgraph.linked.shacl import TARGETS
from regelgraph.linked.subjects import subjects
from regelgraph.linked.trees import classes
from regelgraph.terms import DEFINITION, RDFS, RG, TYPE
from regelgraph.web.linked.checks import Check, check
from regelgraph.web.linked.values import Value, Words


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: how it is written in RDF, what its values are, what it means."""

    name: Value
    code: str
    values: tuple[Value, ...]
    meaning: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a shape asks of things of a class, or of all that have a property."""

    of: tuple[Value, ...]
    name: Value
    check: Check


def overview(words: Words) -> dict[str, Any]:
    """What the page of the vocabulary shows."""
    store = words.store
    by_domain = {domain: _current(words, found) for domain, found in properties(store).items()}
    named = [(words.named(domain), found) for domain, found in by_domain.items() if domain and found]
    groups: list[tuple[Value | None, list[Term]]] = [*sorted(named, key=lambda each: natural(each[0].text))]
    if by_domain.get(""):
        groups.append((None, by_domain[""]))
    return {
        "branches": classes(store, lambda iri: natural(words.named(iri).text)),
        "groups": groups,
        "shapes": shapes(words),
        "gone": [words.named(iri) for iri in all_retired(store)],
    }


def _current(words: Words, iris: tuple[str, ...]) -> list[Term]:
    found = [
        Term(
            words.named(iri),
            "rg:" + iri.removeprefix(RG),
            tuple(words.things(iri, RDFS + "range")),
            tuple(words.told(iri, DEFINITION)),
        )
        for iri in iris
        if not retired(words.store, iri)
    ]
    return sorted(found, key=lambda each: natural(each.name.text))


def shapes(words: Words, of_one: str | None = None) -> list[Shape]:
    """Shapes of ours with a target, or with this one, apart from the conditions of criteria, which stand with these."""
    found = []
    for iri in sorted({iri for target in TARGETS for iri in subjects(words.store, target, of_one)}):
        reasons = next(words.store.quads_for_pattern(NamedNode(iri), NamedNode(RG + "reason"), None), None)
        is_criterion = any(each.iri == RG + "Criterion" for each in words.things(iri, TYPE))
        if is_ours(iri) and reasons is None and not is_criterion:
            of = tuple(each for target in TARGETS for each in words.things(iri, target))
            found.append(Shape(of, words.named(iri), check(iri, words)))
    return sorted(found, key=lambda each: natural(each.of[0].text))
