"""/openapi.json: OpenAPI 3.1 that says what the service does, with columns from the knowledge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from regelgraph.gateway.app import OWN
from regelgraph.web.linked import catalogue
from regelgraph.web.service import Options

from tests.web.conftest import SAMPLES, Client

STRANGER = Path(__file__).parents[1] / "stranger"


@pytest.fixture(scope="module")
def document(ask: Client) -> dict[str, Any]:
    found: dict[str, Any] = ask.get("/openapi.json").json()
    return found


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A schema with what it refers to, for jsonschema."""
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


def valid(document: dict[str, Any], name: str, value: Any) -> None:
    jsonschema.Draft202012Validator(schema(document, name)).validate(value)


def test_it_is_openapi_3_1_with_an_operation_for_every_route_and_method(ask: Client, document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    served = {(route.path, method) for route in ask.handler.app.routes for method in route.methods}  # type: ignore[attr-defined]
    served |= {(path, method) for path in OWN for method in ("GET", "HEAD")}
    served |= {("/sparql", method) for method in ("GET", "HEAD", "POST")}
    served |= {("/.well-known/sparql-examples", method) for method in ("GET", "HEAD")}
    names = ("/def/", "/def/{term}", "/graph/{folder}/{name}", "/id/{kind}/{slug}")
    served |= {(path, method) for path in names for method in ("GET", "HEAD")}
    served |= {(path, method) for path in catalogue.PATHS for method in ("GET", "HEAD")}
    served |= {
        (path, method) for path in ("/csv/", "/csv/metadata.json", "/csv/{name}.csv") for method in ("GET", "HEAD")
    }
    lists = ("/explore", "/search", "/static/style.css", "/versions", "/id/", "/id/{kind}/", "/graph/")
    served |= {(path, method) for path in lists for method in ("GET", "HEAD")}
    described = set()
    ids = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            pattern = "/questions/{id}" if re.match("/questions/.", path) else path
            described |= {(pattern, method.upper()), *([(pattern, "HEAD")] if method == "get" else [])}
            ids.append(operation["operationId"])
    assert described == served
    assert len(ids) == len(set(ids))


def test_the_page_of_the_interface_has_every_operation_once(ask: Client, document: dict[str, Any]) -> None:
    lines = re.findall(r"<dt><code>([A-Z, ]+) (/\S*)</code></dt>", ask.get("/docs", "text/html").text)
    shown = [(path, method.lower()) for methods, path in lines for method in methods.split(", ")]
    assert sorted(shown) == sorted((path, method) for path, found in document["paths"].items() for method in found)
    assert len(lines) < len(shown)


@pytest.mark.parametrize("path", ["/def/", "/def/{term}", "/graph/{folder}/{name}", "/id/{kind}/{slug}"])
def test_names_answer_in_every_form_that_is_described(ask: Client, document: dict[str, Any], path: str) -> None:
    operation = document["paths"][path]["get"]
    parts = {each["name"]: each["example"] for each in operation["parameters"]}
    for type_ in operation["responses"]["200"]["content"]:
        answer = ask.get(path.format(**parts), type_)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, type_)


def test_every_reference_leads_somewhere_and_every_schema_is_one(document: dict[str, Any]) -> None:
    for ref in re.findall(r"'\$ref': '#/([^']+)'", str(document)):
        found: Any = document
        for part in ref.split("/"):
            found = found[part]
        assert found
    for each in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(each)


def test_columns_are_those_that_the_knowledge_declares(document: dict[str, Any]) -> None:
    person = document["components"]["schemas"]["Person"]
    assert {"person_id", "sex", "birth_date", "residence_title", "round"} <= person["properties"].keys()
    assert person["required"] == ["person_id"]
    assert "not-reached" in person["properties"]["contact_status"]["description"]


def test_facts_and_rounds_of_the_users_own_are_columns_and_values(document: dict[str, Any]) -> None:
    found = Client(Options((STRANGER / "family-benefit.ttl",))).get("/openapi.json").json()
    person, without = (each["components"]["schemas"]["Person"]["properties"] for each in (found, document))
    assert {"number_of_children", "monthly_income", "housing"} <= person.keys() - without.keys()
    assert "rented" in person["housing"]["description"]
    assert "family-2026" in str(found["paths"]["/check/persons"]["post"]["parameters"])


def test_examples_are_valid_and_are_answered(ask: Client, document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        if not path.startswith(("/check/", "/explain/")):
            continue
        content = operations["post"]["requestBody"]["content"]["application/json"]
        validator = jsonschema.Draft202012Validator({**content["schema"], "components": document["components"]})
        validator.validate(content["example"])
        parameters = {each["name"]: each["example"] for each in operations["post"]["parameters"] if "example" in each}
        assert parameters["round"]
        answer = ask("POST", path, json=content["example"], params=parameters)
        assert answer.status_code == 200, answer.text
        for row in answer.json().get("results", []):
            assert row["invalid"] == "", row
        if path.startswith("/check/"):
            example = operations["post"]["requestBody"]["content"]["text/csv"]["example"]
            same = ask("POST", path, content=example, params=parameters, headers={"Content-Type": "text/csv"})
            assert same.json() == answer.json()


@pytest.mark.parametrize(
    ("kind", "name"), [("persons", "participants"), ("participations", "participations"), ("networks", "networks")]
)
def test_reports_are_as_described(ask_bare: Client, document: dict[str, Any], kind: str, name: str) -> None:
    answer = ask_bare(
        "POST",
        f"/check/{kind}?round=win-win-2",
        content=(SAMPLES / f"{name}.csv").read_bytes(),
        headers={"Content-Type": "text/csv"},
    ).json()
    assert answer["results"]
    valid(document, f"ReportOn{kind.capitalize()}", answer)


def test_explanations_answers_lists_and_problems_are_as_described(ask: Client, document: dict[str, Any]) -> None:
    tree = ask("POST", "/explain/person?round=win-win-2", json={"person": {"person_id": "A"}}).json()
    valid(document, "Explanation", tree)
    valid(document, "Problem", ask.get("/nothing").json())
    for each in ask.get("/questions").json()["questions"]:
        valid(document, "Question", each)
    valid(document, "Answer", ask.get("/questions/rounds-and-rules?round=win-win-2").json())
