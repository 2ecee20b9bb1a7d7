"""Proves that two texts say the same: the same graph (RDF 1.1 Concepts, section 3.6) and the same comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from regelgraph.errors import InputError

_BASE = "https://document.invalid/at/"
"""Against this the IRIs of a document without a base are resolved: the same before and after."""
Graph = tuple[frozenset[Any], Counter[str]]


def triples_of(text: str, name: str) -> list[Any]:
    """The triples of a text. Raises InputError with `name`, line and column for what is no Turtle."""
    from pyoxigraph import RdfFormat, parse

    try:
        return list(parse(text.encode(), RdfFormat.TURTLE, base_iri=_BASE))
    except SyntaxError as error:
        what = error.msg.partition(": ")[2] or error.msg
        raise InputError(f"{name}, line {error.lineno}, column {error.offset}: {what}") from error


def graph_of(triples: Iterable[Any], labels: frozenset[str]) -> Graph:
    """What a text says: its triples without nameless blank nodes, and each tree of those by a digest.

    `labels` are those of all labelled nodes of the text, with `_:`; they stay as they are, so nodes are compared by
    them. A nameless node is the value of one triple at most and never of itself: together they are trees, which digests
    from the leaves compare exactly, in one pass. Canonicalization (RDFC-1.0) takes exponential time for some graphs.
    """
    from pyoxigraph import BlankNode

    plain: list[Any] = []
    trees: dict[Any, list[Any]] = {}
    roots: dict[Any, list[tuple[Any, Any]]] = {}
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, BlankNode) and f"_:{subject.value}" not in labels:
            trees.setdefault(subject, []).append((triple.predicate, value))
        elif isinstance(value, BlankNode) and f"_:{value.value}" not in labels:
            roots.setdefault(value, []).append((subject, triple.predicate))
        else:
            plain.append(triple)
    digests = _digests(trees, labels)
    held = {value for pairs in trees.values() for _, value in pairs}
    found = Counter(digests[node] for node in trees if node not in roots and node not in held)
    for value, pairs in roots.items():
        found.update(f"{subject} {predicate} {digests.get(value, '[]')}" for subject, predicate in pairs)
    return frozenset(plain), found


def _digests(trees: dict[Any, list[Any]], labels: frozenset[str]) -> dict[Any, str]:
    """The digest of each nameless node over its pairs, from the leaves up and without recursion."""
    done: dict[Any, str] = {}
    for start in trees:
        stack = [start]
        while stack:
            node = stack[-1]
            inner = [value for _, value in trees[node] if value in trees and value not in done]
            if inner and node not in done:
                stack += inner
                continue
            stack.pop()
            said = sorted(
                f"{predicate} {done.get(value) or _name(value, labels)}" for predicate, value in set(trees[node])
            )
            done[node] = sha256("\n".join(said).encode()).hexdigest()
    return done


def _name(value: Any, labels: frozenset[str]) -> str:
    """A term as it stands in N-Triples; the same for all nameless nodes of which nothing is said."""
    said = str(value)
    return "[]" if said.startswith("_:") and said not in labels else said
