"""Walks the shapes of a criterion (SHACL Core, W3C SHACL section 4) and collects the borders they draw per property."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from regelgraph.judge.space import AFTER, Cut
from regelgraph.terms import RG

_RANGES = {
    SH.minInclusive: (0,),
    SH.maxInclusive: (AFTER,),
    SH.minExclusive: (AFTER,),
    SH.maxExclusive: (0,),
}
_NESTED_LISTS = (SH["or"], SH["and"], SH.xone)
_NESTED = (SH.property, SH.node, SH["not"])
_HARMLESS = frozenset(
    {
        SH.path, SH.severity, SH.message, SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.deactivated,
        SH.minCount, SH.maxCount, SH.datatype, SH.nodeKind, SH["class"], SH.targetClass, SH.targetNode, SH["in"],
        SH.hasValue,
    }
)  # fmt: skip


@dataclass(slots=True)
class Borders:
    """What the shapes of one criterion ask about each property of the case."""

    cuts: dict[str, set[Cut]] = field(default_factory=dict)
    constants: dict[str, set[str]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    leaves_case: bool = False


def parts_of(shapes: Graph, roots: tuple[str, ...]) -> Graph:
    """The subgraph of `shapes` that makes up the shapes `roots`: their triples, lists and nested shapes."""
    part = Graph()
    todo: list[Node] = [URIRef(root) for root in roots]
    seen: set[Node] = set()
    while todo:
        subject = todo.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for predicate, value in shapes.predicate_objects(subject):
            part.add((subject, predicate, value))
            inside = (
                predicate == RDF.first or str(predicate).startswith(str(SH)) or predicate == URIRef(RG + "constraint")
            )
            if isinstance(value, BNode) or (inside and isinstance(value, URIRef) and _is_shape(shapes, value)):
                todo.append(value)
    return part


def _is_shape(shapes: Graph, node: URIRef) -> bool:
    return any(
        (node, predicate, None) in shapes for predicate in (SH.path, SH.severity, SH.property, *_NESTED_LISTS, *_NESTED)
    )


def borders_of(shapes: Graph, roots: tuple[str, ...]) -> Borders:
    """Cuts, constants and openness per property IRI, over all shapes of a criterion."""
    found = Borders()
    for root in roots:
        _walk(shapes, URIRef(root), None, found, set())
    return found


def _walk(shapes: Graph, shape: Node, prop: str | None, found: Borders, seen: set[tuple[Node, str | None]]) -> None:
    if (shape, prop) in seen:
        return
    seen.add((shape, prop))
    path = shapes.value(shape, SH.path)
    here = _first_step(shapes, path, prop, found) if path is not None else prop
    if here is not None:
        found.walked.add(here)
    for predicate, value in shapes.predicate_objects(shape):
        if predicate in _NESTED:
            _walk(shapes, value, here, found, seen)
        elif predicate in _NESTED_LISTS:
            for member in Collection(shapes, value):
                _walk(shapes, member, here, found, seen)
        elif (here is not None and path is None) or path is not None:
            _constrain(shapes, predicate, value, here, found)


def _first_step(shapes: Graph, path: Node, outer: str | None, found: Borders) -> str | None:
    if outer is not None:
        found.leaves_case = True
        return outer
    if isinstance(path, URIRef):
        return str(path)
    first = shapes.value(path, RDF.first)
    found.leaves_case = True
    return str(first) if isinstance(first, URIRef) else None


def _constrain(shapes: Graph, predicate: Node, value: Node, prop: str | None, found: Borders) -> None:
    if prop is None:
        return
    if predicate in _RANGES and isinstance(value, Literal):
        for side in _RANGES[predicate]:  # type: ignore[index]
            found.cuts.setdefault(prop, set()).add(Cut(_plain(value), side))
    elif predicate in (SH["in"], SH.hasValue):
        members = Collection(shapes, value) if predicate == SH["in"] else [value]
        for member in members:
            _constant(member, prop, found)
    elif str(predicate).startswith(str(SH)) and predicate not in _HARMLESS:
        found.opened.add(prop)


def _constant(member: Node, prop: str, found: Borders) -> None:
    plain = member.toPython() if isinstance(member, Literal) else str(member)
    if isinstance(plain, bool | str):
        found.constants.setdefault(prop, set()).add(str(member))
    elif isinstance(plain, int | float | Decimal | date):
        number = _plain(member)  # type: ignore[arg-type]
        found.cuts.setdefault(prop, set()).update({Cut(number, 0), Cut(number, AFTER)})


def _plain(literal: Literal) -> int | Decimal | date:
    value = literal.toPython()
    if isinstance(value, float):
        return Decimal(str(literal))
    if isinstance(value, int | Decimal | date):
        return value
    raise ValueError(f"{literal.n3()} is not a whole number, a decimal or a date")
