"""Turtle for readers: the thing described first, blank nodes and lists in brackets, in the one form of our files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.answers.graphs import PREFIXES
from regelgraph.formatting import literals
from regelgraph.formatting.document import Document, Prefix, Statement
from regelgraph.formatting.iris import Iris
from regelgraph.formatting.layout import text
from regelgraph.formatting.ordering import settled
from regelgraph.formatting.tree import Blank, Entry, Items, Kind, Pair
from regelgraph.formatting.tree import Term as Written
from regelgraph.linked.nodes import Nodes
from regelgraph.terms import ID, TYPE, XSD

if TYPE_CHECKING:
    from regelgraph.linked.nodes import Node, Said, Term

_STRING: Final = XSD + "string"


def turtle(triples: Iterable[Triple], first: str | None = None, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Turtle, with the prefixes that are used; `first` is the subject that stands on top.

    RDF 1.2's terms are written too (RDF 1.2 Turtle, sections 2.5 and 2.10), where there are any.
    """
    return _Writing(Nodes(triples), prefixes).document(first).encode()


class _Writing:
    def __init__(self, nodes: Nodes, prefixes: Mapping[str, str]) -> None:
        self._nodes = nodes
        self._iris = Iris()
        self._known: dict[Term, Written] = {}
        self._predicates: dict[str, str] = {TYPE: "a"}
        for prefix, namespace in {**prefixes, "rgi": ID}.items():
            self._iris.declare(f"{prefix}:", namespace)

    def document(self, first: str | None) -> str:
        statements = [self._statement(node) for node in self._nodes.subjects(first)]
        declared = [Prefix(name, namespace, [], "") for name, namespace in self._iris.declared.items()]
        return text(Document([], declared, statements, []), self._iris)

    def _statement(self, node: Node) -> Statement:
        subject = Blank([], []) if self._nodes.is_nameless(node) else self._term(node)
        return Statement(subject, self._pairs(self._nodes.said(node)), [], [], apart=True)

    def _pairs(self, said: Said) -> list[Pair]:
        return settled(
            [
                Pair(self._predicate(predicate), [Entry(self._value(value)) for value in values])
                for predicate, values in said.items()
            ]
        )

    def _predicate(self, iri: str) -> str:
        found = self._predicates.get(iri)
        if found is None:
            found = self._predicates[iri] = self._iri(iri)
        return found

    def _value(self, value: Term) -> Written | Blank | Items:
        items = self._nodes.items(value)
        if items is not None:
            return Items([Entry(self._value(item)) for item in items], [])
        if isinstance(value, BlankNode) and self._nodes.is_nameless(value):
            return Blank(self._pairs(self._nodes.said(value)), [])
        return self._term(value)

    def _term(self, term: Term) -> Written:
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._written(term)
        return found

    def _written(self, term: Term) -> Written:
        if isinstance(term, NamedNode):
            return Written(self._iri(term.value), Kind.IRI, term.value)
        if isinstance(term, BlankNode):
            return Written(str(term), Kind.LABELLED)
        if isinstance(term, Triple) or term.direction:
            return Written(str(term), Kind.LITERAL, str(term))
        return self._literal(term)

    def _literal(self, term: Literal) -> Written:
        value, language, datatype = term.value, term.language, term.datatype.value
        if language:
            return Written(f"{literals.quoted(value)}@{language}", Kind.LITERAL, value, language)
        if datatype == _STRING:
            return Written(literals.quoted(value), Kind.LITERAL, value)
        name = self._iris.write(datatype)
        written = literals.typed(value, datatype, name)
        if written.endswith(f"^^{name}"):
            self._iris.use(name)
        return Written(written, Kind.LITERAL, value)

    def _iri(self, iri: str) -> str:
        written = self._iris.write(iri)
        self._iris.use(written)
        return written
