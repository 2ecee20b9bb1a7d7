"""Each tool gives what the service says over HTTP, by its own knowledge and by a running service alike."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import MCPError

from tests.mcp.conftest import Session, text

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
AS_OF = "2026-11-24"
PERSON = {"person_id": "P1", "sex": "m", "age": 25, "citizenship": "SYR", "employable": True, "entry_date": AS_OF}
NAMES = [
    "ask_question",
    "check_networks",
    "check_participations",
    "check_persons",
    "explain_person",
    "list_questions",
    "sparql_query",
]


def sample(name: str) -> list[dict[str, str]]:
    decoded = (SAMPLES / name).read_bytes().decode("utf-8-sig" if name == "networks.csv" else "cp1252")
    return [
        {key: value for key, value in row.items() if key and value}
        for row in csv.DictReader(decoded.splitlines(), delimiter=";" if ";" in decoded.split("\n")[0] else ",")
    ]


def got(url: str, path: str, **params: Any) -> Any:
    return httpx.get(url + path, params=params, timeout=60).json()


def posted(url: str, path: str, body: Any, **params: Any) -> Any:
    return httpx.post(url + path, json=body, params=params, timeout=60).json()


def test_the_tools_only_read_and_say_what_they_take(tools: Session) -> None:
    found = tools.list_tools().tools
    assert sorted(each.name for each in found) == NAMES
    for each in found:
        assert each.annotations.read_only_hint is True
        assert each.annotations.destructive_hint is False
        assert each.title
        assert len(each.description) > 50
        assert each.input_schema["additionalProperties"] is False
        assert each.output_schema["type"] == "object"


def test_both_ways_to_answer_have_the_same_tools(own: Session, by_url: Session) -> None:
    assert own.list_tools().tools == by_url.list_tools().tools


def test_columns_rounds_and_questions_come_from_the_knowledge(tools: Session, url: str) -> None:
    found = {each.name: each.input_schema["properties"] for each in tools.list_tools().tools}
    columns = got(url, "/openapi.json")["components"]["schemas"]
    assert found["check_persons"]["persons"]["items"]["properties"] == columns["Person"]["properties"]
    assert found["check_networks"]["partners"]["items"]["properties"] == columns["Partner"]["properties"]
    assert "win-win-3" in found["check_persons"]["rounds"]["items"]["enum"]
    assert found["explain_person"]["round"]["enum"] == found["check_persons"]["rounds"]["items"]["enum"]
    asked = [each["id"] for each in got(url, "/questions")["questions"]]
    assert found["ask_question"]["question"]["enum"] == asked


def test_questions_are_listed_and_searched_in_both_languages(tools: Session, url: str) -> None:
    listed = got(url, "/questions")["questions"]
    found = tools.call("list_questions")
    assert [each["id"] for each in found["questions"]] == [each["id"] for each in listed]
    assert found["shown"] == found["total"] == len(listed)
    assert [each["title"] for each in tools.call("list_questions", lang="de")["questions"]] == [
        each["title"]["de"] for each in listed
    ]
    some = tools.call("list_questions", search="two THINGS connected")
    assert [each["id"] for each in some["questions"]] == ["connections"]
    assert [each["name"] for each in some["questions"][0]["parameters"]] == ["from", "to", "length"]
    networks = tools.call("list_questions", audience="networks")["questions"]
    assert [each["id"] for each in networks] == [each["id"] for each in listed if each["audience"] == "networks"]


def test_a_question_is_answered_in_one_language_page_by_page(tools: Session, url: str) -> None:
    document = got(url, "/questions/rounds-and-rules", round="win-win-2")
    offset: int | None = 0
    rows: list[dict[str, Any]] = []
    while offset is not None:
        page = tools.call(
            "ask_question",
            question="rounds-and-rules",
            parameters={"round": "win-win-2"},
            limit=15,
            offset=offset,
        )
        assert page["total"] == document["total"]
        rows += page["rows"]
        offset = page["next_offset"]
    kept = [name for name in document["columns"] if not name.endswith("_de")]
    assert rows == [{name: row[name] for name in kept} for row in document["rows"]]
    german = tools.call("ask_question", question="rounds-and-rules", limit=1, lang="de")
    assert german["columns"] == [name for name in document["columns"] if not name.endswith("_en")]
    named = {"from": "win-win-1", "to": "win-win-2"}
    assert tools.call("ask_question", question="round-changes", parameters=named)["parameters"] == named


def test_persons_are_judged_as_over_http(tools: Session, url: str) -> None:
    persons = sample("participants.csv")[:40]
    document = posted(url, "/check/persons", {"persons": persons}, round="win-win-2", as_of=AS_OF)
    found = tools.call("check_persons", persons=persons, rounds=["win-win-2"], as_of=AS_OF, limit=500)
    assert found["summary"] == document["summary"]
    assert found["knowledge"] == document["knowledge"]
    assert found["warnings"] == document["warnings"]
    assert len(set(found["summary"].values())) > 2
    assert_results(found, document, "reasons_en", ("row", "person_id", "round", "verdict", "invalid", "citations"))


def test_participations_are_compared_as_over_http(tools: Session, url: str) -> None:
    stays = sample("participations.csv")
    document = posted(url, "/check/participations", {"participations": stays}, as_of=AS_OF)
    found = tools.call("check_participations", participations=stays, as_of=AS_OF, limit=500, lang="de")
    assert found["summary"] == document["summary"]
    assert found["total"] == len(document["results"]) > 10
    assert_results(found, document, "reasons_de", ("row", "person_id", "round", "verdict"))
    pairs = [(row.get("row_a"), row.get("row_b"), row.get("overlap_from", "")) for row in found["results"]]
    assert pairs == [(row["row_a"], row["row_b"], row["overlap_from"]) for row in document["results"][: len(pairs)]]


def test_networks_are_judged_as_over_http(tools: Session, url: str) -> None:
    partners = sample("networks.csv")
    document = posted(url, "/check/networks", {"partners": partners}, round="win-win-2", as_of=AS_OF)
    found = tools.call("check_networks", partners=partners, rounds=["win-win-2"], as_of=AS_OF)
    assert found["summary"] == document["summary"]
    assert found["next_offset"] is None
    assert_results(found, document, "reasons_en", ("row", "network_id", "round", "verdict", "invalid"))


def assert_results(found: dict[str, Any], document: dict[str, Any], reasons: str, same: tuple[str, ...]) -> None:
    assert found["shown"] == len(found["results"]) > 0
    for each, row in zip(found["results"], document["results"], strict=False):
        assert {name: each.get(name, "") for name in same} == {name: row[name] for name in same}
        assert each["reasons"] == row[reasons]
        assert "|".join(each["missing"]) == row["missing"]
        assert each["criteria"] == {criterion["id"]: criterion["outcome"] for criterion in row["criteria"]}


def test_a_person_is_explained_as_over_http(tools: Session, url: str) -> None:
    person = {**PERSON, "residence_title": "xx"}
    document = posted(url, "/explain/person", {"person": person}, round="win-win-2", as_of=AS_OF)
    found = tools.call("explain_person", person=person, round="win-win-2", as_of=AS_OF)
    assert (found["verdict"], found["reasons"]) == (document["verdict"], document["reasons"]["en"])
    assert found["invalid"] == [{**each, "why": each["why"]["en"]} for each in document["invalid"]] != []
    assert len(found["criteria"]) == len(document["criteria"])
    for each, tree in zip(found["criteria"], document["criteria"], strict=True):
        assert (each["id"], each["outcome"], each["reason"]) == (tree["id"], tree["outcome"], tree["reason"]["en"])
        assert each["reads"] == {name: value["en"] for name, value in tree["reads"].items()}
        assert [clause["sentence"] for clause in each["clauses"]] == [clause["sentence"] for clause in tree["clauses"]]
        assert [norm["url"] for norm in each["norms"]] == [norm["url"] for norm in tree["norms"]]


def test_the_text_alone_says_verdict_reasons_and_what_is_missing(tools: Session) -> None:
    arguments: dict[str, Any] = {"persons": [{"person_id": "P7", "sex": "qq"}], "rounds": ["win-win-2"]}
    found = tools.result("check_persons", **arguments)
    said = text(found)
    (row,) = found.structured_content["results"]
    for words in ("1 undetermined", "P7", "win-win-2", row["reasons"], "citizenship", "qq", row["citations"]):
        assert words in said
    german = text(tools.result("check_persons", **arguments, lang="de"))
    assert found.structured_content["results"][0]["reasons"] not in german
    explained = text(tools.result("explain_person", person={"person_id": "P7"}, round="win-win-2"))
    assert explained.count("\n- ") == len(row["criteria"])


def test_questions_are_resources(tools: Session, url: str) -> None:
    listed = got(url, "/questions")["questions"]
    found = tools.list_resources().resources
    assert [each.name for each in found] == ["questions", *(each["id"] for each in listed)]
    (one,) = tools.read_resource(found[1].uri).contents
    assert [each["name"] for each in json.loads(one.text)["columns"]] == [each["name"] for each in listed[0]["columns"]]
    (every,) = tools.read_resource(found[0].uri).contents
    assert len(json.loads(every.text)["questions"]) == len(listed)
    with pytest.raises(MCPError, match="unknown resource"):
        tools.read_resource("regelgraph://questions/none")


def test_it_says_what_it_is_for(tools: Session) -> None:
    for words in ("never a decision", "never guess", "list_questions"):
        assert words in tools._portal.call(_instructions, tools._client)


async def _instructions(client: Any) -> str:
    return str(client.instructions)


def test_the_command_line_gives_the_same_verdicts(own: Session, tmp_path: Path) -> None:
    rows = [PERSON, {**PERSON, "person_id": "P2", "age": 40}, {"person_id": "P3"}]
    (tmp_path / "list.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "regelgraph", "check", "persons", "list.jsonl", "--round", "win-win-2"]
    command += ["--as-of", AS_OF, "--format", "jsonl"]
    ended = subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=60)
    expected = [json.loads(line) for line in ended.stdout.splitlines()]
    found = own.call("check_persons", persons=rows, rounds=["win-win-2"], as_of=AS_OF)["results"]
    assert [(each["verdict"], each["reasons"]) for each in found] == [
        (each["verdict"], each["reasons_en"]) for each in expected
    ]


def test_a_query_is_answered_in_every_form_and_never_writes(tools: Session) -> None:
    rounds = "?round a <https://w3id.org/regelgraph/def/FundingRound>"
    found = tools.call("sparql_query", query=f"SELECT ?round {{ {rounds} }} ORDER BY ?round", limit=2)
    assert found["variables"] == ["round"]
    assert [row["round"].rpartition("/")[2] for row in found["rows"]] == ["win-win-1", "win-win-2"]
    assert found["next_offset"] == 2 < found["total"]
    assert tools.call("sparql_query", query=f"ASK {{ {rounds} }}") == {"boolean": True}
    triples = tools.call("sparql_query", query=f"CONSTRUCT WHERE {{ {rounds} }}")["triples"]
    assert len(triples) == found["total"]
    for query in ("DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELECT"):
        assert len(tools.fails("sparql_query", query=query)) < 2000
