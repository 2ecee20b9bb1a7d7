"""Terms of the graph as people read them: names for links, dates and yes or no in words, lists as lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from regelgraph.linked.days import as_day
from regelgraph.linked.labels import Labels
from regelgraph.linked.order import natural
from regelgraph.terms import FIRST, NIL, REST, XSD

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

_DEEPEST: Final = 12
_TRUE: Final = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown: text with its language, a name to link to, or what is in a blank node.

    `day` is the same day as ISO 8601 writes it, where the text is one.
    """

    text: str = ""
    lang: str = ""
    iri: str = ""
    day: str = ""
    inner: tuple[Property, ...] = ()
    members: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values; `others` are the same texts in the language that the reader does not read.

    `total` counts all values, where some are left out.
    """

    name: Value
    values: tuple[Value, ...]
    others: tuple[Value, ...] = ()
    total: int = 0


class Words:
    """Says terms in a language."""

    def __init__(self, loaded: Loaded, lang: str) -> None:
        self.lang = lang
        self.knowledge = loaded.knowledge
        self.store = loaded.knowledge.store
        self.labels = loaded.knowledge.once(Labels)
        texts = loaded.rulebook.texts
        self.say: Callable[[str], str] = lambda key: texts[f"page-{key}"].get(lang)

    def named(self, iri: str) -> Value:
        """A link by the name of what it leads to."""
        return Value(self.labels.called(iri, self.lang), iri=iri)

    def things(self, iri: str, prop: str) -> list[Value]:
        """What a thing leads to by a property, as links in the order of their names."""
        quads = self.store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None)
        found = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
        return sorted((self.named(each) for each in found), key=lambda each: (natural(each.text), each.iri))

    def texts(self, iri: str, prop: str) -> list[str]:
        """What literals a property of a thing has."""
        quads = self.store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None)
        return sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal)})

    def literal(self, term: Literal) -> Value:
        """A literal; a date or a boolean that is none stays as it is written."""
        kind = term.datatype.value.removeprefix(XSD)
        if kind == "boolean" and term.value in _TRUE:
            return Value(self.say(_TRUE[term.value]))
        if kind == "date":
            day = as_day(term.value)
            return Value(self.labels.days.written(term.value, self.lang), day=day.isoformat() if day else "")
        return Value(term.value, lang=term.language or "")


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
        return Property(self.words.named(prop), tuple(mine), tuple(others), len(mine))

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
