"""What there is to browse: things by kind, terms, and graphs, with how many there are of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Store

from regelgraph.linked.labels import Labels
from regelgraph.linked.names import is_ours
from regelgraph.linked.order import natural
from regelgraph.terms import BROADER, GRAPH, ID, IN_SCHEME, OWL, RDFS, RG, TYPE

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_TYPE: Final = NamedNode(TYPE)
_IN_SCHEME: Final = NamedNode(IN_SCHEME)
_CLASSES: Final = (OWL + "Class",)
_PROPERTIES: Final = tuple(OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))


@dataclass(frozen=True, slots=True)
class Branch:
    """A name in a tree, and what lies under it."""

    iri: str
    below: tuple[Branch, ...] = field(default=())

    @property
    def count(self) -> int:
        """How many names lie under it."""
        return len(self.below) + sum(branch.count for branch in self.below)


class Kinds:
    """The things of ours that the knowledge says something of, by the first part of their address."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._store = knowledge.store
        self.labels = knowledge.once(Labels)
        by_kind: defaultdict[str, set[str]] = defaultdict(set)
        sizes: Counter[str] = Counter()
        for quad in self._store:
            subject = quad.subject
            if isinstance(subject, NamedNode) and subject.value.startswith(ID):
                by_kind[subject.value.removeprefix(ID).partition("/")[0]].add(subject.value)
            if isinstance(quad.graph_name, NamedNode):
                sizes[quad.graph_name.value] += 1
        self.things = {kind: tuple(sorted(found)) for kind, found in sorted(by_kind.items())}
        self.graphs = {iri: count for iri, count in sorted(sizes.items()) if iri.startswith(GRAPH)}
        self._common = {kind: self._shared(found) for kind, found in self.things.items()}

    def named(self, kind: str, lang: str) -> str:
        """What the things of a kind are: a class or scheme that most of them are in, ours before others."""
        common = self._common.get(kind)
        return self.labels.called(common, lang) if common else kind

    def class_of(self, kind: str) -> str | None:
        """The class or scheme that most things of a kind are in."""
        return self._common.get(kind)

    def _shared(self, things: tuple[str, ...]) -> str | None:
        counted: Counter[str] = Counter()
        for iri in things:
            for prop in (_TYPE, _IN_SCHEME):
                for quad in self._store.quads_for_pattern(NamedNode(iri), prop, None):
                    if isinstance(quad.object, NamedNode):
                        counted[quad.object.value] += 1
        most = [each for each, count in counted.items() if 2 * count > len(things)]
        return max(most, key=lambda each: (each.startswith(RG), is_ours(each), counted[each], each), default=None)


def classes(store: Store, key: Callable[[str], Any]) -> tuple[Branch, ...]:
    """The classes of our vocabulary as a tree, in the order of `key`."""
    return tree(store, {iri for iri in _of(store, _CLASSES) if iri.startswith(RG)}, RDFS + "subClassOf", key)


def properties(store: Store) -> dict[str, tuple[str, ...]]:
    """The properties of our vocabulary by the class that they are of; the empty name for those of anything."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for iri in _of(store, _PROPERTIES):
        if iri.startswith(RG):
            domains = [
                quad.object.value
                for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(RDFS + "domain"), None)
                if isinstance(quad.object, NamedNode)
            ]
            for domain in domains or [""]:
                found[domain].add(iri)
    return {domain: tuple(sorted(found[domain])) for domain in sorted(found)}


def concepts(store: Store, scheme: str) -> tuple[Branch, ...]:
    """The concepts of a scheme as a tree."""
    found = (quad.subject for quad in store.quads_for_pattern(None, _IN_SCHEME, NamedNode(scheme)))
    members = {each.value for each in found if isinstance(each, NamedNode)}
    return tree(store, members, BROADER)


def narrower(store: Store, concept: str) -> tuple[Branch, ...]:
    """What stands under a concept, as a tree."""
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        for quad in store.quads_for_pattern(None, NamedNode(BROADER), NamedNode(waiting.pop())):
            if isinstance(quad.subject, NamedNode) and quad.subject.value not in found | {concept}:
                found.add(quad.subject.value)
                waiting.append(quad.subject.value)
    return tree(store, found, BROADER)


def tree(store: Store, members: set[str], upwards: str, key: Callable[[str], Any] = natural) -> tuple[Branch, ...]:
    """Members under those that they point to; whoever points to no other member is at the top; none stands twice."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, NamedNode(upwards), None):
        lower, upper = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if {lower, upper} <= members:
            below[upper].add(lower)
    under = {each for found in below.values() for each in found}
    seen: set[str] = set()

    def branch(iri: str) -> Branch:
        seen.add(iri)
        return Branch(iri, tuple(branch(each) for each in sorted(below[iri], key=key) if each not in seen))

    tops = [branch(iri) for iri in sorted(members - under, key=key)]
    return (*tops, *(branch(iri) for iri in sorted(members) if iri not in seen))


def _of(store: Store, kinds: tuple[str, ...]) -> set[str]:
    return {
        quad.subject.value
        for kind in kinds
        for quad in store.quads_for_pattern(None, _TYPE, NamedNode(kind))
        if isinstance(quad.subject, NamedNode)
    }
