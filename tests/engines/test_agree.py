"""Every question gives the same rows in this process, in rdflib, and on a SPARQL server that loaded the export."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, Store
from rdflib import Dataset
from rdflib.term import BNode
from rdflib.term import Literal as RdfLiteral
from regelgraph.engines import Answer, LocalEngine
from regelgraph.engines.remote import RemoteEngine

from tests.engines.part import shapes

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
    id_: str, asked: dict[str, str], answers: dict[str, Answer], server: str
) -> None:
    expected, there = answers[asked[id_]], RemoteEngine(server).query(asked[id_])
    assert there.columns == expected.columns
    assert told(there) == told(expected)
    assert told(expected)


@pytest.mark.parametrize("id_", IDS)
def test_rdflib_gives_the_same_rows(
    id_: str, asked: dict[str, str], answers: dict[str, Answer], part: Store, dataset: Dataset
) -> None:
    expected, there = LocalEngine(part).query(asked[id_]), dataset.query(asked[id_])
    assert Counter(tuple(said(term) for term in row) for row in there) == told(expected)
    assert shapes(answers[asked[id_]]).keys() <= shapes(expected).keys(), "the part lacks a shape of row that there is"


def test_there_are_at_least_thirty() -> None:
    assert len(IDS) >= 30
