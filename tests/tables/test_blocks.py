"""A list is judged in blocks of any size: the report is the same to the byte, and can be written while it comes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from pathlib import Path

import pytest
from regelgraph.checks import Check, open_check
from regelgraph.tables import kernels
from regelgraph.tables.files.source import Source
from regelgraph.tables.reports.annotated import Annotated
from regelgraph.tables.reports.summary import summarise
from regelgraph.tables.rows import pipeline
from regelgraph.tables.writers import annotated

from tests.tables.lists import AS_OF, as_read, knowledge, tables_of, written

HEAD = (
    "Personen-ID;Geschlecht;Geburtsdatum;Alter;Staatsangehörigkeit;Aufenthaltstitel;Titel gültig bis;Eintrittsdatum;"
    "Förderrunde;frei"
)
CELLS = (
    ("P1", "P 2", "=cmd", "", "P1"),
    ("m", "w", "divers", "", "kaputt"),
    ("01.02.2001", "1999", "31.02.2001", "2030-01-01", "00.05.1999", ""),
    ("", "25", "x", "20"),
    ("syrisch", "deutsch", "Atlantis", "", "UKR", "POL", "xx"),
    ("Duldung", "§ 25 Abs. 2 Satz 1 AufenthG", "Aufenthaltserlaubnis", "§ 24", "", "unklar", "NE"),
    ("2024-03-04", "", "irgendwann", "01.01.2020"),
    ("2026-06-01", "", "2026-13-01", "2026"),
    ("", "win-win-1", "win-win-3", "keine", "win-win-2"),
    ("a;b".replace(";", " "), "", "ü"),
)
ROWS, FIRST = 450, 300
"""Rows of the two files together and of the first: enough that all kinds of cells of two columns meet."""


def rows_of(count: int) -> list[str]:
    """Rows in which every kind of defect meets every other, some of them too long."""
    rows = []
    for number in range(count):
        cells = [
            column[(number * (3 + place) + number // (2 + place)) % len(column)] for place, column in enumerate(CELLS)
        ]
        rows.append(";".join(cells) + (";zu;viel" if number % 37 == 5 else ""))
    return rows


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    paths = [tmp_path_factory.mktemp("lists") / f"{number}.csv" for number in range(2)]
    rows = rows_of(ROWS)
    paths[0].write_text("\n".join([HEAD, *rows[:FIRST]]), encoding="utf-8")
    paths[1].write_text("\n".join([HEAD.replace("Alter", "Jahre"), *rows[FIRST:]]), encoding="utf-8")
    return paths


def check_of(files: list[Path], size: int | None = None) -> Check:
    check = open_check(knowledge(), files, ["win-win-2", "win-win-1"], as_of=AS_OF)
    if size:
        check.sources = [replace(source, blocks=cut(source, size)) for source in check.sources]
    return check


@pytest.fixture(scope="module")
def whole(listed: list[Path]) -> Callable[[str], bytes]:
    """The report of the list in one block, written in a format; judged and written once."""
    return cache(lambda format_: written(check_of(listed).report(), format_))


@pytest.fixture(scope="module")
def wholly_annotated(listed: list[Path]) -> Callable[[str], list[object]]:
    """The list in one block with its verdicts beside it, in a format, as it is read again; made once."""
    return cache(lambda format_: annotated_list(format_, check_of(listed)))


def annotated_list(format_: str, check: Check) -> list[object]:
    report = check.stream() if len(list(check.sources[0].blocks)) > 1 else check.report()
    out = io.BytesIO()
    annotated.write(format_, Annotated(report, check.sources, "de"), knowledge().rulebook, "de", out)
    return as_read(format_, out.getvalue())


def cut(source: Source, size: int) -> list[object]:
    return [source.cells.slice(start, size) for start in range(0, source.rows, size)]


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "ttl", "xlsx"])
@pytest.mark.parametrize("size", [29, FIRST])
def test_a_report_is_the_same_whatever_the_size_of_blocks(
    listed: list[Path], whole: Callable[[str], bytes], format_: str, size: int
) -> None:
    streamed = written(check_of(listed, size).stream(), format_)
    if format_ in ("csv", "jsonl", "ttl"):
        assert streamed == whole(format_)
    else:
        assert as_read(format_, streamed) == as_read(format_, whole(format_))


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("size", [29, FIRST])
def test_an_annotated_list_is_the_same_whatever_the_size_of_blocks(
    listed: list[Path], wholly_annotated: Callable[[str], list[object]], format_: str, size: int
) -> None:
    found = annotated_list(format_, check_of(listed, size))
    assert found == wholly_annotated(format_)
    assert len(found) > ROWS


def test_all_cells_of_two_columns_that_are_judged_meet_within_the_list() -> None:
    rows = [row.split(";") for row in rows_of(ROWS)]
    for one, other in combinations(range(1, len(CELLS)), 2):
        met = {(row[one], row[other]) for row in rows}
        assert met == {*product(CELLS[one], CELLS[other])}, (one, other)


def test_a_list_is_the_same_read_on_threads(
    listed: list[Path], whole: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = whole("csv")
    monkeypatch.setattr(kernels, "_FEW", 0)
    assert written(check_of(listed).report(), "csv") == expected


def test_counts_are_the_same_whether_rows_are_kept_or_not(listed: list[Path]) -> None:
    kept = check_of(listed).report()
    streamed = check_of(listed, 29).stream()
    assert summarise(streamed) == summarise(kept)
    assert streamed.verdict_counts() == kept.verdict_counts()
    assert streamed.worst == kept.worst


def test_what_is_known_may_be_forgotten_between_blocks(
    listed: list[Path], whole: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = whole("csv")
    monkeypatch.setattr(pipeline, "_MOST_KNOWN", 10)
    assert written(check_of(listed, 29).stream(), "csv") == expected


@pytest.mark.parametrize("group", ["win-win-1", "win-win-2", "win-win-3"])
def test_approved_cases_judged_row_by_row_come_out_as_together(group: str) -> None:
    for path in tables_of(group):
        check = open_check(knowledge(), [path], [group], as_of=AS_OF)
        whole = list(check.report().rows())
        check.sources = [replace(source, blocks=cut(source, 1)) for source in check.sources]
        assert list(check.stream().rows()) == whole
