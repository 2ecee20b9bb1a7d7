"""Nothing that is sent makes the service speak to anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.attacks.listener import Listener, listening
from tests.attacks.target import Target, refused


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found
        assert found.heard == []


SERVICES = (
    "SELECT * WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ BIND (<{url}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ VALUES ?x {{ <{url}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "select*{{service<{url}>{{?s?p?o}}}}",
    "SELECT * WHERE {{ {{ SELECT * WHERE {{ sErViCe\n#x\n<{url}> {{ ?s ?p ?o }} }} }} }}",
    "PREFIX a: <{url}> SELECT * WHERE {{ SERVICE a: {{ ?s ?p ?o }} }}",
    "BASE <{url}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * WHERE {{ FILTER (trueSERVICE <{url}> {{ ?s ?p ?o }} }}",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <urn:g>",
    "INSERT DATA {{ <urn:a> <urn:b> <{url}> }}",
    "DELETE WHERE {{ ?s ?p ?o }}",
    "CLEAR ALL",
)


@pytest.mark.parametrize("text", SERVICES)
def test_service_load_and_updates_are_refused_and_ask_nobody(served: Target, listener: Listener, text: str) -> None:
    asked = text.format(url=listener.url)
    refused(served.query(asked), 400)
    refused(served.ask("GET", f"/sparql?query={quote(asked)}"), 400)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    refused(served.ask("POST", "/sparql", f"query={quote(asked)}".encode(), **form), 400)
    refused(served.ask("POST", "/sparql", f"update={quote(asked)}".encode(), **form), 400)
    refused(served.ask("POST", "/sparql", asked.encode(), Content_Type="application/sparql-update"), 400, 415)
    assert listener.heard == []
    served.still_well()


@pytest.mark.parametrize("clause", ["FROM <{url}>", "FROM NAMED <{url}>", "FROM <file:///etc/passwd>"])
def test_graphs_that_are_not_stored_are_not_fetched(served: Target, listener: Listener, clause: str) -> None:
    answers = [served.query(f"SELECT ?s {clause.format(url=listener.url)} WHERE {{ ?s ?p ?o }}", "text/csv")]
    for name in ("default-graph-uri", "named-graph-uri"):
        query = quote("SELECT ?s WHERE { ?s ?p ?o }")
        target = f"/sparql?query={query}&{name}={quote(listener.url)}"
        answers.append(served.ask("GET", target, Accept="text/csv"))
    for answer in answers:
        assert answer.status == 400 or answer.body == b"s\r\n", answer.raw[:500]
    assert listener.heard == []


@pytest.mark.parametrize("type_", ["application/ld+json", "text/turtle", "application/rdf+xml", "application/json"])
def test_contexts_and_imports_of_others_are_not_fetched(served: Target, listener: Listener, type_: str) -> None:
    document = json.dumps({"@context": listener.url, "@id": listener.url, "persons": []}).encode()
    for path in ("/check/persons?round=win-win-2", "/explain/person?round=win-win-2", "/sparql", "/questions/codes"):
        answer = served.ask("POST", path, document, Content_Type=type_)
        refused(answer, 400, 415)
    assert listener.heard == []
    served.still_well()


def test_addresses_in_parameters_and_cells_are_not_fetched(served: Target, listener: Listener) -> None:
    served.ask("GET", f"/questions/describe-thing?thing={quote(listener.url)}")
    served.ask("GET", f"/id/{quote(listener.url)}")
    served.ask("GET", f"/sparql?query={quote(f'DESCRIBE <{listener.url}>')}")
    assert served.check(json.dumps({"persons": [{"person_id": listener.url}]}).encode()).status == 200
    assert listener.heard == []
