"""Looks at the decision tables: a constraint that no class tuple violates, or that every one does, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from regelgraph.errors import KnowledgeError
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground

UNUSABLE: Final = ("does-not-compile", "shapes-unusable")


def faults(ground: Ground) -> Iterator[Fault]:
    """`never-fires` and `never-passes`; before that `does-not-compile` and `shapes-unusable`, without a subject.

    A criterion with more class tuples than a table holds, or without finite classes, is left to the test cases.
    """
    from regelgraph.judge import Judge

    try:
        criteria = ground.knowledge.rulebook.criteria
        judge = Judge(ground.knowledge)
    except KnowledgeError as error:
        yield ground.fault("does-not-compile", "", "", why=str(error))
        return
    for criterion in criteria.values():
        try:
            table = judge.table(criterion.iri)
        except (KnowledgeError, ValueError) as error:
            yield ground.fault("shapes-unusable", criterion.iri, why=str(error))
            continue
        if not table.finite:
            continue
        fired = [set(table.fired(case)) for case in table.tuples()]
        for position, constraint in enumerate(criterion.constraints):
            if not any(position in case for case in fired):
                yield ground.fault("never-fires", constraint.iri, criterion=criterion.iri, count=str(len(fired)))
            elif all(position in case for case in fired):
                yield ground.fault("never-passes", constraint.iri, criterion=criterion.iri, count=str(len(fired)))
    judge.keep()
