"""`regelgraph check persons`: whole reports, formats, rounds, summaries, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import HEADER, Run, Write, person

COLUMNS = [
    "row", "person_id", "round", "verdict", "criteria", "missing", "invalid", "reasons_de", "reasons_en", "citations",
    "knowledge",
]  # fmt: skip
SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "participants.csv"


def test_the_report_has_the_columns_of_the_contract_in_every_format(run: Run, write: Write) -> None:
    table = write(person())
    assert list(run("check", "persons", table, "--round", "win-win-2").rows[0]) == COLUMNS
    (row,) = run("check", "persons", table, "--round", "win-win-2", "--format", "jsonl").objects
    assert list(row) == COLUMNS
    assert row["row"] == 1


def test_csv_and_json_lines_say_the_same(run: Run) -> None:
    csv = run("check", "persons", SAMPLE, "--round", "win-win-2").rows
    jsonl = run("check", "persons", SAMPLE, "--round", "win-win-2", "--format", "jsonl").objects
    assert len(csv) == len(jsonl) == 200
    for left, right in zip(csv, jsonl, strict=True):
        assert [cell.removeprefix("'") for cell in left.values()] == [
            str(cell).removeprefix("'") for cell in right.values()
        ]


def test_the_sample_has_every_verdict(run: Run) -> None:
    rows = run("check", "persons", SAMPLE, "--round", "win-win-2").rows
    assert {row["verdict"] for row in rows} == {"eligible", "review", "undetermined", "not_eligible"}
    assert [int(row["row"]) for row in rows] == list(range(1, 201))


def test_there_is_a_row_per_person_and_round_in_input_order(run: Run, write: Write) -> None:
    table = write(person("B"), person("A"))
    rows = run("check", "persons", table, "--round", "win-win-2", "--round", "win-win-1").rows
    assert [(row["row"], row["person_id"], row["round"]) for row in rows] == [
        ("1", "B", "win-win-2"), ("1", "B", "win-win-1"), ("2", "A", "win-win-2"), ("2", "A", "win-win-1"),
    ]  # fmt: skip


def test_a_round_named_twice_is_judged_once(run: Run, write: Write) -> None:
    assert len(run("check", "persons", write(person()), "--round", "win-win-1", "--round", "win-win-1").rows) == 1


def test_rows_are_numbered_through_all_files(run: Run, write: Write) -> None:
    first, second = write(person("A")), write("C;w", "D;w", name="b.csv", header="Personen-ID;Geschlecht")
    rows = run("check", "persons", first, second, "--round", "win-win-2").rows
    assert [(row["row"], row["person_id"]) for row in rows] == [("1", "A"), ("2", "C"), ("3", "D")]


def test_a_round_cell_goes_before_the_option_and_a_blank_one_falls_back_to_it(run: Run, write: Write) -> None:
    table = write(person("A") + ",win-win-1", person("B") + ",", person("C") + ",k. A.", header=HEADER + ",Förderrunde")
    rows = run("check", "persons", table, "--round", "win-win-2", "--round", "win-win-3").rows
    assert [(row["person_id"], row["round"]) for row in rows] == [
        ("A", "win-win-1"), ("B", "win-win-2"), ("B", "win-win-3"), ("C", "win-win-2"), ("C", "win-win-3"),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["win-win-9", "wir-1", "", "win-win-1;win-win-2"])
def test_a_row_without_a_known_round_is_undetermined(run: Run, write: Write, cell: str) -> None:
    (row,) = run("check", "persons", write(person() + f',"{cell}"', header=HEADER + ",round")).rows
    assert (row["verdict"], row["round"], row["criteria"], row["missing"]) == ("undetermined", "", "", "round")
    assert "win-win-2" in row["reasons_en"]
    assert ("round: " in row["invalid"]) == bool(cell)


def test_a_row_with_too_many_cells_is_judged_as_unreadable(run: Run, write: Write) -> None:
    (row,) = run("check", "persons", write(person() + ",x"), "--round", "win-win-2", "--lang", "en").rows
    assert (row["person_id"], row["verdict"]) == ("P-1", "undetermined")
    assert row["invalid"].startswith("row: the row has 9 cells; expected are 8")
    assert "citizenship" in row["missing"]


def test_an_exit_before_entry_is_named_and_changes_no_verdict(run: Run, write: Write) -> None:
    (row,) = run(
        "check", "persons", write(person() + ",2025-01-01", header=HEADER + ",Austritt"), "--round", "win-win-2"
    ).rows
    assert row["verdict"] == "eligible"
    assert row["invalid"].startswith("exit_date: ")


def test_invalid_speaks_the_language_asked_for_wherever_the_option_stands(run: Run, write: Write) -> None:
    table = write(person(birth_date="31.02.2000"))
    before = run("--lang", "en", "check", "persons", table, "--round", "win-win-2").rows
    between = run("check", "--lang", "en", "persons", table, "--round", "win-win-2").rows
    after = run("check", "persons", table, "--round", "win-win-2", "--lang", "en").rows
    assert before == between == after
    assert before != run("check", "persons", table, "--round", "win-win-2").rows


def test_unknown_columns_are_named_in_a_warning_and_change_nothing(run: Run, write: Write) -> None:
    plain = run("check", "persons", write(person()), "--round", "win-win-2")
    more = run(
        "check", "persons", write(person() + ",x", header=HEADER + ",Remark", name="b.csv"), "--round", "win-win-2"
    )
    assert plain.err == ""
    assert "Remark" in more.err
    assert plain.out == more.out


def test_a_summary_counts_verdicts_and_criteria(run: Run, write: Write) -> None:
    table = write(person("A"), person("B"), person("C", sex="w"))
    rows = run("check", "persons", table, "--round", "win-win-2", "--summary").rows
    assert [(row["by"], row["value"], row["count"]) for row in rows] == [
        ("verdict", "eligible", "2"), ("verdict", "review", "0"), ("verdict", "undetermined", "0"),
        ("verdict", "not_eligible", "1"), ("criterion", "sex", "1"),
    ]  # fmt: skip


def test_small_cells_are_hidden_and_cannot_be_reckoned(run: Run, write: Write) -> None:
    table = write(*[person(str(i)) for i in range(9)], *[person(sex="d")] * 6, person("C", sex="w"))
    rows = run("check", "persons", table, "--round", "win-win-2", "--summary", "--min-cell", "5").rows
    counts = {row["value"]: row["count"] for row in rows if row["by"] == "verdict"}
    assert counts == {"eligible": "9", "review": "*", "undetermined": "0", "not_eligible": "<5"}


@pytest.mark.parametrize(
    ("word", "code"), [("eligible", 1), ("review", 1), ("undetermined", 1), ("not_eligible", 0), ("not-eligible", 0)]
)
def test_fail_on_ends_with_1_from_that_verdict_on(run: Run, write: Write, word: str, code: int) -> None:
    ran = run("check", "persons", write(person(employable="?")), "--round", "win-win-2", "--fail-on", word)
    assert ran.code == code
    assert ran.rows[0]["verdict"] == "undetermined"


def test_output_is_written_whole_in_the_format_of_its_suffix(run: Run, write: Write, tmp_path: Path) -> None:
    table = write(person())
    target = tmp_path / "report.jsonl"
    ran = run("check", "persons", table, "--round", "win-win-2", "--output", target)
    assert (ran.code, ran.out) == (0, "")
    shown = run("check", "persons", table, "--round", "win-win-2", "--format", "jsonl")
    assert target.read_text(encoding="utf-8") == shown.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "report.jsonl"]


def test_a_table_shows_day_knowledge_and_counts(run: Run, write: Write) -> None:
    ran = run(
        "check", "persons", write(person()), "--round", "win-win-2", "--format", "table", "--as-of", "2026-11-24",
        "--lang", "en",
    )  # fmt: skip
    assert "as of: 2026-11-24" in ran.out
    assert "eligible: 1" in ran.out


def test_standard_input_is_a_file_too(write: Write) -> None:
    table = write(person())
    done = command("check", "persons", "-", "--round", "win-win-2", stdin=table.read_bytes())
    assert done.returncode == 0
    assert b"P-1" in done.stdout


def test_a_reader_that_leaves_early_is_no_error(write: Write) -> None:
    table = write(*[person(str(i)) for i in range(3000)])
    with subprocess.Popen(
        [sys.executable, "-m", "regelgraph", "check", "persons", str(table), "--round", "win-win-2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_help_needs_none_of_the_heavy_parts() -> None:
    code = (
        "import sys\nfrom regelgraph.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('duckdb', 'pyarrow', 'rdflib', 'pyshacl', 'pyoxigraph', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "explain" in done.stdout


def command(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "regelgraph", *arguments], input=stdin, capture_output=True, check=False, env=os.environ
    )
