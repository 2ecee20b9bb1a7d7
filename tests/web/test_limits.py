"""What the service takes at once, of rows, pairs of stays and requests; what becomes of those that are too many."""

from __future__ import annotations

import json
import logging

import pytest
from regelgraph.web.service import Options

from tests.web.conftest import TODAY, Client, assert_problem

ROWS = [{"person_id": f"P{i}", "round": "win-win-2"} for i in range(4)]


@pytest.fixture(scope="module")
def small() -> Client:
    """A service that judges three rows at most."""
    return Client(Options(today=lambda: TODAY, most_rows=3))


def test_more_rows_than_are_judged_at_once_are_refused_and_counted(small: Client) -> None:
    assert Options().most_rows == 100_000
    assert small.check("persons", *ROWS[:3]).status_code == 200
    text = "person_id,round\n" + "".join(f"{row['person_id']},win-win-2\n" for row in ROWS)
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    for answer in (
        small.check("persons", *ROWS),
        small("POST", "/check/persons", content=text, headers={"Content-Type": "text/csv"}),
        small("POST", "/check/persons", content=lines, headers={"Content-Type": "application/x-ndjson"}),
        small("POST", "/check/persons", files={"file": ("list.csv", text.encode())}),
    ):
        assert_problem(answer, 413, "too-large", "more than 3 rows")


def test_a_body_is_as_large_as_the_settings_let_it_be() -> None:
    ask = Client(Options(today=lambda: TODAY, body_bytes=1000))
    text = "person_id,round\n" + "A,win-win-2\n" * 80
    for length, status in ((900, 200), (1001, 413)):
        sent = text[: text.rindex("\n", 0, length) + 1].ljust(length)
        answer = ask("POST", "/check/persons", content=sent, headers={"Content-Type": "text/csv"})
        assert answer.status_code == status, answer.text
    assert_problem(answer, 413, "too-large", "1000 bytes")


def test_more_pairs_of_stays_than_are_judged_at_once_are_refused(ask_bare: Client) -> None:
    rows = "".join("A,2025-01-01\n" for _ in range(500))
    text = f"person_id,entry_date\n{rows}"
    answer = ask_bare("POST", "/check/participations", content=text, headers={"Content-Type": "text/csv"})
    assert_problem(answer, 413, "too-large", "124750 pairs", "at most 100000")


def test_a_json_answer_comes_in_parts(ask_bare: Client) -> None:
    rows = [{"person_id": f"P{i}"} for i in range(400)]
    answer = ask_bare.check("persons", *rows, params={"round": "win-win-2"})
    assert "content-length" not in answer.headers
    assert [row["person_id"] for row in answer.json()["results"]] == [row["person_id"] for row in rows]


def test_a_damaged_form_leaves_none_of_its_bytes_in_the_log(ask_bare: Client, caplog: pytest.LogCaptureFixture) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    with caplog.at_level(logging.DEBUG):
        answer = ask_bare("POST", "/check/persons", content=b"--Geheim\r\n", headers=headers)
    assert_problem(answer, 400, "input")
    assert not [record for record in caplog.records if record.name.startswith("python_multipart")]
