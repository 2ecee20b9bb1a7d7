"""What there is to browse: things by kind, terms, and graphs, with how many there are of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Store

from regelgraph.linked.labels import Labels
from regelgraph.linked.names import is_ours
from regelgraph.linked.order import natural
from regelgraph.linked.subjects import subjects
from regelgraph.terms import GRAPH, ID, IN_SCHEME, OWL, RDFS, RG, TYPE

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_TYPE: Final = NamedNode(TYPE)
_TEMPLATE: Final = NamedNode(RG + "template")
_IN_SCHEME: Final = NamedNode(IN_SCHEME)
_PROPERTIES: Final = tuple(OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))


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
        """What things of a kind are called: by a text `kind-KIND`, else by the class or scheme of most of them."""
        text, common = NamedNode(f"{ID}text/kind-{kind}"), self._common.get(kind)
        for quad in self._store.quads_for_pattern(text, _TEMPLATE, None):
            if isinstance(quad.object, Literal) and quad.object.language == lang:
                return quad.object.value
        return self.labels.called(common, lang) if common else kind

    def choices(self, lang: str) -> list[tuple[str, str]]:
        """The kinds by what they are called, in that order; a name that two have is followed by the kind itself."""
        names = {kind: self.named(kind, lang) for kind in self.things}
        shared = Counter(names.values())
        found = [(kind, f"{name} ({kind})" if shared[name] > 1 else name) for kind, name in names.items()]
        return sorted(found, key=lambda each: natural(each[1]))

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


def properties(store: Store) -> dict[str, tuple[str, ...]]:
    """The properties of our vocabulary by the class that they are of; the empty name for those of anything."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for iri in {iri for kind in _PROPERTIES for iri in subjects(store, TYPE, kind)}:
        if iri.startswith(RG):
            domains = [
                quad.object.value
                for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(RDFS + "domain"), None)
                if isinstance(quad.object, NamedNode)
            ]
            for domain in domains or [""]:
                found[domain].add(iri)
    return {domain: tuple(sorted(found[domain])) for domain in sorted(found)}
