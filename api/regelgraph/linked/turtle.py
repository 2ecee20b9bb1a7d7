"""Turtle for readers: the thing described first, blank nodes and lists in brackets, in the one form of our files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.formatting import literals
from regelgraph.formatting.document import Document, Prefix, Statement
from regelgraph.formatting.iris import Iris
from regelgraph.formatting.layout import text
from regelgraph.formatting.ordering import Key, predicate_key, settled
from regelgraph.formatting.tree import Blank, Entry, Items, Kind, Pair
from regelgraph.formatting.tree import Term as Written
from regelgraph.linked.context import ours
from regelgraph.linked.nodes import Nodes
from regelgraph.terms import GRAPH, ID, NIL, TYPE, XSD

if TYPE_CHECKING:
    from regelgraph.linked.nodes import Node, Said, Term

_STRING: Final = XSD + "string"
_KIND: Final = re.compile(re.escape(ID) + "([a-z]+(?:-[a-z]+)*)/")


def turtle(triples: Iterable[Triple], first: str | None = None) -> bytes:
    """Turtle, with the prefixes that are used; `first` is the subject that stands on top.

    Things of the knowledge are written by a prefix for their kind, as in its files. RDF 1.2's terms are written too
    (RDF 1.2 Turtle, sections 2.5 and 2.10), where there are any.
    """
    triples = list(triples)
    return _Writing(Nodes(triples), {**_kinds(triples), **ours().prefixes, "rgg": GRAPH}).document(first).encode()


def _kinds(triples: Iterable[Triple]) -> dict[str, str]:
    """Prefixes for the kinds of things of ours that are mentioned."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, NamedNode)}
    return {found[1]: found[0] for found in map(_KIND.match, iris) if found}


class _Writing:
    def __init__(self, nodes: Nodes, prefixes: Mapping[str, str]) -> None:
        self._nodes = nodes
        self._iris = Iris()
        self._known: dict[str, Written] = {}
        self._predicates: dict[str, tuple[str, Key]] = {}
        for prefix, namespace in prefixes.items():
            self._iris.declare(f"{prefix}:", namespace)

    def document(self, first: str | None) -> str:
        statements = [self._statement(node) for node in self._nodes.subjects(first)]
        declared = [Prefix(name, namespace, [], "") for name, namespace in self._iris.declared.items()]
        return text(Document([], declared, statements, []), self._iris)

    def _statement(self, node: Node) -> Statement:
        if isinstance(node, NamedNode) and node.value == NIL:
            subject: Written | Blank | Items = Items([], [])
        else:
            subject = Blank([], []) if self._nodes.is_nameless(node) else self._term(node)
        return Statement(subject, self._pairs(self._nodes.said(node)), [], [], apart=True)

    def _pairs(self, said: Said) -> list[Pair]:
        """Predicates with their values, in the order of our files."""
        places = {predicate: self._predicate(predicate) for predicate in said}
        pairs = []
        for predicate in sorted(said, key=lambda predicate: places[predicate][1]):
            pair = Pair(places[predicate][0], [Entry(self._value(value)) for value in said[predicate]])
            pairs += settled([pair]) if len(pair.entries) > 1 else [pair]
        # Those that only differ in the case of letters are ordered by what they say.
        return pairs if len({place for _, place in places.values()}) == len(pairs) else settled(pairs)

    def _predicate(self, iri: str) -> tuple[str, Key]:
        """As it is written, and where it stands."""
        found = self._predicates.get(iri)
        if found is None:
            written = "a" if iri == TYPE else self._iri(iri)
            found = self._predicates[iri] = (written, predicate_key(written))
        return found

    def _value(self, value: Term) -> Written | Blank | Items:
        if isinstance(value, BlankNode | NamedNode):
            items = self._nodes.items(value)
            if items is not None:
                return Items([Entry(self._value(item)) for item in items], [])
            if self._nodes.is_nameless(value):
                return Blank(self._pairs(self._nodes.said(value)), [])
        return self._term(value)

    def _term(self, term: Term) -> Written:
        if isinstance(term, NamedNode):
            found = self._known.get(term.value)
            if found is None:
                found = self._known[term.value] = Written(self._iri(term.value), Kind.IRI, term.value)
            return found
        if isinstance(term, BlankNode):
            return Written(str(term), Kind.LABELLED)
        if isinstance(term, Triple):
            return Written(f"<<( {term} )>>", Kind.LITERAL, str(term))
        if term.direction:
            return Written(str(term), Kind.LITERAL, term.value, str(term.language))
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
