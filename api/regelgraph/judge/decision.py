"""Decision tables: every class tuple of a criterion judged once by pySHACL (W3C SHACL section 3.4, validation results).

A table answers which constraints a complete case violates. Cases are judged in one run over a graph that holds one node
per class tuple with exactly the facts that the criterion reads; where its paths leave the case, the knowledge is added.
A criterion with facts that have no finite classes, or with too many tuples, is judged for the tuples that come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod

from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from regelgraph.errors import KnowledgeError
from regelgraph.judge.space import ClassKey, Space
from regelgraph.rulebook import Criterion

EAGER_LIMIT = 5_000
"""Up to so many class tuples a table is made whole; beyond, tuples are judged as they come."""

ClassTuple = tuple[ClassKey, ...]
Fired = tuple[int, ...]
"""Positions of the violated constraints in `Criterion.constraints`, ascending; empty means ok."""

_CASE = "urn:regelgraph:case:"


@dataclass(slots=True)
class DecisionTable:
    """Which constraints each class tuple of `criterion` violates; `spaces` are in the order of the tuples."""

    criterion: Criterion
    spaces: tuple[Space, ...]
    shapes: Graph | None = None
    knowledge: Graph | None = None
    known: dict[ClassTuple, Fired] = field(default_factory=dict)

    @property
    def finite(self) -> bool:
        """Whether all class tuples can be listed and are few enough to judge at once."""
        return not any(space.open for space in self.spaces) and prod(len(s.keys) for s in self.spaces) <= EAGER_LIMIT

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
        new = [case for case in dict.fromkeys(cases) if case not in self.known]
        if not new:
            return
        if self.shapes is None:
            raise KnowledgeError(f"{self.criterion.iri}: its shapes are needed to judge a case that its table does not hold")
        fired = self._validate(new)
        self.known.update((case, tuple(sorted(fired.get(i, ())))) for i, case in enumerate(new))

    def _validate(self, cases: list[ClassTuple]) -> dict[int, set[int]]:
        import pyshacl  # noqa: PLC0415 - heavy, and a warm run does not need it

        data = Graph()
        if self.knowledge is not None:
            data += self.knowledge
        for i, case in enumerate(cases):
            node = URIRef(f"{_CASE}{i}")
            data.add((node, RDF.type, URIRef(self.criterion.case_kind)))
            for space, key in zip(self.spaces, case, strict=True):
                data.add((node, URIRef(space.property), term_of(key)))
        try:
            _, report, _ = pyshacl.validate(data, shacl_graph=self.shapes, inplace=True, allow_warnings=True)
        except Exception as error:
            raise KnowledgeError(f"{self.criterion.iri}: its shapes cannot be evaluated: {error}") from error
        if not isinstance(report, Graph):
            raise KnowledgeError(f"{self.criterion.iri}: its shapes cannot be evaluated: {report}")
        position = {constraint.iri: i for i, constraint in enumerate(self.criterion.constraints)}
        fired: dict[int, set[int]] = {}
        for result in report.subjects(RDF.type, SH.ValidationResult):
            focus, source = report.value(result, SH.focusNode), str(report.value(result, SH.sourceShape))
            if not str(focus).startswith(_CASE):
                continue
            if source not in position:
                raise KnowledgeError(
                    f"{self.criterion.iri}: a violation comes from {source}, which is none of its constraints; "
                    "give each constraint an IRI and list it with sh:property or rg:constraint"
                )
            fired.setdefault(int(str(focus).removeprefix(_CASE)), set()).add(position[source])
        return fired


def term_of(key: ClassKey) -> Node:
    """The RDF term of a class key: an IRI for a code, else a literal of the datatype of the value."""
    if isinstance(key, bool):
        return Literal(key)
    if isinstance(key, int):
        return Literal(key, datatype=XSD.integer)
    if isinstance(key, Decimal):
        return Literal(key, datatype=XSD.decimal)
    if isinstance(key, date):
        return Literal(key, datatype=XSD.date)
    return URIRef(key) if "://" in key or key.startswith("urn:") else Literal(key, datatype=XSD.string)
