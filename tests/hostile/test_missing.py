"""`missing` names the columns that could change the verdict, whatever it is."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run, Write, person

ROUND = ("--round", "win-win-2")


@pytest.mark.parametrize("citizenship", ["", "xyz", "unbekannt", "276"])
def test_a_citizenship_that_moves_the_doubt_from_one_criterion_to_the_other_is_missing(
    run: Run, write: Write, citizenship: str
) -> None:
    """Of a German this title is doubtful by one criterion, of a Sudanese by another: known, the verdict is review."""
    list_ = write(person(citizenship=citizenship, residence_title="NE § 26 Abs. 3"))
    (row,) = run("check", "persons", list_, *ROUND).rows
    assert (row["verdict"], row["missing"]) == ("undetermined", "citizenship")
    for known in ("deutsch", "sudanesisch"):
        (row,) = run(
            "check", "persons", write(person(citizenship=known, residence_title="NE § 26 Abs. 3")), *ROUND
        ).rows
        assert (row["verdict"], row["missing"]) == ("review", "")
