"""Compares the paths that a criterion's shapes walk with the facts that it declares to read."""

from __future__ import annotations

from collections.abc import Iterator

from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.terms import RG, SH

_COMPARED = (SH + "equals", SH + "disjoint", SH + "lessThan", SH + "lessThanOrEquals")


def faults(ground: Ground) -> Iterator[Fault]:
    """`undeclared-path`: walked, not in rg:reads. `unused-read`: in rg:reads, walked by no shape."""
    from regelgraph.judge.borders import borders_of

    shapes = ground.knowledge.shapes_graph()
    for criterion in ground.instances(RG + "Criterion"):
        constraints = {*ground.iris(criterion, SH + "property"), *ground.iris(criterion, RG + "constraint")}
        roots = (criterion, *sorted(c for c in constraints if not c.startswith("_:")))
        try:
            walked = borders_of(shapes, roots).walked | _compared(ground, roots)
        except ValueError as error:
            yield ground.fault("border-unreadable", criterion, why=str(error))
            continue
        declared = {prop: fact for fact in ground.iris(criterion, RG + "reads") for prop in _property(ground, fact)}
        for prop in sorted(walked - declared.keys()):
            yield ground.fault("undeclared-path", criterion, path=prop)
        for prop in sorted(declared.keys() - walked):
            yield ground.fault("unused-read", criterion, fact=declared[prop])


def _property(ground: Ground, fact: str) -> list[str]:
    return ground.iris(fact, RG + "property")


def _compared(ground: Ground, roots: tuple[str, ...]) -> set[str]:
    """Properties of the case that a shape compares a value with (W3C SHACL section 4.5)."""
    todo, seen, found = list(roots), set[str](), set[str]()
    while todo:
        shape = todo.pop()
        if shape in seen:
            continue
        seen.add(shape)
        found |= {prop for component in _COMPARED for prop in ground.iris(shape, component)}
        todo += [
            inner
            for prop in ground.properties(shape)
            if prop != SH + "path"
            for inner in ground.iris(shape, prop)
            if inner.startswith("_:") or prop in {SH + "node", SH + "property"}
        ]
    return found
