"""Terms of the graph as people read them: names for links, dates and yes or no in words, lists as lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.days import as_day
from regelgraph.linked.labels import Labels
from regelgraph.linked.order import natural
from regelgraph.terms import RG, TYPE, XSD

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.web.service import Loaded

SHOWN_BESIDE: Final = RG + "shownBeside"
"""Of a class, the properties that stand beside the names of its things."""
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
        self.phrase: Callable[[str], str] = lambda key: texts[key].get(lang) if key in texts else ""
        self._beside: dict[str, list[str]] = {}

    def way(self, *below: tuple[str, str]) -> list[tuple[str, str]]:
        """Names and addresses on the way from the start to a page."""
        return [(self.say("home"), "/"), *below]

    def named(self, iri: str) -> Value:
        """A link by the name of what it leads to."""
        return Value(self.labels.called(iri, self.lang), iri=iri)

    def things(self, iri: str, prop: str) -> list[Value]:
        """What a thing leads to by a property, as links in the order of their names."""
        return self._named(_objects(self.store, iri, prop))

    def texts(self, iri: str, prop: str) -> list[str]:
        """What literals a property of a thing has."""
        return sorted({each.value for each in _objects(self.store, iri, prop) if isinstance(each, Literal)})

    def told(self, iri: str, prop: str) -> list[Value]:
        """What a property says of a thing; texts in the reader's language where it is said in it."""
        said = _objects(self.store, iri, prop)
        found = {self.literal(each) for each in said if isinstance(each, Literal)}
        mine = [each for each in found if each.lang in ("", self.lang)] or [*found]
        return [*_in_order(mine), *self._named(said)]

    def _named(self, said: list[object]) -> list[Value]:
        """The names among what is said, in order."""
        return _in_order([self.named(each) for each in {each.value for each in said if isinstance(each, NamedNode)}])

    def beside(self, iri: str) -> list[list[Value]]:
        """What stands beside a thing in lists and trees: of each property that its classes name the values it has."""
        shown = dict.fromkeys(prop for each in self.things(iri, TYPE) for prop in self._shown_beside(each.iri))
        return [found for prop in shown if (found := self.told(iri, prop))]

    def _shown_beside(self, class_: str) -> list[str]:
        """The properties that stand beside things of a class; looked for once, as lists have many of one class."""
        if class_ not in self._beside:
            self._beside[class_] = [prop.iri for prop in self.things(class_, SHOWN_BESIDE)]
        return self._beside[class_]

    def literal(self, term: Literal) -> Value:
        """A literal; a date or a boolean that is none stays as it is written."""
        kind = term.datatype.value.removeprefix(XSD)
        if kind == "boolean" and term.value in _TRUE:
            return Value(self.say(_TRUE[term.value]))
        if kind == "date":
            day = as_day(term.value)
            return Value(self.labels.days.written(term.value, self.lang), day=day.isoformat() if day else "")
        return Value(term.value, lang=term.language or "")


def _objects(store: Store, iri: str, prop: str) -> list[object]:
    return [quad.object for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None)]


def _in_order(values: list[Value]) -> list[Value]:
    """By what people read; mostly there is one, whose place needs no thought."""
    return values if len(values) < 2 else sorted(values, key=lambda each: (natural(each.text), each.iri))
