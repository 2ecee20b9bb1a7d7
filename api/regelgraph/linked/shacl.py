"""What shapes state in the graph: their parameters, paths and lists (W3C SHACL, sections 2 and 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from regelgraph.terms import FIRST, NIL, REST, SH

if TYPE_CHECKING:
    from pyoxigraph import Store

SHAPES: Final = frozenset({SH + "NodeShape", SH + "PropertyShape"})
TARGETS: Final = (SH + "targetClass", SH + "targetSubjectsOf")
_NO_CHECK: Final = frozenset(
    {"path", "severity", "message", "name", "description", "order", "group", "deactivated"}
    | {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
)


def parameters(store: Store, node: object) -> dict[str, list[object]]:
    """What a shape checks, by local names of SHACL in order; `count` stands for equal bounds of how many values."""
    found: dict[str, set[object]] = {}
    if isinstance(node, NamedNode | BlankNode):
        for quad in store.quads_for_pattern(node, None, None):
            name = quad.predicate.value.removeprefix(SH)
            if quad.predicate.value.startswith(SH) and name not in _NO_CHECK:
                found.setdefault(name, set()).add(quad.object)
    if found.get("minCount", 0) == found.get("maxCount"):
        found["count"] = found.pop("minCount")
        del found["maxCount"]
    return {name: sorted(terms, key=str) for name, terms in sorted(found.items())}


def objects(store: Store, node: object, name: str) -> list[object]:
    """The values of one property of SHACL."""
    if not isinstance(node, NamedNode | BlankNode):
        return []
    return sorted((quad.object for quad in store.quads_for_pattern(node, NamedNode(SH + name), None)), key=str)


def is_list(node: object) -> bool:
    """Whether a value is a list; lists of the knowledge have no names."""
    return isinstance(node, BlankNode) or (isinstance(node, NamedNode) and node.value == NIL)


def members(store: Store, node: object) -> Iterator[object]:
    """The members of a list."""
    seen: set[object] = set()
    while isinstance(node, NamedNode | BlankNode) and node not in seen:
        seen.add(node)
        first = next(store.quads_for_pattern(node, NamedNode(FIRST), None), None)
        if first is None:
            return
        yield first.object
        rest = next(store.quads_for_pattern(node, NamedNode(REST), None), None)
        node = rest.object if rest else None
