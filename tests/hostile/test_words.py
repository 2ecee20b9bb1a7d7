"""Names as keyboards have them, and words of the command line that are empty or too long."""

from __future__ import annotations

import pytest

from tests.cli.conftest import HEADER, Run, Write, person

ROUND = ("--round", "win-win-2")


@pytest.mark.parametrize(
    "name",
    [
        "Côte d'Ivoire",
        "Côte d’Ivoire",
        "Cote d'Ivoire",
        "Cote d’Ivoire",
        "Sao Tome & Principe",
        "Sankt Kitts und Nevis",
        "Sankt Vincent und die Grenadinen",
        "Reunion",
        "Curacao",
    ],
)
def test_the_name_of_a_country_is_understood_with_plain_apostrophes_and_letters(
    run: Run, write: Write, name: str
) -> None:
    (row,) = run("check", "persons", write(person(citizenship=name, residence_title="§ 18b")), *ROUND).rows
    assert (row["verdict"], row["invalid"]) == ("eligible", "")


def test_an_empty_word_after_fail_on_is_wrong_usage_and_not_a_check_that_never_fails(run: Run, write: Write) -> None:
    ran = run("check", "persons", write(person(sex="w")), *ROUND, "--fail-on", "")
    assert ran.code == 2
    assert "not_eligible" in ran.err


def test_a_folder_as_output_is_called_a_folder(run: Run, write: Write, tmp_path: object) -> None:
    ran = run("check", "persons", write(person()), *ROUND, "--output", tmp_path)
    assert ran.code == 2
    assert "is a folder" in ran.err


def test_a_warning_of_extra_columns_is_one_short_line_without_control_characters(run: Run, write: Write) -> None:
    long, red = "x" * 2_000_000, "\x1b[31mred"
    ran = run("check", "persons", write(f"{person()},1,2,3", header=f'{HEADER},{long},{red},"a\nb"'), *ROUND)
    assert ran.code == 0
    (line,) = ran.err.splitlines()
    assert len(line) < 500
    assert "\x1b" not in line
