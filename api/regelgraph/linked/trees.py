"""Names in trees: classes under classes, concepts under broader ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode, Store

from regelgraph.linked.order import natural
from regelgraph.linked.subjects import subjects
from regelgraph.terms import BROADER, IN_SCHEME, OWL, RDFS, RG, TYPE

_DEEPEST: Final = 60
"""Levels of a tree; what lies deeper stands at the top."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A name in a tree, and what lies under it: branches, and how many names in all."""

    iri: str
    below: tuple[Branch, ...]
    count: int


def classes(store: Store, key: Callable[[str], Any]) -> tuple[Branch, ...]:
    """The classes of our vocabulary as a tree, in the order of `key`."""
    ours = {iri for iri in subjects(store, TYPE, OWL + "Class") if iri.startswith(RG)}
    return tree(store, ours, RDFS + "subClassOf", key)


def concepts(store: Store, scheme: str) -> tuple[Branch, ...]:
    """The concepts of a scheme as a tree."""
    return tree(store, set(subjects(store, IN_SCHEME, scheme)), BROADER)


def narrower(store: Store, concept: str) -> tuple[Branch, ...]:
    """What stands under a concept, as a tree."""
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        new = set(subjects(store, BROADER, waiting.pop())) - found - {concept}
        found |= new
        waiting += new
    return tree(store, found, BROADER)


def tree(store: Store, members: set[str], upwards: str, key: Callable[[str], Any] = natural) -> tuple[Branch, ...]:
    """Members under those that they point to; whoever points to no other member is at the top; none stands twice."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        for quad in store.quads_for_pattern(NamedNode(member), NamedNode(upwards), None):
            upper = getattr(quad.object, "value", "")
            if upper in members:
                below[upper].add(member)
    lower = {each for found in below.values() for each in found}
    seen: set[str] = set()

    def branch(iri: str, depth: int = 0) -> Branch:
        seen.add(iri)
        under = sorted(below[iri], key=key) if depth < _DEEPEST else ()
        found = tuple(branch(each, depth + 1) for each in under if each not in seen)
        return Branch(iri, found, sum(1 + each.count for each in found))

    tops = [branch(iri) for iri in sorted(members - lower, key=key)]
    return (*tops, *(branch(iri) for iri in sorted(members) if iri not in seen))
