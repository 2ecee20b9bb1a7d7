"""Has pySHACL judge complete cases (W3C SHACL section 3.4, validation results)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyshacl
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from regelgraph.errors import KnowledgeError
from regelgraph.judge.batched import batched
from regelgraph.judge.decision import ClassTuple
from regelgraph.judge.space import ClassKey, Space
from regelgraph.rulebook import Criterion

_CASE = "urn:regelgraph:case:"


@dataclass(frozen=True, slots=True)
class Validator:
    """Judges cases of one criterion by its `shapes`; `knowledge` is added where the shapes' paths leave the case."""

    shapes: Graph
    knowledge: Graph | None = None

    def __call__(self, criterion: Criterion, spaces: tuple[Space, ...], cases: list[ClassTuple]) -> dict[int, set[int]]:
        """Positions of the violated constraints by position of the case, from one run over all cases.

        Raises KnowledgeError if the shapes cannot be evaluated or a result cannot be traced to a constraint.
        """
        try:
            _, report, text = pyshacl.validate(
                self._data(criterion, spaces, cases), shacl_graph=batched(self.shapes), inplace=True
            )
        except Exception as error:
            raise KnowledgeError(f"{criterion.iri}: its shapes cannot be evaluated: {error}") from error
        if not isinstance(report, Graph):
            raise KnowledgeError(f"{criterion.iri}: its shapes cannot be evaluated: {text}")
        return _fired(criterion, report)

    def _data(self, criterion: Criterion, spaces: tuple[Space, ...], cases: list[ClassTuple]) -> Graph:
        data = Graph()
        if self.knowledge is not None:
            data += self.knowledge
        for i, case in enumerate(cases):
            node = URIRef(f"{_CASE}{i}")
            data.add((node, RDF.type, URIRef(criterion.case_kind)))
            for space, key in zip(spaces, case, strict=True):
                data.add((node, URIRef(space.property), term_of(key)))
        return data


def _fired(criterion: Criterion, report: Graph) -> dict[int, set[int]]:
    position = {constraint.iri: i for i, constraint in enumerate(criterion.constraints)}
    fired: dict[int, set[int]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, source = str(report.value(result, SH.focusNode)), str(report.value(result, SH.sourceShape))
        if not focus.startswith(_CASE):
            continue
        if source not in position:
            raise KnowledgeError(
                f"{criterion.iri}: a violation comes from {source}, which is none of its constraints; "
                "give each constraint an IRI and list it with sh:property or rg:constraint"
            )
        fired.setdefault(int(focus.removeprefix(_CASE)), set()).add(position[source])
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
