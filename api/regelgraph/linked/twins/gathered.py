"""The statements about things by kind and property: what tables are made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from regelgraph.linked.twins.model import IRI, Sort
from regelgraph.terms import FIRST, ID, NIL, REST

if TYPE_CHECKING:
    from pyoxigraph import Triple

_KIND: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED: Final = ("metadata", "statements")
_NAME: Final = Sort(IRI)
_FIRST: Final = NamedNode(FIRST)
_REST: Final = NamedNode(REST)
_NIL: Final = NamedNode(NIL)

Value = tuple[Sort, str]
"""A value that a cell can hold."""


class Property:
    """The values of a property by thing (the end of its IRI), each once."""

    def __init__(self) -> None:
        self.terms: defaultdict[str, set[object]] = defaultdict(set)
        self.values: dict[str, list[Value]] = {}
        self.listed = False

    def settle(self, firsts: dict[object, object], rests: dict[object, object]) -> None:
        """Read the terms: as lists if all of them are lists of what a cell can hold, else each by itself."""
        if any(isinstance(term, BlankNode) for terms in self.terms.values() for term in terms):
            members = {slug: _members(terms, firsts, rests) for slug, terms in self.terms.items()}
            whole = {slug: found for slug, found in members.items() if found is not None}
            if len(whole) == len(members):
                self.listed, self.values = True, whole
                return
        for slug, terms in self.terms.items():
            read = [value for term in terms if (value := _value(term))]
            self.values[slug] = sorted(read, key=_order) if len(read) > 1 else read

    def sorts(self) -> list[Sort]:
        """The sorts of the values, in order."""
        found = {sort for values in self.values.values() for sort, _ in values}
        return sorted(found, key=lambda sort: (sort.language, sort.datatype))

    def is_single(self) -> bool:
        """Whether no thing has two values of a sort, and no order of them counts."""
        return not self.listed and all(
            len(values) < 2 or len({sort for sort, _ in values}) == len(values) for values in self.values.values()
        )


Gathered = dict[str, tuple[set[str], dict[str, Property]]]
"""By kind: the things (the ends of their IRIs), and what is said of them by property."""


def gathered(triples: Iterable[Triple]) -> Gathered:
    """All things whose IRI is `…/id/KIND/REST`, with KIND in small letters, digits and hyphens."""
    things: defaultdict[str, set[str]] = defaultdict(set)
    said: defaultdict[str, defaultdict[str, Property]] = defaultdict(lambda: defaultdict(Property))
    firsts: dict[object, object] = {}
    rests: dict[object, object] = {}
    for triple in triples:
        if triple.predicate == _FIRST:
            firsts[triple.subject] = triple.object
        elif triple.predicate == _REST:
            rests[triple.subject] = triple.object
        subject = triple.subject
        if isinstance(subject, NamedNode) and subject.value.startswith(ID):
            kind, _, slug = subject.value.removeprefix(ID).partition("/")
            if slug and _has_table(kind):
                things[kind].add(slug)
                said[kind][triple.predicate.value].terms[slug].add(triple.object)
    for props in said.values():
        for prop in props.values():
            prop.settle(firsts, rests)
    return {kind: (things[kind], dict(said[kind])) for kind in sorted(things)}


def _order(value: Value) -> tuple[str, str, str]:
    sort, text = value
    return sort.language, sort.datatype, text


@lru_cache(maxsize=512)
def _has_table(kind: str) -> bool:
    return _KIND.fullmatch(kind) is not None and kind not in _RESERVED


def _members(terms: set[object], firsts: dict[object, object], rests: dict[object, object]) -> list[Value] | None:
    """The members of the one list that a thing has; None if it is none, or has members without a name."""
    if len(terms) != 1:
        return None
    (node,) = terms
    found: list[Value] = []
    seen: set[object] = set()
    while node != _NIL:
        value = _value(firsts.get(node))
        if value is None or node in seen or node not in rests:
            return None
        seen.add(node)
        found.append(value)
        node = rests[node]
    return found


def _value(term: object) -> Value | None:
    if isinstance(term, NamedNode):
        return _NAME, term.value
    if isinstance(term, Literal):
        return _sort(term.datatype.value, term.language or ""), term.value
    return None


@lru_cache(maxsize=512)
def _sort(datatype: str, language: str) -> Sort:
    return Sort(datatype, language)
