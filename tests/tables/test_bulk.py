"""Judging a list in bulk says for every row what judging that row by itself says."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from regelgraph.checks import open_check
from regelgraph.explanations import _explain_row
from regelgraph.judge import Judge
from regelgraph.knowledge import Knowledge, load
from regelgraph.tables.files.source import cells_of
from regelgraph.tables.reports.endings import ending_of
from regelgraph.tables.rows.alike import key_of
from regelgraph.terms import RG
from regelgraph.values import BLANK, Reading, Spans, State

PERSONS = RG + "PersonCase"
ROUNDS = ("win-win-1", "win-win-2", "win-win-3")
CELLS = {
    "sex": ["m", "w", "d", "x", "", "??", "Herr"],
    "birth_date": [
        "2000-01-01",
        "2008-02-29",
        "1990-03-01",
        "1999",
        "00.05.1999",
        "",
        "31.02.2000",
        "2030-01-01",
        "1850",
    ],
    "age": ["", "", "", "25", "17", "36", "zwei"],
    "citizenship": [
        "deutsch",
        "syrisch",
        "rumänisch",
        "GBR",
        "HRV",
        "Kongo",
        "UKR",
        "türkisch; deutsch",
        "xyz; AFG",
        "",
        "?",
    ],
    "residence_title": [
        "",
        "§ 25 Abs. 3 AufenthG",
        "§ 24 Abs. 1 AufenthG",
        "NE",
        "Aufenthaltserlaubnis",
        "Duldung",
        "qqq",
    ],
    "title_valid_until": ["", "2024-01-31", "2025-01-01", "2026-02-01", "2025", "2027-06-30", "offen"],
    "employable": ["ja", "nein", "", "?", "vielleicht"],
    "contact_status": ["nicht erreicht", "in Betreuung", "", "refuses-cooperation", "egal"],
    "entry_date": ["2026-03-01", "2021-02-28", "2013-06-30", "2026-02", "2026", "", "bald", "2027-03-05"],
    "exit_date": ["", "2026-05-01", "2010-01-01", "später"],
    "municipality": ["05513", "", "x"],
    "round": ["", "", "", "win-win-3", "win-win-9"],
}


@cache
def knowledge() -> Knowledge:
    return load()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rng = random.Random(3)
    lines = [",".join(["person_id", *CELLS])]
    for number in range(600):
        lines.append(",".join([f"P-{number}", *(rng.choice(cells) for cells in CELLS.values())]))
        lines[-1] += ",too,many" if number % 97 == 5 else ""
    held = {"sex": "m", "birth_date": "2000-01-01", "citizenship": "UKR", "employable": "ja"}
    held |= {"residence_title": "§ 24 Abs. 1 AufenthG", "contact_status": "nicht erreicht"}
    for until, entry in product(CELLS["title_valid_until"], CELLS["entry_date"]):
        cells = held | {"title_valid_until": until, "entry_date": entry}
        lines.append(",".join(["UKR", *(cells.get(column, "") for column in CELLS)]))
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_list_judged_in_bulk_equals_its_rows_judged_one_by_one(table: Path) -> None:
    check = open_check(knowledge(), [table], ROUNDS, as_of=date(2026, 11, 24))
    found = list(check.report().rows())
    expected = []
    for row in cells_of(check.sources, check.columns.places).to_pylist():
        for tree in _explain_row(check, row):
            outcomes = [each for each in tree["criteria"] if each["outcome"] == tree["verdict"] != "eligible"]
            expected.append(
                {
                    "row": tree["row"],
                    "person_id": tree["person_id"],
                    "round": tree["round"],
                    "verdict": tree["verdict"],
                    "criteria": "|".join(dict.fromkeys(each["id"] for each in outcomes)),
                    "missing": "|".join(tree["missing"]),
                    "invalid": {f"{each['column']}: {each['why']['de']}" for each in tree["invalid"]},
                    "reasons_de": " ".join(each["reason"]["de"] for each in outcomes),
                }
            )
    assert len(found) == len(expected) > 600
    assert {row["verdict"] for row in found} == set(check.words)
    for row, wanted in zip(found, expected, strict=True):
        assert row["row"] == wanted["row"]
        for column in ("person_id", "round", "verdict", "criteria", "missing"):
            assert row[column] == wanted[column], (row, wanted)
        if wanted["criteria"]:
            assert row["reasons_de"] == wanted["reasons_de"]
        missed = [why for why in wanted["invalid"] if why not in str(row["invalid"])]
        assert not missed, (row, wanted)
        assert bool(row["invalid"]) == bool(wanted["invalid"])


def test_citations_and_reasons_of_a_bulk_row_are_those_of_its_own_verdict(table: Path) -> None:
    check = open_check(knowledge(), [table], ["win-win-2"], as_of=date(2026, 11, 24))
    report = check.report()
    judge = Judge(knowledge())
    round_ = check.asked[0]
    rows = [row for row in report.rows() if row["round"] == round_.notation]
    cells = cells_of(check.sources, check.columns.places).to_pylist()
    for row in rows[::10]:
        raw = cells[int(row["row"]) - 1]
        if raw["overfull"]:
            continue
        readings = {
            column.fact.name: column.reader.read(raw[f"k{column.place}"])
            for column in check.columns.columns
            if column.is_read
        }
        verdict, _ = judge.judge(round_.iri, readings)
        ending = ending_of(round_, verdict)
        cells_of_ending = report.ending_cells(ending)
        names = report.ending_columns
        assert {name: row[name] for name in names} == dict(zip(names, cells_of_ending, strict=True))


def test_the_same_list_in_another_order_gives_the_same_rows(table: Path, tmp_path: Path) -> None:
    header, *lines = table.read_text(encoding="utf-8").splitlines()
    other = tmp_path / "other.csv"
    other.write_text("\n".join([header, *reversed(lines)]) + "\n", encoding="utf-8")

    def by_person(path: Path) -> dict[object, list[dict[str, int | str]]]:
        report = open_check(knowledge(), [path], ROUNDS, as_of=date(2026, 11, 24)).report()
        found: dict[object, list[dict[str, int | str]]] = {}
        for row in report.rows():
            found.setdefault(row.pop("person_id"), []).append({k: v for k, v in row.items() if k != "row"})
        return {person: sorted(rows, key=str) for person, rows in found.items()}

    assert by_person(table) == by_person(other)


def test_days_that_stand_for_each_other_lie_between_the_same_borders() -> None:
    rulebook = knowledge().rulebook
    fact = rulebook.derived[PERSONS]["citizenship_group"]
    key = key_of(rulebook, fact, "entry_date")
    croatia = {day: key(Reading(Spans.exactly(day), State.KNOWN)) for day in (date(2013, 6, 30), date(2013, 7, 1))}
    assert len(set(croatia.values())) == 2
    assert key(Reading(Spans.exactly(date(2026, 1, 1)), State.KNOWN)) == key(
        Reading(Spans.exactly(date(2026, 1, 2)), State.KNOWN)
    )
    assert key(BLANK) == BLANK
