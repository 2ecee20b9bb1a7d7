"""Networks judged in columns come out as row by row, whatever is wrong with the list and however it is cut."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regelgraph.networks import NetworkCheck, open_networks
from regelgraph.tables.reports.report import Report

from tests.cases.cases import judge
from tests.networks.defects import CELLS, rows_of, write
from tests.networks.one_by_one import Line, Mark, lines_and_marks
from tests.networks.partners import AS_OF

COLUMNS = list(CELLS)


def in_columns(report: Report) -> tuple[list[Line], list[Mark]]:
    """Lines and marks of a report, with what their numbers stand for."""
    assert report.lines is not None
    assert report.marks is not None
    marks = report.marks.sort_by([("row", "ascending"), ("ord", "ascending")])
    texts = [*report.invalids, ""]
    return (
        [(r["row"], r["ord"], r["identity"], report.endings[r["e"]], texts[r["i"]]) for r in report.lines.to_pylist()],
        [(r["row"], r["ord"], report.endings[r["e"]], texts[r["i"]]) for r in marks.to_pylist()],
    )


def check_of(files: Sequence[Path], rounds: Sequence[str], *, full: bool = False, size: int = 0) -> NetworkCheck:
    check = open_networks(judge().knowledge, files, rounds, as_of=AS_OF)
    check.full = full
    if size:
        check.sources = [
            replace(source, blocks=[source.cells.slice(start, size) for start in range(0, source.rows, size)])
            for source in check.sources
        ]
    return check


def assert_same(check: NetworkCheck) -> int:
    """Both ways give the same lines and marks; how many different endings there are."""
    found = in_columns(check.stream())
    expected = lines_and_marks(check)
    assert found[0] == expected[0]
    assert found[1] == expected[1]
    return len({line[3] for line in expected[0]})


KEYS = ("99003001", "99007000", "99005", "ja")
ASKED = ((), ("win-win-2",), ("win-win-3", "win-win-2"))


@pytest.mark.parametrize("rounds", ASKED, ids=["none", "one", "two"])
@pytest.mark.parametrize("filled", [0.05, 0.4])
def test_a_list_with_every_kind_of_defect_comes_out_as_row_by_row(
    tmp_path: Path, rounds: tuple[str, ...], filled: float
) -> None:
    rng = Random(f"{rounds} {filled}")
    rows = rows_of(1200, 200, rng, filled)
    first = write(tmp_path / "a.csv", rows[:700], COLUMNS)
    second = write(tmp_path / "b.csv", rows[700:], [*COLUMNS[:4], "Gemeinde", *COLUMNS[5:12], "Bemerkung"])
    assert assert_same(check_of([first, second], rounds, size=97)) > 100


def test_every_criterion_of_every_network_comes_out_as_row_by_row(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", rows_of(300, 60, Random(5), 0.2), COLUMNS)
    assert assert_same(check_of([file], ["win-win-2"], full=True)) > 20


@pytest.mark.parametrize("kept", [["network_id"], ["network_id", "kind"], ["partner", "network_id"]])
def test_columns_that_are_not_there_are_blank(tmp_path: Path, kept: list[str]) -> None:
    places = [COLUMNS.index(column) for column in kept]
    rows = [[*row, *[""] * 13] for row in rows_of(300, 60, Random(7), 0.2)]
    file = write(tmp_path / "a.csv", [[row[place] for place in places] for row in rows], kept)
    assert_same(check_of([file], ["win-win-1"]))


def test_places_stated_by_rows_of_unknown_rounds_come_out_as_row_by_row(tmp_path: Path) -> None:
    choices = product(
        ("keine", "win-win-2"), ("", "99003", "99007004"), ("", "99003", "nein"), ("99003", "99007"), KEYS
    )
    partners = [("Kreis", "Kommune"), ("Amt", "Jobcenter"), ("Verein", "Verein"), ("Firma", "Unternehmen")]
    rows = []
    for number, (round_, here, there, other_here, other_there) in enumerate(choices):
        places = [(here, there), (other_here, other_there), ("", ""), ("", "")]
        for place, ((own, target), partner) in enumerate(zip(places, partners, strict=True)):
            filled = {"municipality": own, "transfer_to": target}
            named = (f"V{number}", round_ if place == 0 else "win-win-2", *partner)
            rows.append([*named, *(filled.get(column, "") for column in COLUMNS[4:])])
    assert assert_same(check_of([write(tmp_path / "a.csv", rows, COLUMNS)], (), full=True)) > 3


def test_a_network_of_thousands_of_partners_comes_out_by_what_they_are(tmp_path: Path) -> None:
    rows = [["V", "win-win-2", f"Amt {number}", ("Kommune", "Jobcenter")[number % 2]] for number in range(5000)]
    file = write(tmp_path / "a.csv", rows, COLUMNS)
    (line,), marks = in_columns(check_of([file], ()).stream())
    assert (line[3].verdict, line[3].criteria) == ("incomplete", ("partner-civil-society", "partner-company"))
    assert len(marks) == 5000


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["V", "W", "w", "-"]),
        *(st.sampled_from(CELLS[column]) for column in COLUMNS[1:4]),
        *(st.sampled_from(["", *CELLS[column]]) for column in COLUMNS[4:]),
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ROWS, st.sampled_from(ASKED), st.integers(1, 4))
def test_any_small_list_comes_out_as_row_by_row(
    rows: list[tuple[str, ...]], rounds: tuple[str, ...], size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_same(check_of([write(Path(folder, "a.csv"), rows, COLUMNS)], rounds, size=size))
