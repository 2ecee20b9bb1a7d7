"""Workbooks in: typed cells become the text of a CSV, nothing unreadable becomes a blank. Workbooks out: no formula."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from regelgraph.errors import InputError, RegelgraphError, UsageError
from regelgraph.tables.files.limits import COMMAND_LINE
from regelgraph.tables.files.source import Source, read_bytes
from regelgraph.tables.files.workbook_parts import Package
from regelgraph.tables.files.workbook_sheets import Sheets
from regelgraph.tables.writers.csv import safe
from regelgraph.tables.writers.xlsx import Workbook

from tests.tables.lists import GROUPS, reported, written

KNOWN = {"person_id", "sex", "birth_date"}


def known(headers: Sequence[str]) -> int:
    return sum(header in KNOWN for header in headers)


def ids(headers: Sequence[str]) -> int:
    return sum(header == "person_id" for header in headers)


def workbook(*rows: Sequence[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
    return out.getvalue()


def read(data: bytes, name: str = "list.xlsx", sheet: str | None = None) -> Source:
    return read_bytes(data, name, known, Sheets(sheet, ids))


def rows(source: Source) -> list[list[str]]:
    return [[row[f"c{i}"] for i in range(len(source.headers))] for row in source.cells.to_pylist()]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("P-1", "P-1"), ("ä\nß", "ä\nß"), (25, "25"), (25.0, "25"), (1234.5, "1234.5"), (9162000, "9162000"),
        (-25.0, "-25"), (0.0, "0"), (999999999999999.0, "999999999999999"), (1e22, "10000000000000000000000"),
        (1e15, "1000000000000000"), (True, "true"), (False, "false"), (dt.date(2000, 2, 29), "2000-02-29"),
        (dt.datetime(2000, 2, 29), "2000-02-29"), (dt.datetime(2000, 2, 29, 13, 5), "2000-02-29T13:05:00"),
        (dt.time(13, 5), "13:05:00"), (None, ""), ("31.12.1999", "31.12.1999"), (1999, "1999"), (45000, "45000"),
    ],
)  # fmt: skip
def test_a_cell_is_the_text_that_a_csv_would_hold(cell: Any, text: str) -> None:
    assert rows(read(workbook(["person_id", "birth_date"], ["x", cell]))) == [["x", text]]


def test_a_number_is_a_day_where_the_workbook_marks_it_as_one() -> None:
    def mark(book: Any) -> None:
        book.active["B2"].number_format = "dd.mm.yyyy"

    assert rows(read(workbook(["person_id", "birth_date"], ["x", 36526], change=mark))) == [["x", "2000-01-01"]]


def test_days_of_the_other_calendar_of_workbooks_are_read_by_it() -> None:
    def set_epoch(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    data = workbook(["person_id", "birth_date"], ["x", dt.date(2000, 1, 1)], change=set_epoch)
    assert rows(read(data)) == [["x", "2000-01-01"]]


def test_an_error_cell_stays_an_error_and_is_no_blank() -> None:
    def fail(book: Any) -> None:
        book.active["B2"].data_type = "e"

    assert rows(read(workbook(["person_id", "sex"], ["x", "#N/A"], change=fail))) == [["x", "#N/A"]]


def test_a_formula_counts_as_its_value_and_without_one_as_itself_with_a_warning() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["person_id", "sex"])
        sheet.write_string(1, 0, "x")
        sheet.write_formula(1, 1, '="m"', None, "m")
    valued = read(out.getvalue())
    assert (rows(valued), valued.warnings) == ([["x", "m"]], ())
    lost = read(workbook(["person_id", "sex"], ["x", '="m"']))
    assert rows(lost) == [["x", '="m"']]
    assert "B2" in lost.warnings[0]


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True

    source = read(workbook(["person_id", "sex"], ["x", "m"], ["y", "w"], change=hide))
    assert rows(source) == [["x", "m"], ["y", "w"]]
    assert [warning.rsplit(": ", 1)[1] for warning in source.warnings] == ["3", "B"]


def test_of_merged_cells_only_the_first_holds_the_value() -> None:
    source = read(
        workbook(["person_id", "sex"], ["x", "m"], ["y", None], change=lambda b: b.active.merge_cells("B2:B3"))
    )
    assert rows(source) == [["x", "m"], ["y", ""]]
    assert "B2:B3" in source.warnings[0]


def test_the_first_row_that_is_not_empty_has_the_headers_and_empty_rows_are_none() -> None:
    source = read(workbook([], [None, "person_id", None, "sex"], [], [None, "x", None, "m"], [None, None, None, " "]))
    assert (source.headers, rows(source)) == (("person_id", "sex"), [["x", "m"]])


def test_cells_beside_the_headers_are_a_column_without_a_name() -> None:
    source = read(workbook(["person_id"], ["x", "note"], ["y"]))
    assert (source.headers, rows(source)) == (("person_id", ""), [["x", "note"], ["y", ""]])
    assert source.cells.column("overfull").to_pylist() == [0, 0]


def with_sheets(*names: str, hidden: str = "") -> bytes:
    def add(book: Any) -> None:
        for name in names:
            sheet = book.create_sheet(name)
            sheet.append(["person_id"])
            sheet.append([name])
            sheet.sheet_state = "hidden" if name == hidden else "visible"

    return workbook(["Notes"], ["text"], change=add)


def test_the_sheet_is_the_one_with_ids_or_the_one_named() -> None:
    assert rows(read(with_sheets("A"))) == [["A"]]
    assert rows(read(with_sheets("A", "B", hidden="A"))) == [["B"]]
    assert rows(read(with_sheets("A", "B"), sheet="B")) == [["B"]]


@pytest.mark.parametrize(
    ("data", "sheet", "says"),
    [
        (with_sheets("A", "B"), None, "'A', 'B'.*--sheet"),
        (with_sheets("A"), "C", "'C'.*no such sheet.*'A'"),
    ],
)
def test_a_sheet_that_must_be_named_or_is_not_there_is_said(data: bytes, sheet: str | None, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read(data, sheet=sheet)


WHOLE = workbook(["person_id", "sex"], *(["x", "m"] for _ in range(400)))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (WHOLE[:3000], "broken"),
        (WHOLE[:-30], "broken"),
        (WHOLE.replace(b"sheet1.xml", b"sheet9.xml"), "broken|missing|no Excel"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"person_id;sex\n1;m\n", "a text, but its name ends in .xlsx"),
        (workbook(["List of", "persons"], ["person_id", "sex"], ["x", "m"]), "one row of headers"),
        (workbook(["person_id", "sex"]), "empty table"),
        (workbook(), "empty table"),
        (workbook(["person_id"], ["x"], change=lambda b: b.active.cell(1_048_576, 16_384, "far")), "far off"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(RegelgraphError, match=says) as error:
        read(data)
    assert "\n" not in error.value.message
    assert "list.xlsx" in error.value.message


@pytest.mark.parametrize(
    ("row", "column", "far"),
    [
        (1_048_576, 32, False),
        (1_016_800, 33, False),
        (1_016_801, 33, True),
        (2_048, 16_384, False),
        (2_049, 16_384, True),
    ],
)
def test_a_cell_is_far_off_if_too_many_could_stand_before_it(row: int, column: int, far: bool) -> None:
    data = workbook(["person_id"], ["x"], change=lambda book: book.active.cell(row, column, "far"))
    with pytest.raises(InputError, match="far off") if far else contextlib.nullcontext():
        Package(data, "list.xlsx", COMMAND_LINE).sheet(0)


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_a_formula_is_found_whatever_stands_before_its_name(prefix: bytes) -> None:
    whole = workbook(["person_id"], ["=1+1"])
    data = rezipped(whole, lambda part: part.replace(b"<f>", b"<%bf>" % prefix).replace(b"</f>", b"</%bf>" % prefix))
    assert Package(data, "list.xlsx", COMMAND_LINE).sheet(0).texts == {(1, 0): "=1+1"}


@pytest.mark.parametrize("at", range(0, len(WHOLE), 97))
def test_a_damaged_workbook_is_read_or_refused_clearly(at: int) -> None:
    with contextlib.suppress(RegelgraphError):
        assert read(WHOLE[:at] + bytes([WHOLE[at] ^ 0x55]) + WHOLE[at + 1 :]).rows


@pytest.mark.parametrize("group", GROUPS)
def test_no_cell_of_a_report_is_a_formula_and_verdicts_have_their_colour(group: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(reported(group), "xlsx"))).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    place = [cell.value for cell in sheet[1]].index("verdict")
    colours: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=2):
        assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
        colours.setdefault(row[place].value, set()).add(row[place].fill.fgColor.rgb)
    assert len({frozenset(each) for each in colours.values()}) == len(colours) > 2
    assert all(len(each) == 1 for each in colours.values())


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =cmd|' /C calc'!A0", "{=1}", "http://x", "12"]
)
def test_texts_and_headers_stay_texts(text: str) -> None:
    out = io.BytesIO()
    with Workbook(out, (), dt.date(2026, 1, 1)) as book:
        book.table("t", [text], [[text]])
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active
    assert [(cell.value, cell.data_type, cell.hyperlink) for (cell,) in sheet.iter_rows()] == [
        (safe(text), "s", None)
    ] * 2
    assert rows(read_bytes(out.getvalue(), "t.xlsx", known)) == [[safe(text)]]


def test_the_same_report_is_the_same_file() -> None:
    assert written(reported("networks"), "xlsx") == written(reported("networks"), "xlsx")
