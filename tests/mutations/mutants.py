"""Makes mutants of a criterion: dropped, negated, off by one, severity swapped, an alternative or value left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from regelgraph.judge.borders import parts_of
from regelgraph.rulebook import Criterion

_BORDERS = (SH.minInclusive, SH.maxInclusive, SH.minExclusive, SH.maxExclusive)


@dataclass(frozen=True)
class Mutant:
    """A changed copy of a criterion's shapes; `shapes` is None if the criterion is dropped from its round."""

    name: str
    shapes: Graph | None


def mutants_of(criterion: Criterion, shapes: Graph) -> Iterator[Mutant]:
    """All mutants of a criterion, in a stable order."""
    yield Mutant(f"{_short(criterion.iri)}: dropped", None)
    roots = (criterion.iri, *(constraint.iri for constraint in criterion.constraints))
    own = parts_of(shapes, roots)
    for constraint in criterion.constraints:
        node = URIRef(constraint.iri)
        yield Mutant(f"{_short(node)}: constraint dropped", _without(own, node))
        yield Mutant(f"{_short(node)}: severity swapped", _swapped(own, node))
        yield Mutant(f"{_short(node)}: negated", _negated(own, node))
        yield from _numbers(own, node)
        yield from _lists(own, node)
        yield from _truths(own, node)


def _copy(graph: Graph) -> Graph:
    copy = Graph()
    copy += graph
    return copy


def _without(own: Graph, node: URIRef) -> Graph:
    copy = _copy(own)
    copy.remove((None, None, node))
    copy.remove((node, None, None))
    return copy


def _swapped(own: Graph, node: URIRef) -> Graph:
    copy = _copy(own)
    other = SH.Warning if (node, SH.severity, SH.Violation) in copy else SH.Violation
    copy.set((node, SH.severity, other))
    return copy


def _negated(own: Graph, node: URIRef) -> Graph:
    """The constraint fires just where it did not: its checks move into a shape that must not hold."""
    copy = _copy(own)
    inner = BNode()
    for predicate, value in list(copy.predicate_objects(node)):
        check = str(predicate).startswith(str(SH)) and predicate not in (
            SH.path,
            SH.severity,
            SH.targetClass,
            SH.message,
        )
        if check:
            copy.remove((node, predicate, value))
            copy.add((inner, predicate, value))
    copy.add((node, SH["not"], inner))
    return copy


def _inside(own: Graph, node: Node, seen: set[Node] | None = None) -> list[Node]:
    """The constraint and its nested blank nodes."""
    seen = set() if seen is None else seen
    if node not in seen:
        seen.add(node)
        for value in own.objects(node):
            if isinstance(value, BNode):
                _inside(own, value, seen)
    return sorted(seen, key=str)


def _numbers(own: Graph, node: URIRef) -> Iterator[Mutant]:
    for inner in _inside(own, node):
        for predicate in _BORDERS:
            for value in list(own.objects(inner, predicate)):
                for step in (-1, 1):
                    copy = _copy(own)
                    copy.set((inner, predicate, Literal(value.toPython() + step)))
                    yield Mutant(f"{_short(node)}: {_short(predicate)} {value} off by {step:+d}", copy)


def _lists(own: Graph, node: URIRef) -> Iterator[Mutant]:
    for inner in _inside(own, node):
        for predicate in (SH["in"], SH["or"]):
            for head in list(own.objects(inner, predicate)):
                members = list(Collection(own, head))
                for place, member in enumerate(members):
                    if len(members) == 1:
                        continue
                    copy = _copy(own)
                    fresh = BNode()
                    Collection(copy, fresh, members[:place] + members[place + 1 :])
                    copy.remove((inner, predicate, head))
                    copy.add((inner, predicate, fresh))
                    what = _short(member) if isinstance(member, URIRef) else f"alternative {place + 1}"
                    yield Mutant(
                        f"{_short(node)}: without {what} in {_short(predicate)} of {_owner(own, inner, node)}", copy
                    )


def _owner(own: Graph, inner: Node, node: URIRef) -> str:
    path = own.value(inner, SH.path)
    if path is None:
        holder = next(own.subjects(SH["not"], inner), None)
        path = own.value(holder, SH.path) if holder is not None else None
    return _short(path) if path is not None else _short(node)


def _truths(own: Graph, node: URIRef) -> Iterator[Mutant]:
    for inner in _inside(own, node):
        for value in list(own.objects(inner, SH.hasValue)):
            if isinstance(value, Literal) and isinstance(value.toPython(), bool):
                copy = _copy(own)
                copy.set((inner, SH.hasValue, Literal(not value.toPython())))
                yield Mutant(f"{_short(node)}: {_owner(own, inner, node)} turned round", copy)
        for head in list(own.objects(inner, SH["in"])):
            members = list(Collection(own, head))
            if len(members) == 1 and isinstance(members[0], Literal) and isinstance(members[0].toPython(), bool):
                copy = _copy(own)
                copy.set((head, RDF.first, Literal(not members[0].toPython())))
                yield Mutant(f"{_short(node)}: {members[0]} turned round", copy)


def _short(node: object) -> str:
    return str(node).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
