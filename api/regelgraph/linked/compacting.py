"""What is said of a node as JSON, with the keys of our context (JSON-LD 1.1, sections 4.1 to 4.4)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.errors import NotAcceptableError
from regelgraph.formatting.iris import nearness
from regelgraph.formatting.ordering import natural
from regelgraph.linked.context import IRI, LANGUAGE, LIST, SET, Context, Key
from regelgraph.settings import LANGUAGES
from regelgraph.terms import TYPE, XSD

if TYPE_CHECKING:
    from regelgraph.linked.nodes import Node, Nodes, Term

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every reader of JSON keeps, in the one form in which they are written again."""
_BOOLEAN: Final = {"true": True, "false": False}


class Compacting:
    """Makes JSON of nodes by a context, and notes in `used` what of the context that takes."""

    def __init__(self, context: Context, nodes: Nodes, used: set[str]) -> None:
        self.nodes = nodes
        self._context = context
        self._used = used

    def keyword(self, name: str) -> str:
        """A keyword by its other name, if there is one."""
        return self._use(self._context.keywords.get(name, name))

    def node(self, node: Node) -> dict[str, Any]:
        """A node with all that is said of it. Raises NotAcceptableError for what only RDF 1.2 has."""
        said = dict(self.nodes.said(node))
        made: dict[str, Any] = {} if self.nodes.is_nameless(node) else {self.keyword("@id"): name(node)}
        types = said.pop(TYPE, [])
        if classes := [each.value for each in sorted(types, key=_place) if isinstance(each, NamedNode)]:
            made[self.keyword("@type")] = [self._use(self._context.word(iri)) for iri in classes]
        said[TYPE] = [each for each in types if not isinstance(each, NamedNode)]
        for predicate in sorted(said, key=self._context.place):
            for key, values in self._by_key(predicate, said[predicate]):
                made[self._use(key.name)] = self._values(key, values)
        return made

    def _use(self, name: str) -> str:
        self._used.add(name)
        return name

    def _by_key(self, predicate: str, values: list[Term]) -> list[tuple[Key, list[Term]]]:
        """The values of a property by the keys that can say them."""
        found: dict[str, tuple[Key, list[Term]]] = {}
        for value in sorted(values, key=_place) if len(values) > 1 else values:
            key = self._context.key(predicate, self._kind(value))
            found.setdefault(key.name, (key, []))[1].append(value)
        return list(found.values())

    def _kind(self, value: Term) -> str:
        if self.nodes.items(value) is not None:
            return LIST
        if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction):
            raise NotAcceptableError(f"JSON-LD 1.1 cannot say {str(value)[:200]}; Turtle can")
        if isinstance(value, Literal):
            return LANGUAGE if value.language else value.datatype.value
        return IRI

    def _values(self, key: Key, values: list[Term]) -> Any:
        if key.container == LANGUAGE:
            return _by_language(values)
        if key.container == LIST:
            lists = [[self._value(each, key) for each in self.nodes.items(value) or ()] for value in values]
            return lists[0] if len(lists) == 1 else [{"@list": each} for each in lists]
        made = [self._value(value, key) for value in values]
        return made if len(made) > 1 or key.container == SET else made[0]

    def _value(self, value: Term, key: Key) -> Any:
        """A value as a key has it: bare where the key says what it is, else with its datatype or language."""
        items = self.nodes.items(value)
        if items is not None:
            return {"@list": [self._value(each, key) for each in items]}
        if isinstance(value, Literal):
            return self._literal(value, key.type)
        if self._kind(value) == IRI and isinstance(value, BlankNode) and self.nodes.is_nameless(value):
            return self.node(value)
        return name(value) if key.type == IRI else {self.keyword("@id"): name(value)}

    def _literal(self, literal: Literal, type_: str | None) -> Any:
        text, datatype = literal.value, literal.datatype.value
        if self._kind(literal) == LANGUAGE:
            return {"@value": text, "@language": literal.language}
        native: Any = None
        if datatype == XSD + "boolean":
            native = _BOOLEAN.get(text)
        elif datatype == XSD + "integer" and _INTEGER.fullmatch(text):
            native = int(text)
        elif datatype == XSD + "string":
            native = text
        if type_ == datatype or (type_ is None and native is not None):
            return text if native is None else native
        if datatype == XSD + "string":
            return {"@value": text}
        return {"@value": text, "@type": self._use(self._context.word(datatype))}


def name(node: Any) -> str:
    """A node as `@id` has it."""
    return str(node) if isinstance(node, BlankNode) else str(node.value)


def _by_language(values: list[Term]) -> dict[str, Any]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for value in values:
        if isinstance(value, Literal):
            found[value.language or ""].append(value.value)
    return {language: texts if len(texts) > 1 else texts[0] for language, texts in found.items()}


def _place(value: Term) -> tuple[object, ...]:
    """IRIs by nearness and name, literals by language and value, then blank nodes by their label."""
    if isinstance(value, NamedNode):
        return 0, nearness(value.value), "", natural(value.value), value.value
    if isinstance(value, Literal):
        language = value.language or ""
        order = LANGUAGES.index(language) + 1 if language in LANGUAGES else len(LANGUAGES) + 1 if language else 0
        return 1, order, language, (value.value,), str(value)
    return 2, 0, "", natural(str(value)), str(value)
