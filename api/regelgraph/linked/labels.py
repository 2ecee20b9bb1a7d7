"""What things are called: by a label, by a pattern that the knowledge gives for their class, or by what stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.answers.graphs import PREFIXES
from regelgraph.linked.days import Days
from regelgraph.linked.descriptions import NAMING, OTHERWISE
from regelgraph.linked.names import NAMESPACE, is_ours
from regelgraph.terms import NOTATION, RG, TYPE, XSD

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.knowledge import Knowledge

_TYPE: Final = NamedNode(TYPE)
_PATTERN: Final = NamedNode(RG + "namePattern")
_LABELS: Final = tuple(prop for prop in NAMING if prop != NOTATION)
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_PLACE: Final = re.compile(r"\{(\^?)([a-z]+):(\w+)\}")
_LONGEST: Final = 90
_DEEPEST: Final = 3


class Labels:
    """The names of all that a knowledge mentions; each is looked for once.

    A pattern (`rg:namePattern` of a class) holds properties in braces, `{^rg:member}` for the subject of one; what
    stands in square brackets is left out where the thing has none of the properties in it.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._store: Store = knowledge.store
        self.days = knowledge.once(Days)
        self._kept: dict[tuple[str, str], str] = {}
        self._patterns: defaultdict[str, list[Literal]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, _PATTERN, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                self._patterns[quad.subject.value].append(quad.object)

    def called(self, iri: str, lang: str) -> str:
        """The name of a thing in a language, else in another; at last the end of its IRI."""
        return self._called(iri, lang, 0)

    def _called(self, iri: str, lang: str, depth: int) -> str:
        found = self._kept.get((iri, lang))
        if found is None:
            node = NamedNode(iri)
            found = (
                self._first(node, _LABELS, lang)
                or (self._by_pattern(node, lang, depth) if depth < _DEEPEST else "")
                or self._first(node, (NOTATION, *OTHERWISE), lang)
                or short(iri)
            )
            if depth == 0:
                self._kept[iri, lang] = found
        return found

    def _first(self, node: NamedNode, properties: tuple[str, ...], lang: str) -> str:
        for prop in properties:
            if text := _best(
                [quad.object for quad in self._store.quads_for_pattern(node, NamedNode(prop), None)], lang
            ):
                return _cut(text) if prop in OTHERWISE else text
        return ""

    def _by_pattern(self, node: NamedNode, lang: str, depth: int) -> str:
        classes = sorted(getattr(quad.object, "value", "") for quad in self._store.quads_for_pattern(node, _TYPE, None))
        for each in classes:
            if pattern := _best(self._patterns.get(each, ()), lang):
                return self._filled(pattern, node, lang, depth)
        return ""

    def _filled(self, pattern: str, node: NamedNode, lang: str, depth: int) -> str:
        def value(match: re.Match[str]) -> str:
            prop = NamedNode(PREFIXES.get(match[2], "") + match[3])
            if match[1]:
                terms: list[object] = [quad.subject for quad in self._store.quads_for_pattern(None, prop, node)]
            else:
                terms = [quad.object for quad in self._store.quads_for_pattern(node, prop, None)]
            named = sorted(self._called(each.value, lang, depth + 1) for each in terms if isinstance(each, NamedNode))
            text = _best(terms, lang)
            if any(isinstance(each, Literal) and each.datatype.value == XSD + "date" for each in terms):
                text = self.days.written(text, lang)
            return _cut(text or ", ".join(named))

        def optional(match: re.Match[str]) -> str:
            return match[1] if all(value(place) for place in _PLACE.finditer(match[1])) else ""

        try:
            return _PLACE.sub(value, _OPTIONAL.sub(optional, pattern)).strip()
        except ValueError:  # a prefix that nobody knows makes no IRI
            return ""


def short(iri: str) -> str:
    """An IRI by prefix or address, where there is one."""
    if is_ours(iri):
        return iri.removeprefix(NAMESPACE)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _best(terms: Iterable[object], lang: str) -> str:
    """Of several texts one in the language, else one without, else any."""
    texts = [
        (term.language != lang, bool(term.language), term.language or "", term.value)
        for term in terms
        if isinstance(term, Literal)
    ]
    return min(texts)[3] if texts else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0].rstrip(",;:") + " …"
