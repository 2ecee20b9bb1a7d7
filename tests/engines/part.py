"""A part of the knowledge in which each question has rows of every shape, small enough for an engine that is slow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad, Store
from regelgraph.engines import Answer

_FEW_ROWS = 2
"""Rows of each shape whose things are kept."""
_SMALL_GRAPH = 500
"""Graphs of at most so many triples are kept whole."""
_FEW_USERS = 10
"""What is used more often than that is kept without its users."""
_IRI = re.compile(r"<([^<>\s]+)>")
_TEXT = re.compile(r'"([^"]+)"')

Shape = tuple[bool, ...]


def shapes(answer: Answer) -> dict[Shape, list[tuple[object, ...]]]:
    """The rows or triples of an answer by which of their columns hold something."""
    found: dict[Shape, list[tuple[object, ...]]] = {}
    for row in answer.rows if answer.triples is None else ((t.subject, t.predicate, t.object) for t in answer.triples):
        found.setdefault(tuple(term is not None for term in row), []).append(tuple(row))
    return found


def part_of(store: Store, answers: Mapping[str, Answer]) -> Store:
    """What a few rows of each answer name, what its query names, and what stands beside it; and one of each kind.

    `answers` are those of the whole store, by query.
    """
    quads = list(store)
    kept, texts = set[object](), set[str]()
    for query, answer in answers.items():
        kept |= {NamedNode(iri) for iri in _IRI.findall(query)}
        texts |= set(_TEXT.findall(query))
        for rows in shapes(answer).values():
            kept |= {term for row in rows[:_FEW_ROWS] for term in row if isinstance(term, NamedNode)}
    kept |= _beside(quads, kept, texts)
    kept |= _one_of_each_kind(quads)
    sizes = Counter(quad.graph_name for quad in quads)
    part = Store()
    part.extend(
        quad
        for quad in quads
        if quad.subject in kept or not isinstance(quad.subject, NamedNode) or sizes[quad.graph_name] <= _SMALL_GRAPH
    )
    return part


def _beside(quads: list[Quad], kept: set[object], texts: set[str]) -> set[object]:
    """What the kept things lead to, what leads to them where that is not much, and what holds one of the texts."""
    users = Counter(quad.object for quad in quads)
    beside = {quad.object for quad in quads if quad.subject in kept}
    return beside | {
        quad.subject
        for quad in quads
        if (quad.object in kept and users[quad.object] <= _FEW_USERS)
        or (isinstance(quad.object, Literal) and quad.object.value in texts)
    }


def _one_of_each_kind(quads: list[Quad]) -> set[object]:
    """The first thing of each set of properties."""
    properties: dict[object, set[str]] = {}
    for quad in quads:
        properties.setdefault(quad.subject, set()).add(quad.predicate.value)
    first: dict[frozenset[str], object] = {}
    for thing in sorted(properties, key=str):
        first.setdefault(frozenset(properties[thing]), thing)
    return set(first.values())
