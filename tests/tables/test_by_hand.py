"""Columns mapped by hand are read as if their headers said so, whatever stands above them."""

from __future__ import annotations

from io import BytesIO
from time import process_time
from typing import Any

import pytest
from regelgraph.checks import Check, open_check
from regelgraph.errors import HeaderError, UsageError
from regelgraph.judge import Judge
from regelgraph.networks import open_networks
from regelgraph.participations import open_pairs
from regelgraph.tables.by_hand import NO_FACT, parsed
from regelgraph.tables.columns import warnings
from regelgraph.tables.files.opening import read_all
from regelgraph.tables.files.source import Held
from regelgraph.tables.headers import match_headers
from regelgraph.tables.preview import Preview, preview
from regelgraph.tables.reports.annotated import Annotated
from regelgraph.tables.writers import records
from regelgraph.terms import NETWORKS, PERSONS, STAYS

from tests.tables.lists import AS_OF, knowledge
from tests.web.conftest import SAMPLES

ROWS = 60
OPEN = {PERSONS: open_check, STAYS: open_pairs, NETWORKS: open_networks}
FILES = {PERSONS: "participants.csv", STAYS: "participations.csv", NETWORKS: "networks.csv"}


def sample(kind: str) -> tuple[list[str], list[list[str]]]:
    """Headers and some rows of an invented list."""
    (source,) = read_all(knowledge().rulebook, kind, [SAMPLES / FILES[kind]])
    rows = zip(*(source.cells.column(f"c{i}").to_pylist() for i in range(len(source.headers))), strict=True)
    return list(source.headers), [list(row) for row in rows][:ROWS]


def held(headers: list[str], rows: list[list[str]], suffix: str) -> Held:
    out = BytesIO()
    records.write(suffix, headers, rows, out)
    return Held(f"list.{suffix}", out.getvalue())


def opened(kind: str, file: Held, by_hand: dict[int, str] | None = None) -> Check:
    return OPEN[kind](knowledge(), [file], ["win-win-2"], as_of=AS_OF, by_hand=by_hand)


def reported(check: Check) -> list[dict[str, Any]]:
    return list(check.report().rows())


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "jsonl"])
@pytest.mark.parametrize("kind", [PERSONS, STAYS, NETWORKS])
def test_the_report_is_the_same_as_with_the_headers_of_the_facts(kind: str, suffix: str) -> None:
    headers, rows = sample(kind)
    named = {each.place: each.column for each in match_headers(headers, knowledge().rulebook.facts[kind]).columns}
    strange = [f"Feld {place}" for place in range(len(headers))]
    expected = reported(opened(kind, held(headers, rows, suffix)))
    assert expected
    assert reported(opened(kind, held(strange, rows, suffix), named)) == expected


def listed(*headers: str) -> Held:
    return Held("list.csv", (",".join(headers) + "\nP1,m,w\n").encode())


def test_what_is_said_by_hand_counts_before_the_headers() -> None:
    check = opened(PERSONS, listed("person_id", "sex", "Feld"), {2: "sex"})
    assert check.columns.places == ((0, 2),)
    assert [text for _, text in warnings(check.sources, check.columns)] == ["columns left out of the judgement: sex"]


def test_a_column_can_be_taken_as_no_fact() -> None:
    check = opened(PERSONS, listed("person_id", "sex", "age"), {1: NO_FACT})
    assert [column.name for column in check.columns.columns] == ["person_id", "age"]
    assert check.columns.extras == (("sex",),)


def test_a_header_that_stands_for_several_facts_can_be_settled_by_hand() -> None:
    plain = listed("person_id", "sex", "gender")
    with pytest.raises(HeaderError, match="both mean sex"):
        opened(PERSONS, plain)
    assert opened(PERSONS, plain, {1: NO_FACT}).columns.places == ((0, 2),)


def test_an_annotated_list_keeps_the_headers_of_the_file() -> None:
    check = opened(PERSONS, listed("Wer", "Feld", "gender"), {0: "person_id", 1: "sex", 2: NO_FACT})
    assert Annotated(check.report(), check.sources, "de").headers[:3] == ("Wer", "Feld", "gender")


