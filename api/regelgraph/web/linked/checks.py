"""What a shape checks, in words: the terms of SHACL by texts of the knowledge, things by their names (W3C SHACL)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from regelgraph.terms import FIRST, NIL, REST, SH
from regelgraph.web.linked.values import Value, Words

SHAPES: Final = frozenset({SH + "NodeShape", SH + "PropertyShape"})
_ANY_OF: Final = frozenset({"or", "and", "xone"})
_OF_SHAPE: Final = frozenset({"not", "node", "qualifiedValueShape"})
_NO_CHECK: Final = frozenset(
    {"path", "severity", "message", "name", "description", "order", "group", "targetClass", "targetNode"}
    | {"targetSubjectsOf", "targetObjectsOf", "deactivated"}
)
_PATHS: Final = frozenset({"inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"})
_DEEPEST: Final = 5
_FLAGS: Final = ("true", "1")


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence in parts, with what belongs under it."""

    said: tuple[Value, ...]
    under: tuple[Check, ...] = ()


def check(iri: str, words: Words) -> Check:
    """What a shape of the knowledge asks of a thing; empty where it asks nothing."""
    return _shape(NamedNode(iri), words, 0)


def path(iri: str, words: Words) -> tuple[Value, ...]:
    """What property a shape looks at; empty where it looks at the thing itself."""
    found = _objects(NamedNode(iri), "path", words)
    return _path(found[0], words) if found else ()


def told(iri: str, words: Words) -> frozenset[str]:
    """The properties of a shape that are said by what it checks."""
    return frozenset(SH + name for name in (*_parameters(NamedNode(iri), words), "path") if name != "property")


def _shape(node: object, words: Words, depth: int) -> Check:
    under: list[Check] = []
    said: list[tuple[Value, ...]] = []
    if depth < _DEEPEST:
        for name, terms in sorted(_parameters(node, words).items()):
            for term in terms:
                each = _condition(name, term, words, depth)
                if name == "property" or each.under:
                    under.append(each)
                elif each.said:
                    said.append(each.said)
    at = _objects(node, "path", words)
    lead = (*_path(at[0], words), Value(": ")) if at else ()
    if lead and not said and len(under) == 1:
        return Check((*lead, *under[0].said), under[0].under)
    if not lead and not said and len(under) == 1:
        return under[0]
    return Check((*lead, *_joined(said, "; ")), tuple(under))


def _condition(name: str, term: object, words: Words, depth: int) -> Check:
    before, _, after = _pattern(name, words).partition("{value}")
    if name in _ANY_OF:
        return Check((Value(before.strip()),), tuple(_shape(each, words, depth + 1) for each in _members(term, words)))
    if name == "property":
        return _shape(term, words, depth + 1)
    if name == "not" and _parameters(term, words).keys() == {"in"} and not _objects(term, "path", words):
        return _values("not-in", _objects(term, "in", words)[0], words)
    if name in _OF_SHAPE:
        inner = _shape(term, words, depth + 1)
        return Check((Value(before), *inner.said, Value(after)), inner.under)
    if isinstance(term, Literal) and term.value in _FLAGS and "boolean" in term.datatype.value and name != "hasValue":
        return Check((Value(before.strip(": ")),))
    return _values(name, term, words)


def _values(name: str, term: object, words: Words) -> Check:
    is_list = isinstance(term, BlankNode) or (isinstance(term, NamedNode) and term.value == NIL)
    values = [_named(each, words) for each in (_members(term, words) if is_list else [term])]
    single = name == "in" and len(values) == 1
    before, _, after = _pattern("hasValue" if single else name, words).partition("{value}")
    return Check((Value(before), *_joined([(each,) for each in values], ", "), Value(after)))


def _path(term: object, words: Words) -> tuple[Value, ...]:
    if isinstance(term, NamedNode):
        return (words.named(term.value),)
    for name in sorted(_PATHS):
        for inner in _objects(term, name, words):
            if name == "alternativePath":
                return _joined([_path(each, words) for each in _members(inner, words)], " / ")
            before, _, after = _pattern(name, words).partition("{value}")
            return (Value(before), *_path(inner, words), Value(after))
    return _joined([_path(each, words) for each in _members(term, words)], " › ")


def _pattern(name: str, words: Words) -> str:
    """How a term of SHACL is said: as a text of the knowledge puts it, else by its name."""
    return words.phrase(f"page-check-{name}") or f"{words.named(SH + name).text}: {{value}}"


def _parameters(node: object, words: Words) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for quad in words.store.quads_for_pattern(node, None, None):  # type: ignore[arg-type]
        name = quad.predicate.value.removeprefix(SH)
        if quad.predicate.value.startswith(SH) and name not in _NO_CHECK:
            found.setdefault(name, []).append(quad.object)
    return {name: sorted(dict.fromkeys(terms), key=str) for name, terms in found.items()}


def _objects(node: object, name: str, words: Words) -> list[object]:
    if not isinstance(node, NamedNode | BlankNode):
        return []
    quads = words.store.quads_for_pattern(node, NamedNode(SH + name), None)
    return sorted((quad.object for quad in quads), key=str)


def _members(node: object, words: Words) -> Iterator[object]:
    seen: set[object] = set()
    while isinstance(node, NamedNode | BlankNode) and node not in seen:
        seen.add(node)
        first = next(words.store.quads_for_pattern(node, NamedNode(FIRST), None), None)
        if first is None:
            return
        yield first.object
        rest = next(words.store.quads_for_pattern(node, NamedNode(REST), None), None)
        node = rest.object if rest else None


def _named(term: object, words: Words) -> Value:
    if isinstance(term, NamedNode):
        return words.named(term.value)
    return words.literal(term) if isinstance(term, Literal) else Value("…")


def _joined(parts: list[tuple[Value, ...]], mark: str) -> tuple[Value, ...]:
    return tuple(each for place, part in enumerate(parts) for each in ((*((Value(mark),) if place else ()), *part)))
