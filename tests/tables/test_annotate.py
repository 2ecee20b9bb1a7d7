"""Annotated lists: the own columns as they came, the findings behind them, the same in every format."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rdflib import RDF, Graph, Namespace
from regelgraph.checks import Check
from regelgraph.tables.reports.annotated import Annotated
from regelgraph.tables.reports.own_columns import unique
from regelgraph.tables.writers import annotated
from regelgraph.tables.writers.csv import safe

from tests.tables.lists import GROUPS, as_read, cells_of, knowledge, opened, reported, tables_of

RG = Namespace("https://w3id.org/regelgraph/def/")
FOUND = ["verdict", "judged_round", "criteria", "missing", "invalid", "reasons_de", "citations", "knowledge"]


@cache
def made(group: str) -> Annotated:
    check = opened(group, tables_of(group))
    return Annotated(check.report(), check.sources, "de")


def written(made_: Annotated, format_: str, lang: str = "de") -> bytes:
    out = io.BytesIO()
    annotated.write(format_, made_, knowledge().rulebook, lang, out)
    return out.getvalue()


def listed(tmp_path: Path, group: str, *files: Sequence[str], lang: str = "de") -> Check:
    paths = []
    for number, lines in enumerate(files):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return opened(group, paths, lang)


def rows_of(check: Check, format_: str = "jsonl", lang: str = "de") -> list[dict[str, Any]]:
    return as_read(format_, written(Annotated(check.report(), check.sources, lang), format_, lang))


@pytest.mark.parametrize("group", GROUPS)
def test_the_own_columns_stand_first_as_they_came(group: str) -> None:
    rows = as_read("jsonl", written(made(group), "jsonl"))
    tables = [cells_of(path) for path in tables_of(group)]
    headers = list(dict.fromkeys(header for table in tables for header in table[0]))
    assert list(rows[0])[: len(headers)] == headers
    given = [dict(zip(table[0], row, strict=True)) for table in tables for row in table[1]]
    own = [{name: row[name] for name in headers} for row in rows]
    assert [row for i, row in enumerate(own) if i == 0 or row != own[i - 1]] == [
        row
        for i, row in enumerate({**dict.fromkeys(headers, ""), **each} for each in given)
        if i == 0 or row != given[i - 1]
    ]


@pytest.mark.parametrize("group", ["win-win-1", "win-win-2", "win-win-3"])
def test_the_findings_are_those_of_the_report(group: str) -> None:
    found = as_read("jsonl", written(made(group), "jsonl"))
    assert [[row[name] for name in FOUND] for row in found] == [
        [row[name.removeprefix("judged_")] for name in FOUND] for row in reported(group).rows()
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_every_format_says_the_same(group: str) -> None:
    rows = as_read("jsonl", written(made(group), "jsonl"))
    assert as_read("parquet", written(made(group), "parquet")) == rows
    for format_ in ("csv", "xlsx"):
        found = as_read(format_, written(made(group), format_))
        assert [["" if cell is None else str(cell).removeprefix("'") for cell in row.values()] for row in found] == [
            [str(cell).removeprefix("'") for cell in row.values()] for row in rows
        ]


@pytest.mark.parametrize("group", ["win-win-3", "participations"])
def test_as_turtle_each_row_has_its_cells_and_its_verdict(group: str) -> None:
    rows = as_read("jsonl", written(made(group), "jsonl"))
    graph = Graph().parse(data=written(made(group), "ttl"), format="turtle")
    notations = {iri: notation for notation, iri in made(group).report.iris.items()}
    verdicts = Counter(notations[str(each)] for each in graph.objects(None, RG.verdict))
    assert verdicts == Counter(row["verdict"] for row in rows)
    own = made(group).keys[: made(group).own]
    assert len(list(graph.subjects(RDF.type, RG.JudgedCase))) == len(rows)
    assert len(list(graph.objects(None, RG.cell))) == sum(1 for row in rows for name in own if row[name])


def test_a_row_of_pairs_has_the_worst_of_them_and_names_the_others(tmp_path: Path) -> None:
    check = listed(
        tmp_path,
        "participations",
        [
            "person_id,programme,round,entry_date,exit_date",
            "A,win-win,win-win-2,2025-01-01,2025-12-31",
            "A,wir,,2025-02-01,2025-02-28",
            "B,win-win,win-win-2,2025-01-01,2025-12-31",
            "A,bsk,,2025-06-01,2025-06-30",
            ",wir,,2025-01-01,2025-01-02",
        ],
    )
    check.every = False  # type: ignore[attr-defined]
    rows = rows_of(check)
    assert [(row["verdict"], row["criteria"], row["row"], row["pairs_with"]) for row in rows] == [
        ("conflict", "no-double-funding", 1, "2|4"),
        ("conflict", "no-double-funding", 2, "1"),
        ("no_conflict", "", 3, ""),
        ("review", "same-cost-rule", 4, "1"),
        ("undetermined", "", 5, ""),
    ]


def test_every_partner_has_the_verdict_of_its_network(tmp_path: Path) -> None:
    lines = [
        "network_id,partner,kind",
        "N,Stadt,municipality",
        "M,Verein,civil-society",
        "N,Verein,civil-society",
        ",X,company",
    ]
    rows = rows_of(listed(tmp_path, "networks", lines))
    assert [(row["network_id"], row["verdict"]) for row in rows] == [
        ("N", "incomplete"), ("M", "incomplete"), ("N", "incomplete"), ("", "undetermined"),
    ]  # fmt: skip
    assert rows[0]["criteria"] == rows[2]["criteria"] != rows[1]["criteria"]


def test_unknown_columns_odd_headers_and_formulas_come_back_and_are_safe(tmp_path: Path) -> None:
    headers = ["person_id", "=cmd()", "verdict", "", "Note", "Note"]
    check = listed(tmp_path, "win-win-2", [",".join(headers), "+1,-2,@x,=3,a,b"])
    row = rows_of(check)[0]
    assert list(row)[:6] == ["person_id", "=cmd()", "verdict", "column_4", "Note", "Note_2"]
    assert list(row.values())[:6] == ["+1", "-2", "@x", "=3", "a", "b"]
    assert row["verdict_2"] == "undetermined"
    lines = written(Annotated(check.report(), check.sources, "de"), "csv").decode().split("\n")
    assert lines[0].startswith("person_id,'=cmd(),verdict,,Note,Note,verdict_2,judged_round,")
    assert lines[1].startswith("'+1,'-2,'@x,'=3,a,b,undetermined,")
    book = openpyxl.load_workbook(io.BytesIO(written(Annotated(check.report(), check.sources, "de"), "xlsx")))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line if cell.value is not None]
    assert all(cell.data_type == "s" and cell.value == safe(cell.value) for cell in cells)
    assert [cell.value for cell in book.worksheets[0][2]][:6] == ["'+1", "'-2", "'@x", "'=3", "a", "b"]


def test_several_files_stand_together_under_all_their_headers(tmp_path: Path) -> None:
    check = listed(tmp_path, "win-win-2", ["person_id,sex", "A,w"], ["Note,person_id", "n,B"])
    assert [list(row.values())[:3] for row in rows_of(check)] == [["A", "w", ""], ["B", "", "n"]]


def test_reasons_are_in_the_language_asked_for(tmp_path: Path) -> None:
    (row,) = rows_of(listed(tmp_path, "win-win-2", ["person_id,sex", "A,w"], lang="en"), lang="en")
    assert "reasons_de" not in row
    assert row["reasons_en"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_workbook_has_counts_with_a_chart_and_the_rules_that_decided(lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(made("win-win-2"), "xlsx", lang)))
    texts = knowledge().rulebook.texts
    assert book.sheetnames == [texts[key].get(lang) for key in ("sheet-list", "sheet-summary", "sheet-grounds")]
    rows, counts, grounds = book.worksheets
    assert (rows.freeze_panes, rows.auto_filter.ref) == ("A2", rows.dimensions)
    found = {value: number for _, by, value, number in list(counts.iter_rows(values_only=True, max_col=4))[1:5]}
    assert found == reported("win-win-2").verdict_counts()
    (chart,) = counts._charts
    assert chart.ser[0].val.numRef.f == f"'{counts.title}'!$D$2:$D$5" or chart.ser[0].val.numRef.f.endswith(
        "!$D$2:$D$5"
    )
    decided = {name for row in reported("win-win-2").rows() for name in str(row["criteria"]).split("|") if name}
    listed_ = list(grounds.iter_rows(values_only=True))[1:]
    assert {row[0] for row in listed_} == decided
    assert all(row[1] and row[2] and row[3] for row in listed_)
    assert any(str(row[5]).startswith("https://") for row in listed_)


def test_names_are_made_to_differ() -> None:
    assert unique(["a", "", "A", "a", "a_2"]) == ["a", "column_2", "A_3", "a_4", "a_2"]
