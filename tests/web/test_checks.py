"""POST /check/…: the same findings as on the command line, from every kind of body, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet
from regelgraph.cli import main
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, TURTLE, XLSX
from regelgraph.web.service import Options

from tests.web.conftest import SAMPLES, TODAY, Client, assert_problem

LISTS = {
    "persons": ("participants.csv", ["win-win-2"]),
    "participations": ("participations.csv", []),
    "networks": ("networks.csv", ["win-win-2"]),
}


@pytest.fixture
def ask(ask_bare: Client) -> Client:
    return ask_bare


def report_of_command(kind: str, format_: str, capfdbinary: pytest.CaptureFixture[bytes]) -> bytes:
    name, rounds = LISTS[kind]
    given = [each for round_ in rounds for each in ("--round", round_)]
    path = str(SAMPLES / name)
    with pytest.raises(SystemExit) as end:
        main(["check", kind, path, *given, "--as-of", TODAY.isoformat(), "--format", format_])
    assert end.value.code == 0
    return capfdbinary.readouterr().out


def send(ask: Client, kind: str, accept: str = JSON, **more: Any) -> Any:
    name, rounds = LISTS[kind]
    content = {"content": (SAMPLES / name).read_bytes(), "headers": {"Content-Type": CSV, "Accept": accept}}
    return ask("POST", f"/check/{kind}", params={"round": rounds}, **(more or content))


@pytest.mark.parametrize("kind", LISTS)
def test_results_are_the_rows_of_the_command_line(
    kind: str, ask: Client, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    expected = [json.loads(line) for line in report_of_command(kind, "jsonl", capfdbinary).splitlines()]
    answer = send(ask, kind).json()
    for row in answer["results"]:
        decided = [each for each in row["criteria"] if each["outcome"] == row["verdict"]]
        safe = row["verdict"] == next(iter(answer["summary"]))
        row["criteria"] = "" if safe else "|".join(dict.fromkeys(each["id"] for each in decided))
    assert answer["results"] == expected
    assert expected


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(("type_", "format_"), [(CSV, "csv"), (NDJSON, "jsonl"), (TURTLE, "ttl")])
def test_other_formats_are_those_of_the_command_line(
    kind: str, type_: str, format_: str, ask: Client, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer = send(ask, kind, type_)
    assert answer.headers["content-type"].partition(";")[0] == type_
    assert answer.content == report_of_command(kind, format_, capfdbinary)


def test_xlsx_and_parquet_hold_every_row(ask: Client) -> None:
    rows = len(send(ask, "persons").json()["results"])
    book = openpyxl.load_workbook(io.BytesIO(send(ask, "persons", XLSX).content), read_only=True)
    assert sum(1 for _ in book["report"].rows) == rows + 1
    assert parquet.read_table(io.BytesIO(send(ask, "persons", PARQUET).content)).num_rows == rows


def test_every_kind_of_body_gives_the_same_results(ask: Client) -> None:
    text = (SAMPLES / "participants.csv").read_text(encoding="cp1252")
    rows = [
        {key: cell or None for key, cell in row.items() if key}
        for row in csv.DictReader(text.splitlines(keepends=True), delimiter=";")
    ]
    as_parquet, book, as_xlsx = io.BytesIO(), openpyxl.Workbook(), io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), as_parquet)
    for row in ([*rows[0]], *([*row.values()] for row in rows)):
        book.active.append(row)
    book.save(as_xlsx)
    as_csv = io.StringIO(newline="")
    writer = csv.DictWriter(as_csv, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    as_bytes = as_csv.getvalue().encode()
    expected = send(ask, "persons", content=as_bytes, headers={"Content-Type": CSV}).json()["results"]
    assert len(expected) == len(rows)
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    bodies: list[dict[str, Any]] = [
        {"json": {"persons": rows}},
        {"content": lines, "headers": {"Content-Type": NDJSON}},
        {"content": as_parquet.getvalue(), "headers": {"Content-Type": PARQUET}},
        {"content": as_xlsx.getvalue(), "headers": {"Content-Type": XLSX}},
        {"files": {"file": ("list.xlsx", as_xlsx.getvalue())}},
        {"files": {"file": ("list.csv", as_bytes, CSV)}},
        {"files": {"file": ("list", as_bytes)}},
    ]
    for body in bodies:
        assert send(ask, "persons", **body).json()["results"] == expected


def test_every_criterion_is_there_with_its_outcome_also_where_it_is_met(ask: Client) -> None:
    answer = ask.check("persons", {"person_id": "P1", "sex": "m"}, params={"round": "win-win-1"}).json()
    (row,) = answer["results"]
    (sex,) = [each for each in row["criteria"] if each["id"] == "sex"]
    assert sex["outcome"] == "eligible"
    assert "erfüllt" in sex["reason"]["de"]
    assert len(row["criteria"]) > 1
    assert all(each["reason"]["de"] and each["reason"]["en"] and each["citations"] for each in row["criteria"])


def test_the_answer_names_knowledge_day_summary_and_what_is_left_out(ask: Client) -> None:
    answer = ask.check("persons", {"person_id": 7, "shoe size": 1.50, "employable": True, "sex": None, "age": 30},
                       params={"round": "win-win-2", "as_of": "2025-06-01"}).json()  # fmt: skip
    assert answer["knowledge"]["as_of"] == "2025-06-01"
    assert len(answer["knowledge"]["fingerprint"]) == 64
    assert answer["summary"] == {"eligible": 0, "review": 0, "undetermined": 1, "not_eligible": 0}
    assert answer["warnings"] == ["columns left out of the judgement: shoe size"]
    (row,) = answer["results"]
    assert (row["person_id"], row["invalid"], row["round"]) == ("7", "", "win-win-2")
    assert "sex" in row["missing"].split("|")
    assert "employable" not in row["missing"].split("|")


def test_rounds_may_be_repeated_and_a_cell_counts_before_them(ask: Client) -> None:
    rows = ({"person_id": "A"}, {"person_id": "B", "round": "win-win-3"})
    answer = ask.check("persons", *rows, params={"round": ["win-win-1", "win-win-2"]}).json()
    found = [(row["person_id"], row["round"]) for row in answer["results"]]
    assert found == [("A", "win-win-1"), ("A", "win-win-2"), ("B", "win-win-3")]


def test_answers_may_not_be_stored_by_caches(ask: Client) -> None:
    for answer in (send(ask, "persons"), send(ask, "persons", CSV), ask.check("persons", {"person_id": "A"})):
        assert answer.headers["cache-control"] == "no-store"


def test_no_round_is_a_problem_that_names_the_rounds(ask: Client) -> None:
    found = assert_problem(ask.check("persons", {"person_id": "A"}), 400, "parameter", "win-win-1", "win-win-3")
    assert found["parameter"] == "round"
    assert "--" not in found["detail"]


def test_a_round_may_have_every_name_that_a_cell_may_have_for_it(ask: Client) -> None:
    for name in ("Win-Win 2", "WIN WIN 2"):
        in_cell, in_address = (
            ask.check("persons", {"person_id": "A", "round": name}),
            ask.check("persons", {"person_id": "A"}, params={"round": name}),
        )
        assert in_address.json()["results"] == in_cell.json()["results"]
        assert in_address.json()["results"][0]["round"] == "win-win-2"


def test_only_rounds_that_such_a_list_can_be_judged_by_are_named_and_taken() -> None:
    stranger = Path(__file__).parents[1] / "stranger" / "family-benefit.ttl"
    ask = Client(Options((stranger,), today=lambda: TODAY))
    assert ask.check("persons", {"person_id": "A"}, params={"round": "family-2026"}).status_code == 200
    for name in ("nope", "family-2026"):
        answer = ask.check("networks", {"network_id": "A"}, params={"round": name})
        found = assert_problem(answer, 400, "parameter", "win-win-2", repr(name))
        assert found["parameter"] == "round"
        assert "family-2026" not in found["detail"].partition("there are")[2]


@pytest.mark.parametrize(
    ("parameters", "name"), [({"round": "x"}, "round"), ({"as_of": "1.2.2025"}, "as_of"), ({"rond": "x"}, "rond")]
)
def test_a_wrong_or_unknown_parameter_is_named(ask: Client, parameters: dict[str, str], name: str) -> None:
    found = assert_problem(ask.check("persons", {"person_id": "A"}, params=parameters), 400, "parameter", name)
    assert found["parameter"] == name


@pytest.mark.parametrize(
    ("type_", "body", "kind", "word"),
    [
        (JSON, b'{"persons": [{"person_id": "A", "age": [1]}]}', "input", "entry 1, value 2 holds a list"),
        (JSON, b'{"persons": [{}]}', "input", "empty"),
        (JSON, b'{"persons": [{"person_id": "A\\ud800"}]}', "input", "entry 1, value 1"),
        (JSON, b'{"persons": [{"person_id": "A", "x\\ud800": 1}]}', "input", "entry 1: half"),
        (NDJSON, b'{"person_id": "A"}\n{"person_id": "A\\udfff"}', "input", "line 2, value 1"),
        (JSON, b'{"people": [{}]}', "input", "persons"),
        (JSON, b"{", "input", "no JSON"),
        (JSON, b'{"persons": [{"person_id": NaN}]}', "input", "NaN"),
        (JSON, b"[" * 100_000, "input", "deep"),
        (JSON, b'{"persons": ["A"]}', "input", "entry 1"),
        (CSV, b"", "input", "empty"),
        (CSV, b"a,b\n1,2\n", "header", "person_id"),
        (CSV, b"PK\x03\x04", "input", "workbook"),
        (XLSX, b"person_id\n1\n", "input", ".xlsx"),
        (PARQUET, b"PAR1xxxx", "input", "Parquet"),
        (NDJSON, b"x", "input", "line 1"),
    ],
)
def test_a_list_that_cannot_be_read_is_a_clear_problem(
    ask: Client, type_: str, body: bytes, kind: str, word: str
) -> None:
    answer = ask("POST", "/check/persons?round=win-win-2", content=body, headers={"Content-Type": type_})
    assert_problem(answer, 400, kind, word)


@pytest.mark.parametrize("accept", [JSON, CSV, XLSX, NDJSON, TURTLE, PARQUET])
@pytest.mark.parametrize("kind", LISTS)
def test_an_empty_list_has_no_results(ask: Client, kind: str, accept: str) -> None:
    answer = ask.check(kind, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    if accept == JSON:
        found = answer.json()
        assert (set(found["summary"].values()), found["results"], found["warnings"]) == ({0}, [], [])


def test_errors_name_no_file_that_nobody_sent(ask: Client) -> None:
    headers = {"Content-Type": CSV}
    body = ask("POST", "/check/persons?round=win-win-2", content=b"PK\x03\x04", headers=headers)
    upload = ask("POST", "/check/persons?round=win-win-2", files={"file": ("my.csv", b"PK\x03\x04")})
    for answer, word in ((body, "the body"), (upload, "the upload")):
        assert "body." not in assert_problem(answer, 400, "input", word)["detail"]
        assert "file." not in answer.json()["detail"]


def test_another_media_type_is_415_and_names_those_that_are_understood(ask: Client) -> None:
    answer = ask("POST", "/check/persons?round=win-win-2", content=b"x", headers={"Content-Type": "image/png"})
    assert_problem(answer, 415, "media-type", CSV, XLSX)


def test_no_format_that_the_client_takes_is_406(ask: Client) -> None:
    answer = ask("POST", "/check/persons", json={}, headers={"Accept": "image/png"})
    assert_problem(answer, 406, "not-acceptable", CSV)


def test_406_depends_on_accept(ask: Client) -> None:
    for method, url in (("POST", "/check/persons"), ("POST", "/explain/person"), ("GET", "/questions")):
        answer = ask(method, url, headers={"Accept": "image/png"})
        assert (answer.status_code, answer.headers["vary"]) == (406, "Accept")


def test_a_body_that_is_too_large_is_refused_unread(ask: Client) -> None:
    headers = {"Content-Type": CSV, "Content-Length": str(2**40)}
    assert_problem(ask("POST", "/check/persons", content=b"x", headers=headers), 413, "too-large")


def test_columns_by_position_are_refused_of_json_which_has_none(ask: Client) -> None:
    answer = ask.check("persons", {"age": 30}, params={"round": "win-win-1", "columns": "0:person_id"})
    assert_problem(answer, 400, "parameter", "no positions")
