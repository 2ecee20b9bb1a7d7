"""Wrong usage and unreadable input: exit 2, one sentence that helps, no partial file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Write, person

ROUND = ("--round", "win-win-2")


def refused(ran: object, *says: str) -> None:
    assert ran.code == 2, ran  # type: ignore[attr-defined]
    assert ran.out == ""  # type: ignore[attr-defined]
    (line,) = ran.err.splitlines()  # type: ignore[attr-defined]
    assert line.startswith("Error: ")
    for words in says:
        assert words in line, line


def test_an_unknown_round_names_those_that_exist(run: Run, write: Write) -> None:
    refused(
        run("check", "persons", write(person()), "--round", "win-win-4"), "win-win-4", "win-win-1, win-win-2, win-win-3"
    )


def test_a_round_without_criteria_for_persons_cannot_be_judged(run: Run, write: Write) -> None:
    refused(run("check", "persons", write(person()), "--round", "wir-1"), "no criteria", "win-win-2")


def test_no_round_at_all_names_those_that_exist(run: Run, write: Write) -> None:
    refused(run("check", "persons", write(person())), "--round", "win-win-1, win-win-2, win-win-3")


def test_a_missing_id_column_names_the_nearest_header(run: Run, write: Write) -> None:
    refused(
        run("check", "persons", write("1,m", header="Person ID Nr,sex"), *ROUND),
        "person_id",
        "Person ID Nr",
        "list.csv",
    )


def test_two_columns_for_one_fact_are_named(run: Run, write: Write) -> None:
    refused(run("check", "persons", write("1,m,w", header="person_id,sex,Geschlecht"), *ROUND), "sex", "Geschlecht")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"person_id,sex\n", "no row"),
        (b"person_id\n1\0\n", "NUL"),
        (b"person_id,sex\n1,\x8d\x81\n", "Windows-1252"),
        (b"PK\x03\x04", "Excel"),
        (bytes(range(1, 256)), "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused(run: Run, tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(data)
    refused(run("check", "persons", path, *ROUND), "bad.csv", says)


def test_a_missing_file_and_a_folder_are_refused(run: Run, tmp_path: Path) -> None:
    refused(run("check", "persons", tmp_path / "none.csv", *ROUND), "none.csv", "no such file")
    refused(run("check", "persons", tmp_path, *ROUND), "folder")


def test_one_bad_file_among_several_stops_all(run: Run, write: Write, tmp_path: Path) -> None:
    refused(run("check", "persons", write(person()), tmp_path / "none.csv", *ROUND), "none.csv")


def test_output_never_replaces_the_list(run: Run, write: Write) -> None:
    table = write(person())
    kept = table.read_bytes()
    refused(run("check", "persons", table, *ROUND, "--output", table), "the table itself")
    assert table.read_bytes() == kept


def test_nothing_is_left_of_an_output_that_failed(run: Run, write: Write, tmp_path: Path) -> None:
    bad = write("1", header="nummer")
    refused(run("check", "persons", bad, *ROUND, "--output", tmp_path / "report.csv"), "person_id")
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_failure_while_writing_leaves_no_file(tmp_path: Path) -> None:
    from regelgraph.cli.output import write as write_whole

    def fail(out: object) -> None:
        out.write(b"half")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "report.csv", fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--output", "x.txt"], "suffix"),
        (["--output", "missing-folder/x.csv"], "does not exist"),
        (["--format", "docx"], "docx"),
        (["--fail-on", "bad"], "eligible, review, undetermined, not_eligible"),
        (["--as-of", "24.11.2026"], "YYYY-MM-DD"),
        (["--as-of", "20261124"], "YYYY-MM-DD"),
        (["--as-of", "2026-02-30"], "YYYY-MM-DD"),
        (["--min-cell", "5"], "--summary"),
        (["--summary", "--min-cell", "0"], "min-cell"),
        (["--lang", "fr"], "fr"),
        (["--knowledge", "nothing.ttl"], "nothing.ttl"),
        (["--colour"], "--colour"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(run: Run, write: Write, options: list[str], says: str) -> None:
    refused(run("check", "persons", write(person()), *ROUND, *options), says)


def test_an_unknown_command_is_refused(run: Run) -> None:
    refused(run("chekc"), "chekc")


def test_broken_turtle_of_the_users_own_is_named(run: Run, write: Write, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("this is no turtle", encoding="utf-8")
    refused(run("check", "persons", write(person()), *ROUND, "--knowledge", own), "own.ttl")


@pytest.mark.parametrize(
    "cell", ["\u202e", "'; DROP TABLE cells; --", "{person_id}", "%s", "\x07", "=1+1", "𝒎", "x" * 5000]
)
def test_a_hostile_cell_never_stops_the_list(run: Run, write: Write, cell: str) -> None:
    names = ("sex", "birth_date", "citizenship", "residence_title", "employable", "contact_status", "entry_date")
    table = write(*[person(name, **{name: cell}) for name in names], person("last"))
    rows = run("check", "persons", table, *ROUND).rows
    assert [row["person_id"] for row in rows] == [*names, "last"]
    assert rows[-1]["verdict"] == "eligible"
    assert all(row["verdict"] != "eligible" and row["invalid"] for row in rows[:-1]), rows
