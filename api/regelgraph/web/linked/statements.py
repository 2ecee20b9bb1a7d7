"""A description arranged for readers: names, statements by property, and what points to the thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.answers.graphs import PREFIXES
from regelgraph.linked import address_of
from regelgraph.linked.descriptions import NAMING, OTHERWISE
from regelgraph.linked.names import NAMESPACE, is_ours
from regelgraph.terms import FIRST, NIL, REST, TYPE

_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown: text with its language, a link, or the statements or list in a blank node."""

    text: str = ""
    lang: str = ""
    href: str = ""
    inner: tuple[Property, ...] = ()
    members: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property with all its values."""

    name: Value
    values: tuple[Value, ...]


@dataclass(slots=True)
class Told:
    """What is known of a thing, as it is shown."""

    iri: str
    title: str
    short: str
    classes: list[Value] = field(default_factory=list)
    said: list[Property] = field(default_factory=list)
    pointing: list[Property] = field(default_factory=list)


class Arranged:
    """The triples of one description, by subject, and what everything in it is called."""

    def __init__(self, triples: Iterable[Triple], lang: str) -> None:
        self.lang = lang
        self.by_subject: defaultdict[object, dict[str, list[object]]] = defaultdict(dict)
        for triple in triples:
            self.by_subject[triple.subject].setdefault(triple.predicate.value, []).append(triple.object)

    def called(self, iri: str) -> str:
        """The name of a thing in the reader's language, else in another, else the end of its IRI."""
        said = self.by_subject.get(NamedNode(iri), {})
        for prop in (*NAMING, *OTHERWISE):
            found = sorted(
                (value.language != self.lang, value.language or "", value.value)
                for value in said.get(prop, ())
                if isinstance(value, Literal)
            )
            if found:
                return found[0][2]
        return short(iri)

    def value(self, term: object, depth: int = 0) -> Value:
        """A term as it is shown."""
        if isinstance(term, NamedNode):
            if term.value == NIL:
                return Value("()")
            return Value(self.called(term.value), href=address_of(term.value))
        if isinstance(term, Literal):
            return Value(term.value, lang=term.language or "")
        if depth > _DEEPEST:
            return Value("…")
        if FIRST in self.by_subject[term]:
            return Value(members=tuple(self._members(term, depth)))
        return Value(inner=tuple(self.properties(term, depth + 1)))

    def properties(self, subject: object, depth: int = 0) -> list[Property]:
        """What is said of a subject, by property; texts in the reader's language first."""
        return [
            Property(
                self.value(NamedNode(prop)),
                tuple(sorted((self.value(each, depth) for each in values), key=self._order)),
            )
            for prop, values in sorted(self.by_subject[subject].items())
            if depth or prop != TYPE
        ]

    def _members(self, node: object, depth: int) -> list[Value]:
        found = []
        while FIRST in self.by_subject.get(node, {}):
            found.append(self.value(self.by_subject[node][FIRST][0], depth + 1))
            node = self.by_subject[node].get(REST, [None])[0]
        return found

    def _order(self, value: Value) -> tuple[bool, str, str]:
        return (value.lang not in ("", self.lang), value.lang, value.text)


def told(triples: list[Triple], iri: str, lang: str) -> Told:
    """A description, arranged for a reader of `de` or `en`."""
    arranged = Arranged(triples, lang)
    node = NamedNode(iri)
    pointing: defaultdict[str, set[str]] = defaultdict(set)
    holders = {triple.object: triple.subject for triple in triples if isinstance(triple.object, BlankNode)}
    for triple in triples:
        if triple.object == node:
            holder = triple.subject
            while isinstance(holder, BlankNode) and holder in holders:
                holder = holders[holder]
            if isinstance(holder, NamedNode):
                pointing[triple.predicate.value].add(holder.value)
    return Told(
        iri,
        arranged.called(iri),
        short(iri),
        [arranged.value(each) for each in arranged.by_subject[node].get(TYPE, [])],
        arranged.properties(node),
        [
            Property(
                arranged.value(NamedNode(prop)),
                tuple(sorted((arranged.value(NamedNode(each)) for each in subjects), key=lambda each: each.text)),
            )
            for prop, subjects in sorted(pointing.items())
        ],
    )


def short(iri: str) -> str:
    """An IRI by prefix or address, where there is one."""
    if is_ours(iri):
        return iri.removeprefix(NAMESPACE)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
