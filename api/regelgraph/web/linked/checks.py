"""What a shape checks, in words: the terms of SHACL by texts of the knowledge, things by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.shacl import is_list, members, objects, parameters
from regelgraph.terms import SH, XSD
from regelgraph.web.linked.values import Value, Words

_ANY_OF: Final = frozenset({"or", "and", "xone"})
_OF_SHAPE: Final = frozenset({"not", "node", "qualifiedValueShape"})
_FLAGS: Final = frozenset({"uniqueLang", "closed"})
_OF_ONE: Final = {"in": "hasValue", "not-in": "not-value"}
"""How a list of values is said that has one."""
_PATHS: Final = ("alternativePath", "inversePath", "oneOrMorePath", "zeroOrMorePath", "zeroOrOnePath")
_DEEPEST: Final = 5
Said = tuple[Value, ...]
"""A phrase in parts, some of them links."""


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence, with what belongs under it."""

    said: Said
    under: tuple[Check, ...] = ()


def check(iri: str, words: Words) -> Check:
    """What a shape of the knowledge asks of a thing; empty where it asks nothing."""
    return _shape(NamedNode(iri), words, 0)


def told(iri: str, words: Words) -> frozenset[str]:
    """The properties of a shape that are said by what it checks."""
    said = (*parameters(words.store, NamedNode(iri)), "path", "minCount", "maxCount")
    return frozenset(SH + name for name in said if name != "property")


def _shape(node: object, words: Words, depth: int) -> Check:
    under: list[Check] = []
    said: list[Said] = []
    for name, terms in parameters(words.store, node).items() if depth < _DEEPEST else ():
        for each in (_condition(name, term, words, depth) for term in terms):
            if name == "property" or each.under:
                under.append(each)
            elif each.said:
                said.append(each.said)
    at = objects(words.store, node, "path")
    lead = (*_path(at[0], words), Value(": ")) if at else ()
    if not said and len(under) == 1:
        return Check((*lead, *under[0].said), under[0].under)
    return Check((*lead, *_joined(said, "; ")), tuple(under))


def _condition(name: str, term: object, words: Words, depth: int) -> Check:
    if name == "property":
        return _shape(term, words, depth + 1)
    if name in _ANY_OF:
        ways = tuple(_shape(each, words, depth + 1) for each in members(words.store, term))
        return Check(_phrase(name, (), words), ways)
    if name == "not" and parameters(words.store, term).keys() == {"in"} and not objects(words.store, term, "path"):
        return _values("not-in", objects(words.store, term, "in")[0], words)
    if name in _OF_SHAPE:
        inner = _shape(term, words, depth + 1)
        return Check(_phrase(name, inner.said, words), inner.under)
    if name in _FLAGS:
        is_set = isinstance(term, Literal) and term.value in ("true", "1") and term.datatype.value == XSD + "boolean"
        return Check(_phrase(name, (), words) if is_set else ())
    return _values(name, term, words)


def _values(name: str, term: object, words: Words) -> Check:
    found = [*members(words.store, term)] if is_list(term) else [term]
    named = _OF_ONE.get(name, name) if len(found) == 1 else name
    return Check(_phrase(named, _joined([_named(each, words) for each in found], ", "), words))


def _path(term: object, words: Words, depth: int = 0) -> Said:
    if isinstance(term, NamedNode) or depth == _DEEPEST:  # a path may hold itself where nobody checks it
        return _named(term, words)
    for name in _PATHS:
        for inner in objects(words.store, term, name):
            if name == "alternativePath":
                return _joined([_path(each, words, depth + 1) for each in members(words.store, inner)], " / ")
            return _phrase(name, _path(inner, words, depth + 1), words)
    return _joined([_path(each, words, depth + 1) for each in members(words.store, term)], " › ")


def _phrase(name: str, said: Said, words: Words) -> Said:
    """A term of SHACL with its value: as a text of the knowledge puts it, else by its name."""
    pattern = words.phrase(f"page-check-{name}") or f"{words.named(SH + name).text}: {{value}}"
    before, _, after = pattern.partition("{value}")
    if not said:
        return (Value((before + after).strip()),)
    return tuple(each for each in (Value(before), *said, Value(after)) if each.text)


def _named(term: object, words: Words) -> Said:
    if isinstance(term, NamedNode):
        return (words.named(term.value),)
    return (words.literal(term),) if isinstance(term, Literal) else (Value("…"),)


def _joined(parts: list[Said], mark: str) -> Said:
    found: list[Value] = []
    for part in parts:
        found += (Value(mark), *part) if found else part
    return tuple(found)
