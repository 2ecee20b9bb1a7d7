"""Every question gives the same rows in this process, in rdflib, and on a SPARQL server that loaded the export."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal
from rdflib import Dataset
from rdflib.term import BNode
from rdflib.term import Literal as RdfLiteral
from regelgraph.engines import Answer, LocalEngine
from regelgraph.engines.remote import RemoteEngine
from regelgraph.questions import Register

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
IDS = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def told(answer: Answer) -> Counter[tuple[str, ...]]:
    """Rows or triples as texts; blank nodes have no name that two engines share."""
    rows = answer.rows if answer.triples is None else [(t.subject, t.predicate, t.object) for t in answer.triples]
    return Counter(tuple(said(term) for term in row) for row in rows)


def said(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, BlankNode | BNode):
        return "_:"
    if isinstance(term, Literal):
        return f"{term.value}@{term.language or ''}^{'' if term.language else term.datatype.value}"
    if isinstance(term, RdfLiteral):
        return f"{term}@{term.language or ''}^{'' if term.language else term.datatype or XSD_STRING}"
    return str(getattr(term, "value", term))


@pytest.mark.parametrize("id_", IDS)
def test_a_server_that_loaded_the_export_gives_the_same_rows(
    id_: str, register: Register, here: LocalEngine, server: str
) -> None:
    sparql = register.sparql(register[id_], register[id_].example)
    expected, there = here.query(sparql), RemoteEngine(server).query(sparql)
    assert there.columns == expected.columns
    assert told(there) == told(expected)
    assert told(expected)


@pytest.mark.parametrize("id_", IDS)
def test_rdflib_gives_the_same_rows(id_: str, register: Register, here: LocalEngine, dataset: Dataset) -> None:
    question = register[id_]
    sparql = register.sparql(question, question.example)
    there = dataset.query(sparql)
    assert Counter(tuple(said(term) for term in row) for row in there) == told(here.query(sparql))


def test_there_are_at_least_thirty() -> None:
    assert len(IDS) >= 30
