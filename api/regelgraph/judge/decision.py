"""Decision tables: every class tuple of a criterion judged once by pySHACL (W3C SHACL section 3.4, validation results).

A table answers which constraints a complete case violates. Cases are judged in one run over a graph that holds one node
per class tuple with exactly the facts that the criterion reads; where its paths leave the case, the knowledge is added.
A criterion with facts that have no finite classes, or with too many tuples, is judged for the tuples that come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import product
from math import prod
from threading import RLock
from typing import TYPE_CHECKING, Any

from regelgraph.errors import KnowledgeError
from regelgraph.judge.space import ClassKey, Space
from regelgraph.rulebook import Criterion

if TYPE_CHECKING:
    from collections.abc import Callable

EAGER_LIMIT = 5_000
"""Up to so many class tuples a table is made whole; beyond, tuples are judged as they come."""

ClassTuple = tuple[ClassKey, ...]
Fired = tuple[int, ...]
"""Positions of the violated constraints in `Criterion.constraints`, ascending; empty means ok."""


@dataclass(slots=True)
class DecisionTable:
    """Which constraints each class tuple of `criterion` violates; `spaces` are in the order of the tuples.

    `validate` judges tuples that are not known yet: positions of the violated constraints by position of the tuple;
    one thread at a time, the one that has `lock`.
    """

    criterion: Criterion
    spaces: tuple[Space, ...]
    validate: Callable[[Criterion, tuple[Space, ...], list[ClassTuple]], dict[int, set[int]]] | None = None
    known: dict[ClassTuple, Fired] = field(default_factory=dict)
    lock: AbstractContextManager[Any] = field(default_factory=RLock, repr=False, compare=False)

    @property
    def finite(self) -> bool:
        """Whether all class tuples can be listed and are few enough to judge at once."""
        return not any(space.open for space in self.spaces) and prod(len(s.keys) for s in self.spaces) <= EAGER_LIMIT

    @property
    def whole(self) -> bool:
        """Whether every case has been judged."""
        return self.finite and all(case in self.known for case in self.tuples())

    def tuples(self) -> Iterator[ClassTuple]:
        """All class tuples of a finite table, in the order of the spaces' keys."""
        return product(*(space.keys for space in self.spaces))

    def fired(self, case: ClassTuple) -> Fired:
        """The constraints that `case` violates; judged now if it has not been before."""
        if case not in self.known:
            self.judge([case])
        return self.known[case]

    def judge(self, cases: Iterable[ClassTuple]) -> None:
        """Have pySHACL judge the cases that are not known yet, in one run.

        Raises KnowledgeError if the shapes cannot be evaluated or a result cannot be traced to a constraint.
        """
        with self.lock:
            new = [case for case in dict.fromkeys(cases) if case not in self.known]
            if not new:
                return
            if self.validate is None:
                raise KnowledgeError(
                    f"{self.criterion.iri}: its shapes are needed to judge a case that its table does not hold"
                )
            fired = self.validate(self.criterion, self.spaces, new)
            self.known.update((case, tuple(sorted(fired.get(i, ())))) for i, case in enumerate(new))
