"""Judges a mutant of a criterion: only what the mutation touched, and of cases that it cannot tell apart only one.

What the other constraints say is known from the criterion's own table. pySHACL judges the touched ones, over one case
for all that differ only in facts which these shapes do not name, or in codes which they do not name.
"""

from __future__ import annotations

from itertools import product

from rdflib import RDF, SH, Graph, URIRef
from regelgraph.judge.borders import borders_of, parts_of
from regelgraph.judge.decision import ClassTuple, DecisionTable, Fired
from regelgraph.judge.space import ClassKey, Space
from regelgraph.judge.validate import Validator
from regelgraph.rulebook import Criterion


def judged_anew(criterion: Criterion, shapes: Graph, mutant: Graph, original: DecisionTable) -> dict[ClassTuple, Fired]:
    """The constraints that every case of the mutant violates; `shapes` are those that it is a changed copy of."""
    touched = [
        place
        for place, constraint in enumerate(criterion.constraints)
        if set(parts_of(shapes, (constraint.iri,))) != set(parts_of(mutant, (constraint.iri,)))
    ]
    alone = _alone(criterion, mutant, touched)
    stands_for = [_representatives(space, alone) for space in original.spaces]
    few = list(product(*(dict.fromkeys(by_key.values()) for by_key in stands_for)))
    fired = Validator(alone)(criterion, original.spaces, few)
    now = {case: fired.get(place, set()) for place, case in enumerate(few)}
    assert set().union(*now.values()) <= set(touched)
    known = {}
    for case in original.tuples():
        stand_in = tuple(by_key[key] for by_key, key in zip(stands_for, case, strict=True))
        kept = set(original.fired(case)).difference(touched)
        known[case] = tuple(sorted(kept | now[stand_in]))
    return known


def _alone(criterion: Criterion, mutant: Graph, touched: list[int]) -> Graph:
    """The shapes of the mutant without the constraints that it leaves as they were."""
    shapes = Graph()
    shapes += mutant
    for place, constraint in enumerate(criterion.constraints):
        if place not in touched:
            shapes.remove((URIRef(criterion.iri), None, URIRef(constraint.iri)))
    alone = parts_of(shapes, (criterion.iri, *(criterion.constraints[place].iri for place in touched)))
    assert (None, SH.closed, None) not in alone, "a closed shape looks at facts that it does not name"
    return alone


def _representatives(space: Space, shapes: Graph) -> dict[ClassKey, ClassKey]:
    """For each class of a fact the one that is judged for it."""
    named = set(shapes.objects())
    if URIRef(space.property) not in named:
        return dict.fromkeys(space.keys, space.keys[0])
    asked = borders_of(shapes, tuple(str(root) for root in shapes.subjects(RDF.type) if isinstance(root, URIRef)))
    if space.property in asked.opened or not all(isinstance(key, str) for key in space.keys):
        return {key: key for key in space.keys}
    unnamed = [key for key in space.keys if key not in {str(value) for value in named}]
    return {key: unnamed[0] if key in unnamed else key for key in space.keys}
