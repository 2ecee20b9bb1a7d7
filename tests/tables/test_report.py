"""Report cells are safe in spreadsheets, exact in JSON, and lossless."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Text
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.report import Report, short_knowledge
from regelgraph.tables.reports.summary import summarise
from regelgraph.tables.writers import format_of, writer
from regelgraph.tables.writers.csv import cell, join
from regelgraph.tables.writers.jsonl import text

IDENTITIES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def report(*identities: str) -> Report:
    from datetime import date

    lines = pa.table(
        {
            "row": list(range(1, len(identities) + 1)),
            "ord": [0] * len(identities),
            "identity": pa.array(identities, pa.string()),
            "e": pa.array([0] * len(identities), pa.int32()),
            "i": pa.array([-1 if n % 2 else 0 for n in range(len(identities))], pa.int32()),
        }
    )
    ending = Ending(
        "r-1", Level.REVIEW, "review", ("a", "b"), ("sex", "age"), Text("=weil; „so“", "+why"), ("§ 1", "§ 2")
    )
    words = ["eligible", "review"]
    return Report("person_id", [ending], ['sex: "x" no'], words, "1.0 abcdef01", date(2026, 11, 24), lines)


def written(made: Report, format_: str) -> str:
    out = io.BytesIO()
    writer(format_)(made, out)
    return out.getvalue().decode()


FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u3000=1", "\ufeff=1", "\u200b=1"),
    *("＝1", "＋1", "－1", "＠x"),
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(formula: str) -> None:
    (record,) = csv.reader(io.StringIO(cell(formula) + "\n", newline=""))
    assert record == ["'" + formula]


@pytest.mark.parametrize("plain", ["", "P-1", "a=b", "1-2", "mail@example.org", "§ 25", "x\ty"])
def test_other_text_stays_as_it_is(plain: str) -> None:
    (record,) = csv.reader(io.StringIO(f"{cell(plain)},\n", newline=""))
    assert record == [plain, ""]


def test_headers_are_made_safe_too() -> None:
    assert join(["=row", "x"]) == "'=row,x"


@settings(deadline=None, max_examples=30)
@given(st.lists(IDENTITIES, min_size=1, max_size=8))
def test_every_identity_comes_back_from_csv_but_for_the_apostrophe(identities: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(written(report(*identities), "csv"), newline="")))
    assert [row["person_id"] for row in rows] in [
        [i if i == r["person_id"] else "'" + i for i, r in zip(identities, rows, strict=True)]
    ]
    assert [row["reasons_de"] for row in rows] == ["'=weil; „so“"] * len(identities)


@settings(deadline=None, max_examples=30)
@given(st.lists(IDENTITIES, min_size=1, max_size=8))
def test_every_identity_comes_back_from_json_exactly(identities: list[str]) -> None:
    lines = written(report(*identities), "jsonl").split("\n")[:-1]
    assert [json.loads(line)["person_id"] for line in lines] == identities
    assert all(json.loads(line)["reasons_de"] == "=weil; „so“" for line in lines)


def test_a_row_as_csv_and_as_json() -> None:
    assert written(report("P-1"), "csv").split("\n")[1] == (
        '1,P-1,r-1,review,a|b,sex|age,"sex: ""x"" no","\'=weil; „so“",\'+why,"§ 1; § 2",1.0 abcdef01'
    )
    assert json.loads(written(report("P-1"), "jsonl")) == {
        "row": 1, "person_id": "P-1", "round": "r-1", "verdict": "review", "criteria": "a|b", "missing": "sex|age",
        "invalid": 'sex: "x" no', "reasons_de": "=weil; „so“", "reasons_en": "+why", "citations": "§ 1; § 2",
        "knowledge": "1.0 abcdef01",
    }  # fmt: skip


def test_rows_as_objects_say_the_same_as_the_lines() -> None:
    made = report("P-1", '"', "ä")
    assert list(made.rows()) == [json.loads(line) for line in written(made, "jsonl").split("\n")[:-1]]


def test_line_separators_do_not_break_json_lines() -> None:
    assert text("a\u2028b") == '"a\\u2028b"'


def test_many_rows_stay_in_order() -> None:
    made = report(*[f"P {n}" for n in range(20_000)])
    rows = [line.split(",", 2)[:2] for line in written(made, "csv").split("\n")[1:-1]]
    assert rows == [[str(n + 1), f"P {n}"] for n in range(20_000)]


def test_the_suffix_names_the_format() -> None:
    from pathlib import PurePath

    assert [format_of(PurePath(name)) for name in ("a.csv", "a.JSONL", "a.ndjson")] == ["csv", "jsonl", "jsonl"]


def test_counts_name_every_verdict_also_with_none() -> None:
    made = report("a", "b")
    assert [each.cells for each in summarise(made)] == [
        ("r-1", "verdict", "eligible", 0), ("r-1", "verdict", "review", 2),
        ("r-1", "criterion", "a", 2), ("r-1", "criterion", "b", 2),
    ]  # fmt: skip


def test_knowledge_is_version_and_eight_digits() -> None:
    assert short_knowledge("1.2.3", "0123456789abcdef") == "1.2.3 01234567"