@pytest.mark.parametrize(
    ("by_hand", "says"),
    [
        ({0: "person_id", 1: "shoe-size"}, "position 1: no fact 'shoe-size'; there are: person_id"),
        ({0: "sex", 2: "sex"}, "positions 0 and 2 both mean sex"),
        ({1: "citizenship", 2: "citizenship_key"}, "positions 1 and 2 both mean citizenship"),
        ({0: "person_id", 3: "sex"}, "there is no column 3; list.csv has 3 columns, counted from 0"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(by_hand: dict[int, str], says: str) -> None:
    with pytest.raises(UsageError, match="--columns") as caught:
        opened(PERSONS, listed("a", "b", "c"), by_hand)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["sex", "a:sex", "1:sex,1:age", "1", "-1:sex", "1:sex;2:age,x"])
def test_what_is_no_list_of_positions_and_facts_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--columns: "):
        parsed(text)


def test_very_many_spaces_cost_no_more_than_to_read_them() -> None:
    before = process_time()
    assert parsed(f"0:a{' ' * 200_000}b") == {0: f"a{' ' * 200_000}b"}
    assert process_time() - before < 5  # each tried with each other one: ten minutes


def test_positions_and_facts_are_read_with_spaces_or_without() -> None:
    assert parsed("0:person_id, 12 : sex,3:-") == {0: "person_id", 12: "sex", 3: "-"}
    assert parsed(" ") == {}


def looked_at(kind: str, file: Held, by_hand: dict[int, str] | None = None) -> Preview:
    (source,) = read_all(knowledge().rulebook, kind, [file])
    return preview(Judge(knowledge()), kind, source, by_hand or {})


def unread(file: Held, kind: str) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows have something invalid by column: as the preview counts, and as the report says."""
    seen = looked_at(kind, file)
    counted = {each.column: each.told.unread for each in seen.columns if each.told and each.told.unread}
    check = opened(kind, file)
    judge = Judge(knowledge())
    own = {text.get("de") for key, text in knowledge().rulebook.texts.items() if key in _OF_CASES}
    found: dict[str, int] = {}
    for row in check.report().rows():
        for said in str(row["invalid"]).split("; ") if row["invalid"] else []:
            column, _, why = said.partition(": ")
            if column in judge.rulebook.facts[kind] and why not in own:
                found[column] = found.get(column, 0) + 1
    return counted, found


_OF_CASES = ("age-implausible", "ages-disagree", "entry-before-birth")
"""What is wrong with facts together, which no cell shows alone."""


def test_as_many_cells_are_told_to_be_unreadable_as_the_report_says() -> None:
    (source,) = read_all(knowledge().rulebook, PERSONS, [SAMPLES / FILES[PERSONS]])
    headers, rows = sample(PERSONS)
    place = headers.index("Titel gültig bis")
    rows = [[*row[:place], "31.02.2025", *row[place + 1 :]] if not at % 7 else row for at, row in enumerate(rows)]
    rows = [[cell.replace(";", ",") for cell in row] for row in rows]
    headers[headers.index("Förderrunde")] = "Bemerkung 2"
    counted, found = unread(held(headers, rows, "csv"), PERSONS)
    assert counted == found
    assert len(counted) > 4, source.name


def test_a_preview_names_the_first_row_of_each_trouble_and_at_most_five() -> None:
    cells = ["x", "m", "quer", "quer", "a", "b", "c", "dd", "e"]
    text = "person_id,sex\n" + "".join(f"P,{cell}\n" for cell in cells)
    told = looked_at(PERSONS, Held("list.csv", text.encode())).columns[1].told
    assert told is not None
    assert told.unread == 7
    assert [(each.row, each.cell) for each in told.troubles] == [(3, "quer"), (5, "a"), (6, "b"), (7, "c"), (8, "dd")]


def test_a_preview_counts_rows_with_too_many_cells_apart() -> None:
    seen = looked_at(PERSONS, Held("list.csv", b"person_id,sex\nP1,quer,1\nP2,\nP3,quer\n"))
    told = seen.columns[1].told
    assert told is not None
    assert (seen.rows, seen.overfull, told.unread, told.blank) == (3, 1, 1, 1)


def test_a_preview_tells_of_several_columns_of_one_fact() -> None:
    seen = looked_at(PERSONS, listed("person_id", "sex", "gender"))
    assert [(fact.name, places) for fact, places in seen.doubles] == [("sex", (1, 2))]
    assert not looked_at(PERSONS, listed("person_id", "sex", "gender"), {2: NO_FACT}).doubles
