"""Every kind of problem is a thing with words and the status it comes with, and so is the schema of reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from regelgraph.errors import EndpointError, RegelgraphError
from regelgraph.knowledge import Knowledge
from regelgraph.terms import PROBLEM
from regelgraph.workers import problems

from tests.web.conftest import Client

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "api.md").read_text(encoding="utf-8")
STATUS = NamedNode("http://www.w3.org/2011/http#statusCodeNumber")
BY_STATUS = (400, 404, 405, 406, 408, 412, 414, 416, 417, 431, 501, 505)
"""Statuses that are answered in their own words."""


def errors(below: type[RegelgraphError] = RegelgraphError) -> Iterator[type[RegelgraphError]]:
    yield below
    for each in below.__subclasses__():
        yield from errors(each)


def kinds() -> Iterator[tuple[str, int]]:
    """The types that the code gives, with their statuses."""
    for error in errors():
        yield error.problem_type, error.http_status
    for status in BY_STATUS:
        yield json.loads(problems.of_status(status).body[0])["type"], status
    yield PROBLEM + "retired", 410


@pytest.mark.parametrize(("iri", "status"), sorted(set(kinds())))
def test_the_type_of_a_problem_is_described_where_it_points(ask: Client, iri: str, status: int) -> None:
    knowledge: Knowledge = ask.handler.loaded.knowledge
    assert [quad.object for quad in knowledge.store.quads_for_pattern(NamedNode(iri), STATUS, None)] == [
        Literal(status)
    ]
    assert ask.get(iri.removeprefix("https://w3id.org/regelgraph"), "text/turtle").status_code == 200
    if iri != EndpointError.problem_type:  # the service asks no other one; only the command line does
        assert re.search(rf"^\|[^|]*\b{status}\b[^|]*\|[^|]*`{iri.removeprefix(PROBLEM)}`", PAGE, re.MULTILINE)


def test_no_other_kind_is_described(ask: Client) -> None:
    described = {
        quad.subject.value for quad in ask.handler.loaded.knowledge.store.quads_for_pattern(None, STATUS, None)
    }
    assert described == {iri for iri, _ in kinds()}


def test_the_schema_of_reports_is_described_where_its_id_points(ask: Client) -> None:
    path = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))["$id"].removeprefix(
        "https://w3id.org/regelgraph"
    )
    assert re.fullmatch("/id/[a-z-]+/[a-z-]+", path)
    assert ask.get(path, "text/turtle").status_code == 200
