"""What the queries of derived facts are answered from: the statements with the properties that they name."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.comparing.difference import Difference, short
from regelgraph.terms import TYPE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.knowledge import Knowledge

_PREFIX: Final = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_NAME: Final = re.compile(r"(?<![\w<?$-])([\w-]*):([\w.-]*[\w-])|<([^<>\s]+)>")
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)

_Said = dict[tuple[str, str], set[str]]
"""Values by subject and property."""


def differences(old: Knowledge, new: Knowledge) -> list[Difference]:
    """Statements that only one knowledge has, of what the queries reach, with a property or class that they name."""
    names = _named(old) | _named(new)
    before, after = _said(old.store, names), _said(new.store, names)
    return [
        Difference("reading", short(subject), short(prop), *("; ".join(sorted(each)) for each in told))
        for subject, prop in sorted({*before, *after})
        if (told := (before.get((subject, prop), set()), after.get((subject, prop), set())))[0] != told[1]
    ]


def _named(knowledge: Knowledge) -> set[str]:
    """All IRIs that stand in the queries."""
    found: set[str] = set()
    for text in knowledge.rulebook.queries.values():
        plain = _COMMENT.sub("", text)
        spaces = dict(_PREFIX.findall(plain))
        for prefix, name, iri in _NAME.findall(plain):
            found.add(iri or spaces.get(prefix, "") + name)
    return found


def _said(store: Store, names: set[str]) -> _Said:
    """Values of the properties, and classes, of what the queries reach; neither texts in a language nor blank nodes."""
    nodes = _nodes(names)
    classes = {TYPE: [node.value for node in nodes]}
    found: _Said = {}
    for subject in _reached(store, nodes):
        for quad in store.quads_for_pattern(subject, None, None):
            prop, value = quad.predicate.value, quad.object
            if not isinstance(value, Literal | NamedNode) or (isinstance(value, Literal) and value.language):
                continue
            if prop in names or value.value in classes.get(prop, ()):
                found.setdefault((subject.value, prop), set()).add(short(value.value))
    return found


def _reached(store: Store, nodes: list[NamedNode]) -> set[NamedNode]:
    """Whatever is named, is of a class that is named, or is led to from there, either way, by properties that are."""
    typed = (quad.subject for node in nodes for quad in store.quads_for_pattern(None, NamedNode(TYPE), node))
    waiting = [*nodes, *(each for each in typed if isinstance(each, NamedNode))]
    found: set[NamedNode] = set()
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found.add(node)
        for prop in nodes:
            waiting += [
                each
                for quads in (store.quads_for_pattern(node, prop, None), store.quads_for_pattern(None, prop, node))
                for quad in quads
                for each in (quad.subject, quad.object)
                if isinstance(each, NamedNode)
            ]
    return found


def _nodes(names: set[str]) -> list[NamedNode]:
    found = []
    for name in sorted(names):
        with suppress(ValueError):
            found.append(NamedNode(name))
    return found
