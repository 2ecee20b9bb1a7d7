"""The triples of a description by subject and property, each value as it is said in a language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from regelgraph.linked.order import natural
from regelgraph.terms import DCT, FIRST, NIL, REST, RG
from regelgraph.web.linked.values import Property, Value, Words

_DEEPEST: Final = 12
_WRITTEN: Final = {DCT + "source": "en", DCT + "rights": "en", RG + "citation": "de", RG + "azrText": "de"}
"""The language of what these properties say, where a text does not name its own: screen readers are to be told it."""


class Arranged:
    """The triples of a description, by subject, as they are said in a language."""

    def __init__(self, triples: Iterable[Triple], words: Words) -> None:
        self.words = words
        self.by_subject: defaultdict[object, dict[str, list[object]]] = defaultdict(dict)
        for triple in triples:
            self.by_subject[triple.subject].setdefault(triple.predicate.value, []).append(triple.object)

    def properties(self, subject: object, depth: int = 0) -> dict[str, Property]:
        """What is said of a subject, by property."""
        return {prop: self.property(prop, values, depth) for prop, values in sorted(self.by_subject[subject].items())}

    def property(self, prop: str, values: list[object], depth: int = 0) -> Property:
        """A property with its values in order; texts of another language apart, if there is one in the reader's."""
        shown = sorted(
            (self.value(each, depth) for each in values), key=lambda each: (each.lang, each.day, natural(each.text))
        )
        mine = [each for each in shown if each.lang in ("", self.words.lang)]
        others = [each for each in shown if each not in mine]
        if not mine:
            mine, others = others, []
        told = tuple(_in_its_language(prop, each) for each in mine)
        return Property(self.words.named(prop), told, tuple(others), len(mine))

    def value(self, term: object, depth: int = 0) -> Value:
        """A term as it is shown."""
        if isinstance(term, NamedNode):
            return Value("()") if term.value == NIL else self.words.named(term.value)
        if isinstance(term, Literal):
            return self.words.literal(term)
        if depth > _DEEPEST:
            return Value("…")
        if FIRST in self.by_subject[term]:
            return Value(members=tuple(self._members(term, depth)))
        return Value(inner=tuple(self.properties(term, depth + 1).values()))

    def _members(self, node: object, depth: int) -> list[Value]:
        found: list[Value] = []
        seen: set[object] = set()
        while FIRST in self.by_subject.get(node, {}) and node not in seen:
            seen.add(node)
            found.append(self.value(self.by_subject[node][FIRST][0], depth + 1))
            node = self.by_subject[node].get(REST, [None])[0]
        return found


def _in_its_language(prop: str, value: Value) -> Value:
    plain = value.text and not (value.lang or value.iri or value.day)
    return replace(value, lang=_WRITTEN[prop]) if plain and prop in _WRITTEN else value
