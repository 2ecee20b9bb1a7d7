"""What is passed wrongly is an error that says how to mend it, and what is large is cut with a word on the rest."""

from __future__ import annotations

from typing import Any

import pytest
from mcp import MCPError

from tests.mcp.conftest import Session, text

ROUND = ["win-win-2"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask_question", {}, "'question' is missing"),
        ("ask_question", {"question": "none"}, "none"),
        ("ask_question", {"question": "../health/live"}, "Nothing is at this address"),
        ("ask_question", {"question": "rounds-and-rules", "parameters": {"rund": 1}}, "no parameter 'rund'"),
        ("ask_question", {"question": "rounds-and-rules", "parameters": {"round": "win-win-9"}}, "win-win-9"),
        ("ask_question", {"question": "titles-blocked"}, "round"),
        ("ask_question", {"question": "rounds-and-rules", "parameters": []}, "parameters: .* not of type 'object'"),
        ("ask_question", {"question": "rounds-and-rules", "parameters": {"round": {}}}, "parameters.round"),
        ("ask_question", {"question": "rounds-and-rules", "limit": 0}, "limit: "),
        ("ask_question", {"question": "rounds-and-rules", "limit": 10**6}, "limit: "),
        ("ask_question", {"question": "rounds-and-rules", "offset": -1}, "offset: "),
        ("ask_question", {"question": "rounds-and-rules", "x": 1}, "unknown argument 'x'"),
        ("check_persons", {"persons": []}, "persons: "),
        ("check_persons", {"persons": "P1"}, "persons: "),
        ("check_persons", {"persons": [{"person_id": {"a": 1}}], "rounds": ROUND}, "person_id"),
        ("check_persons", {"persons": [{"person_id": "A"}]}, "round"),
        ("check_persons", {"persons": [{"person_id": "A"}], "rounds": ["none"]}, "win-win-3"),
        ("check_persons", {"persons": [{"person_id": "A"}], "rounds": ROUND, "as_of": "tomorrow"}, "as_of"),
        ("check_persons", {"persons": [{"age": 1}], "rounds": ROUND}, "person_id"),
        ("check_persons", {"rounds": ROUND}, "'persons' is missing"),
        ("check_participations", {"participations": [{"person_id": "A"}], "rounds": ["none"]}, "win-win-3"),
        ("explain_person", {"person": "A"}, "person: "),
        ("explain_person", {"person": {"person_id": "A"}, "round": "none"}, "win-win-3"),
        ("list_questions", {"lang": 1}, "lang: "),
        ("sparql_query", {}, "'query' is missing"),
    ],
)
def test_a_wrong_argument_is_an_error_that_names_it(
    tools: Session, tool: str, arguments: dict[str, Any], words: str
) -> None:
    import re

    said = tools.fails(tool, **arguments)
    assert re.search(words, said), said
    assert len(said) < 2000


def test_a_refusal_of_the_service_keeps_its_type_and_parameter(tools: Session) -> None:
    found = tools.result("ask_question", question="rounds-and-rules", parameters={"rund": 1}).structured_content
    assert found["type"].endswith("/problem/parameter")
    assert (found["status"], found["parameter"]) == (400, "rund")


def test_an_unknown_tool_is_an_error_of_the_protocol(tools: Session) -> None:
    with pytest.raises(MCPError, match="unknown tool; there are: list_questions"):
        tools.result("delete_everything")


def test_a_long_report_is_cut_and_told_on(tools: Session) -> None:
    persons = [{"person_id": f"P{number}"} for number in range(60)]
    offset: int | None = 0
    seen: list[str] = []
    while offset is not None:
        found = tools.result("check_persons", persons=persons, rounds=ROUND, limit=500, offset=offset)
        content = found.structured_content
        assert len(found.model_dump_json()) < 150_000
        assert content["total"] == content["summary"]["undetermined"] == 60
        seen += [row["person_id"] for row in content["results"]]
        offset = content["next_offset"]
        assert (f"offset={offset}" in text(found)) is (offset is not None)
    assert seen == [each["person_id"] for each in persons]


def test_few_rows_come_where_none_are_asked_for(tools: Session) -> None:
    found = tools.call("ask_question", question="terms-and-use")
    assert found["shown"] == len(found["rows"]) == found["next_offset"] == 50 < found["total"]
    assert tools.call("ask_question", question="terms-and-use", offset=10**9)["next_offset"] is None


def test_a_long_cell_is_cut(tools: Session) -> None:
    found = tools.result("check_persons", persons=[{"person_id": "Ä" * 30_000, "sex": "q" * 30_000}], rounds=ROUND)
    assert len(found.model_dump_json()) < 40_000
    assert "(cut)" in text(found)
    assert found.structured_content["results"][0]["verdict"] == "undetermined"
