"""Triples as a writer lays them out: by subject, lists whole, and blank nodes within the one thing that holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.formatting.iris import nearness
from regelgraph.formatting.ordering import natural
from regelgraph.terms import FIRST, NIL, REST

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Said: TypeAlias = dict[str, list[Term]]
"""Values by the IRI of their property."""

DEEPEST: Final = 24
"""Blank nodes within one another that are nested: readers have limits, programs and people."""


class Nodes:
    """Subjects with what is said of them. A blank node is nested where one statement alone points to it.

    `shared` are blank nodes that another graph of the same document speaks of: these keep their labels.
    """

    def __init__(self, triples: Iterable[Triple], shared: Iterable[BlankNode] = ()) -> None:
        self._said: dict[Node, Said] = {}
        self._holder: dict[BlankNode, Node] = {}
        self._times: Counter[BlankNode] = Counter(dict.fromkeys(shared, 2))
        for subject, predicate, value in triples:
            self._said.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
            if isinstance(value, BlankNode):
                self._times[value] += 1
                self._holder[value] = subject
            elif isinstance(value, Triple):
                self._times.update(dict.fromkeys(_within(value), 2))
        self._nested = {node for node, times in self._times.items() if times == 1 and node in self._said}
        self._listed = set(self._from_the_end())
        self._open_rings()
        self._cut()

    def said(self, node: Node) -> Said:
        """What is said of a node; empty: nothing is."""
        return self._said.get(node, {})

    def is_nameless(self, node: Node) -> bool:
        """Whether a node is blank, and nothing needs its label: it is nested, or nobody points to it."""
        return isinstance(node, BlankNode) and (node in self._nested or not self._times[node])

    def items(self, node: Term) -> list[Term] | None:
        """The members of a list that is nothing but a list, held by one statement; None for what is none."""
        if isinstance(node, BlankNode) and node in self._listed and node in self._nested:
            found: list[Term] = []
            at: Term = node
            while isinstance(at, BlankNode):
                said = self._said[at]
                found.append(said[FIRST][0])
                at = said[REST][0]
            return found
        return [] if isinstance(node, NamedNode) and node.value == NIL else None

    def subjects(self, first: str | None = None) -> list[Node]:
        """All that stands by itself: `first`, then names by nearness, then blank nodes."""
        return sorted((node for node in self._said if node not in self._nested), key=lambda node: _place(node, first))

    def _from_the_end(self) -> Iterator[BlankNode]:
        """All cells from which nothing but cells leads to the end of a list."""
        for node in self._nested:
            at: Node = node
            rest = self._rest(at)
            if not isinstance(rest, NamedNode) or rest.value != NIL:
                continue
            while isinstance(at, BlankNode):
                yield at
                holder = self._holder[at]
                at = holder if self._rest(holder) == at else rest

    def _rest(self, node: Node) -> Term | None:
        said = self._said[node]
        if node in self._nested and said.keys() == {FIRST, REST} and len(said[FIRST]) == len(said[REST]) == 1:
            return said[REST][0]
        return None

    def _continues(self, node: BlankNode) -> bool:
        return node in self._listed and self._holder[node] in self._listed and self._rest(self._holder[node]) == node

    def _open_rings(self) -> None:
        """Of blank nodes that hold one another in a ring, one gets a label; never one within a list."""
        seen: set[Node] = set()
        for start in tuple(self._nested):
            way: dict[Node, None] = {}
            at: Node = start
            while isinstance(at, BlankNode) and at in self._nested and at not in seen:
                seen.add(at)
                way[at] = None
                at = self._holder[at]
            if at in way:
                steps = list(way)
                ring = [node for node in steps[steps.index(at) :] if isinstance(node, BlankNode)]
                self._nested.discard(min((node for node in ring if not self._continues(node)), key=str))

    def _cut(self) -> None:
        """What lies too deep gets a label. The length of a list is no depth."""
        depths: dict[Node, int] = {}
        for start in tuple(self._nested):
            way: list[BlankNode] = []
            at: Node = start
            while isinstance(at, BlankNode) and at in self._nested and at not in depths:
                way.append(at)
                at = self._holder[at]
            for node in reversed(way):
                depth = depths.get(self._holder[node], 0) + (not self._continues(node))
                if depth > DEEPEST:
                    self._nested.discard(node)
                    depth = 0
                depths[node] = depth


def _within(triple: Triple) -> Iterator[BlankNode]:
    for term in triple:
        if isinstance(term, BlankNode):
            yield term
        elif isinstance(term, Triple):
            yield from _within(term)


def _place(node: Node, first: str | None) -> tuple[object, ...]:
    if isinstance(node, NamedNode):
        return 0, node.value != first, nearness(node.value), natural(node.value), node.value
    return 1, natural(node.value), node.value
