"""GET /questions, GET and POST /questions/{id}: the agreed JSON, every format, paging, and faults that are named."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from regelgraph.web.accept import CSV, HTML, JSON, N_TRIPLES, SPARQL_JSON, TURTLE, XLSX

from tests.web.conftest import Client, assert_problem

ROUNDS = "/questions/rounds-and-rules"
ONE = {"round": "win-win-2"}


def listed(ask: Client) -> list[dict[str, Any]]:
    return list(ask.get("/questions").json()["questions"])


def test_the_list_says_of_each_question_what_it_takes_and_where_it_is(ask: Client) -> None:
    found = listed(ask)
    assert len(found) >= 30
    for each in found:
        assert {"id", "title", "parameters", "url"} <= each.keys()
        assert each["title"]["de"]
        assert each["title"]["en"]
        assert each["url"] == f"/questions/{each['id']}"
        for parameter in each["parameters"]:
            assert {"name", "type", "required", "example"} <= parameter.keys()


def test_every_question_answers_its_example_with_rows(ask: Client) -> None:
    for each in listed(ask):
        example = {p["name"]: p["example"] for p in each["parameters"] if p["example"] is not None}
        answer = ask.get(each["url"], JSON, params={**example, "limit": 3}).json()
        assert answer["question"] == each["id"]
        assert answer["parameters"] == example
        assert answer["rows"], each["id"]
        assert all(list(row) == answer["columns"] for row in answer["rows"])
        assert answer["total"] >= len(answer["rows"])
        if each["columns"]:
            assert answer["columns"] == [column["name"] for column in each["columns"]]


def test_pages_of_rows_put_together_are_all_rows(ask: Client) -> None:
    whole = ask.get(ROUNDS, params=ONE).json()
    assert whole["next"] is None
    rows, url, pages = [], f"{ROUNDS}?round=win-win-2&limit=7", 0
    while url:
        answer = ask.get(url)
        assert answer.json()["total"] == whole["total"]
        rows += answer.json()["rows"]
        url, pages = answer.json()["next"], pages + 1
        assert answer.headers.get("link") == (f'<http://service{url}>; rel="next"' if url else None)
    assert rows == whole["rows"]
    assert pages == -(-whole["total"] // 7) > 1


def test_csv_xlsx_and_sparql_json_hold_the_same_rows_as_json(ask: Client) -> None:
    whole = ask.get(ROUNDS, params=ONE).json()
    table = list(csv.reader(io.StringIO(ask.get(ROUNDS, CSV, params=ONE).text)))
    assert table[0] == whole["columns"]
    assert len(table) == len(whole["rows"]) + 1
    book = openpyxl.load_workbook(io.BytesIO(ask.get(ROUNDS, XLSX, params=ONE).content))
    assert book.worksheets[0].max_row == len(table)
    found = parse_query_results(ask.get(ROUNDS, SPARQL_JSON, params=ONE).content, QueryResultsFormat.JSON)
    assert [variable.value for variable in found.variables] == whole["columns"]
    assert len(list(found)) == len(whole["rows"])


def test_a_question_for_triples_answers_in_turtle_unless_asked_otherwise(ask: Client) -> None:
    (graph,) = [each for each in listed(ask) if not each["columns"]]
    example = {p["name"]: p["example"] for p in graph["parameters"]}
    answer = ask.get(graph["url"], "*/*", params=example)
    assert answer.headers["content-type"].startswith(TURTLE)
    triples = {quad.triple for quad in parse(answer.content, RdfFormat.TURTLE)}
    lines = ask.get(graph["url"], N_TRIPLES, params={**example, "limit": 1})
    assert lines.headers["content-type"].startswith(N_TRIPLES)
    assert {quad.triple for quad in parse(lines.content, RdfFormat.N_TRIPLES)} == triples
    as_json = ask.get(graph["url"], JSON, params=example).json()
    assert as_json["columns"] == ["subject", "predicate", "object"]
    assert len(triples) == as_json["total"] > 0
    assert_problem(ask.get(graph["url"], SPARQL_JSON, params=example), 406, "not-acceptable", TURTLE)


@pytest.mark.parametrize(
    "body",
    [
        {"json": ONE},
        {"data": ONE},
        {"files": {"round": (None, "win-win-2")}},
        {"params": ONE},
        {"json": {"round": "win-win-2", "limit": 1000}},
    ],
)
def test_post_gives_the_same_answer_as_get(ask: Client, body: dict[str, Any]) -> None:
    assert ask("POST", ROUNDS, **body).json() == ask.get(ROUNDS, params=ONE).json()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("rond=win-win-2", "rond"),
        ("round=win-win-99", "round"),
        ("round=win-win-2&limit=0", "limit"),
        ("round=win-win-2&limit=10001", "limit"),
        ("round=win-win-2&limit=ten", "limit"),
        ("round=win-win-2&offset=-1", "offset"),
        ("round=win-win-2&round=win-win-3", "round"),
        ("round=win-win-2&lang=fr", "lang"),
    ],
)
def test_a_wrong_or_unknown_parameter_is_named(ask: Client, query: str, name: str) -> None:
    assert assert_problem(ask.get(f"{ROUNDS}?{query}"), 400, "parameter", name)["parameter"] == name


def test_a_missing_parameter_is_named(ask: Client) -> None:
    found = assert_problem(ask.get("/questions/titles-blocked"), 400, "parameter", "missing")
    assert found["parameter"] == "round"


def test_a_value_is_bound_as_a_term_and_never_becomes_part_of_the_query(ask: Client) -> None:
    attack = 'x" . } INSERT DATA { <a:b> <a:c> <a:d> } #'
    answer = ask.get("/questions/find-things", params={"text": attack})
    assert answer.json()["rows"] == []


def test_an_unknown_question_is_404_and_near_ones_are_named(ask: Client) -> None:
    assert_problem(ask.get("/questions/rounds-and-rule"), 404, "question", "rounds-and-rules")


def test_a_body_of_another_kind_is_refused(ask: Client) -> None:
    headers = {"Content-Type": "text/plain"}
    assert_problem(ask("POST", ROUNDS, content=b"round=1", headers=headers), 415, "media-type", JSON)
    assert_problem(ask("POST", ROUNDS, json=[1]), 400, "input", "object")
    assert_problem(ask("POST", ROUNDS, json={"round": ["win-win-2"]}), 400, "parameter", "round")
    assert_problem(ask("POST", ROUNDS, files={"round": ("a.txt", b"win-win-2")}), 400, "parameter", "file")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("text/*;q=0.5, application/json;q=0.1", CSV),
        ("text/csv;q=0, text/*", HTML),
        ("application/json;q=0.2, application/sparql-results+json;q=0.9", SPARQL_JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("TEXT/CSV", CSV),
    ],
)
def test_the_best_liked_format_is_given(ask: Client, accept: str | None, expected: str) -> None:
    answer = ask.get(ROUNDS, accept, params=ONE)
    assert answer.headers["content-type"].partition(";")[0] == expected
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "*/*;q=0", "application/*;q=x"])
def test_no_format_that_the_client_takes_is_406(ask: Client, accept: str) -> None:
    assert_problem(ask.get(ROUNDS, accept, params=ONE), 406, "not-acceptable", CSV)


def test_a_date_is_a_date(ask: Client) -> None:
    day = next(
        p["name"] for each in listed(ask) if each["id"] == "networks-lacking-partner" for p in each["parameters"]
    )
    url = "/questions/networks-lacking-partner"
    assert ask.get(url, params={day: date(2026, 11, 24).isoformat()}).status_code == 200
    assert assert_problem(ask.get(url, params={day: "24.11.2026"}), 400, "parameter", "YYYY-MM-DD")["parameter"] == day


def test_json_over_http_is_valid_for_strict_readers(ask: Client) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    json.loads(ask.get("/questions").text, parse_constant=refuse)


@pytest.mark.parametrize("headers", [{"Content-Type": "application/json"}, {}])
def test_a_post_without_a_body_is_answered_from_the_address(ask: Client, headers: dict[str, str]) -> None:
    url = "/questions/rounds-and-rules?round=win-win-2"
    assert ask("POST", url, headers=headers).json() == ask.get(url).json()
