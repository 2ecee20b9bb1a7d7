"""`regelgraph explain persons`, `tables` and `lint`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import HEADER, Run, Write, person

ROUND = ("--round", "win-win-2")


def test_an_explanation_goes_down_to_sentence_norm_address_and_evidence(run: Run, write: Write) -> None:
    table = write(person("A"), person("B", citizenship="syrisch", residence_title="§ 25 Abs. 3 AufenthG"))
    ran = run("explain", "persons", table, *ROUND, "--id", "B")
    assert ran.code == 0
    for words in (
        "nicht förderfähig",
        "Satz 10",
        "Nicht gefördert werden",
        "https://",
        "§ 25 Abs. 3 AufenthG",
        "Nachweis",
    ):
        assert words in ran.out, ran.out
    assert "Zeile 2" in ran.out


def test_all_rows_with_the_id_are_explained_for_every_round(run: Run, write: Write) -> None:
    table = write(person("A"), person("B"), person(" A "))
    ran = run("explain", "persons", table, *ROUND, "--round", "win-win-1", "--id", "A", "--format", "json")
    assert [(tree["row"], tree["round"]) for tree in json.loads(ran.out)] == [
        (1, "win-win-2"), (1, "win-win-1"), (3, "win-win-2"), (3, "win-win-1"),
    ]  # fmt: skip


def test_an_explanation_agrees_with_the_report(run: Run, write: Write) -> None:
    table = write(person("A", employable="?", birth_date="2008"), person("B", sex="d"), person("C", entry_date="bald"))
    rows = run("check", "persons", table, *ROUND).rows
    for row in rows:
        (tree,) = json.loads(run("explain", "persons", table, *ROUND, "--id", row["person_id"], "--format", "json").out)
        assert (tree["verdict"], "|".join(tree["missing"])) == (row["verdict"], row["missing"])


def test_an_explanation_speaks_the_language_asked_for(run: Run, write: Write) -> None:
    table = write(person("A", sex="d", birth_date="31.02.2000"))
    german = run("explain", "persons", table, *ROUND, "--id", "A").out
    english = run("explain", "persons", table, *ROUND, "--id", "A", "--lang", "en").out
    assert "Wissensstand" in german
    assert "knowledge" in english
    assert "Wissensstand" not in english


def test_an_unknown_id_is_refused(run: Run, write: Write) -> None:
    ran = run("explain", "persons", write(person("A")), *ROUND, "--id", "Z")
    assert (ran.code, ran.out) == (2, "")
    assert "'Z'" in ran.err


def test_a_row_with_an_unknown_round_and_one_with_too_many_cells_are_explained(run: Run, write: Write) -> None:
    table = write(person("A") + ",win-win-9", person("B") + ",,x", header=HEADER + ",round")
    for identity, column in (("A", "round"), ("B", "row")):
        (tree,) = json.loads(run("explain", "persons", table, *ROUND, "--id", identity, "--format", "json").out)
        assert (tree["verdict"], tree["round"], tree["criteria"]) == ("undetermined", "", [])
        assert tree["invalid"][0]["column"] == column
        assert run("explain", "persons", table, *ROUND, "--id", identity).code == 0


def test_control_characters_of_a_cell_do_not_reach_the_terminal(run: Run, write: Write) -> None:
    table = write(person("A", contact_status="\x1b[31mrot\u202e"))
    ran = run("explain", "persons", table, *ROUND, "--id", "A")
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_decision_table_says_the_borders(run: Run) -> None:
    rows = run("tables", "age", "--format", "csv", "--lang", "en").rows
    assert [(row["age_at_entry"], row["outcome"]) for row in rows] == [
        ("up to 17", "not_eligible"), ("18 to 35", "eligible"), ("from 36", "not_eligible"),
    ]  # fmt: skip


def test_an_id_that_rounds_word_differently_shows_all_tables(run: Run) -> None:
    shown = run("tables", "residence-status").out
    assert "[residence-status]" in shown
    assert "[residence-status-round-3]" in shown
    rows = run("tables", "residence-status-round-3", "--format", "jsonl").objects
    assert {row["outcome"] for row in rows} >= {"eligible", "review"}


def test_an_unknown_criterion_names_those_that_exist(run: Run) -> None:
    ran = run("tables", "shoe-size")
    assert ran.code == 2
    assert "age" in ran.err


def test_lint_prints_each_fault_and_ends_with_1(run: Run, tmp_path: object) -> None:
    from pathlib import Path

    own = Path(str(tmp_path)) / "own.ttl"
    own.write_text(
        "# A criterion without a clause.\n# Licence: CC0-1.0. Source: invented.\n"
        "@prefix rg: <https://w3id.org/regelgraph/def/> .\n<https://example.org/c> a rg:Criterion .\n",
        encoding="utf-8",
    )
    ran = run("lint", "--knowledge", own)
    assert ran.code == 1
    assert "https://example.org/c" in ran.out


@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_group_without_a_kind_of_case_shows_its_help(run: Run, command: str) -> None:
    ran = run(command)
    assert ran.code == 2
    assert "persons" in ran.err + ran.out
