"""A description arranged for readers: what the thing is, what is said of it, where from, and what points to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from regelgraph.linked.descriptions import NAMING
from regelgraph.linked.names import is_ours
from regelgraph.linked.order import natural
from regelgraph.terms import ALIAS, DCT, DEFINITION, FIRST, LICENSE, RDFS, REST, RG, TYPE
from regelgraph.web.linked.arranged import Arranged
from regelgraph.web.linked.values import Property, Value, Words

_LEAD: Final = (DEFINITION, DCT + "description", RDFS + "comment")
_NAMES: Final = (*NAMING, ALIAS)
_ABOUT: Final = (DCT + "source", RG + "confidence", LICENSE, DCT + "rights", DCT + "creator", RDFS + "isDefinedBy")
SHOWN: Final = 50
"""Things that point by one property, or of one class in a graph, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a thing, as it is shown."""

    iri: str
    title: str
    classes: tuple[Value, ...]
    lead: tuple[Property, ...]
    names: tuple[Property, ...]
    said: tuple[Property, ...]
    about: tuple[Property, ...]
    pointing: tuple[Property, ...]
    inside: tuple[Property, ...]


def told(
    triples: list[Triple], iri: str, words: Words, *, everything: bool = False, apart: frozenset[str] = frozenset()
) -> Told:
    """A description, arranged for a reader; `everything` that points to it, or the first of each property.

    What is said by properties that stand `apart` is left out.
    """
    arranged = Arranged(triples, words)
    node = NamedNode(iri)
    found = arranged.properties(node)
    types = found.pop(TYPE, None)
    elsewhere = {*_LEAD, *_NAMES, *_ABOUT, *apart}
    return Told(
        iri,
        words.labels.called(iri, words.lang),
        tuple(sorted(types.values, key=lambda each: not is_ours(each.iri))) if types else (),
        _picked(found, _LEAD),
        _picked(found, _NAMES),
        tuple(prop for name, prop in found.items() if name not in elsewhere),
        _picked(found, _ABOUT),
        tuple(_pointing(triples, node, words, everything=everything)),
        tuple(_inside(node, words, everything=everything)),
    )


def own(triples: list[Triple], iri: str) -> list[Triple]:
    """The triples about a thing itself, with the whole of the blank nodes in them."""
    by_subject: defaultdict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[triple.subject].append(triple)
    found: list[Triple] = []
    waiting: list[object] = [NamedNode(iri)]
    while waiting:
        for triple in by_subject.pop(waiting.pop(), ()):
            found.append(triple)
            if isinstance(triple.object, BlankNode):
                waiting.append(triple.object)
    return found


def _picked(found: dict[str, Property], names: tuple[str, ...]) -> tuple[Property, ...]:
    return tuple(found[name] for name in names if name in found)


def _pointing(triples: list[Triple], node: NamedNode, words: Words, *, everything: bool) -> Iterator[Property]:
    holders = {triple.object: triple for triple in triples if isinstance(triple.object, BlankNode)}
    by_property: defaultdict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.object == node:
            prop, at, seen = triple.predicate.value, triple, set[object]()
            while isinstance(at.subject, BlankNode) and at.subject in holders and at.subject not in seen:
                seen.add(at.subject)  # blank nodes may stand in a ring
                at = holders[at.subject]
                if prop in (FIRST, REST):  # what leads to a list leads to its members
                    prop = at.predicate.value
            if isinstance(at.subject, NamedNode):
                by_property[prop].add(at.subject.value)
    for prop, subjects in sorted(by_property.items()):
        yield _cut(words.named(prop), subjects, words, everything=everything)


def _inside(node: NamedNode, words: Words, *, everything: bool) -> Iterator[Property]:
    """What stands in a named graph, by its class."""
    by_class: defaultdict[str, set[str]] = defaultdict(set)
    for quad in words.store.quads_for_pattern(None, None, None, node):
        if isinstance(quad.subject, NamedNode) and quad.subject != node:
            by_class[""].add(quad.subject.value)
            if quad.predicate.value == TYPE and isinstance(quad.object, NamedNode) and is_ours(quad.object.value):
                by_class[quad.object.value].add(quad.subject.value)
    classed = set[str]().union(*(found for name, found in by_class.items() if name))
    for name, found in sorted(by_class.items()):
        if left := found if name else found - classed:
            kind = words.named(name) if name else Value(words.say("things"))
            yield _cut(kind, left, words, everything=everything)


def _cut(name: Value, things: set[str], words: Words, *, everything: bool) -> Property:
    shown = sorted((words.named(each) for each in things), key=lambda each: (natural(each.text), each.iri))
    return Property(name, tuple(shown if everything else shown[:SHOWN]), (), len(shown))
