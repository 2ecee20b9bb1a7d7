"""The lines of the drawing: which things there are, of which kind, and which statements connect two of them.

What is drawn is data: classes with a place (`rg:drawnOrder`), properties that are lines (`rg:drawn`), and properties
whose values only connect (`rg:drawnThrough`). Blank nodes, lists and such values are left out: a line leads on to what
stands behind them, and has the name of the property that leads there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from regelgraph.terms import RG, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.knowledge import Knowledge

Step = tuple[str, bool, str]
"""Of a thing: a property, whether it points to the thing (and not away from it), and the thing at the other end."""
_TYPE: Final = NamedNode(TYPE)
_TRUE: Final = frozenset({"true", "1"})
_Node = NamedNode | BlankNode


class Lines:
    """All lines of a knowledge, and the kinds of things between which they run; made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._store: Store = knowledge.store
        places = sorted((_number(value), iri) for iri, value in self._said("drawnOrder"))
        self.kinds: tuple[str, ...] = tuple(dict.fromkeys(iri for _, iri in places))
        self.at_start: dict[str, int] = {iri: _number(value) for iri, value in self._said("drawnAtStart")}
        self._through = {iri for iri, value in self._said("drawnThrough") if value in _TRUE}
        self._drawn = sorted({iri for iri, value in self._said("drawn") if value in _TRUE} | self._through)
        self._kind: dict[str, str] = {}
        for kind in self.kinds:
            for quad in self._store.quads_for_pattern(None, _TYPE, NamedNode(kind)):
                if isinstance(quad.subject, NamedNode):
                    self._kind.setdefault(quad.subject.value, kind)
        self._steps: defaultdict[str, dict[Step, None]] = defaultdict(dict)
        for prop in self._drawn:
            for source, target in sorted(set(self._between(prop))):
                self._steps[source][(prop, False, target)] = None
                self._steps[target][(prop, True, source)] = None

    def kind(self, iri: str) -> str:
        """The class under which a thing is drawn; empty: it is not."""
        return self._kind.get(iri, "")

    def of(self, iri: str) -> tuple[Step, ...]:
        """The lines of a thing, by property, those that lead away from it first."""
        return tuple(self._steps.get(iri, ()))

    def degree(self, iri: str) -> int:
        """How many things a thing is connected with."""
        return len({other for _, _, other in self._steps.get(iri, ())})

    def things(self, kind: str) -> list[str]:
        """The things of a kind."""
        return sorted(iri for iri, found in self._kind.items() if found == kind)

    def _said(self, name: str) -> Iterator[tuple[str, str]]:
        for quad in self._store.quads_for_pattern(None, NamedNode(RG + name), None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject.value, quad.object.value

    def _between(self, prop: str) -> Iterator[tuple[str, str]]:
        """The ends of all lines of a property; no line leads from a thing to itself."""
        through = prop in self._through
        for quad in self._store.quads_for_pattern(None, NamedNode(prop), None):
            if not isinstance(quad.subject, NamedNode):
                continue
            starts = [quad.subject.value] if quad.subject.value in self._kind else []
            if through and not starts:
                starts = self._led_by(quad.subject, apart=prop)
            ends = self._ends(quad.object, through=through) if starts else ()
            yield from ((start, end) for start in starts for end in ends if start != end)

    def _led_by(self, connecting: NamedNode, apart: str) -> list[str]:
        """What a thing that only connects leads to by other properties."""
        return [
            quad.object.value
            for prop in self._drawn
            if prop != apart
            for quad in self._store.quads_for_pattern(connecting, NamedNode(prop), None)
            if isinstance(quad.object, NamedNode) and quad.object.value in self._kind
        ]

    def _ends(self, value: object, *, through: bool) -> Iterator[str]:
        """The drawn things that a value is, or leads to over blank nodes, or over itself if it only connects."""
        waiting: list[object] = [value]
        seen: set[object] = set()
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if isinstance(at, NamedNode) and at.value in self._kind:
                yield at.value
            elif isinstance(at, BlankNode) or (isinstance(at, NamedNode) and through and at == value):
                waiting += [quad.object for quad in self._store.quads_for_pattern(at, None, None)]


def _number(text: str) -> int:
    """A place or a count; what is no number is none, and comes first."""
    try:
        return int(text)
    except ValueError:
        return 0
