"""Indexes asserted triples by subject and property, and says in which file something is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from regelgraph.errors import KnowledgeError
from regelgraph.terms import TYPE

Term = NamedNode | BlankNode | Literal | Triple


class Triples:
    """The triples of a store by subject and property; IRIs are strings, blank nodes strings that start with `_:`."""

    def __init__(self, store: Store, files: Mapping[str, Path] | None = None) -> None:
        self._files = files or {}
        self._objects: dict[str, dict[str, dict[Term, str]]] = {}
        self._instances: dict[str, set[str]] = {}
        for quad in store:
            subject, prop, graph = name_of(quad.subject), quad.predicate.value, quad.graph_name
            self._objects.setdefault(subject, {}).setdefault(prop, {})[quad.object] = getattr(graph, "value", "")
            if prop == TYPE:
                self._instances.setdefault(name_of(quad.object), set()).add(subject)

    def instances(self, cls: str) -> tuple[str, ...]:
        """Subjects of the class, sorted."""
        return tuple(sorted(self._instances.get(cls, ())))

    def subjects(self, prop: str) -> tuple[str, ...]:
        """Subjects that have the property, sorted."""
        return tuple(sorted(subject for subject, held in self._objects.items() if prop in held))

    def objects(self, subject: str, prop: str) -> tuple[Term, ...]:
        """All values, in no order that means anything."""
        return tuple(self._objects.get(subject, {}).get(prop, ()))

    def properties(self, subject: str) -> tuple[str, ...]:
        """The properties that the subject has, sorted."""
        return tuple(sorted(self._objects.get(subject, ())))

    def files(self, subject: str) -> str:
        """The files that say something about the subject."""
        graphs = {graph for held in self._objects.get(subject, {}).values() for graph in held.values()}
        return ", ".join(sorted(str(self._files.get(graph, graph)) for graph in graphs))

    def fail(self, subject: str, what: str) -> NoReturn:
        """Raises KnowledgeError that names the subject, its files and what is wrong."""
        where = self.files(subject)
        raise KnowledgeError(f"{where}: {subject}: {what}" if where else f"{subject}: {what}")


def name_of(term: Term) -> str:
    """A term as a string: an IRI as it is, a blank node with `_:`, a literal by its lexical form."""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return str(term) if isinstance(term, Triple) else term.value


def last_segment(iri: str) -> str:
    """What stands behind the last `/` or `#` (or `:`) of an IRI."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2].rpartition(":")[2]
